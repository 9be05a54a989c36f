"""Typesetting and spreadsheets."""
