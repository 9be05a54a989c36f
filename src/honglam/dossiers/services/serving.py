"""The roll-ups of how agencies and their officers served: counted anew for each agency and day that an event touched.

Nothing is added or subtracted: a day is read from its rows again, so a late rating, a revoked result or a repeated
event cannot leave it wrong. One lock for all recounts: of two that overlap, the later one must also look later.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from honglam.dossiers.queries.serving import statements, stepping
from honglam.dossiers.queries.serving.reading import full_versions
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('dossiers_serviceday'))"
_FORGET = """DELETE FROM {table} d
    USING unnest(%(agencies)s::bigint[], %(days)s::date[]) AS k(agency_id, day)
    WHERE d."on" = k.day AND d.agency_id = k.agency_id"""
_KEPT = ("dossiers_serviceday", "dossiers_officerday")
_TOLD = ("dossiers_steptimes", "dossiers_latesteps", "dossiers_stepday")
# A lock for each day: hands that tell other days do not wait, and days are always taken in one order.
_TELLING = (
    "SELECT pg_advisory_xact_lock(hashtext('dossiers_stepday'), day - date '2000-01-01') FROM unnest(%s::date[]) day"
)
_DAYS_AT_ONCE = 31


def recount_days(*, days: Iterable[tuple[int, date]]) -> None:
    """Count these agencies' days anew, inside the caller's transaction."""
    pairs = sorted(set(days))
    if not pairs:
        return
    params: dict[str, Any] = {
        "agencies": [agency for agency, _ in pairs],
        "days": [day for _, day in pairs],
        "full": full_versions(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        for table in _KEPT:
            cursor.execute(_FORGET.format(table=table), params)
        cursor.execute(statements.recount_days(), params)
        cursor.execute(statements.recount_officer_days(), params)


@transaction.atomic
def rebuild_days(*, actor: Actor, at: datetime) -> int:
    """Make every roll-up of days anew; returns how many rows and told days there are."""
    return rebuild_served(actor=actor, at=at) + retell_steps(at=at)


@transaction.atomic
def rebuild_served(*, actor: Actor, at: datetime) -> int:
    """Make the days of agencies and of officers anew; returns how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        for table in _KEPT:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables' names
        cursor.execute(statements.rebuild_days(), {"full": full_versions()})
        made = cursor.rowcount
        cursor.execute(statements.rebuild_officer_days())
        made += cursor.rowcount
    audit.record(
        actor=actor, action="dossiers.days_rebuilt", subject_kind="counts", subject_id="serving", at=at, detail={}
    )
    return int(made)


def retell_steps(*, at: datetime) -> int:
    """Tell the steps of every day that is over anew; returns how many days. Cut off, it is gone on with each night."""
    forget_steps()
    return tell_step_days(at=at)


def forget_steps() -> None:
    """As if no day had been told; pages read the rows until each is."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _TOLD:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables' names


def tell_step_days(*, at: datetime) -> int:
    """Tell the steps of days that are over, the latest first, a month in a transaction; returns how many days."""
    return sum(tell(days=days) for days in days_to_tell(at=at))


def days_to_tell(*, at: datetime) -> list[list[date]]:
    """Days that are over and not told as they stand, in portions of a month."""
    with connection.cursor() as cursor:
        cursor.execute(stepping.STALE, {"today": local(at).date()})
        days = [day for (day,) in cursor.fetchall()]
    return [days[first : first + _DAYS_AT_ONCE] for first in range(0, len(days), _DAYS_AT_ONCE)]


def tell(*, days: list[date]) -> int:
    """Tell these days' steps, in one transaction; returns how many days."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TELLING, [sorted(days)])
        for statement in (*stepping.FORGET, stepping.TELL, stepping.TELL_LATE):
            cursor.execute(statement, {"days": days})
    return len(days)
