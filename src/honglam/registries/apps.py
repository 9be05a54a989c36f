"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.personal import DataKind, Fate, data_kinds, own_data
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
        from honglam.registries.queries.own_data import list_own_papers

        pack_sections.register("paper_types", PaperTypesSection())
        papers = DataKind(
            label=text_noop("Papers in your wallet"),
            what=text_noop("Results issued here and papers an officer checked; each kind of paper says for how long."),
            counted_from=text_noop("the day it lost its force"),
            fate=Fate.ARCHIVE,
            told_in=("papers",),
        )
        data_kinds.register("registries.papers", papers)
        own_data.register("papers", list_own_papers)
        label = text_noop("My papers")
        menu.register("registries", MenuEntry(label=label, url_name="registries:mine", audience="citizen", order=30))
