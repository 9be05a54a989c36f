"""When to try again, when to leave a receiver alone for a while, when to give up."""

from datetime import datetime, timedelta

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""Eight attempts over two and a half days: a receiver that is down over a weekend night loses nothing."""

LIFETIME = timedelta(days=3)
"""What could not be delivered by then is dead, however rarely its receiver was tried meanwhile."""

CLAIM = timedelta(minutes=2)
"""How long a delivery belongs to the worker that took it; no receiver is waited for that long."""

BREATHER_AFTER = 5
DEAD_BEFORE_PAUSE = 10
_LONGEST_BREATHER = timedelta(minutes=30)


def next_attempt(*, attempts: int, at: datetime) -> datetime | None:
    """When a delivery that has failed `attempts` times is tried again; None when enough is enough."""
    return at + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None


def breather(*, failures: int, at: datetime) -> datetime | None:
    """Until when a receiver that failed `failures` times in a row gets nothing; None: it is tried as usual.

    A receiver that hangs would otherwise hold every worker for its ten seconds, once for each event of the province.
    """
    if failures < BREATHER_AFTER:
        return None
    minutes: int = 2 ** min(failures - BREATHER_AFTER, 10)
    return at + min(timedelta(minutes=minutes), _LONGEST_BREATHER)


def must_pause(*, dead_in_a_row: int) -> bool:
    """Whether so many deliveries died one after the other that nobody seems to be listening any more."""
    return dead_in_a_row >= DEAD_BEFORE_PAUSE
