"""Times seen from a report's period, and how periods are spoken on official papers. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from honglam.indicators.contracts import Period, PeriodKind, Span, When
from honglam.indicators.rules.periods import MONTHS, named_month, period_before, period_of

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def period_at(period: Period, when: When) -> Period:
    """The period that `when` means: this one, the one before, a year earlier, the whole calendar year."""
    if when is When.BEFORE:
        return period_before(period)
    if when is When.YEAR_AGO:
        return _earlier(period, 12 // MONTHS[period.kind])
    if when is When.YEAR:
        year = named_month(period)[0]
        return Period(kind=PeriodKind.YEAR, first_on=date(year, 1, 1), last_on=date(year, 12, 31))
    return period


def period_after(period: Period) -> Period:
    """The next period of the same kind."""
    return period_of(period.kind, period.last_on + timedelta(days=1), period.cut_off)


def spoken(period: Period) -> str:
    """`tháng 5 năm 2026`, `quý II năm 2026`, `6 tháng đầu năm 2026`, `năm 2026`: by the month it ends in."""
    year, month = named_month(period)
    if period.kind is PeriodKind.MONTH:
        return f"tháng {month} năm {year}"
    if period.kind is PeriodKind.QUARTER:
        return f"quý {roman((month - 1) // 3 + 1)} năm {year}"
    if period.kind is PeriodKind.HALF:
        return f"6 tháng {'đầu' if month <= 6 else 'cuối'} năm {year}"
    return f"năm {year}"


def roman(number: int) -> str:
    """`IV`: how parts of a paper and quarters are numbered; up to 89."""
    words = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        words += letters * times
    return words


def span_of(period: Period) -> Span:
    """The days of a period."""
    return Span(first_on=period.first_on, last_on=period.last_on)


def _earlier(period: Period, times: int) -> Period:
    for _ in range(times):
        period = period_before(period)
    return period


def reminder_on(reminders: Iterable[int], days: int) -> int | None:
    """Which reminder speaks `days` after the due day (before it: below zero): the last whose day has come.

    Several that were missed make one.
    """
    return max((one for one in reminders if one <= days), default=None)
