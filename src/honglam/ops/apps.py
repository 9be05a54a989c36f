"""Registers the block; no logic."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """The leader's and the public's figures, and the health of the installation."""

    name = "honglam.ops"
    label = "ops"
    default_auto_field = "django.db.models.BigAutoField"
