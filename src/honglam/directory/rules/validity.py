"""Days: `valid_from` None is the unknown past, `valid_to` is the last day and None while it goes on."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from honglam.directory.contracts import WrongOrder

Span = tuple[date | None, date | None]


def covers(first: date | None, last: date | None, on: date) -> bool:
    """Whether `on` lies between the two days, both included."""
    return (first is None or first <= on) and (last is None or on <= last)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    return _starts_by(one[0], other[1]) and _starts_by(other[0], one[1])


def lies_within(inner: Span, outer: Span) -> bool:
    """Whether each known day of the inner span is a day of the outer one; an unknown beginning contradicts nothing."""
    starts = outer[0] is None or inner[0] is None or inner[0] >= outer[0]
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return starts and ends


def check_order(first: date | None, last: date | None, *, field: str = "valid_to") -> None:
    """Refuse a last day before the first."""
    if first is not None and last is not None and last < first:
        raise WrongOrder(field=field)


def last_day_of_holding(valid_from: date, last_day: date) -> date:
    """The stored last day: an appointment taken back before it began ends on the day before it began."""
    return max(last_day, valid_from - timedelta(days=1))


def free_of_overlap(spans: Iterable[Span]) -> bool:
    """Whether no two of the spans share a day."""
    ordered = sorted(spans, key=lambda span: span[0] or date.min)
    return not any(overlaps(one, other) for one, other in pairwise(ordered))


def _starts_by(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last
