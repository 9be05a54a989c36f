"""Dates as Vietnamese documents write them: `ngày 05 tháng 01 năm 2020`, `ngày 7/02/2017`, `22-03-2017`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

PATTERN = re.compile(
    r"(?P<word>[Nn]gày\s+)?(?:"
    r"(?P<d1>\d{1,2})\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<y1>(?:19|20)\d{2})"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>(?:19|20)\d{2}))(?!\d)"
)


@dataclass(frozen=True, kw_only=True)
class FoundDate:
    """A date and where it stands."""

    start: int
    end: int
    on: date


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date of a text in order; 31/02 is none."""
    for found in PATTERN.finditer(text):
        if found.start() and text[found.start() - 1].isdigit():
            continue
        on = date_of(found)
        if on is not None:
            yield FoundDate(start=found.start(), end=found.end(), on=on)


def date_of(found: "re.Match[str]") -> date | None:
    """What a match of PATTERN says, or None where there is no such day."""
    day, month, year = (found[f"{part}1"] or found[f"{part}2"] for part in "dmy")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
