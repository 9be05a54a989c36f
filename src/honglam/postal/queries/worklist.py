"""The post in the one worklist: parcels whose next move is the actor's, and records that wait for a signature."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.kernel.clock import now
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor, text_noop
from honglam.kernel.waiting import behind, shown_last, turn_of
from honglam.postal import access
from honglam.postal.contracts import (
    RECORD_LABELS,
    STATE_LABELS,
    Direction,
    ParcelState,
    RecordKind,
    RecordState,
)
from honglam.postal.models import HandoverRecord, Parcel
from honglam.postal.queries.parcels import light, off_records, recalled

PARCEL, RECORD = "parcel", "postal_record"
SIGNED_WITHIN = timedelta(hours=4)
"""Within what a record should be signed by the other side: our own measure, no law gives one."""
_OFFICE = [ParcelState.PREPARED.value, ParcelState.COLLECTED.value, ParcelState.REFUSED.value]
_OFFICE += [ParcelState.UNDELIVERED.value]
_CARRIED = ParcelState.RESULT_COLLECTED.value
_DESK = [ParcelState.WAITING.value, ParcelState.LOST.value, ParcelState.BACK_AT_DESK.value]


class ParcelWorklist:
    """Parcels that the office should hand over, deliver again or give back, and those that the desk should give out.

    Both see results of which the post has said nothing by the time by which it should have.
    """

    kind = PARCEL

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next parcels after the key. What is filtered by anything but the holder is no parcel."""
        rows = _waiting_parcels(actor)
        if rows is None or any(value for name, value in filters.items() if name != "holder"):
            return []
        due, last = shown_last(after)
        rows = rows.filter(behind(turn_of(after, PARCEL), due=due, after=last))
        return [_parcel(row) for row in light(rows.order_by("due_at", "id"))[:limit]]


class RecordWorklist:
    """Records that the other side signed and the actor's has not."""

    kind = RECORD

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next records after the key, the oldest signature first."""
        rows = _waiting_records(actor)
        if rows is None or any(value for name, value in filters.items() if name != "holder"):
            return []
        due, last = shown_last(after)
        rows = rows.filter(behind(turn_of(after, RECORD), due=due - SIGNED_WITHIN, after=last, column="given_at"))
        return [_record(row) for row in rows.order_by("given_at", "id")[:limit]]


def _waiting_parcels(actor: Actor) -> QuerySet[Parcel] | None:
    offices, desks = access.offices_of(actor), access.desks_of(actor)
    rows = Parcel.objects.filter(off_records(), settled_at=None)
    silent = Q(state=_CARRIED, due_at__lt=now())
    if offices:
        lost = Q(state=ParcelState.LOST.value, direction=Direction.DOSSIER.value)
        return rows.filter(Q(state__in=_OFFICE) | lost | silent | recalled(), office_id__in=offices)
    if desks:
        return rows.filter(Q(state__in=_DESK) | silent, desk_id__in=desks, dossier__isnull=False)
    return None


def _waiting_records(actor: Actor) -> QuerySet[HandoverRecord] | None:
    offices, desks = access.offices_of(actor), access.desks_of(actor)
    if actor.id is None:
        return None
    rows = HandoverRecord.objects.filter(state=RecordState.GIVEN.value).exclude(given_by=actor.id)
    if offices:
        return rows.filter(office_id__in=offices, kind=RecordKind.RESULTS.value)
    if desks:
        return rows.filter(desk_id__in=desks).exclude(kind=RecordKind.RESULTS.value)
    return None


def _parcel(row: Parcel) -> WaitingItem:
    place = row.desk_id if row.office_id is None else row.office_id
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=PARCEL, id=row.id),
        title=row.procedure_name,
        subtitle=str(row.receiver["name"] if row.state in (*_DESK, _CARRIED) else row.sender["name"]),
        code=row.number or row.code,
        url=reverse("postal:parcel", args=[row.id]),
        status=row.state,
        status_label=STATE_LABELS[ParcelState(row.state)],
        agency=directory.get_agency(agency_id=place).name,
        received_at=row.created_at,
    )


def _record(row: HandoverRecord) -> WaitingItem:
    giver = row.desk_id if row.kind == RecordKind.RESULTS.value else row.office_id
    return WaitingItem(
        key=WaitingKey(due_at=row.given_at + SIGNED_WITHIN, kind=RECORD, id=row.id),
        title=gettext(RECORD_LABELS[RecordKind(row.kind)]),
        subtitle=row.given_name,
        code=row.number,
        url=reverse("postal:record", args=[row.id]),
        status=row.state,
        status_label=text_noop("Waiting for the second signature"),
        agency=directory.get_agency(agency_id=giver).name,
        received_at=row.given_at,
        facts={"size": row.size},
    )
