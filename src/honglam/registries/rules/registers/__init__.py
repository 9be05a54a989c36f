"""Pure rules of registers: what may be written, which moves are open, how good a record is."""
