"""Reads of report writing: what is known for a period, how it is said, reports composed and kept."""
