"""The dossiers behind a number: the same index stretches that the count is made of, walked by key.

One stretch per lead agency in sight; the page is the merge of their heads, so that no office is too large to open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.directory import api as directory
from honglam.dossiers.contracts import CountsAsked, DossierSummary, Measure, ResultClass, Status
from honglam.dossiers.models import Dossier
from honglam.dossiers.queries.counting import agency_ids, bounds, open_filter
from honglam.dossiers.queries.lists import fetch, in_order, summaries
from honglam.dossiers.queries.searching import is_overseer
from honglam.kernel.paging import Page, decode_moment, encode_cursor
from honglam.kernel.values import Actor

_STATEMENT = """
SELECT k.moment, k.id
FROM unnest(%(agencies)s::bigint[]) AS lane(agency_id)
CROSS JOIN LATERAL (
    SELECT d.{column} AS moment, d.id FROM dossiers_dossier d
    WHERE d.lead_agency_id = lane.agency_id AND d.{column} >= %(start)s AND d.{column} < %(end)s {where}
      AND (d.{column}, d.id) {after} (%(moment)s, %(id)s)
    ORDER BY d.{column} {order}, d.id {order} LIMIT %(limit)s
) k
ORDER BY k.moment {order}, k.id {order} LIMIT %(limit)s
"""
_BEGINNING = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_END = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
_RUNNING = "AND d.status IN ('accepted', 'processing') AND d.paused_since IS NULL"
_STANDING = "AND d.accepted_at IS NOT NULL AND d.resolved_at IS NULL AND d.paused_since IS NOT NULL"


@dataclass(frozen=True, kw_only=True)
class Way:
    """How to walk to the dossiers of a measure: by which moment, and what else must hold."""

    column: str
    where: str
    newest_first: bool = True


def _settled(kind: ResultClass) -> Way:
    return Way(column="resolved_at", where=f"AND d.resolved_at IS NOT NULL AND d.result_class = '{kind.value}'")


def _closed(status: Status) -> Way:
    return Way(column="closed_at", where=f"AND d.closed_at IS NOT NULL AND d.status = '{status.value}'")


WAYS: Mapping[Measure, Way] = {
    Measure.SUBMITTED: Way(column="submitted_at", where=""),
    Measure.RECEIVED: Way(column="accepted_at", where="AND d.accepted_at IS NOT NULL"),
    Measure.REFUSED: _closed(Status.REFUSED),
    Measure.WITHDRAWN: _closed(Status.WITHDRAWN),
    Measure.SETTLED_EARLY: _settled(ResultClass.EARLY),
    Measure.SETTLED_ON_TIME: _settled(ResultClass.ON_TIME),
    Measure.SETTLED_OVERDUE: _settled(ResultClass.OVERDUE),
    Measure.RETURNED: Way(column="returned_at", where="AND d.returned_at IS NOT NULL"),
    Measure.OPEN_IN_TIME: Way(column="due_at", where=_RUNNING, newest_first=False),
    Measure.OPEN_OVERDUE: Way(column="due_at", where=_RUNNING, newest_first=False),
    Measure.OPEN_RUNNING: Way(column="due_at", where=_RUNNING, newest_first=False),
    Measure.OPEN_PAUSED: Way(column="paused_since", where=_STANDING, newest_first=False),
}


def list_behind(
    *, actor: Actor, measure: Measure, asked: CountsAsked, at: datetime, after: str | None, limit: int
) -> Page[DossierSummary]:
    """The dossiers that a number counts, as far as the actor's post may see them. Two queries."""
    agencies = _in_sight(actor, asked)
    if not agencies:
        return Page(items=[])
    keys = _keys(WAYS[measure], measure, asked, agencies, at=at, after=after, limit=limit + 1)
    ids = [one for _, one in keys[:limit]]
    rows = in_order(ids, fetch(Dossier.objects.filter(id__in=ids)))
    last = keys[limit - 1] if len(keys) > limit else None
    return Page(
        items=summaries(rows, at=at, masked=is_overseer(actor)),
        next_cursor=encode_cursor(last[0].isoformat(), last[1]) if last else None,
    )


def _in_sight(actor: Actor, asked: CountsAsked) -> list[int]:
    """The lead agencies that are both asked for and within the post's scope."""
    if not actor.is_officer:
        return []
    seen = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
    wanted = agency_ids(asked)
    return sorted(seen if wanted is None else seen & set(wanted))


def _keys(
    way: Way,
    measure: Measure,
    asked: CountsAsked,
    agencies: list[int],
    *,
    at: datetime,
    after: str | None,
    limit: int,
) -> list[tuple[datetime, UUID]]:
    where, params = open_filter(asked, None)
    start, end = _stretch(measure, asked, at)
    moment, last_id = _after(after, way)
    statement = _STATEMENT.format(
        column=way.column,
        where=way.where + where,
        after="<" if way.newest_first else ">",
        order="DESC" if way.newest_first else "ASC",
    )
    values: dict[str, Any] = {
        **params,
        "agencies": agencies,
        "start": start,
        "end": end,
        "moment": moment,
        "id": last_id,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _stretch(measure: Measure, asked: CountsAsked, at: datetime) -> tuple[datetime, datetime]:
    if measure is Measure.OPEN_OVERDUE:
        return _BEGINNING, at
    if measure is Measure.OPEN_IN_TIME:
        return at, _END
    if measure in {Measure.OPEN_PAUSED, Measure.OPEN_RUNNING}:
        return _BEGINNING, _END
    return bounds(asked)


def _after(cursor: str | None, way: Way) -> tuple[datetime, UUID]:
    if cursor:
        return decode_moment(cursor)
    return (_END, UUID(int=(1 << 128) - 1)) if way.newest_first else (_BEGINNING, UUID(int=0))
