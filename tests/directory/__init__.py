"""The directory: mirrors src/honglam/directory."""
