"""Pure rules of figures: units and formulas, times as written."""
