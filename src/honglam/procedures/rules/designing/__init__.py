"""Designing a form: schema and layout as one list of pages, sections and questions, and back. Pure."""
