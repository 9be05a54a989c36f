"""A time in a document's own words as days: `6 tháng đầu năm 2017`, `Quý II/2022`, `tháng 6/2022`, `năm 2018`."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from honglam.indicators.contracts import Span

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_WAYS: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]"], tuple[int, int]]], ...] = (
    (re.compile(rf"6 tháng đầu năm {_YEAR}", re.IGNORECASE), lambda _: (1, 6)),
    (re.compile(rf"6 tháng cuối năm {_YEAR}", re.IGNORECASE), lambda _: (7, 12)),
    (re.compile(rf"(?P<number>\d{{1,2}}) tháng đầu năm {_YEAR}", re.IGNORECASE), lambda said: (1, int(said["number"]))),
    (
        re.compile(rf"quý\s+(?P<number>IV|I{{1,3}}|[1-4])\s*(?:/|năm)\s*{_YEAR}", re.IGNORECASE),
        lambda said: (3 * _quarter(said["number"]) - 2, 3 * _quarter(said["number"])),
    ),
    (
        re.compile(rf"tháng\s+(?P<number>\d{{1,2}})\s*(?:/|năm)\s*{_YEAR}", re.IGNORECASE),
        lambda said: (int(said["number"]), int(said["number"])),
    ),
    (re.compile(rf"năm {_YEAR}", re.IGNORECASE), lambda _: (1, 12)),
)
_YEARS = re.compile(r"giai đoạn\s+(?P<first>(?:19|20)\d{2})\s?[-–]\s?(?P<last>(?:19|20)\d{2})", re.IGNORECASE)
_NOT_WHOLE = re.compile(r"(?:cuối|đầu) năm|năm học", re.IGNORECASE)
"""A moment that nobody dated, and a year that is none."""


def read_said_time(words: str) -> Span | None:
    """The days that the words name, or None where they name none exactly (`đến nay`, `cuối năm 2018`)."""
    years = _YEARS.fullmatch(words.strip())
    if years and int(years["first"]) < int(years["last"]):
        return Span(first_on=date(int(years["first"]), 1, 1), last_on=date(int(years["last"]), 12, 31))
    for pattern, months in _WAYS:
        said = pattern.fullmatch(words.strip())
        if said is None:
            continue
        first, last = months(said)
        if 1 <= first <= last <= 12 and not _NOT_WHOLE.match(words.strip()):
            year = int(said["year"])
            return Span(first_on=date(year, first, 1), last_on=date(year, last, monthrange(year, last)[1]))
    return None


def _quarter(text: str) -> int:
    return _ROMAN.get(text.lower()) or int(text)
