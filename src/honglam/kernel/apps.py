"""Registers the ground floor; no logic."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Clock, ids, events and outbox, audit, registry, jobs, errors; no domain words."""

    name = "honglam.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What every block's queries may ask."""
        from honglam.kernel import lookups

        lookups.register()
