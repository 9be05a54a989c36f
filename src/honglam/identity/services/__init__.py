"""Verbs of identity, one module per use case."""
