"""Targets: what shall be reached by when, how it went so far, where it leads, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from honglam.indicators.contracts.dictionary import Direction
from honglam.indicators.contracts.values import ValueView


class TargetState(StrEnum):
    """How a target stands on a day.

    `on_course`, `unsure`, `behind`: before its day, by what the figures so far lead to. `no_figure`: nothing known
    says whether it was or will be reached.
    """

    BEHIND = "behind"
    MISSED = "missed"
    UNSURE = "unsure"
    NO_FIGURE = "no_figure"
    ON_COURSE = "on_course"
    REACHED = "reached"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Where the straight line through the figures so far leads on the target's day.

    `low` and `high`: four of five such figures fall between them, if the course goes on as it did; None where fewer
    than three figures are known and nothing can be said of how sure the line is.
    """

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class TargetView:
    """A target with its course. `goal`: the number to reach, with `strict` to be passed.

    `wanted`: what the straight way from the first figure to the goal asks for on the day of the newest one.
    `expected`: what somebody said would be reached. `reached_by`: the figure that reaches it,
    of what only grows the first, else the newest until the due day.
    """

    target: ValueView
    direction: Direction
    goal: Decimal
    strict: bool
    due_on: date
    course: tuple[ValueView, ...]
    expected: tuple[ValueView, ...]
    wanted: float | None
    outlook: Outlook | None
    state: TargetState
    reached_by: ValueView | None

    @property
    def newest(self) -> ValueView | None:
        """The newest figure; of several on one day the least favourable."""
        return self.course[-1] if self.course else None


@dataclass(frozen=True, kw_only=True)
class TargetPage:
    """Some targets of a list. `counts`: how many of all stand how; `next_cursor`: where the next begin."""

    items: tuple[TargetView, ...]
    counts: Mapping[TargetState, int]
    next_cursor: str | None
