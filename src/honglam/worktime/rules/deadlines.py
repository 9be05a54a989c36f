"""Due times. One function per family of units, because the law counts each family differently.

- Working units (`wh`, `wd`) and the same day (`sd`) are counted in working minutes; the last minute belongs to the
  session that it closes. Hours run from the instant (BLDS 2015 Đ147.1); working days run from the instant in hours, as
  production systems do, or from the next working day where the policy says so (Đ147.2).
- Days and months (`d`, `m`) are counted in dates: the first day does not count (Đ147.2), the limit ends at the end of
  the last day (Đ148.2–3), and a last day off moves to the next working day (Đ148.5). The end of the day is the close of
  the last session, not midnight: nobody can collect a result at midnight. Keeping the hour of receipt instead would
  give a dossier received on Friday an earlier due time than one received on Thursday, whenever the latter's last day is
  a Sunday.
- Hours (`h`) run day and night.

Whatever arrives out of hours is received at the next working moment, in every unit.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from honglam.worktime.contracts import (
    Calendar,
    ClockPolicy,
    CountFrom,
    Due,
    DueRequest,
    Duration,
    Pause,
    PeriodReversed,
    Policy,
    Unit,
    UnitNotWorkingTime,
)
from honglam.worktime.rules.timeline import (
    closing_moment,
    end_of_day,
    merged,
    next_working_moment,
    opening_moment,
    outside,
    paused_minutes,
    position,
    working_day_from,
)

DEFAULT_POLICY = Policy()
_INSTANT = CountFrom.INSTANT  # looking a member up in its enum costs a tenth of a due time
_DATED = (Unit.DAY, Unit.MONTH)


def due_at(
    calendar: Calendar,
    start: datetime,
    duration: Duration,
    policy: Policy | None = None,
    pauses: Sequence[Pause] = (),
) -> Due:
    """When a limit that began at `start` ends, given everything that stopped the clock since."""
    if duration.working_minutes and not pauses and (policy is None or policy.count_from is _INSTANT):
        return _plain_working_due(calendar, start, duration.working_minutes)
    policy = policy or DEFAULT_POLICY
    stops = [Pause(max(stop.start, start), stop.end) for stop in merged(pauses) if stop.end > start] if pauses else []
    if stops and policy.clock is ClockPolicy.RESTART:
        start, stops = stops[-1].end, []
    if duration.working_minutes:
        return _working_due(calendar, start, duration, policy, stops)
    if duration.unit in _DATED:
        return _dated_due(calendar, start, duration, stops)
    if duration.unit is Unit.SAME_DAY:
        return _same_day_due(calendar, start, policy, stops)
    received = next_working_moment(calendar, start).replace(second=0, microsecond=0)
    due = received + timedelta(hours=duration.amount) + sum((stop.end - stop.start for stop in stops), timedelta())
    return Due(due, _crosses_unsettled(calendar, start, received))


def due_many(calendar: Calendar, requests: Iterable[DueRequest]) -> list[Due]:
    """The same for many rows; meant for recomputation after a change of the calendar."""
    # The condition is that of `due_at`, asked here to save a call per row: a million rows wait.
    return [
        _plain_working_due(calendar, start, duration.working_minutes)
        if duration.working_minutes and not pauses and (policy is None or policy.count_from is _INSTANT)
        else due_at(calendar, start, duration, policy, pauses)
        for start, duration, policy, pauses in requests
    ]


def resume(
    calendar: Calendar, due: datetime, paused_from: datetime, paused_to: datetime, unit: Unit = Unit.WORKING_DAY
) -> Due:
    """The due time after the clock stood still from `paused_from` to `paused_to`.

    Whoever still knows the start asks `due_at` with all pauses instead: it gives the same for working time and does not
    move a day off twice for dates.
    """
    if paused_to < paused_from:
        raise PeriodReversed
    pause = Pause(paused_from, paused_to)
    if unit is Unit.HOUR:
        later = due + (paused_to - paused_from)
    elif unit in _DATED:
        days = _days_crossed(calendar, pause)
        later = end_of_day(calendar, working_day_from(calendar, _row(calendar, due) + days)) if days else due
    else:
        minutes = paused_minutes(calendar, [pause])
        later = closing_moment(calendar, position(calendar, due) + minutes) if minutes else due
    return Due(later, _crosses_unsettled(calendar, min(paused_from, due), later))


def moment_before(calendar: Calendar, due: datetime, duration: Duration) -> datetime:
    """The latest moment at which `duration` of working time is still left before `due`: when to remind or apologise."""
    if not duration.working_minutes:
        raise UnitNotWorkingTime
    target = position(calendar, due) - duration.working_minutes
    if target < 0:
        raise outside(calendar)
    return opening_moment(calendar, target)


def _plain_working_due(calendar: Calendar, start: datetime, minutes: int) -> Due:
    """`wh` and `wd` from the instant without a pause: the hot path, so the table is read here without further calls."""
    since = start - calendar.origin
    first, before, patterns, unsettled = since.days, calendar.before, calendar.patterns, calendar.unsettled
    if first < 0:
        raise outside(calendar)
    try:
        target = before[first] + patterns[first].worked[since.seconds // 60] + minutes
        after = bisect_left(before, target)
        last = after - 1
        at = calendar.midnights[last] + patterns[last].closing[target - before[last]]
    except IndexError:
        raise outside(calendar) from None
    return Due(at, unsettled[after] > unsettled[first])


def _working_due(calendar: Calendar, start: datetime, duration: Duration, policy: Policy, stops: list[Pause]) -> Due:
    if duration.unit is Unit.WORKING_DAY and policy.count_from is CountFrom.NEXT_DAY:
        row = _row(calendar, next_working_moment(calendar, start))
        begun, stops = calendar.before[row + 1], _since(end_of_day(calendar, row), stops)
    else:
        begun = position(calendar, start)
    due = closing_moment(calendar, begun + duration.working_minutes + paused_minutes(calendar, stops))
    return Due(due, _crosses_unsettled(calendar, start, due))


def _since(begins: datetime, stops: list[Pause]) -> list[Pause]:
    """The stops from where the limit begins: whoever waits before that loses nothing of it."""
    return [Pause(max(stop.start, begins), stop.end) for stop in stops if stop.end > begins]


def _same_day_due(calendar: Calendar, start: datetime, policy: Policy, stops: list[Pause]) -> Due:
    """Received by the cut-off: the end of that working day; "sau 15 giờ": the end of the next one (NĐ 61/2018 Đ17)."""
    received = next_working_moment(calendar, start)
    row = _row(calendar, received)
    minute = (received - calendar.origin).seconds // 60
    if minute > policy.same_day_until.hour * 60 + policy.same_day_until.minute:
        row = working_day_from(calendar, row + 1)
    stops = _since(calendar.midnights[row], stops)
    due = closing_moment(calendar, calendar.before[row + 1] + paused_minutes(calendar, stops))
    return Due(due, _crosses_unsettled(calendar, start, due))


def _dated_due(calendar: Calendar, start: datetime, duration: Duration, stops: list[Pause]) -> Due:
    row = _row(calendar, next_working_moment(calendar, start))
    if duration.unit is Unit.MONTH:
        received_on = calendar.first_day + timedelta(days=row)
        row = (add_months(received_on, duration.amount) - calendar.first_day).days
    else:
        row += duration.amount
    row += sum(_days_crossed(calendar, stop) for stop in stops)
    due = end_of_day(calendar, working_day_from(calendar, row))
    return Due(due, _crosses_unsettled(calendar, start, due))


def add_months(day: date, months: int) -> date:
    """The same day number `months` later, or the last day of that month where it has no such day (BLDS 2015 Đ148.3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_crossed(calendar: Calendar, pause: Pause) -> int:
    """How many dates apart a pause begins and ends: what it adds to a limit in days."""
    return _row(calendar, pause.end) - _row(calendar, pause.start)


def _row(calendar: Calendar, at: datetime) -> int:
    return (at - calendar.origin).days


def _crosses_unsettled(calendar: Calendar, start: datetime, end: datetime) -> bool:
    """Whether a day between the two dates, both included, may still turn out otherwise."""
    first, last = _row(calendar, start), _row(calendar, end)
    if not 0 <= first <= last < len(calendar.patterns):
        raise outside(calendar)
    return calendar.unsettled[last + 1] > calendar.unsettled[first]
