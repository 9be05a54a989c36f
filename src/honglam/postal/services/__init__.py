"""Verbs of the postal service."""
