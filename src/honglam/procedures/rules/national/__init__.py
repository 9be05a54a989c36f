"""Records of the national catalogue: read, and joined with what a procedure says here."""
