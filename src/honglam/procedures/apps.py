"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.registry import MenuEntry, menu, pack_sections, topics
from honglam.kernel.values import text_noop

OFFERED: dict[str, tuple[str, str]] = {
    "offered": (
        text_noop("Procedures offered"),
        text_noop("Procedures in force on the last day of the period that the agency settles."),
    ),
    "offered_online": (
        text_noop("Procedures offered online"),
        text_noop("Those of them that can be filed online, in full or in part."),
    ),
    "offered_full": (
        text_noop("Procedures online from end to end"),
        text_noop("Those of them whose whole course is online, the result included."),
    ),
    "offered_complete": (
        text_noop("Procedures published with all parts"),
        text_noop("Those of them published with sequence, components, channels, applicants, legal basis and result."),
    ),
    "offered_at_desk": (
        text_noop("Procedures settled at the desk"),
        text_noop("Those of them that are settled while the applicant waits."),
    ),
    "offered_with_fees": (
        text_noop("Procedures with fees"),
        text_noop("Those of them with a fee or charge in the tariff, whatever exemptions there are."),
    ),
}


class ProceduresConfig(AppConfig):
    """The catalogue of administrative procedures: components, forms, fees, time limits, process, versions."""

    name = "honglam.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, the citizen's door to the catalogue, and what is counted of it."""
        from honglam.procedures.access import KEEPERS
        from honglam.procedures.pack_section import EnglishSection, ProceduresSection
        from honglam.procedures.queries.english import find_english
        from honglam.procedures.queries.topics import ProcedureTopics
        from honglam.ui import tongues

        pack_sections.register("procedures", ProceduresSection())
        pack_sections.register("english", EnglishSection())
        tongues.provide(find_english)
        topics.register("procedures", ProcedureTopics())
        _offer_measures()
        label = text_noop("Procedures")
        menu.register("procedures", MenuEntry(label=label, url_name="procedures:search", audience="citizen", order=10))
        keepers = frozenset(KEEPERS)
        keep = text_noop("Keep the catalogue")
        entry = MenuEntry(label=keep, url_name="procedures:keep", audience="desk", order=70, roles=keepers, icon="book")
        menu.register("procedures.keep", entry)


def _offer_measures() -> None:
    from honglam.kernel.measures import Measure
    from honglam.kernel.registry import measures
    from honglam.procedures.queries.offered import OfferMeasures

    source = OfferMeasures()
    for name, (label, definition) in OFFERED.items():
        code = f"procedures.{name}"
        unit = text_noop("procedures")
        measures.register(code, Measure(code=code, label=label, definition=definition, unit=unit, source=source))
