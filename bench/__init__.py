"""What was promised, measured beside what this machine can do at all. `make bench`, or `python -m bench NAME …`."""
