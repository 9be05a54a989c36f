"""Reads of the postal service."""
