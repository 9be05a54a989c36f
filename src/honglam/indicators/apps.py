"""Registers the block; no logic."""

from typing import Any

from django.apps import AppConfig

from honglam.kernel.values import text_noop

DOORS: dict[str, dict[str, Any]] = {
    "indicators.rounds": {
        "label": text_noop("Reporting rounds"),
        "url_name": "indicators:forms",
        "audience": "desk",
        "order": 6,
        "icon": "list",
    },
    "indicators.scorings": {
        "label": text_noop("Scoring rounds"),
        "url_name": "indicators:scorings",
        "audience": "desk",
        "order": 7,
        "icon": "chart",
    },
    "indicators.writings": {
        "label": text_noop("Written reports"),
        "url_name": "indicators:writings",
        "audience": "desk",
        "order": 8,
        "icon": "document",
    },
    "indicators.findings": {
        "label": text_noop("Contradictions in figures"),
        "url_name": "indicators:findings",
        "audience": "leader",
        "order": 40,
        "icon": "alert",
    },
    "indicators.incoming": {
        "label": text_noop("Figures from documents"),
        "url_name": "indicators:incoming",
        "audience": "desk",
        "order": 8,
        "icon": "chart",
    },
    "indicators.officers": {
        "label": text_noop("Officers' indices"),
        "url_name": "indicators:officers",
        "audience": "leader",
        "order": 30,
        "icon": "chart",
    },
}


class IndicatorsConfig(AppConfig):
    """The dictionary, values, criteria sets and scores, periodic reports, reporting rounds."""

    name = "honglam.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, the worklist, letters, doors."""
        from honglam.indicators import subscribers, tasks  # noqa: F401 - importing registers them
        from honglam.indicators.access import ENTERERS, LEADERS
        from honglam.indicators.pack_section import IndicatorsSection
        from honglam.indicators.queries.appraisal import worklist as scoring
        from honglam.indicators.queries.rounds.worklist import KIND, FormWorklist
        from honglam.indicators.queries.writing import worklist as writing
        from honglam.indicators.queries.writing.tables import LateUnits, UnusedServices
        from honglam.indicators.services.appraisal.letters import LETTERS as SCORING_LETTERS
        from honglam.indicators.services.rounds.letters import LETTERS
        from honglam.indicators.services.writing.letters import WRITING_LETTERS
        from honglam.kernel.registry import MenuEntry, menu, pack_sections, tables, worklists
        from honglam.notices import api as notices

        pack_sections.register("indicators", IndicatorsSection())
        worklists.register(KIND, FormWorklist())
        worklists.register(scoring.KIND, scoring.SheetWorklist())
        worklists.register(writing.KIND, writing.ReportWorklist())
        tables.register("indicators.late_units", LateUnits())
        tables.register("indicators.unused", UnusedServices())
        notices.declare(letters=(*LETTERS, *SCORING_LETTERS, *WRITING_LETTERS))
        roles_of = {"indicators.incoming": ENTERERS}
        for key, entry in DOORS.items():
            roles = LEADERS.roles if entry["audience"] == "leader" else roles_of.get(key, frozenset())
            menu.register(key, MenuEntry(roles=roles, **entry))
