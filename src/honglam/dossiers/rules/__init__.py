"""The law of a dossier as tables and pure functions: no database, no clock, no Django."""
