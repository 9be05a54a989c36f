"""What the figures' pages show. Every number names the period it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from honglam.dossiers.contracts import CountRow, Counts, ReuseRow


class PeriodKind(StrEnum):
    """The stretches people ask for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A stretch of local dates, both included."""

    kind: PeriodKind
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The numbers on top. Shares are in [0, 1] and None where there is nothing to divide by."""

    received: int
    settled: int
    early: int
    on_time: int
    overdue: int
    open_in_time: int
    open_overdue: int
    open_paused: int
    online: int
    online_share: float | None
    in_time_share: float | None


@dataclass(frozen=True, kw_only=True)
class MapTile:
    """A commune on the map: how much of what its committee settled was in time; None where nothing was settled."""

    name: str
    short: str
    row: int
    column: int
    agency_id: int | None
    in_time_share: float | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A whole page of figures: now, the period before for comparison, and the rows below."""

    period: Period
    agency_id: int | None
    agency_name: str
    counts: Counts
    headline: Headline
    before: Headline
    by_agency: tuple[CountRow, ...]
    by_month: tuple[CountRow, ...]
    by_channel: Mapping[str, int]
    reuse: tuple[ReuseRow, ...]
    as_of: datetime

    @property
    def reuse_share(self) -> float | None:
        """Papers that came out of wallets ÷ papers that dossiers required; None where none was required."""
        required = sum(row.required for row in self.reuse)
        return sum(row.reused for row in self.reuse) / required if required else None
