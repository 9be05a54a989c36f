"""Reads of the registers that a pack defines."""
