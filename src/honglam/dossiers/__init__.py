"""A dossier's whole life at the one-stop."""
