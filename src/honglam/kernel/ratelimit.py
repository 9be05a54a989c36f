"""How often something may be tried. Kept in the database, since web processes share nothing else."""

from datetime import timedelta

from django.db import connection

from honglam.kernel.values import DomainError, text_noop

_COUNT = """
INSERT INTO kernel_ratebucket AS b (bucket, window_start, count) VALUES (%(bucket)s, clock_timestamp(), 1)
ON CONFLICT (bucket) DO UPDATE SET
    count = CASE WHEN b.window_start < clock_timestamp() - make_interval(secs => %(per)s) THEN 1 ELSE b.count + 1 END,
    window_start = CASE WHEN b.window_start < clock_timestamp() - make_interval(secs => %(per)s)
        THEN clock_timestamp() ELSE b.window_start END
RETURNING count
"""

_SPENT = """
SELECT 1 FROM kernel_ratebucket WHERE bucket = %(bucket)s AND count >= %(limit)s
    AND window_start >= clock_timestamp() - make_interval(secs => %(per)s)
"""


class TooManyRequests(DomainError):
    """Too many tries in too short a time."""

    code = "too_many_requests"
    message = text_noop("Too many attempts. Please wait a few minutes and try again.")
    status = 429


def allow(bucket: str, *, limit: int, per: timedelta) -> bool:
    """Count one try of `bucket` and say whether it is among the first `limit` of the running window of `per`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"bucket": bucket, "per": per.total_seconds()})
        row = cursor.fetchone()
    return bool(row and row[0] <= limit)


def is_spent(bucket: str, *, limit: int, per: timedelta) -> bool:
    """Whether `allow` would say no; nothing is counted."""
    with connection.cursor() as cursor:
        cursor.execute(_SPENT, {"bucket": bucket, "per": per.total_seconds(), "limit": limit})
        return cursor.fetchone() is not None


def require(bucket: str, *, limit: int, per: timedelta) -> None:
    """Like `allow`, but raises TooManyRequests."""
    if not allow(bucket, limit=limit, per=per):
        raise TooManyRequests


def forget(bucket: str) -> None:
    """Start anew: whoever proved the right to pass does not pay for earlier slips."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_ratebucket WHERE bucket = %s", [bucket])
