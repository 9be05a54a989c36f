"""Scoring rounds as their readers see them."""
