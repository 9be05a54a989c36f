"""Stretches of time that reports are about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PeriodKind(StrEnum):
    """The stretches people ask for."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, kw_only=True)
class Period:
    """Local dates, both included. `cut_off`: the day of the month on which administrative periods end, 0 for none."""

    kind: PeriodKind
    first_on: date
    last_on: date
    cut_off: int = 0
