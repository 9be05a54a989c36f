"""Pure rules of exchange."""
