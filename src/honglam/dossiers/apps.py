"""Registers the block; no logic."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """A dossier's whole life at the one-stop."""

    name = "honglam.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
