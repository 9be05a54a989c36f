"""The section `calendar/*.yaml` of a pack: one file per calendar, with its sessions and its special days."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, TypeVar

from msgspec import Meta

from honglam.kernel.values import Actor
from honglam.pack.api import (
    Change,
    ChangeAction,
    Collection,
    Pack,
    PackError,
    Row,
    Section,
    Shape,
    Source,
    Sourced,
    nested_key,
)
from honglam.worktime import models, queries, services
from honglam.worktime.contracts import (
    CalendarDefinition,
    CalendarEdit,
    CalendarInvalid,
    DayKind,
    Session,
    SessionPeriod,
    SpecialDay,
)
from honglam.worktime.rules.calendar import faults_of

S = TypeVar("S", bound=Shape)
_KINDS = ("calendar", "calendar_sessions", "calendar_day")
Hours = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]


class SessionsShape(Shape, frozen=True, kw_only=True):
    """The hours of a working day from a date on."""

    valid_from: datetime.date
    valid_to: datetime.date | None = None
    hours: tuple[Hours, ...]
    source: Source | None = None


class DayShape(Sourced, frozen=True, kw_only=True):
    """A date that differs from its weekday."""

    date: datetime.date
    kind: DayKind
    name: Annotated[str, Meta(min_length=1, max_length=200)]


class CalendarShape(Shape, frozen=True, kw_only=True):
    """One calendar. Days off are known up to `announced_through`."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9_]+$", max_length=40)]
    name: Annotated[str, Meta(max_length=200)]
    announced_through: datetime.date
    sessions: tuple[SessionsShape, ...] = ()
    days: tuple[DayShape, ...] = ()


class CalendarSection(Section):
    """How calendars get from a pack into the tables and back."""

    name = "calendar"
    collections: ClassVar = (
        Collection("calendar", "calendar/*.yaml", CalendarShape, key=lambda shape: shape.code),
        Collection(
            "calendar_sessions",
            "calendar/*.yaml",
            SessionsShape,
            inside="calendar",
            at="sessions",
            key=lambda shape: shape.valid_from.isoformat(),
        ),
        Collection(
            "calendar_day",
            "calendar/*.yaml",
            DayShape,
            inside="calendar",
            at="days",
            key=lambda shape: shape.date.isoformat(),
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Sessions add up to eight hours and follow each other; swaps lie where something can be swapped."""
        for code, record in pack.records("calendar", CalendarShape).items():
            periods = _inside(pack, "calendar_sessions", SessionsShape, code)
            days = _inside(pack, "calendar_day", DayShape, code)
            definition = CalendarDefinition(
                code=code,
                name=record.value.name,
                announced_through=record.value.announced_through,
                periods=tuple(as_period(item) for item in sorted(periods.values(), key=lambda item: item.valid_from)),
                special_days=tuple(as_day(item) for item in days.values()),
            )
            for fault in faults_of(definition):
                yield _located(pack, code, fault)

    def rows(self) -> Iterator[Row]:
        """What the tables hold: for each date the statement in force, or the last one that was."""
        for calendar in queries.list_calendars():
            shape = CalendarShape(code=calendar.code, name=calendar.name, announced_through=calendar.announced_through)
            yield Row("calendar", calendar.code, shape)
            latest = {row.valid_from: row for row in calendar.versions.order_by("retired_at")}
            for version in latest.values():
                yield _sessions_row(calendar.code, version)
            last = {row.date: row for row in calendar.special_days.order_by("retired_at")}
            for day in last.values():
                yield _day_row(calendar.code, day)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """One edit per calendar."""
        by_calendar: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_calendar[change.key.partition("/")[0]].append(change)
        for code, wanted in by_calendar.items():
            services.change_calendar(actor=actor, code=code, edit=_edit(wanted), at=at, checked=True)


def as_period(shape: SessionsShape) -> SessionPeriod:
    """The value behind a shape."""
    pairs = (hours.split("-") for hours in shape.hours)
    return SessionPeriod(
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        sessions=tuple(
            Session(datetime.time.fromisoformat(opens), datetime.time.fromisoformat(closes)) for opens, closes in pairs
        ),
        source=shape.source,
    )


def as_day(shape: DayShape) -> SpecialDay:
    """The value behind a shape."""
    return SpecialDay(
        on=shape.date,
        kind=shape.kind,
        name=shape.name,
        provisional=shape.provisional,
        source=shape.source,
    )


def _inside(pack: Pack, kind: str, shape: type[S], calendar: str) -> dict[str, S]:
    """The records of one calendar, by their own part of the key."""
    prefix = f"{calendar}/"
    return {
        key.removeprefix(prefix): record.value
        for key, record in pack.records(kind, shape).items()
        if key.startswith(prefix)
    }


def _located(pack: Pack, calendar: str, fault: CalendarInvalid) -> PackError:
    """A fault of the calendar at the line that caused it."""
    head = pack.records("calendar", CalendarShape)[calendar]
    if fault.field == "announced_through":
        return head.error("announced_through", fault.code, fault.message, **fault.params)
    on = fault.params.get("on")
    for kind, shape, path in (("calendar_sessions", SessionsShape, "valid_from"), ("calendar_day", DayShape, "date")):
        record = pack.records(kind, shape).get(nested_key(calendar, str(on)))
        if record is not None:
            return record.error(path, fault.code, fault.message, **fault.params)
    return head.error("", fault.code, fault.message, **fault.params)


def _edit(changes: list[Change]) -> CalendarEdit:
    """All changes of one calendar as one edit. A calendar that left the pack stays: limits may still run on it."""
    put = {kind: [c.after for c in changes if c.kind == kind and c.after is not None] for kind in _KINDS}
    gone = {
        kind: tuple(
            datetime.date.fromisoformat(change.key.partition("/")[2])
            for change in changes
            if change.kind == kind and change.action is ChangeAction.RETIRE
        )
        for kind in _KINDS[1:]
    }
    head = put["calendar"][0] if put["calendar"] else None
    return CalendarEdit(
        name=head.name if head else "",
        announced_through=head.announced_through if head else None,
        periods=tuple(as_period(shape) for shape in put["calendar_sessions"]),
        special_days=tuple(as_day(shape) for shape in put["calendar_day"]),
        drop_periods=gone["calendar_sessions"],
        drop_days=gone["calendar_day"],
    )


def _sessions_row(calendar: str, version: models.CalendarVersion) -> Row:
    value = SessionsShape(
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        hours=tuple("-".join(pair) for pair in version.sessions),
        source=queries.as_source(version.source),
    )
    key = nested_key(calendar, version.valid_from.isoformat())
    return Row("calendar_sessions", key, value, in_force=version.retired_at is None)


def _day_row(calendar: str, day: models.SpecialDay) -> Row:
    value = DayShape(
        date=day.date,
        kind=DayKind(day.kind),
        name=day.name,
        provisional=day.provisional,
        source=queries.as_source(day.source),
    )
    key = nested_key(calendar, day.date.isoformat())
    return Row("calendar_day", key, value, in_force=day.retired_at is None)
