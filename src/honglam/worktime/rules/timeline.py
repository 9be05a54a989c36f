"""Moving between the clock on the wall and the count of working minutes.

A position is the number of working minutes since the calendar's first day. Every moment has one position; a position
that closes a session has two moments (17:00 and the next 07:00). Limits end at the earlier, work begins at the later.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from honglam.worktime.contracts import Calendar, OutsideCalendar, Pause, PeriodReversed


def position(calendar: Calendar, at: datetime) -> int:
    """Working minutes from the calendar's first day until `at`, full minutes only."""
    since = at - calendar.origin
    day = since.days
    if not 0 <= day < len(calendar.patterns):
        raise outside(calendar)
    return calendar.before[day] + calendar.patterns[day].worked[since.seconds // 60]


def closing_moment(calendar: Calendar, target: int) -> datetime:
    """The earliest moment at which `target` working minutes have passed: a session's end, not the next one's start."""
    day = bisect_left(calendar.before, target) - 1
    if not 0 <= day < len(calendar.patterns):
        raise outside(calendar)
    return calendar.midnights[day] + calendar.patterns[day].closing[target - calendar.before[day]]


def opening_moment(calendar: Calendar, target: int) -> datetime:
    """The latest moment at which only `target` working minutes have passed: work goes on from here."""
    day = bisect_right(calendar.before, target) - 1
    if not 0 <= day < len(calendar.patterns):
        raise outside(calendar)
    return calendar.midnights[day] + calendar.patterns[day].opening[target - calendar.before[day]]


def is_working(calendar: Calendar, at: datetime) -> bool:
    """Whether somebody is at work at this minute; the closing minute itself no longer counts."""
    since = at - calendar.origin
    if not 0 <= since.days < len(calendar.patterns):
        raise outside(calendar)
    worked = calendar.patterns[since.days].worked
    minute = since.seconds // 60
    return worked[minute + 1] > worked[minute]


def next_working_moment(calendar: Calendar, at: datetime) -> datetime:
    """`at` itself during a session, otherwise the next session's opening."""
    return at if is_working(calendar, at) else opening_moment(calendar, position(calendar, at))


def elapsed(calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> int:
    """Working minutes between two moments, without the pauses."""
    if end < start:
        raise PeriodReversed
    inside = [
        Pause(max(pause.start, start), min(pause.end, end))
        for pause in merged(pauses)
        if pause.end > start and pause.start < end
    ]
    return position(calendar, end) - position(calendar, start) - paused_minutes(calendar, inside)


def paused_minutes(calendar: Calendar, pauses: Sequence[Pause]) -> int:
    """Working minutes within pauses that do not overlap."""
    return sum(position(calendar, pause.end) - position(calendar, pause.start) for pause in pauses)


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The same stretches in order and without overlaps: a dossier that waits for two things waits once."""
    result: list[Pause] = []
    for pause in sorted(pauses):
        if pause.end < pause.start:
            raise PeriodReversed
        if result and pause.start <= result[-1].end:
            result[-1] = Pause(result[-1].start, max(result[-1].end, pause.end))
        else:
            result.append(pause)
    return result


def working_day_from(calendar: Calendar, day: int) -> int:
    """The row of the first working day on or after row `day`."""
    if not 0 <= day < len(calendar.patterns):
        raise outside(calendar)
    row = bisect_right(calendar.before, calendar.before[day]) - 1
    if row >= len(calendar.patterns):
        raise outside(calendar)
    return row


def end_of_day(calendar: Calendar, day: int) -> datetime:
    """The close of the last session of a working day's row."""
    return calendar.midnights[day] + calendar.patterns[day].closing[-1]


def outside(calendar: Calendar) -> OutsideCalendar:
    """The refusal for a moment that the table does not know."""
    last = calendar.first_day + timedelta(days=len(calendar.patterns) - 1)
    return OutsideCalendar(calendar=calendar.code, first=calendar.first_day, last=last)
