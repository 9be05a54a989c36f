"""Reads of figures: the dictionary, values with what stands behind and beside them."""
