"""A small typed client of the API, for other systems of a province."""
