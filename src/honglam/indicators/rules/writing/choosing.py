"""Which of the values that stand a report takes for a period, and whether another one speaks against it. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from honglam.indicators.contracts import Figure, Period, Span, Unit, When
from honglam.indicators.rules.figures.comparing import compatible
from honglam.indicators.rules.figures.spans import overlap


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A standing value. `order` tells later from earlier sayings of the same time."""

    key: Hashable
    span: Span
    figure: Figure
    counted: bool
    order: Hashable


def choose(candidates: Sequence[Candidate], period: Period, when: When) -> Candidate | None:
    """The value for a period: one of exactly its days, else the last that lies in it. `latest`: the newest by its end.

    A year's number says nothing of a quarter: a longer time is taken only where the pattern says `ending`.
    """
    if when is When.LATEST:
        fitting = [one for one in candidates if one.span.last_on <= period.last_on]
    elif when is When.COVERING:
        fitting = [one for one in candidates if _holds(one.span, period)]
    else:
        fitting = [one for one in candidates if _lies_in(one.span, period, longer=when is When.ENDING)]
    return max(fitting, key=lambda one: _rank(one, period), default=None)


def doubted(chosen: Candidate, candidates: Sequence[Candidate], unit: Unit) -> bool:
    """Whether another standing value of the same time cannot be right together with it."""
    return any(
        one.key != chosen.key and overlap(one.span, chosen.span) and not compatible(one.figure, chosen.figure, unit)
        for one in candidates
    )


def _lies_in(span: Span, period: Period, *, longer: bool) -> bool:
    if not period.first_on <= span.last_on <= period.last_on:
        return False
    return longer or span.first_on is None or span.first_on >= period.first_on


def _holds(span: Span, period: Period) -> bool:
    return span.first_on is not None and span.first_on <= period.last_on <= span.last_on


def _rank(one: Candidate, period: Period) -> tuple[bool, date, str]:
    exact = (one.span.first_on, one.span.last_on) == (period.first_on, period.last_on)
    return exact, one.span.last_on, str(one.order)
