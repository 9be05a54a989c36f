"""Pages of scoring rounds."""
