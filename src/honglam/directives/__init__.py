"""Directives and tasks, plans, projects with their money, recommendations."""
