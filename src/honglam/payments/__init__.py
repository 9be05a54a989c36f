"""What is owed, how it was paid, receipts, reconciliation."""
