"""Pure rules: scores, periods."""
