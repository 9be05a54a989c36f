"""Registers the block; no logic."""

from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    """The working calendar: sessions, holidays, swapped days, and the arithmetic of time limits."""

    name = "honglam.worktime"
    label = "worktime"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the calendar section to the pack engine, and the calendar's page to everybody."""
        from honglam.kernel.registry import MenuEntry, menu, pack_sections
        from honglam.kernel.values import text_noop
        from honglam.worktime.access import KEEPERS
        from honglam.worktime.pack_section import CalendarSection

        pack_sections.register("calendar", CalendarSection())
        menu.register(
            "worktime.calendar",
            MenuEntry(label=text_noop("Working calendar"), url_name="worktime:calendar", audience="footer", order=50),
        )
        menu.register(
            "worktime.keep",
            MenuEntry(
                label=text_noop("Keep the calendar"),
                url_name="worktime:keep",
                audience="desk",
                order=71,
                roles=frozenset(KEEPERS),
                icon="calendar",
            ),
        )
