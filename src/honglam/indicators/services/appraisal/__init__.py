"""Verbs of a scoring round: opening and filling, answering, judging, closing, appealing."""
