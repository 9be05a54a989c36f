"""Registers the block; no logic."""

from typing import Any

from django.apps import AppConfig

from honglam.kernel.values import text_noop

_LEADING = frozenset({"leader", "approver", "unit_head", "clerk", "procedure_controller", "auditor"})
DOORS: dict[str, dict[str, Any]] = {
    "directives.leading": {
        "label": text_noop("Directing"),
        "url_name": "directives:leading",
        "order": 2,
        "roles": _LEADING,
        "icon": "star",
    },
    "directives.tasks": {
        "label": text_noop("Tasks"),
        "url_name": "directives:tasks",
        "order": 3,
        "icon": "check",
    },
    "directives.plans": {
        "label": text_noop("Plans"),
        "url_name": "directives:plans",
        "order": 4,
        "roles": _LEADING | {"accountant"},
        "icon": "calendar",
    },
    "directives.committees": {
        "label": text_noop("Committees at work"),
        "url_name": "directives:committees",
        "order": 5,
        "roles": _LEADING,
        "icon": "users",
    },
    "directives.programmes": {
        "label": text_noop("Projects and money"),
        "url_name": "directives:programmes",
        "order": 5,
        "roles": _LEADING | {"accountant"},
        "icon": "wallet",
    },
    "directives.recommendations": {
        "label": text_noop("Recommendations"),
        "url_name": "directives:recommendations",
        "order": 6,
        "roles": _LEADING | {"accountant"},
        "icon": "mail",
    },
}


class DirectivesConfig(AppConfig):
    """Directives and tasks, plans, projects with their money, recommendations."""

    name = "honglam.directives"
    label = "directives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The worklist, the pack's section, letters, doors."""
        from honglam.directives import subscribers, tasks  # noqa: F401 - importing registers them
        from honglam.directives.pack_section import DirectivesSection, PlanningSection
        from honglam.directives.queries.worklist import KIND, TaskWorklist
        from honglam.directives.services.letters import LETTERS
        from honglam.kernel.registry import MenuEntry, menu, pack_sections, worklists
        from honglam.notices import api as notices

        pack_sections.register("directives", DirectivesSection())
        pack_sections.register("planning", PlanningSection())
        worklists.register(KIND, TaskWorklist())
        notices.declare(letters=LETTERS)
        for key, entry in DOORS.items():
            menu.register(key, MenuEntry(audience="desk", **entry))
        _offer_measures()
        _offer_tables()


def _offer_tables() -> None:
    from honglam.directives.queries.telling import MoneyTable, RecommendationTable, TaskTable
    from honglam.kernel.registry import tables

    tables.register("directives.tasks", TaskTable())
    tables.register("directives.money", MoneyTable())
    tables.register("directives.recommendations", RecommendationTable())


def _offer_measures() -> None:
    from honglam.directives.queries.measuring import PROJECTS, TASKS, ProjectMeasures, TaskMeasures
    from honglam.directives.rules.measuring import MONEY_WORDS, TASK_WORDS
    from honglam.kernel.measures import Measure
    from honglam.kernel.registry import measures

    tasks, projects = TaskMeasures(), ProjectMeasures()
    for name, (label, definition, unit) in TASK_WORDS.items():
        code = f"{TASKS}.{name}"
        measures.register(code, Measure(code=code, label=label, definition=definition, unit=unit, source=tasks))
    for name, (label, definition, unit) in MONEY_WORDS.items():
        code = f"{PROJECTS}.{name}"
        measures.register(code, Measure(code=code, label=label, definition=definition, unit=unit, source=projects))
