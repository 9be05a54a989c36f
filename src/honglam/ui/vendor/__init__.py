"""Renews what the pages borrow from others; nothing here runs in the product."""
