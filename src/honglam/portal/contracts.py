"""What the citizen's home shows."""

from dataclasses import dataclass
from datetime import date, datetime

from honglam.procedures.contracts import LifeEventView


@dataclass(frozen=True, kw_only=True)
class Service:
    """How the province serves: this year's numbers up to a moment. Shares in [0, 1], None without a whole."""

    first_on: date
    as_of: datetime
    received: int
    settled: int
    in_time_share: float | None
    online_share: float | None


@dataclass(frozen=True, kw_only=True)
class Home:
    """The home page."""

    events: tuple[LifeEventView, ...]
    service: Service
