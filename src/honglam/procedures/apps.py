"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.registry import MenuEntry, menu, pack_sections
from honglam.kernel.values import text_noop


class ProceduresConfig(AppConfig):
    """The catalogue of administrative procedures: components, forms, fees, time limits, process, versions."""

    name = "honglam.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section and the citizen's door to the catalogue."""
        from honglam.procedures.access import KEEPERS
        from honglam.procedures.pack_section import ProceduresSection

        pack_sections.register("procedures", ProceduresSection())
        label = text_noop("Procedures")
        menu.register("procedures", MenuEntry(label=label, url_name="procedures:search", audience="citizen", order=10))
        keepers = frozenset(KEEPERS)
        keep = text_noop("Keep the catalogue")
        entry = MenuEntry(label=keep, url_name="procedures:keep", audience="desk", order=70, roles=keepers, icon="book")
        menu.register("procedures.keep", entry)
