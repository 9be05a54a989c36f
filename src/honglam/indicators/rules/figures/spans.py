"""Times as a pack or a person writes them: `2018`, `2018-Q1`, `2017-H1`, `2019-05`, `2015..2018`."""

import re
from datetime import date, timedelta

from honglam.indicators.contracts import Span
from honglam.kernel.values import DomainError, text_noop

_ONE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?")
FORM = r"^\d{4}(-(Q[1-4]|H[12]|\d{2}(-\d{2})?))?(\.\.\d{4}(-(Q[1-4]|H[12]|\d{2}(-\d{2})?))?)?$"


class NoSuchTime(DomainError):
    """A time that no calendar has."""

    code = "no_such_time"
    message = text_noop("There is no such time as “%(text)s”. Write 2018, 2018-Q1, 2018-H1, 2018-05 or 2015..2018.")


def read_span(text: str) -> Span:
    """The days that a written time covers, both included. Raises NoSuchTime."""
    first, _, last = text.partition("..")
    begins, ends = _days(first, text)
    if last:
        ends = _days(last, text)[1]
    if ends < begins:
        raise NoSuchTime(text=text)
    return Span(first_on=begins, last_on=ends)


def write_span(span: Span) -> str:
    """The shortest writing that `read_span` reads back to the same days; a moment is its day."""
    if span.first_on is None:
        return span.last_on.isoformat()
    for text in _shorter(span.first_on, span.last_on):
        if read_span(text) == span:
            return text
    return f"{span.first_on}..{span.last_on}"


def overlap(one: Span, other: Span) -> bool:
    """Whether two times speak of the same time: the same days, or a moment on the other's last day."""
    if one.is_moment or other.is_moment:
        return one.last_on == other.last_on
    return (one.first_on, one.last_on) == (other.first_on, other.last_on)


def _shorter(first: date, last: date) -> list[str]:
    year, quarter, half = first.year, (first.month + 2) // 3, 1 if first.month <= 6 else 2
    whole = [f"{year}", f"{year}-H{half}", f"{year}-Q{quarter}", f"{year}-{first.month:02}"]
    return [*whole, f"{year}..{last.year}", f"{year}-{first.month:02}..{last.year}-{last.month:02}"]


def _days(text: str, whole: str) -> tuple[date, date]:
    found = _ONE.fullmatch(text)
    if found is None:
        raise NoSuchTime(text=whole)
    year, quarter, half, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first, length = _months(quarter, half, month)
        return date(year, first, 1), _last_day(year, first + length - 1)
    except ValueError as fault:
        raise NoSuchTime(text=whole) from fault


def _months(quarter: int, half: int, month: int) -> tuple[int, int]:
    if quarter:
        return 3 * quarter - 2, 3
    if half:
        return 6 * half - 5, 6
    return (month, 1) if month else (1, 12)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
