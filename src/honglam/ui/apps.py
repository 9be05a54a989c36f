"""Registers the block; no logic."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system: templates, components, tags; no domain words."""

    name = "honglam.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
