"""Registers the officer's doors; no logic."""

from django.apps import AppConfig

from honglam.kernel.registry import MenuEntry, menu
from honglam.kernel.values import text_noop


class DeskConfig(AppConfig):
    """The officer's home: one worklist over everything that waits."""

    name = "honglam.desk"
    label = "desk"

    def ready(self) -> None:
        """Doors of the officer's navigation."""
        from honglam.desk.access import HEADS

        menu.register(
            "desk.worklist",
            MenuEntry(label=text_noop("Worklist"), url_name="desk:worklist", audience="desk", order=0, icon="list"),
        )
        menu.register(
            "desk.loads",
            MenuEntry(
                label=text_noop("Load of the unit"),
                url_name="desk:loads",
                audience="desk",
                order=30,
                roles=HEADS.roles,
                icon="user",
            ),
        )
        menu.register(
            "desk.search",
            MenuEntry(label=text_noop("Code, name or id number"), url_name="desk:search", audience="search", order=0),
        )
