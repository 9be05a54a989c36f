"""Registers the home's doors; no logic."""

from django.apps import AppConfig

from honglam.kernel.registry import MenuEntry, menu
from honglam.kernel.values import text_noop


class PortalConfig(AppConfig):
    """The citizen's home: it puts blocks side by side and owns no subject."""

    name = "honglam.portal"
    label = "portal"

    def ready(self) -> None:
        """Doors of the citizen's navigation."""
        menu.register(
            "portal.home", MenuEntry(label=text_noop("Home"), url_name="portal:home", audience="citizen", order=0)
        )
        menu.register(
            "portal.look_up",
            MenuEntry(label=text_noop("Look up a dossier"), url_name="portal:look_up", audience="citizen", order=30),
        )
        menu.register(
            "portal.help", MenuEntry(label=text_noop("Help"), url_name="portal:help", audience="citizen", order=90)
        )
