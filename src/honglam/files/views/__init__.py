"""Entrances of files: signed links, and uploads that may break off."""
