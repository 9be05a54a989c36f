"""Periods and shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from honglam.dossiers.contracts import Counts, Measure
from honglam.ops.contracts import Headline, Period, PeriodKind
from honglam.procedures.contracts import Channel


def period_of(kind: PeriodKind, on: date) -> Period:
    """The period of that kind which holds the date."""
    if kind is PeriodKind.DAY:
        return Period(kind=kind, first_on=on, last_on=on)
    if kind is PeriodKind.WEEK:
        first = on - timedelta(days=on.weekday())
        return Period(kind=kind, first_on=first, last_on=first + timedelta(days=6))
    if kind is PeriodKind.MONTH:
        return Period(kind=kind, first_on=on.replace(day=1), last_on=_last_of_month(on.year, on.month))
    if kind is PeriodKind.QUARTER:
        month = 3 * ((on.month - 1) // 3) + 1
        return Period(kind=kind, first_on=date(on.year, month, 1), last_on=_last_of_month(on.year, month + 2))
    return Period(kind=PeriodKind.YEAR, first_on=date(on.year, 1, 1), last_on=date(on.year, 12, 31))


def period_before(period: Period) -> Period:
    """The period to compare with: of the same kind, ending the day before."""
    last = period.first_on - timedelta(days=1)
    if period.kind is not PeriodKind.RANGE:
        return period_of(period.kind, last)
    length = period.last_on - period.first_on
    return Period(kind=PeriodKind.RANGE, first_on=last - length, last_on=last)


def same_stretch_before(period: Period, until: date) -> Period:
    """The period before, cut to as many days as have passed of this one: a half month is compared with a half month."""
    before = period_before(period)
    passed = (min(until, period.last_on) - period.first_on).days
    last = min(before.last_on, before.first_on + timedelta(days=max(passed, 0)))
    return Period(kind=before.kind, first_on=before.first_on, last_on=last)


def share(part: int, whole: int) -> float | None:
    """A part of a whole, or None where there is no whole."""
    return part / whole if whole else None


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What was settled, by whether it was by its appointment. `in_time_share` is None where nothing was."""

    early: int
    on_time: int
    late: int
    total: int
    in_time_share: float | None


def settled_of(counts: Mapping[Measure, int]) -> Settled:
    """What these counts say was settled."""
    early, on_time, late = (
        counts.get(measure, 0) for measure in (Measure.SETTLED_EARLY, Measure.SETTLED_ON_TIME, Measure.SETTLED_OVERDUE)
    )
    total = early + on_time + late
    return Settled(early=early, on_time=on_time, late=late, total=total, in_time_share=share(early + on_time, total))


def headline_of(counts: Counts) -> Headline:
    """The numbers on top of a page of figures. The share in time counts what was settled by its appointment."""
    period = counts.period
    settled = settled_of(period)
    received = period.get(Measure.RECEIVED, 0)
    online = counts.received_by_channel.get(Channel.ONLINE, 0)
    return Headline(
        received=received,
        settled=counts.settled,
        early=settled.early,
        on_time=settled.on_time,
        overdue=settled.late,
        open_in_time=counts.open_in_time,
        open_overdue=counts.open_overdue,
        open_paused=counts.open_paused,
        online=online,
        online_share=share(online, received),
        in_time_share=settled.in_time_share,
    )


def _last_of_month(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)
