"""The one place that reads the clock. Entrances call it and pass `at=` down; rules never do."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(tz=UTC)


def local(moment: datetime) -> datetime:
    """The same moment on Vietnam's clock (UTC+7, no summer time)."""
    return moment.astimezone(VIETNAM)


def local_midnight(on: date) -> datetime:
    """The moment at which a day begins in Vietnam."""
    return datetime.combine(on, time.min, tzinfo=VIETNAM)


def today() -> date:
    """The present date in Vietnam."""
    return local(now()).date()
