"""Verbs of the directory, one file per aggregate."""
