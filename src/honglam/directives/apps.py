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
}


class DirectivesConfig(AppConfig):
    """Directives and tasks, plans, projects with their money, recommendations."""

    name = "honglam.directives"
    label = "directives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The worklist, the pack's section, letters, doors."""
        from honglam.directives import subscribers, tasks  # noqa: F401 - importing registers them
        from honglam.directives.pack_section import DirectivesSection
        from honglam.directives.queries.worklist import KIND, TaskWorklist
        from honglam.directives.services.letters import LETTERS
        from honglam.kernel.registry import MenuEntry, menu, pack_sections, worklists
        from honglam.notices import api as notices

        pack_sections.register("directives", DirectivesSection())
        worklists.register(KIND, TaskWorklist())
        notices.declare(letters=LETTERS)
        for key, entry in DOORS.items():
            menu.register(key, MenuEntry(audience="desk", **entry))
