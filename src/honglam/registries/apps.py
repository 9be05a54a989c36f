"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.registry import MenuEntry, menu, pack_sections
from honglam.kernel.values import text_noop


class RegistriesConfig(AppConfig):
    """Registers; so far the wallet of citizens and enterprises."""

    name = "honglam.registries"
    label = "registries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section and the citizen's door to the wallet."""
        from honglam.registries.pack_section import PaperTypesSection

        pack_sections.register("paper_types", PaperTypesSection())
        label = text_noop("My papers")
        menu.register("registries", MenuEntry(label=label, url_name="registries:mine", audience="citizen", order=30))
