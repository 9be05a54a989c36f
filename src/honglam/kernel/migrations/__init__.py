"""Tables of the ground floor."""
