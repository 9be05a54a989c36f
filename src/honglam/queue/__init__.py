"""The hall of a one-stop: tickets, calling, waiting."""
