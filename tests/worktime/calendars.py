"""Calendars that tests count with: the province's days of 2025–2026 written out by hand, not read from the pack."""

from datetime import date, time

from honglam.worktime.contracts import Calendar, CalendarDefinition, DayKind, Session, SessionPeriod, SpecialDay
from honglam.worktime.rules.calendar import build_calendar
from tests.worktime.oracle import OFF, ON

USUAL = (Session(time(7, 0), time(11, 30)), Session(time(13, 30), time(17, 0)))
WINTER = (Session(time(7, 30), time(12, 0)), Session(time(13, 30), time(17, 0)))


def definition(
    *,
    periods: tuple[SessionPeriod, ...] = (SessionPeriod(valid_from=date(2025, 1, 1), sessions=USUAL),),
    special_days: tuple[SpecialDay, ...] | None = None,
    announced_through: date = date(2026, 12, 31),
) -> CalendarDefinition:
    """The usual calendar with what a test wants different."""
    if special_days is None:
        off = [SpecialDay(on=day, kind=DayKind.HOLIDAY, name="Ngày nghỉ", provisional=day.year == 2027) for day in OFF]
        on = [SpecialDay(on=day, kind=DayKind.SWAP_WORK, name="Làm bù") for day in ON]
        special_days = tuple(off + on)
    return CalendarDefinition(
        code="province",
        name="Lịch làm việc",
        announced_through=announced_through,
        periods=periods,
        special_days=special_days,
    )


def province() -> Calendar:
    """The calendar ready for counting."""
    return build_calendar(definition())
