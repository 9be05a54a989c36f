"""Pure rules of reporting rounds: moves, times, numbers as typed, cells and what is wrong with them, totals."""
