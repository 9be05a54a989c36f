"""Registers the block; no logic."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people by e-mail, SMS or in the product, with templates, receipts and retries."""

    name = "honglam.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
