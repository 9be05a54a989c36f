"""Due, overdue, complete and on time: four different things, each decided here and nowhere else."""

from collections.abc import Iterable
from datetime import date, timedelta

from honglam.indicators.contracts import FormState, FormTiming

WITH_RECEIVER = frozenset({FormState.APPROVED, FormState.ACCEPTED})


def timing_of(
    *, state: FormState, due_on: date, until_on: date, sent_on: date | None, complete: bool, on: date
) -> FormTiming:
    """How a form stands on a day.

    `until_on` is `due_on`, or the later day that was allowed: it ends being overdue, but late stays late. `sent_on`:
    the day on which the head sent what the receiver has or accepted; a form that was returned has not been sent.
    """
    return FormTiming(
        due=on >= due_on,
        overdue=state not in WITH_RECEIVER and on > until_on,
        complete=complete,
        on_time=sent_on <= due_on if sent_on else (False if on > due_on else None),
    )


def next_reminder(reminders: Iterable[int], *, until_on: date, told_on: date) -> date | None:
    """The next day after `told_on` on which a reminder speaks: so many days before (−) or after the day it is due."""
    days = sorted(until_on + timedelta(days=one) for one in reminders)
    return next((day for day in days if day > told_on), None)


def escalates(days: int) -> bool:
    """Whether a reminder goes to the head of the agency as well: from the first day after the due day on."""
    return days > 0
