"""Settings: the only place that lists every block."""
