"""Verbs of files: keep bytes under their digest, take uploads piece by piece."""
