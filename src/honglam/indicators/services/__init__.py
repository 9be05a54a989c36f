"""Verbs: criteria sets from packs, reports that are made and approved."""
