"""From a calendar as people write it to a table that can be counted with.

The table has one row per day. `before` holds prefix sums of working minutes, so that "24 working hours later" is one
addition and one bisection, whatever lies between: a weekend, Tết, a change of sessions.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, pairwise

from honglam.worktime.contracts import (
    WORKING_DAY_MINUTES,
    Calendar,
    CalendarDefinition,
    CalendarInvalid,
    DayKind,
    DayPattern,
    DayTwice,
    HorizonMisplaced,
    NoSessions,
    PeriodsDisordered,
    Session,
    SessionPeriod,
    SessionsDisordered,
    SessionsNotEightHours,
    SpecialDay,
    SwapMisplaced,
)

UTC_OFFSET = timedelta(hours=7)
"""Vietnam's clock, without summer time since 1975: days can be cut by arithmetic instead of a zone database."""

REACH_YEARS = 12
"""How far beyond the announced days the table runs; the longest limit in law is counted in months."""

LAST_YEAR = 2200
"""Of a horizon, as of every day that a pack or a screen takes; the table has a row for each day up to there."""

_DAY_MINUTES = 24 * 60
_SATURDAY = 5


def build_calendar(definition: CalendarDefinition) -> Calendar:
    """Check the definition (a `CalendarInvalid` names the first fault) and work out its day table."""
    check_definition(definition)
    first = definition.periods[0].valid_from
    last = definition.periods[-1].valid_to or date(definition.announced_through.year + REACH_YEARS, 12, 31)
    special = {day.on: day for day in definition.special_days}
    patterns = tuple(_pattern_of_each_day(definition.periods, special, first, last))
    origin = datetime.combine(first, time(0), tzinfo=UTC) - UTC_OFFSET
    unsettled = (_is_unsettled(definition, special, day) for day in _days(first, last))
    return Calendar(
        definition=definition,
        origin=origin,
        first_day=first,
        midnights=tuple(origin + timedelta(days=row) for row in range(len(patterns))),
        patterns=patterns,
        before=tuple(accumulate((pattern.minutes for pattern in patterns), initial=0)),
        unsettled=tuple(accumulate(unsettled, initial=0)),
        special=special,
    )


def check_definition(definition: CalendarDefinition) -> None:
    """Refuse a calendar that would count wrongly without anybody noticing."""
    for fault in faults_of(definition):
        raise fault


def faults_of(definition: CalendarDefinition) -> Iterator[CalendarInvalid]:
    """Everything that is wrong with a definition, in the order of its dates."""
    if not definition.periods:
        yield NoSessions()
    for period in definition.periods:
        yield from _faults_of_sessions(period)
    for earlier, later in pairwise(definition.periods):
        if earlier.valid_to is None or earlier.valid_to + timedelta(days=1) != later.valid_from:
            yield PeriodsDisordered(field="sessions", on=later.valid_from)
    yield from _faults_of_horizon(definition)
    yield from _faults_of_days(definition.special_days)


def is_weekend(day: date) -> bool:
    """Saturday or Sunday: the weekly rest of state agencies (QĐ 188/1999/QĐ-TTg Đ1)."""
    return day.weekday() >= _SATURDAY


def is_off(day: date, special: SpecialDay | None) -> bool:
    """Whether nobody works on `day`: what is listed for the date overrides what its weekday says."""
    return is_weekend(day) if special is None else special.is_off


def _faults_of_sessions(period: SessionPeriod) -> Iterator[CalendarInvalid]:
    if period.valid_to is not None and period.valid_to < period.valid_from:
        yield PeriodsDisordered(field="sessions", on=period.valid_from)
    edges = [edge for session in period.sessions for edge in (session.opens, session.closes)]
    if any(earlier >= later for earlier, later in pairwise(edges)):
        yield SessionsDisordered(field="sessions", on=period.valid_from)
        return
    minutes = sum(_minute(session.closes) - _minute(session.opens) for session in period.sessions)
    if minutes != WORKING_DAY_MINUTES:
        yield SessionsNotEightHours(field="sessions", on=period.valid_from, minutes=minutes)


def _faults_of_horizon(definition: CalendarDefinition) -> Iterator[CalendarInvalid]:
    """The table ends a reach beyond the horizon: it must hold at least a whole year of the hours that go on."""
    if not definition.periods or definition.periods[-1].valid_to is not None:
        return
    first, horizon = definition.periods[-1].valid_from, definition.announced_through
    if not first.year - REACH_YEARS < horizon.year <= LAST_YEAR:
        yield HorizonMisplaced(field="announced_through", on=horizon, first=first)


def _faults_of_days(days: tuple[SpecialDay, ...]) -> Iterator[CalendarInvalid]:
    seen: set[date] = set()
    for day in days:
        if day.on in seen:
            yield DayTwice(field="on", on=day.on)
        seen.add(day.on)
        swapped = day.kind is not DayKind.HOLIDAY
        if swapped and (day.kind is DayKind.SWAP_WORK) != is_weekend(day.on):
            yield SwapMisplaced(field="on", on=day.on)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def _pattern_of_each_day(
    periods: tuple[SessionPeriod, ...], special: dict[date, SpecialDay], first: date, last: date
) -> list[DayPattern]:
    off = day_pattern(())
    rows: list[DayPattern] = []
    for period in periods:
        working = day_pattern(period.sessions)
        end = period.valid_to or last
        rows.extend(off if is_off(day, special.get(day)) else working for day in _days(period.valid_from, end))
    return rows[: (last - first).days + 1]


def _is_unsettled(definition: CalendarDefinition, special: dict[date, SpecialDay], day: date) -> int:
    listed = special.get(day)
    return int(day > definition.announced_through or (listed is not None and listed.provisional))


def day_pattern(sessions: tuple[Session, ...]) -> DayPattern:
    """Work one kind of day out minute by minute; no sessions make a day off."""
    at_work = [minute for s in sessions for minute in range(_minute(s.opens), _minute(s.closes))]
    busy = set(at_work)
    worked = tuple(accumulate((int(minute in busy) for minute in range(_DAY_MINUTES)), initial=0))
    return DayPattern(
        minutes=len(at_work),
        worked=worked,
        closing=(timedelta(0), *(timedelta(minutes=minute + 1) for minute in at_work)),
        opening=tuple(timedelta(minutes=minute) for minute in at_work),
    )


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
