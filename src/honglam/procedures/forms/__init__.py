"""Shapes of what is typed: filters in addresses, decisions and days."""
