"""Shapes of what is typed and uploaded."""
