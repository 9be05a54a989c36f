"""Reads, filtered through `access`, each with a fixed number of queries."""
