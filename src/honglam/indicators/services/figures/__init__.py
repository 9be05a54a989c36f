"""Verbs of figures: the dictionary, what was said, what is computed."""
