"""Reads: sets in force, scores, tables of reports. Other blocks' work is read through measures only."""
