"""Verbs of the registers that a pack defines."""
