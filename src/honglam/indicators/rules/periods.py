"""Periods of reports, by the calendar or by the administrative cut-off.

NĐ 09/2019/NĐ-CP Đ12: a month's report counts from the 15th of the month before to the 14th, a quarter's from the 15th
of the last month before it to the 14th of its last month, half-years and years alike. The day is the pack's.
"""

from datetime import date, timedelta

from honglam.indicators.contracts import Period, PeriodKind

MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


def period_of(kind: PeriodKind, on: date, cut_off: int = 0) -> Period:
    """The period of that kind which holds the date."""
    length = MONTHS[kind]
    month = on.year * 12 + on.month - 1
    if cut_off and on.day > cut_off:
        month += 1
    last_month = month - month % length + length - 1
    if cut_off:
        first, last = _day(last_month - length, cut_off) + timedelta(days=1), _day(last_month, cut_off)
    else:
        first, last = _day(last_month - length + 1, 1), _day(last_month + 1, 1) - timedelta(days=1)
    return Period(kind=kind, first_on=first, last_on=last, cut_off=cut_off)


def period_before(period: Period) -> Period:
    """The period to compare with: of the same kind, ending the day before."""
    last = period.first_on - timedelta(days=1)
    if period.kind is not PeriodKind.RANGE:
        return period_of(period.kind, last, period.cut_off)
    return Period(kind=period.kind, first_on=last - (period.last_on - period.first_on), last_on=last)


def named_month(period: Period) -> tuple[int, int]:
    """Year and month under which a period goes: those of its last day."""
    return period.last_on.year, period.last_on.month


def _day(month: int, day: int) -> date:
    return date(month // 12, month % 12 + 1, day)
