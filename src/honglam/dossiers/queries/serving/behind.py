"""The dossiers behind a number, as far as the reader's post may see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import CountsAsked, DossierNotFound, DossierSummary, Measure
from honglam.dossiers.models import Dossier
from honglam.dossiers.queries import behind as open_ones
from honglam.dossiers.queries.lists import fetch, in_order, summaries
from honglam.dossiers.queries.searching import is_overseer
from honglam.dossiers.queries.serving import statements
from honglam.dossiers.queries.serving.facts import PART_OF
from honglam.dossiers.queries.serving.reading import full_versions, moments
from honglam.kernel.measures import BehindRow, MeasureAsked
from honglam.kernel.paging import Page, decode_moment, encode_cursor
from honglam.kernel.values import Actor

_LAST = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
_OPEN_NOW = {"open_overdue": Measure.OPEN_OVERDUE, "open_in_time": Measure.OPEN_IN_TIME}
URL = "/can-bo/ho-so/{}/"


def opens(name: str) -> bool:
    """Whether the rows behind a number can be listed."""
    return name in PART_OF or name in _OPEN_NOW


def list_behind(*, actor: Actor, name: str, asked: MeasureAsked, after: str | None, limit: int) -> Page[BehindRow]:
    """One page, newest first. What is open is listed as it stands now. Two queries."""
    agencies = _in_sight(actor, asked)
    if not agencies:
        return Page(items=[])
    if name in _OPEN_NOW:
        return _open(actor, _OPEN_NOW[name], asked, after, limit)
    keys = _keys(name, asked, agencies, after, limit + 1)
    ids = [one for _, one in keys[:limit]]
    rows = in_order(ids, fetch(Dossier.objects.filter(id__in=ids)))
    found = summaries(rows, at=asked.at, masked=is_overseer(actor))
    when = {one: moment for moment, one in keys}
    last = keys[limit - 1] if len(keys) > limit else None
    return Page(
        items=[_row(one, when[one.id]) for one in found],
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


def _open(actor: Actor, measure: Measure, asked: MeasureAsked, after: str | None, limit: int) -> Page[BehindRow]:
    agency_id = asked.agency_ids[0] if asked.agency_ids else None
    counts = CountsAsked(first_on=asked.first_on, last_on=asked.last_on, agency_id=agency_id)
    page = open_ones.list_behind(actor=actor, measure=measure, asked=counts, at=asked.at, after=after, limit=limit)
    return Page(items=[_row(one, one.accepted_at) for one in page.items], next_cursor=page.next_cursor)


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
