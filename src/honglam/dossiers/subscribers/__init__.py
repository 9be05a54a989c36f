"""What is done after commit: search rows, roll-ups, letters; and what other blocks' news means for open work."""

from honglam.dossiers.subscribers import elsewhere, feedback, letters, money, reading, search, serving, sums, wallet

__all__ = ["elsewhere", "feedback", "letters", "money", "reading", "search", "serving", "sums", "wallet"]
