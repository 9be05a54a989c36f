"""When to try again. Ten attempts over two days: a mail server that is away over a weekend loses nothing."""

from datetime import datetime, timedelta

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=12),
    timedelta(hours=12),
)

CLAIM = timedelta(minutes=5)
"""How long a message belongs to the worker that took it. A worker that has not finished by then was killed: no gateway
is waited for that long."""


def next_attempt(*, attempts: int, at: datetime) -> datetime | None:
    """When a message that has failed `attempts` times is tried again; None when enough is enough."""
    return at + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None
