"""Shapes of what is typed and uploaded, and of what is taken away as a file."""
