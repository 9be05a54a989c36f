"""Criteria sets, scores that explain themselves, periodic reports; other blocks are read through measures only."""
