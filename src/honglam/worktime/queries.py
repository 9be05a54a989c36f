"""Reading calendars: as people wrote them, and ready for counting, kept in memory until they change."""

import time as stopwatch
from collections.abc import Iterable
from datetime import time
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings

from honglam.pack.contracts import Source
from honglam.worktime import models
from honglam.worktime.contracts import (
    Calendar,
    CalendarDefinition,
    CalendarNotFound,
    DayKind,
    Session,
    SessionPeriod,
    SpecialDay,
)
from honglam.worktime.rules.calendar import build_calendar

# code → (revision, ready calendar, when the revision was last compared)
_ready: dict[str, tuple[UUID, Calendar, float]] = {}


def ready_calendar(*, code: str) -> Calendar:
    """The calendar ready for counting. Its revision is compared with the database at most once a second.

    Who counts within that second with an old calendar is reached by the repeated `CalendarChanged`.
    """
    known = _ready.get(code)
    now = stopwatch.monotonic()
    if known is not None and now - known[2] < getattr(settings, "CALENDAR_RECHECK_SECONDS", 1.0):
        return known[1]
    revision = revision_of(code=code)
    calendar = known[1] if known is not None and known[0] == revision else build_calendar(get_definition(code=code))
    _ready[code] = (revision, calendar, now)
    return calendar


def revision_of(*, code: str) -> UUID:
    """The revision that is in force in the database."""
    revision = models.Calendar.objects.filter(code=code).values_list("revision", flat=True).first()
    if revision is None:
        raise CalendarNotFound(calendar=code)
    return revision


def get_definition(*, code: str) -> CalendarDefinition:
    """The calendar as people wrote it, with what holds now."""
    row = models.Calendar.objects.filter(code=code).first()
    if row is None:
        raise CalendarNotFound(calendar=code)
    return CalendarDefinition(
        code=row.code,
        name=row.name,
        announced_through=row.announced_through,
        periods=tuple(map(as_period, row.versions.filter(models.NOT_RETIRED))),
        special_days=tuple(map(as_special_day, row.special_days.filter(models.NOT_RETIRED))),
    )


def list_calendars() -> Iterable[models.Calendar]:
    """All calendars by code."""
    return models.Calendar.objects.order_by("code")


def as_period(row: models.CalendarVersion) -> SessionPeriod:
    """A row of sessions as a value."""
    return SessionPeriod(
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        sessions=tuple(
            Session(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in row.sessions
        ),
        source=as_source(row.source),
    )


def as_special_day(row: models.SpecialDay) -> SpecialDay:
    """A row of a special date as a value."""
    return SpecialDay(
        on=row.date,
        kind=DayKind(row.kind),
        name=row.name,
        provisional=row.provisional,
        source=as_source(row.source),
    )


def as_source(stored: dict[str, Any] | None) -> Source | None:
    """A citation back from its stored form."""
    return None if stored is None else msgspec.convert(stored, Source, strict=False)
