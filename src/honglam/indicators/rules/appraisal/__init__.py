"""Scoring rounds: who may do what when, what an answer is worth, how agencies compare."""
