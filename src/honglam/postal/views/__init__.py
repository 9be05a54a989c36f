"""Pages of the postal service."""
