"""Pages of report writing, and the report as it is laid out."""
