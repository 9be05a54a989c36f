"""Registers the block; no logic."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The catalogue of administrative procedures: components, forms, fees, time limits, process, versions."""

    name = "honglam.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
