"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.personal import DataKind, Fate, data_kinds, own_data
from honglam.kernel.registry import MenuEntry, measure_families, menu, pack_sections
from honglam.kernel.values import text_noop


class RegistriesConfig(AppConfig):
    """Registers: the wallet of citizens and enterprises, and those that a pack defines for officers."""

    name = "honglam.registries"
    label = "registries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, the citizen's door to the wallet, and what is heard of agencies that end."""
        from honglam.registries import subscribers  # noqa: F401 - importing registers them
        from honglam.registries.pack_section import PaperTypesSection, RegistersSection, StatedRegisters
        from honglam.registries.queries.own_data import list_own_papers

        pack_sections.register("paper_types", PaperTypesSection())
        pack_sections.register("registers", RegistersSection())
        measure_families.register("registers", StatedRegisters())
        papers = DataKind(
            label=text_noop("Papers in your wallet"),
            what=text_noop("Results issued here and papers an officer checked; each kind of paper says for how long."),
            counted_from=text_noop("the day it lost its force"),
            fate=Fate.ARCHIVE,
            told_in=("papers",),
        )
        data_kinds.register("registries.papers", papers)
        own_data.register("papers", list_own_papers)
        records = DataKind(
            label=text_noop("People named in registers"),
            what=text_noop("Names, titles and qualifications of officers in registers that agencies keep."),
            counted_from=text_noop("the day the record was closed"),
            fate=Fate.ARCHIVE,
            untold=text_noop(
                "They stand under a name, not under an account; the agency that keeps the register tells them."
            ),
        )
        data_kinds.register("registries.records", records)
        label = text_noop("My papers")
        menu.register("registries", MenuEntry(label=label, url_name="registries:mine", audience="citizen", order=30))
        kept = text_noop("Registers")
        entry = MenuEntry(label=kept, url_name="registries:registers", audience="desk", order=40, icon="book")
        menu.register("registries.registers", entry)
