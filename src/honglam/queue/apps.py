"""Registers the block; no logic."""

from django.apps import AppConfig

from honglam.kernel.values import text_noop


class QueueConfig(AppConfig):
    """Numbers for the hall of a one-stop, and how long people wait there."""

    name = "honglam.queue"
    label = "queue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The pack's section, the doors, and what is counted."""
        from honglam.kernel.measures import Measure
        from honglam.kernel.registry import MenuEntry, measures, menu, pack_sections
        from honglam.queue.access import ROLES
        from honglam.queue.pack_section import QueuesSection
        from honglam.queue.queries.measuring import KEY, WORDS, QueueMeasures

        pack_sections.register("queues", QueuesSection())
        menu.register(
            "queue.desk",
            MenuEntry(
                label=text_noop("Call numbers"),
                url_name="queue:desk",
                audience="desk",
                order=9,
                roles=frozenset(ROLES),
                icon="bell",
            ),
        )
        label = text_noop("Take a number")
        menu.register("queue.halls", MenuEntry(label=label, url_name="queue:halls", audience="footer", order=50))
        source = QueueMeasures()
        for name, (label, definition, unit) in WORDS.items():
            code = f"{KEY}.{name}"
            one = Measure(code=code, label=label, definition=definition, unit=unit, source=source, opens=False)
            measures.register(code, one)
