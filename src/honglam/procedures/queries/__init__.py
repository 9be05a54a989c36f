"""Reads of the catalogue: versions, forms ready for use, search, browsing."""
