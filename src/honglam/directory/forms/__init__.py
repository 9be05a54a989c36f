"""Shapes of what people type and upload into the directory."""
