"""Pure rules of the catalogue: forms, conditions, fees, papers, processes. No clock, no tables, no Django."""
