"""Stand-ins for systems outside this house, faults included: for tests and the demo, never for real work."""
