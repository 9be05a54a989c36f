"""Dates, times, money and numbers as people in Vietnam write them. Moments are shown on Vietnam's clock.

25/11/2026 · 16:30 · 16:30 ngày 25/11/2026 · 1.215.000 đ · 1.234,5 · 97,5 %. An absent value is shown as a dash.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from honglam.kernel import clock

NBSP = "\u00a0"
ABSENT = "–"
MINUTES_PER_HOUR = 60
WORKING_DAY_MINUTES = 480
_KILO = 1024

Number = int | float | Decimal


def format_date(value: date | datetime | None) -> str:
    """`25/11/2026`; a moment is first brought to Vietnam's clock."""
    if value is None:
        return ABSENT
    day = clock.local(value) if isinstance(value, datetime) else value
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_time(value: datetime | time | None) -> str:
    """`16:30`."""
    if value is None:
        return ABSENT
    moment = clock.local(value) if isinstance(value, datetime) else value
    return f"{moment.hour:02d}:{moment.minute:02d}"


def format_datetime(value: datetime | None) -> str:
    """`16:30 ngày 25/11/2026`; in English `16:30 on 25/11/2026`."""
    if value is None:
        return ABSENT
    return _("%(time)s on %(date)s") % {"time": format_time(value), "date": format_date(value)}


def format_number(value: Number | None, places: int | None = None) -> str:
    """`1.234,5`: dots between thousands, a decimal comma; `places` fixes the decimals, else only those that matter."""
    if value is None:
        return ABSENT
    number = Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".").replace("-", "−")


def format_money(value: int | None) -> str:
    """`1.215.000 đ`, in whole đồng."""
    return ABSENT if value is None else f"{format_number(value)}{NBSP}đ"


def format_percent(value: Number | None, places: int = 1) -> str:
    """`97,5 %` from 97.5; callers give the per cent, not the ratio."""
    if value is None:
        return ABSENT
    text = format_number(value, places)
    return f"{text[: -places - 1] if places and text.endswith(',' + '0' * places) else text}{NBSP}%"


def format_size(octets: int) -> str:
    """`740 B`, `1,5 MB`: the size of a file, in steps of 1024."""
    size, unit = Decimal(octets), "B"
    for larger in ("kB", "MB", "GB"):
        if size < _KILO:
            break
        size, unit = size / _KILO, larger
    return f"{format_number(size, 0 if unit == 'B' else 1).removesuffix(',0')}{NBSP}{unit}"


def format_minutes(minutes: int, day: int = 1440) -> str:
    """`2 ngày 3 giờ`, `45 phút`: the two largest parts. `day` is 480 when working time is meant."""
    days, rest = divmod(abs(minutes), day)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    parts = []
    if days:
        word = ngettext("%(n)s day", "%(n)s days", days)
        if day == WORKING_DAY_MINUTES:
            word = ngettext("%(n)s working day", "%(n)s working days", days)
        parts.append(word % {"n": days})
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if not days and (left or not hours):
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", left) % {"n": left})
    return " ".join(parts)


@dataclass(frozen=True)
class TimeLeft:
    """Time left until something is due: `level` is late, soon, fine or none; `words` say it."""

    level: str
    words: str


def time_left(due: datetime | None, now: datetime | None = None, soon: timedelta = timedelta(days=1)) -> TimeLeft:
    """The time left on the ordinary clock, in words. For working time ask `worktime` and format its minutes."""
    if due is None:
        return TimeLeft("none", _("No time limit"))
    minutes = int((due - (now or clock.now())).total_seconds() // MINUTES_PER_HOUR)
    words = {"time": format_minutes(minutes)}
    if minutes < 0:
        return TimeLeft("late", _("%(time)s late") % words)
    return TimeLeft("soon" if timedelta(minutes=minutes) <= soon else "fine", _("%(time)s left") % words)
