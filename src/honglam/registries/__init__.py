"""Registers defined by schema, and the citizen's own document wallet."""
