"""Clients of outside systems: the payment gateway; the typesetter of receipts and reports."""
