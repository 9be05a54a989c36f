"""Verbs of the hall: take a number, call, finish; and what the pack sets up."""
