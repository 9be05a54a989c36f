"""Verbs of the registers."""
