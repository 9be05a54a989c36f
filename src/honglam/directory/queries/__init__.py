"""Reads of the directory: the tree and the units from memory, people and lists from the tables."""
