"""The dossiers behind a number, as far as the reader's post may see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import DossierNotFound, DossierSummary
from honglam.dossiers.models import Dossier
from honglam.dossiers.queries.lists import fetch, in_order, summaries
from honglam.dossiers.queries.searching import is_overseer
from honglam.dossiers.queries.serving import statements
from honglam.dossiers.queries.serving.facts import LATE_STANDING, PART_OF, RUNNING, STANDING
from honglam.dossiers.queries.serving.reading import full_versions, moments
from honglam.kernel.measures import BehindRow, MeasureAsked
from honglam.kernel.paging import Page, decode_moment, encode_cursor
from honglam.kernel.values import Actor

_FIRST = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_LAST = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
_OPEN_NOW = {
    "open_overdue": ("d.due_at < %(at)s", LATE_STANDING),
    "open_in_time": ("d.due_at >= %(at)s", f"NOT ({LATE_STANDING})"),
}
"""What is asked of dossiers whose clock runs, and of those whose clock stands."""
_OPEN = """(SELECT d.due_at, d.id FROM dossiers_dossier d
    WHERE d.lead_agency_id = lane.agency_id AND {of} AND {asked} AND (d.due_at, d.id) > (%(moment)s, %(id)s)
    ORDER BY d.due_at, d.id LIMIT %(limit)s)"""
URL = "/can-bo/ho-so/{}/"


def opens(name: str) -> bool:
    """Whether the rows behind a number can be listed."""
    return name in PART_OF or name in _OPEN_NOW


def list_behind(*, actor: Actor, name: str, asked: MeasureAsked, after: str | None, limit: int) -> Page[BehindRow]:
    """One page, newest first. What is open is listed as it stands now, the soonest due first. Two queries."""
    agencies = _in_sight(actor, asked)
    if not agencies:
        return Page(items=[])
    keys = (_open_keys if name in _OPEN_NOW else _keys)(name, asked, agencies, after, limit + 1)
    ids = [one for _, one in keys[:limit]]
    rows = in_order(ids, fetch(Dossier.objects.filter(id__in=ids)))
    found = summaries(rows, at=asked.at, masked=is_overseer(actor))
    when = {} if name in _OPEN_NOW else {one: moment for moment, one in keys}
    last = keys[limit - 1] if len(keys) > limit else None
    return Page(
        items=[_row(one, when.get(one.id, one.accepted_at)) for one in found],
        next_cursor=encode_cursor(last[0].isoformat(), last[1]) if last else None,
    )


def find_one(*, actor: Actor, dossier_id: UUID, at: datetime) -> BehindRow | None:
    """One dossier, if the actor may read it."""
    try:
        dossier_for(actor=actor, dossier_id=dossier_id, at=at)
    except DossierNotFound:
        return None
    found = summaries(fetch(Dossier.objects.filter(id=dossier_id)), at=at, masked=is_overseer(actor))
    return _row(found[0], found[0].accepted_at)


def _in_sight(actor: Actor, asked: MeasureAsked) -> list[int]:
    if not actor.is_officer:
        return []
    seen = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
    return sorted(seen if asked.agency_ids is None else seen & set(asked.agency_ids))


def _keys(
    name: str, asked: MeasureAsked, agencies: list[int], after: str | None, limit: int
) -> list[tuple[datetime, UUID]]:
    start, end = moments(asked)
    moment, last_id = (_LAST, UUID(int=(1 << 128) - 1))
    if after:
        moment, last_id = decode_moment(after)
    params: dict[str, Any] = {
        "agencies": agencies,
        "start": start,
        "end": end,
        "moment": moment,
        "id": last_id,
        "limit": limit,
        "full": full_versions(),
        "person": asked.person_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.keys(PART_OF[name], name, " AND {person}" if asked.person_id else ""), params)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _open_keys(
    name: str, asked: MeasureAsked, agencies: list[int], after: str | None, limit: int
) -> list[tuple[datetime, UUID]]:
    moment, last_id = decode_moment(after) if after else (_FIRST, UUID(int=0))
    running, standing = _OPEN_NOW[name]
    halves = f"{_OPEN.format(of=RUNNING, asked=running)} UNION ALL {_OPEN.format(of=STANDING, asked=standing)}"
    statement = f"""SELECT k.due_at, k.id FROM unnest(%(agencies)s::bigint[]) AS lane(agency_id)
        CROSS JOIN LATERAL ({halves}) k ORDER BY k.due_at, k.id LIMIT %(limit)s"""
    params: dict[str, Any] = {"agencies": agencies, "at": asked.at, "moment": moment, "id": last_id, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _row(one: DossierSummary, moment: datetime | None) -> BehindRow:
    return BehindRow(
        code=one.code or one.registration_code,
        title=one.procedure_name,
        person=one.applicant_name,
        agency=one.lead_agency.name,
        url=URL.format(one.id),
        status=gettext(one.status_label),
        due_at=one.due_at,
        at=moment,
    )
