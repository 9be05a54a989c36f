"""How much time is left, and which light that makes."""

from datetime import datetime, timedelta

from honglam.worktime.contracts import WORKING_DAY_MINUTES, Calendar, Light, TimeLeft
from honglam.worktime.rules.timeline import position


def time_left(calendar: Calendar, now: datetime, due: datetime) -> TimeLeft:
    """Working minutes until `due`. What is handed over within the due minute itself is still on time."""
    return TimeLeft(position(calendar, due) - position(calendar, now), overdue=now - due >= timedelta(minutes=1))


def light(calendar: Calendar, start: datetime, due: datetime, now: datetime) -> Light:
    """Red once the due time has passed; yellow from one working day before it; green otherwise.

    A limit of a few hours would be yellow from its first minute, so more than half of the time left is green as well.
    """
    left = time_left(calendar, now, due)
    if left.overdue:
        return Light.RED
    total = position(calendar, due) - position(calendar, start)
    if left.minutes > WORKING_DAY_MINUTES or left.minutes * 2 > total:
        return Light.GREEN
    return Light.YELLOW
