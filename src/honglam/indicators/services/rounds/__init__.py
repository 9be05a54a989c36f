"""Verbs of reporting rounds: templates put, rounds opened and locked, forms filled in, moved, accepted, reminded of."""
