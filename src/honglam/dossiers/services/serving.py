"""The roll-up of how agencies served: counted anew for each agency and day that an event touched.

Nothing is added or subtracted: a day is read from its rows again, so a late rating, a revoked result or a repeated
event cannot leave it wrong. One lock for all recounts: of two that overlap, the later one must also look later.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from honglam.dossiers.queries.serving import statements
from honglam.dossiers.queries.serving.reading import full_versions
from honglam.kernel import audit
from honglam.kernel.values import Actor

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('dossiers_serviceday'))"
_FORGET = """DELETE FROM dossiers_serviceday d
    USING unnest(%(agencies)s::bigint[], %(days)s::date[]) AS k(agency_id, day)
    WHERE d."on" = k.day AND d.agency_id = k.agency_id"""


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
        cursor.execute(_FORGET, params)
        cursor.execute(statements.recount_days(), params)


@transaction.atomic
def rebuild_days(*, actor: Actor, at: datetime) -> int:
    """Make the whole roll-up anew; returns how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute("DELETE FROM dossiers_serviceday")
        cursor.execute(statements.rebuild_days(), {"full": full_versions()})
        made = cursor.rowcount
    audit.record(
        actor=actor, action="dossiers.days_rebuilt", subject_kind="counts", subject_id="serving", at=at, detail={}
    )
    return int(made)
