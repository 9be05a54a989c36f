"""Pages of the directory: for everybody, and for those who administer agencies and staff."""
