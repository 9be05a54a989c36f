"""Clients of outside tools."""
