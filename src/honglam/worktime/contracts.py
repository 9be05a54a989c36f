"""What crosses worktime's door: durations, policies, the calendar as a value, due times, refusals.

Everything is frozen. Minutes are the finest unit: a slip says "16 giờ 30 phút", so seconds are cut off before counting.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar, NamedTuple
from uuid import UUID

from honglam.kernel.values import DomainError, Event, Invalid, NotFound, text_noop
from honglam.pack.contracts import Source

PROVINCE = "province"
"""The code of the calendar that binds every agency of the province unless another one is named."""

WORKING_DAY_MINUTES = 480
"""One working day is eight hours: QĐ 188/1999/QĐ-TTg (five days, forty hours); Bộ luật Lao động 2019 Đ105."""


class Unit(StrEnum):
    """How a time limit is counted. The codes are written in packs and stored in rows."""

    HOUR = "h"
    WORKING_HOUR = "wh"
    DAY = "d"
    WORKING_DAY = "wd"
    MONTH = "m"
    SAME_DAY = "sd"


class CountFrom(StrEnum):
    """Where a limit in working days begins: at the instant of receipt, or the next working day (BLDS 2015 Đ147.2)."""

    INSTANT = "instant"
    NEXT_DAY = "next_day"


class ClockPolicy(StrEnum):
    """What a supplement does to the clock: it stands still meanwhile, or starts again from nothing (NĐ 61/2018 Đ17)."""

    PAUSE = "pause"
    RESTART = "restart"


class DayKind(StrEnum):
    """Why a date is not what its weekday says."""

    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"


DAY_KIND_LABELS: Mapping[DayKind, str] = {
    DayKind.HOLIDAY: text_noop("Public holiday"),
    DayKind.SWAP_OFF: text_noop("Day off in exchange"),
    DayKind.SWAP_WORK: text_noop("Working day in exchange"),
}


class Light(StrEnum):
    """The traffic light of a time limit."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


