"""Tests of directives and tasks, plans, projects, recommendations."""
