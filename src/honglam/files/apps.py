"""Registers the block; no logic."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Content-addressed blobs: type check by content, size, malware scan hook, retention."""

    name = "honglam.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
