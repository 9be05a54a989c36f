"""Pure tables and functions of the postal service."""
