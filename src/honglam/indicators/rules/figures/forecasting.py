"""Where a course leads: the straight line of least squares with its prediction interval, and what a target makes of it.

The interval is that of simple linear regression: value ± t · s · √(1 + 1/n + (x − x̄)² / Σ(x − x̄)²) with n − 2 degrees
of freedom, for four figures of five. It says how far the course so far scatters about a line, not what a decision
of tomorrow will change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from honglam.indicators.contracts import Direction, Outlook, Span, TargetState, Unit

# Student's t for a probability of 0.90 on one side, by degrees of freedom; from standard tables.
_T = {1: 3.078, 2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397, 9: 1.383, 10: 1.372}
_T_LATER = ((15, 1.341), (20, 1.325), (30, 1.310), (60, 1.296))
_T_ALWAYS = 1.282
LEAST_FOR_A_SPREAD = 3
ADDED_UP = frozenset({Unit.COUNT, Unit.DONG, Unit.MILLION_DONG, Unit.HOUR, Unit.DAY})

Point = tuple[date, float]


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What is to be reached; `strict`: it has to be passed."""

    value: float
    direction: Direction
    strict: bool

    def reached_at(self, value: float) -> bool:
        """Whether a number reaches it. Where neither way is better it has to be the very number."""
        if self.direction is Direction.NEITHER:
            return value == self.value
        beyond = value - self.value if self.direction is Direction.HIGHER else self.value - value
        return beyond > 0 if self.strict else beyond >= 0


def fits(span: Span, target: Span, unit: Unit, *, accumulates: bool) -> bool:
    """Whether a figure of this time can be held against a target of that time.

    Shares, ranks and stocks always can; what adds up over time only when both begin on the same day, as a running
    total does, or last equally long.
    """
    if unit not in ADDED_UP or accumulates or span.first_on is None or target.first_on is None:
        return True
    if span.first_on == target.first_on:
        return True
    lasts, aims = (span.last_on - span.first_on).days, (target.last_on - target.first_on).days
    return abs(lasts - aims) <= 3


def wanted_on(day: date, first: Point, due_on: date, goal: float) -> float | None:
    """What the straight way from the first figure to the goal asks for on a day; None where there is no way to go."""
    whole = (due_on - first[0]).days
    if whole <= 0:
        return None
    gone = min(1.0, max(0.0, (day - first[0]).days / whole))
    return first[1] + gone * (goal - first[1])


def outlook(points: Sequence[Point], on: date, *, least: float | None = None, limit: float | None = None) -> Outlook:
    """The line through at least two days, read on `on` and kept within what the indicator can be. Raises ValueError."""
    days = [float((day - points[0][0]).days) for day, _ in points]
    values = [value for _, value in points]
    count, mean_day, mean = len(points), sum(days) / len(points), sum(values) / len(points)
    across = sum((day - mean_day) ** 2 for day in days)
    if across == 0:
        raise ValueError("figures of one day have no course")
    slope = sum((day - mean_day) * (value - mean) for day, value in zip(days, values, strict=True)) / across
    ahead = (on - points[0][0]).days - mean_day
    at = mean + slope * ahead
    if count < LEAST_FOR_A_SPREAD:
        return Outlook(value=_within(at, least, limit), low=None, high=None)
    rest = sum((value - mean - slope * (day - mean_day)) ** 2 for day, value in zip(days, values, strict=True))
    spread = student(count - 2) * sqrt(rest / (count - 2)) * sqrt(1 + 1 / count + ahead**2 / across)
    low, high = _within(at - spread, least, limit), _within(at + spread, least, limit)
    return Outlook(value=_within(at, least, limit), low=low, high=high)


def student(degrees: int) -> float:
    """The quantile for four of five; between two lines of the table the more careful one."""
    if degrees in _T:
        return _T[degrees]
    return next((quantile for known, quantile in reversed(((10, 1.372), *_T_LATER)) if known <= degrees), _T_ALWAYS)


def judge(*, reached: bool, newest: date | None, due_on: date, on: date, hits: frozenset[bool]) -> TargetState:
    """How a target stands on a day. `hits`: whether the ends of what lies ahead reach it; empty where nobody knows."""
    if reached:
        return TargetState.REACHED
    if newest is None or (newest < due_on and (on > due_on or not hits)):
        return TargetState.NO_FIGURE
    if newest >= due_on:
        return TargetState.MISSED
    if len(hits) > 1:
        return TargetState.UNSURE
    return TargetState.ON_COURSE if True in hits else TargetState.BEHIND


def _within(value: float, least: float | None, limit: float | None) -> float:
    if least is not None:
        value = max(least, value)
    return value if limit is None else min(limit, value)
