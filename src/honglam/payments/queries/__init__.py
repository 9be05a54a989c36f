"""Reads of money, always through access."""
