"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.values import text_noop


class IndicatorsConfig(AppConfig):
    """Criteria sets, scores that explain themselves, periodic reports."""

    name = "honglam.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, and the doors for leaders."""
        from honglam.indicators.access import LEADERS
        from honglam.indicators.pack_section import IndicatorsSection
        from honglam.kernel.registry import MenuEntry, menu, pack_sections

        pack_sections.register("indicators", IndicatorsSection())
        menu.register(
            "indicators.reports",
            MenuEntry(
                label=text_noop("Reports"),
                url_name="indicators:reports",
                audience="leader",
                order=20,
                roles=LEADERS.roles,
                icon="document",
            ),
        )
        menu.register(
            "indicators.findings",
            MenuEntry(
                label=text_noop("Contradictions in figures"),
                url_name="indicators:findings",
                audience="leader",
                order=40,
                roles=LEADERS.roles,
                icon="alert",
            ),
        )
        menu.register(
            "indicators.officers",
            MenuEntry(
                label=text_noop("Officers' indices"),
                url_name="indicators:officers",
                audience="leader",
                order=30,
                roles=LEADERS.roles,
                icon="chart",
            ),
        )
