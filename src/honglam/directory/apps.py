"""Registers the block; no logic."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Agencies and administrative units with their history, posts, office-holders, committees."""

    name = "honglam.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
