"""Pages of figures: the dictionary, one indicator, one value, entry and correction, contradictions."""
