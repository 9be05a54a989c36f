"""Patterns of reports, read from their rows; who writes by which."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyView
from honglam.indicators import access
from honglam.indicators.contracts import OwedReport, Pattern, PatternLineView, PatternNotFound, Period, PeriodKind
from honglam.indicators.models import WritingPattern, WrittenReport
from honglam.indicators.queries.sets import cut_off_day, working_day_from
from honglam.indicators.rules.periods import period_before, period_of
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.ready import ReadyQuery
from honglam.kernel.values import Actor
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Unit

PUBLISHED_WITHIN = 5
"""Working days from its making: periodic reports are public (Luật Tiếp cận thông tin 104/2016/QH13, Điều 17, 18)."""

_PATTERNS = ReadyQuery(lambda: WritingPattern.objects.filter(retired_at=None).order_by("code"))
_BEGUN = ReadyQuery(
    lambda *, agency, ends: WrittenReport.objects.filter(agency_id=agency, last_on__among=ends).only(
        "pattern_id", "first_on", "last_on"
    ),
    agency=-1,
    ends=[date(1971, 1, 1)],
)


def pattern_of(content: dict[str, Any]) -> Pattern:
    """A pattern from the pack's own JSON."""
    return _parsed(msgspec.json.encode(content))


def list_patterns(*, actor: Actor, on: date) -> list[PatternLineView]:
    """The kinds of report that the actor's agency writes, each with the period that ended last. One query."""
    return [
        PatternLineView(
            key=one.code if kind is one.frequency else f"{one.code}:{kind.value}",
            usual=kind is one.frequency,
            code=one.code,
            name=one.name,
            frequency=kind,
            period=(period := last_period(one, on, kind)),
            due_on=due_day(one, period),
            provisional=one.provisional,
        )
        for _, one in _mine(actor)
        for kind in (one.frequency, *one.also)
    ]


def pattern_for(*, actor: Actor, code: str) -> tuple[WritingPattern, Pattern]:
    """A pattern that the actor's agency writes by. Raises PatternNotFound."""
    for row, pattern in _mine(actor):
        if row.code == code:
            return row, pattern
    raise PatternNotFound


def last_period(pattern: Pattern, on: date, kind: PeriodKind | None = None) -> Period:
    """The period that ended last before a day, by the cut-off where the pattern goes by that.

    `kind`: of this length instead of the usual one.
    """
    cut_off = cut_off_day(on=on) if pattern.administrative else 0
    return period_before(period_of(kind or pattern.frequency, on, cut_off))


def due_day(pattern: Pattern, period: Period) -> date:
    """The last day on which the report is approved on time; a day without work gives way to the next that has some."""
    day = period.last_on + timedelta(days=pattern.due_days)
    return working_day_from(day)


def end_of(day: date) -> datetime:
    """The moment from which on what was due on a day is late."""
    return local_midnight(day + timedelta(days=1))


def publish_by(at: datetime) -> datetime:
    """By when what came to be at a moment is made public where no other law names a time."""
    due = worktime.due_at(start=at, duration=Duration(PUBLISHED_WITHIN, Unit.WORKING_DAY)).at
    return end_of(local(due).date())


def list_owed(*, actor: Actor, on: date) -> list[OwedReport]:
    """The reports of the periods that ended last which the actor's agency has not begun to write. Two queries.

    Nobody owes a report about a time in which the agency was not there yet, or that was over before the product knew
    of such reports: whoever begins with it has written them elsewhere.
    """
    agency_id = access.writing_agency(actor)
    if agency_id is None:
        return []
    agency = directory.get_agency(agency_id=agency_id)
    periods = [(row, pattern, last_period(pattern, on)) for row, pattern in _mine(actor)]
    ends = {period.last_on for _, _, period in periods}
    begun = _BEGUN.rows(agency=agency_id, ends=list(ends)) if ends else []
    known = {(one.pattern_id, one.first_on, one.last_on) for one in begun}
    return [
        OwedReport(
            code=pattern.code,
            name=pattern.name,
            symbol=pattern.symbol,
            agency_id=agency_id,
            agency=agency.name,
            period=period,
            due_on=due_day(pattern, period),
        )
        for row, pattern, period in periods
        if (row.id, period.first_on, period.last_on) not in known
        and row.since <= period.last_on
        and (agency.valid_from is None or agency.valid_from <= period.last_on)
    ]


def authors_of(pattern: Pattern, on: date) -> list[AgencyView]:
    """Every agency that writes this kind of report on a day, in alphabetical order."""
    return [
        agency
        for agency in directory.list_agencies(on=on)
        if any(_writes(agency, one.agency, one.kind, one.level) for one in pattern.authors)
    ]


def _mine(actor: Actor) -> Iterator[tuple[WritingPattern, Pattern]]:
    agency_id = access.writing_agency(actor)
    if agency_id is None:
        return
    agency = directory.get_agency(agency_id=agency_id)
    for row in _PATTERNS.rows():
        pattern = pattern_of(row.content)
        if any(_writes(agency, one.agency, one.kind, one.level) for one in pattern.authors):
            yield row, pattern


def _writes(agency: AgencyView, code: str, kind: str, level: str) -> bool:
    if code:
        return agency.code == code
    return kind in ("", agency.kind.value) and level in ("", agency.level.value) and not agency.is_internal


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> Pattern:
    return msgspec.convert(msgspec.json.decode(content), Pattern, strict=False)
