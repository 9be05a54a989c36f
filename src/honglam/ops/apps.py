"""Registers the doors of the figures; no logic."""

from django.apps import AppConfig

from honglam.kernel.registry import MenuEntry, menu
from honglam.kernel.values import text_noop


class OpsConfig(AppConfig):
    """The leader's and the public's figures, and the health of the installation."""

    name = "honglam.ops"
    label = "ops"

    def ready(self) -> None:
        """Doors of the public's and the leaders' navigation."""
        from honglam.ops.access import LEADERS

        menu.register(
            "ops.public", MenuEntry(label=text_noop("Figures"), url_name="ops:public", audience="citizen", order=40)
        )
        menu.register(
            "ops.leader",
            MenuEntry(
                label=text_noop("How it stands"),
                url_name="ops:leader",
                audience="leader",
                order=10,
                roles=LEADERS.roles,
                icon="chart",
            ),
        )
