"""Hand-over records as they are read before signing and printed, and what lies at a place now."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor
from honglam.postal import access
from honglam.postal.contracts import (
    Overview,
    ParcelState,
    ParcelSummary,
    RecordItem,
    RecordKind,
    RecordState,
    RecordSummary,
    RecordView,
    Signature,
)
from honglam.postal.models import HandoverItem, HandoverRecord, Parcel, PostalForm
from honglam.postal.queries.parcels import enclosures, light, list_in, list_urgent, off_records, recalled, summary

_S = ParcelState
SHOWN = 100
_ENDED = [_S.LOST.value, _S.BACK_AT_DESK.value]
_TROUBLED = [_S.REFUSED.value, _S.UNDELIVERED.value, _S.LOST.value]
_READY = {
    RecordKind.DOSSIERS: _S.COLLECTED,
    RecordKind.RESULTS: _S.WAITING,
    RecordKind.RETURNS: _S.UNDELIVERED,
}


def get_record(*, actor: Actor, record_id: UUID) -> RecordView:
    """One record with its parcels. Raises RecordNotFound."""
    row = access.record_for(actor, record_id)
    items = row.items.select_related("parcel").defer("parcel__submission", "parcel__consent", "parcel__note")
    given = row.state == RecordState.GIVEN.value
    return RecordView(
        **_common(row),
        digest=row.digest,
        items=tuple(_item(one) for one in items.order_by("position")),
        may_sign=given and access.takes(actor, row) and actor.id != row.given_by,
        may_withdraw=given and access.gives(actor, row),
    )


def list_records(*, actor: Actor, after: str | None = None, limit: int = 50) -> Page[RecordSummary]:
    """Records of the actor's places, newest first. Raises BadCursor."""
    rows = access.records_of(actor).order_by("-id")
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows[: limit + 1])
    cursor = encode_cursor(str(found[limit - 1].id)) if len(found) > limit else None
    return Page(items=[record_summary(row) for row in found[:limit]], next_cursor=cursor)


def list_ready(*, actor: Actor, kind: RecordKind) -> tuple[ParcelSummary, ...]:
    """What the actor could put on a record of this kind now."""
    there = Q(state=_READY[kind].value)
    if kind is RecordKind.RETURNS:
        there |= recalled()
    rows = _givable(actor, kind).filter(off_records(), there).order_by("desk_id", "due_at", "id")
    return tuple(summary(row) for row in light(rows)[:SHOWN])


def get_overview(*, actor: Actor) -> Overview:
    """What lies at the actor's office or desk now. Five queries, whatever lies there."""
    at_office = bool(access.offices_of(actor))
    rows = access.parcels_of(actor)
    kind = RecordKind.DOSSIERS if at_office else RecordKind.RESULTS
    waiting = access.records_of(actor).filter(state=RecordState.GIVEN.value).order_by("given_at", "id")
    return Overview(
        ready=list_ready(actor=actor, kind=kind),
        unfinished=list_in(rows, [_S.PREPARED]) if at_office else (),
        carried=list_in(rows.filter(recalled_at=None), [_S.RESULT_COLLECTED]),
        troubled=list_urgent(_troubled(rows, at_office=at_office)),
        records=tuple(record_summary(row) for row in waiting[:SHOWN]),
        at_office=at_office,
    )


def _troubled(rows: QuerySet[Parcel], *, at_office: bool) -> QuerySet[Parcel]:
    """What somebody has to do something about; a lost dossier the desk has never had."""
    rows = rows.filter(settled_at=None)
    if at_office:
        return rows.filter(recalled() | Q(state__in=_TROUBLED))
    return rows.filter(state__in=_ENDED, dossier__isnull=False)


def form_of(code: str) -> PostalForm | None:
    """The words of a form, where the pack has them."""
    return PostalForm.objects.filter(code=code, retired_at=None).first()


def record_summary(row: HandoverRecord) -> RecordSummary:
    """A record in a list."""
    return RecordSummary(**_common(row))


def _givable(actor: Actor, kind: RecordKind) -> QuerySet[Parcel]:
    if kind is RecordKind.RESULTS:
        desk_id = actor.unit_id if actor.unit_id is not None and access.stands_at_desk(actor, actor.unit_id) else None
        return Parcel.objects.filter(desk_id=desk_id) if desk_id is not None else Parcel.objects.none()
    office_id = actor.unit_id if actor.unit_id in access.offices_of(actor) else None
    return Parcel.objects.filter(office_id=office_id) if office_id is not None else Parcel.objects.none()


def _item(row: HandoverItem) -> RecordItem:
    return RecordItem(
        position=row.position,
        parcel=summary(row.parcel),
        enclosures=enclosures(row.parcel),
        refused=row.refused,
        dossier_code=row.parcel.code,
    )


def _common(row: HandoverRecord) -> dict[str, Any]:
    taken = None
    if row.taken_at is not None:
        taken = Signature(name=row.taken_name, title=row.taken_title, at=row.taken_at)
    return {
        "id": row.id,
        "number": row.number,
        "kind": RecordKind(row.kind),
        "state": RecordState(row.state),
        "office_name": directory.get_agency(agency_id=row.office_id).name,
        "desk_name": directory.get_agency(agency_id=row.desk_id).name,
        "given": Signature(name=row.given_name, title=row.given_title, at=row.given_at),
        "taken": taken,
        "size": row.size,
    }
