"""The typesetter of official forms."""
