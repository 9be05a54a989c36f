"""How often something may be tried. Kept in the database, since web processes share nothing else."""

import math
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

_LEFT = """
SELECT extract(epoch FROM window_start + make_interval(secs => %(per)s) - clock_timestamp())::float
FROM kernel_ratebucket WHERE bucket = %(bucket)s
"""

_GIVE_BACK = "UPDATE kernel_ratebucket SET count = count - 1 WHERE bucket = %(bucket)s AND count > 0"


class TooManyRequests(DomainError):
    """Too many tries in too short a time."""

    code = "too_many_requests"
    message = text_noop("Too many attempts. Please wait a few minutes and try again.")
    status = 429


class TooManyFromAddress(TooManyRequests):
    """One network address, behind which a whole office or a neighbourhood may sit, tried too often."""

    code = "too_many_from_address"
    message = text_noop("Too many attempts came from your network address. Please try again in %(minutes)s minutes.")


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


def require_from(bucket: str, *, limit: int, per: timedelta) -> None:
    """Like `require` for what is counted by network address: raises TooManyFromAddress, which says how long to wait."""
    if allow(bucket, limit=limit, per=per):
        return
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, {"bucket": bucket, "per": per.total_seconds()})
        row = cursor.fetchone()
    raise TooManyFromAddress(minutes=max(1, math.ceil(row[0] / 60)) if row else 1)


def give_back(bucket: str) -> None:
    """Take one try off: it turned out to be right. Counted first and given back, so that none slips through between
    looking and counting."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"bucket": bucket})


def forget(bucket: str) -> None:
    """Start anew: whoever proved the right to pass does not pay for earlier slips."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_ratebucket WHERE bucket = %s", [bucket])
