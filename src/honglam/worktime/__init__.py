"""The working calendar: sessions, holidays, swapped days, and the arithmetic of time limits."""
