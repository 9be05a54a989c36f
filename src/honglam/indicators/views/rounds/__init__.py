"""Pages of reporting rounds."""
