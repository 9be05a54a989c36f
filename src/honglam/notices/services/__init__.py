"""Verbs of notices: write a message with the caller's transaction, hand it over, keep the words of the pack."""
