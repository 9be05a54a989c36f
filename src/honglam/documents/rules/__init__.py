"""Pure rules: numbers and symbols, dates, what a text says."""
