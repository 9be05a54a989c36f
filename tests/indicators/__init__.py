"""Indicators: formulas, pages, reports."""
