"""Verbs that write, one file per use case: atomic, through `access` and `rules`, leaving history, audit and event."""
