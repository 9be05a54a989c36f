"""Registers the block; no logic."""

from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    """The working calendar: sessions, holidays, swapped days, and the arithmetic of time limits."""

    name = "honglam.worktime"
    label = "worktime"
    default_auto_field = "django.db.models.BigAutoField"
