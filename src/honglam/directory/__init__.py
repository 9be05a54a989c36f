"""Agencies and administrative units with their history, posts, office-holders, committees."""
