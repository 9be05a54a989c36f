"""Verbs that write, one file per use case. Each is atomic, asks `access` and `rules`, leaves history, audit and event."""
