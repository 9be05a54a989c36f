"""Verbs of report writing: patterns, drafting and composing, people's own words, moves."""
