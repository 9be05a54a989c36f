"""Pure arithmetic of working time: no clock, no database, no Django."""
