"""Verbs of documents on their way in: received, read, looked through, confirmed."""
