"""Reads, filtered through access."""
