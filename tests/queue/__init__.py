"""Numbers for the hall."""
