"""`honglam user …` and `honglam token …`."""