_MINUTES = {Unit.WORKING_HOUR: 60, Unit.WORKING_DAY: WORKING_DAY_MINUTES}
_DURATION = re.compile(r"(?P<amount>[1-9]\d{0,3})(?P<unit>wh|wd|h|d|m)|(?P<same_day>sd)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A time limit as the law writes it: `3 wd`, `36 wh`, `10 d`, `2 m`, `sd`.

    `working_minutes` is the same in working minutes for `wh` and `wd`, and 0 for the units that are not working time.
    """

    amount: int
    unit: Unit
    working_minutes: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what no law says: nothing, less than nothing, or "two times the same day"."""
        if not 1 <= self.amount <= 9999 or (self.unit is Unit.SAME_DAY and self.amount != 1):
            raise DurationNotUnderstood(text=f"{self.amount}{self.unit}")
        object.__setattr__(self, "working_minutes", self.amount * _MINUTES.get(self.unit, 0))

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """`2wd`, `36wh`, `4h`, `10d`, `3m` or `sd` (the same day); anything else is `DurationNotUnderstood`."""
        match = _DURATION.fullmatch(text.strip().lower())
        if match is None:
            raise DurationNotUnderstood(text=text)
        if match["same_day"]:
            return cls(1, Unit.SAME_DAY)
        return cls(int(match["amount"]), Unit(match["unit"]))

    def __str__(self) -> str:
        """The text that `parse` reads back."""
        return "sd" if self.unit is Unit.SAME_DAY else f"{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How one procedure counts. `same_day_until` is the last minute at which "the same day" still means today."""

    count_from: CountFrom = CountFrom.INSTANT
    clock: ClockPolicy = ClockPolicy.PAUSE
    same_day_until: time = time(15, 0)


class Pause(NamedTuple):
    """A stretch that does not count, from inclusive to exclusive; stretches may overlap."""

    start: datetime
    end: datetime


class Due(NamedTuple):
    """When it must be done (UTC). `provisional`: the days off on the way there are not all announced yet."""

    at: datetime
    provisional: bool


class DueRequest(NamedTuple):
    """One row of a bulk computation."""

    start: datetime
    duration: Duration
    policy: Policy | None = None
    pauses: Sequence[Pause] = ()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A length of working time; negative when it lies in the past."""

    minutes: int

    @property
    def days(self) -> float:
        """The same in working days of eight hours."""
        return self.minutes / WORKING_DAY_MINUTES


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Working minutes until the due time (negative afterwards), and whether the due time has passed."""

    minutes: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One stretch of work within a day, from `opens` inclusive to `closes` exclusive, on Vietnam's clock."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPeriod:
    """The sessions of a working day while the period is in force; `valid_to` is inclusive, or open."""

    valid_from: date
    valid_to: date | None = None
    sessions: tuple[Session, ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A date off, or a weekend date at work. `provisional`: expected by law or custom, but nobody has announced it."""

    on: date
    kind: DayKind
    name: str
    provisional: bool = False
    source: Source | None = None

    @property
    def is_off(self) -> bool:
        """Whether nobody works on this date."""
        return self.kind is not DayKind.SWAP_WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDefinition:
    """A calendar as people write it. Days off are known up to `announced_through`; later ones may still come."""

    code: str
    name: str
    announced_through: date
    periods: tuple[SessionPeriod, ...]
    special_days: tuple[SpecialDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEdit:
    """What to change in a calendar: dates and periods that are put (added or replaced) and those that are taken out."""

    name: str = ""
    announced_through: date | None = None
    periods: tuple[SessionPeriod, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    drop_periods: tuple[date, ...] = ()
    drop_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class DayPattern:
    """One kind of day, worked out minute by minute, so that the clock can be read in both directions by looking it up.

    `worked[m]`: minutes worked before minute `m` of the day (0..1440).
    `closing[w]`: time of day at which `w` minutes have been worked: a session's end, not the next one's start.
    `opening[w]`: time of day at which the minute after those begins; one entry shorter.
    """

    minutes: int
    worked: tuple[int, ...]
    closing: tuple[timedelta, ...]
    opening: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Calendar:
    """A calendar ready for counting: one row per day from `first_day` on, which begins at `origin`.

    `midnights[i]`, `patterns[i]`: when day `i` begins (UTC) and what kind of day it is.
    `before[i]`: working minutes before day `i` (prefix sums, one more entry than days).
    `unsettled[i]`: how many of the days before day `i` are provisional.
    """

    definition: CalendarDefinition
    origin: datetime
    first_day: date
    midnights: tuple[datetime, ...]
    patterns: tuple[DayPattern, ...]
    before: tuple[int, ...]
    unsettled: tuple[int, ...]
    special: Mapping[date, SpecialDay]

    @property
    def code(self) -> str:
        """The calendar's natural code."""
        return self.definition.code


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    """Days or sessions changed: due times that lie on or after `first_day` must be computed again.

    Told twice: at once, and again a minute later (`repeated`) for whoever counted with the old calendar in a
    transaction that was still open. Handlers recompute from the stored start, so hearing it twice changes nothing.
    """

    name: ClassVar[str] = "worktime.calendar_changed"
    calendar: str
    revision: UUID
    first_day: date
    repeated: bool = False


class DurationNotUnderstood(Invalid):
    """The text is no time limit."""

    code = "duration_not_understood"
    message = text_noop("“%(text)s” is not a time limit. Examples: 2wd, 36wh, 4h, 10d, 3m, sd.")


class OutsideCalendar(DomainError):
    """The moment lies before the first known sessions or too far in the future."""

    code = "outside_calendar"
    message = text_noop("The working calendar “%(calendar)s” does not reach that far (%(first)s to %(last)s).")


class PeriodReversed(Invalid):
    """A stretch of time ends before it begins."""

    code = "period_reversed"
    message = text_noop("The end lies before the beginning.")


class UnitNotWorkingTime(Invalid):
    """Only working hours and working days can be counted backwards."""

    code = "unit_not_working_time"
    message = text_noop("Only working hours and working days can be counted backwards.")


class CalendarNotFound(NotFound):
    """No calendar of that code has been applied."""

    code = "calendar_not_found"
    message = text_noop("There is no working calendar “%(calendar)s” yet. Apply a pack first.")


class DayNotListed(NotFound):
    """The calendar says nothing about that date."""

    code = "day_not_listed"


class CalendarInvalid(Invalid):
    """Base of everything that makes a calendar definition unusable; `on` names the date or period."""

    code = "calendar_invalid"
    message = text_noop("The working calendar is not valid.")


class NoSessions(CalendarInvalid):
    """A calendar without a single period of sessions counts nothing."""

    code = "no_sessions"
    message = text_noop("The calendar needs at least one period with working sessions.")


class SessionsDisordered(CalendarInvalid):
    """Sessions overlap, run backwards or stand in the wrong order."""

    code = "sessions_disordered"
    message = text_noop("The sessions from %(on)s overlap or stand in the wrong order.")


class SessionsNotEightHours(CalendarInvalid):
    """A working day counts as eight hours, so the sessions must add up to eight."""

    code = "sessions_not_eight_hours"
    message = text_noop("The sessions from %(on)s add up to %(minutes)s minutes; a working day has 480.")


class PeriodsDisordered(CalendarInvalid):
    """Periods of sessions must follow each other without a gap or an overlap."""

    code = "periods_disordered"
    message = text_noop("The period from %(on)s does not follow the one before it day by day.")


class HorizonMisplaced(CalendarInvalid):
    """The announced horizon lies where no time limit of the last hours of work could be counted."""

    code = "horizon_misplaced"
    message = text_noop(
        "Days off are known up to %(on)s: too far from the last hours of work (from %(first)s) to count with."
    )


class DayTwice(CalendarInvalid):
    """One date, two statements."""

    code = "day_twice"
    message = text_noop("%(on)s is listed twice.")


class SwapMisplaced(CalendarInvalid):
    """A swapped day off must be a weekday, a swapped day of work a weekend day; anything else swaps nothing."""

    code = "swap_misplaced"
    message = text_noop("%(on)s cannot be swapped: a day off is taken from a weekday and made up at a weekend.")
