"""Screens of exchange for those who keep it going."""
