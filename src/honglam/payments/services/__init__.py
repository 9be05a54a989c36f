"""Verbs that move money, one file per subject."""
