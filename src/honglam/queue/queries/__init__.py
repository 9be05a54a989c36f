"""Reads of the hall: the same number of queries however many wait."""
