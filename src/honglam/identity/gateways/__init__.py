"""Clients of systems outside this house."""
