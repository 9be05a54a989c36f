"""Registers the block; no logic."""

from django.apps import AppConfig


class PackConfig(AppConfig):
    """Read, check, plan, apply and export a province."""

    name = "honglam.pack"
    label = "pack"
    default_auto_field = "django.db.models.BigAutoField"
