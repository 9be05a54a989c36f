"""Bulk acts: asked for at once, worked on in the background, taken back where that is lawful."""
