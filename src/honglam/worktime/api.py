"""The door of worktime: due times and time left on the calendar that is in force.

`start`, `end`, `due` are aware datetimes; answers are in UTC. `calendar` names another calendar than the province's.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from honglam.kernel.values import Actor
from honglam.worktime import queries, services
from honglam.worktime.access import require_keeper
from honglam.worktime.contracts import (
    PROVINCE,
    CalendarDefinition,
    CalendarEdit,
    DayNotListed,
    Due,
    DueRequest,
    Duration,
    Light,
    Pause,
    Policy,
    SessionPeriod,
    SpecialDay,
    TimeLeft,
    Unit,
    WorkingTime,
)
from honglam.worktime.rules import deadlines, lights, timeline


def due_at(
    *,
    start: datetime,
    duration: Duration,
    policy: Policy | None = None,
    pauses: Sequence[Pause] = (),
    calendar: str = PROVINCE,
) -> Due:
    """When a limit that began at `start` ends, given every pause since; `resume` is for where the start is lost."""
    return deadlines.due_at(queries.ready_calendar(code=calendar), start, duration, policy, pauses)


def due_many(*, requests: Iterable[DueRequest], calendar: str = PROVINCE) -> list[Due]:
    """The same for many rows in one go, in their order."""
    return deadlines.due_many(queries.ready_calendar(code=calendar), requests)


def resume(
    *,
    due: datetime,
    paused_from: datetime,
    paused_to: datetime,
    unit: Unit = Unit.WORKING_DAY,
    calendar: str = PROVINCE,
) -> Due:
    """The due time after the clock stood still; `unit` is that of the limit."""
    return deadlines.resume(queries.ready_calendar(code=calendar), due, paused_from, paused_to, unit)


def elapsed(*, start: datetime, end: datetime, pauses: Iterable[Pause] = (), calendar: str = PROVINCE) -> WorkingTime:
    """Working time between two moments, without the pauses."""
    return WorkingTime(timeline.elapsed(queries.ready_calendar(code=calendar), start, end, pauses))


def is_working(*, at: datetime, calendar: str = PROVINCE) -> bool:
    """Whether somebody is at work at this minute."""
    return timeline.is_working(queries.ready_calendar(code=calendar), at)


def are_working(*, moments: Iterable[datetime], calendar: str = PROVINCE) -> list[bool]:
    """The same for many moments in one go, in their order."""
    ready = queries.ready_calendar(code=calendar)
    return [timeline.is_working(ready, at) for at in moments]


def next_working_moment(*, at: datetime, calendar: str = PROVINCE) -> datetime:
    """`at` itself during a session, otherwise the next session's opening."""
    return timeline.next_working_moment(queries.ready_calendar(code=calendar), at)


def moment_before(*, due: datetime, duration: Duration, calendar: str = PROVINCE) -> datetime:
    """The latest moment at which `duration` (working days or hours) is still left: when to remind or to apologise."""
    return deadlines.moment_before(queries.ready_calendar(code=calendar), due, duration)


def time_left(*, now: datetime, due: datetime, calendar: str = PROVINCE) -> TimeLeft:
    """Working minutes until `due`, negative afterwards."""
    return lights.time_left(queries.ready_calendar(code=calendar), now, due)


def light(*, start: datetime, due: datetime, now: datetime, calendar: str = PROVINCE) -> Light:
    """The traffic light of one limit."""
    return lights.light(queries.ready_calendar(code=calendar), start, due, now)


def list_lights(
    *, limits: Iterable[tuple[datetime, datetime]], now: datetime, calendar: str = PROVINCE
) -> list[tuple[TimeLeft, Light]]:
    """Time left and light of many limits (start, due), for lists."""
    ready = queries.ready_calendar(code=calendar)
    return [(lights.time_left(ready, now, due), lights.light(ready, start, due, now)) for start, due in limits]


def get_calendar(*, code: str = PROVINCE) -> CalendarDefinition:
    """The calendar as people wrote it: sessions, days off, sources, what is provisional."""
    return queries.get_definition(code=code)


def change_calendar(*, actor: Actor, code: str, edit: CalendarEdit, at: datetime) -> CalendarDefinition:
    """Change days, sessions or the announced horizon; open due times are computed again by whoever holds them."""
    services.change_calendar(actor=actor, code=code, edit=edit, at=at)
    return queries.get_definition(code=code)


def put_day(
    *, actor: Actor, day: SpecialDay, at: datetime, instead_of: date | None = None, code: str = PROVINCE
) -> None:
    """Say that a date differs from its weekday, or say it anew; `instead_of`: the date this was said of until now.

    Raises SwapMisplaced, CalendarNotFound.
    """
    gone = (instead_of,) if instead_of is not None and instead_of != day.on else ()
    edit = CalendarEdit(special_days=(day,), drop_days=gone)
    services.change_calendar(actor=actor, code=code, edit=edit, at=at)


def take_day_out(*, actor: Actor, on: date, at: datetime, code: str = PROVINCE) -> None:
    """Let a date be what its weekday says again. Raises DayNotListed."""
    get_day(actor=actor, on=on, code=code)
    services.change_calendar(actor=actor, code=code, edit=CalendarEdit(drop_days=(on,)), at=at)


def put_hours(*, actor: Actor, period: SessionPeriod, at: datetime, code: str = PROVINCE) -> None:
    """Other hours of work from a date on; the hours before end on its eve. Raises `CalendarInvalid`."""
    services.put_hours(actor=actor, code=code, period=period, at=at)


def put_horizon(*, actor: Actor, announced_through: date, at: datetime, code: str = PROVINCE) -> None:
    """Say up to which date the days off are known."""
    services.change_calendar(actor=actor, code=code, edit=CalendarEdit(announced_through=announced_through), at=at)


def get_day(*, actor: Actor, on: date, code: str = PROVINCE) -> SpecialDay:
    """What is said of a date, for whoever keeps the calendar. Raises DayNotListed."""
    require_keeper(actor=actor, calendar=code)
    for day in queries.get_definition(code=code).special_days:
        if day.on == on:
            return day
    raise DayNotListed


def announce_again(*, code: str, first_day: date, at: datetime) -> None:
    """Repeat the news of a change (the block's own task calls this)."""
    services.announce(code=code, first_day=first_day, at=at, repeated=True)
