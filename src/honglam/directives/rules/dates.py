"""Due days: what a stated time limit means, how late something is, when escalation speaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from honglam.directives.contracts import DueKind, Tells

SOON_DAYS = 7
"""From how many days before its day a task is called soon due: our measure, no law gives one."""
_LAST_MONTH = {DueKind.MONTH: 1, DueKind.QUARTER: 3, DueKind.HALF: 6, DueKind.YEAR: 12}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of escalation as it holds on a day."""

    code: str
    days: int
    tells: Tells


def last_day(kind: DueKind, year: int, part: int = 1) -> date:
    """The last day of a month, quarter, half or whole year; `part` counts from 1."""
    month = _LAST_MONTH[kind] * part
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def late_days(due_on: date | None, on: date) -> int:
    """How many days late on a day; 0 on the due day itself and where none is known."""
    return max(0, (on - due_on).days) if due_on else 0


def steps_due(steps: Iterable[Step], *, due_on: date, warned_on: date, on: date) -> list[Step]:
    """The steps whose day lies after what was told of already and not after today, in their order."""
    found = [step for step in steps if warned_on < due_on + timedelta(days=step.days) <= on]
    return sorted(found, key=lambda step: step.days)


def next_watch(steps: Iterable[Step], *, due_on: date, warned_on: date) -> date | None:
    """The next day on which a step speaks, or None when all have spoken."""
    days = [due_on + timedelta(days=step.days) for step in steps]
    return min((day for day in days if day > warned_on), default=None)
