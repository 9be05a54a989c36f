"""The measures of the block by name: label, definition, unit. English msgids."""

from collections.abc import Mapping

from honglam.kernel.values import text_noop

TASKS, DONG = text_noop("tasks"), text_noop("đồng")
TASK_WORDS: Mapping[str, tuple[str, str, str]] = {
    "tasks_given": (
        text_noop("Tasks given"),
        text_noop("Tasks given to a lead unit in the period, sub-tasks included; no records of old documents."),
        TASKS,
    ),
    "tasks_due": (
        text_noop("Tasks due"),
        text_noop("Tasks whose day lies in the period and that were not called off."),
        TASKS,
    ),
    "tasks_done_on_time": (
        text_noop("Tasks done on time"),
        text_noop("Tasks due in the period that were closed, reported as done on their day at the latest."),
        TASKS,
    ),
    "tasks_done_late": (
        text_noop("Tasks done late"),
        text_noop("Tasks due in the period that were closed, reported as done after their day."),
        TASKS,
    ),
    "tasks_late": (
        text_noop("Tasks late"),
        text_noop(
            "Tasks past their day and not over when the period ended, or now if it runs; what is suspended, or was"
            " reported as done by its day, does not count."
        ),
        TASKS,
    ),
    "tasks_running": (
        text_noop("Tasks that run"),
        text_noop("Tasks that were given and are not over at this moment."),
        TASKS,
    ),
}
MONEY_WORDS: Mapping[str, tuple[str, str, str]] = {
    "requested": (
        text_noop("Money requested for projects"),
        text_noop("Sums requested for the years of the period, from every source."),
        DONG,
    ),
    "granted": (
        text_noop("Money granted to projects"),
        text_noop("Sums granted for the years of the period, from every source; lines without a year do not count."),
        DONG,
    ),
    "spent": (
        text_noop("Money spent on projects"),
        text_noop("Sums spent in the years of the period, from every source."),
        DONG,
    ),
}
