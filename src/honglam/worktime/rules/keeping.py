"""How a new statement fits into a calendar that stands."""

from dataclasses import replace
from datetime import timedelta

from honglam.worktime.contracts import CalendarDefinition, CalendarEdit, SessionPeriod

_DAY = timedelta(days=1)


def fit_period(definition: CalendarDefinition, period: SessionPeriod) -> CalendarEdit:
    """The edit that puts `period` in force: the one before ends on its eve, the next one keeps its first day.

    A period that began on the same day is replaced.
    """
    first = period.valid_from
    later = min((one.valid_from for one in definition.periods if one.valid_from > first), default=None)
    ended = tuple(
        replace(one, valid_to=first - _DAY)
        for one in definition.periods
        if one.valid_from < first and (one.valid_to is None or one.valid_to >= first)
    )
    return CalendarEdit(periods=(*ended, replace(period, valid_to=later - _DAY if later else None)))
