"""Parcels as lists and pages show them. A list is one query by a column of the row; names come from memory."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor
from honglam.postal import access
from honglam.postal.contracts import (
    Direction,
    Enclosure,
    ParcelLine,
    ParcelState,
    ParcelSummary,
    ParcelView,
    Party,
    RecordKind,
    RecordOf,
)
from honglam.postal.models import Parcel
from honglam.postal.models import ParcelLine as LineRow
from honglam.postal.rules.stages import CARRIED

_S = ParcelState
HEAVY = ("submission", "consent", "note")


def get_parcel(*, actor: Actor, parcel_id: UUID) -> ParcelView:
    """One parcel of the actor's places. Raises ParcelNotFound."""
    return _view(access.parcel_for(actor, parcel_id), actor)


def find_parcel_id(*, actor: Actor, number: str) -> UUID:
    """The parcel of a number of ours or of the post's. Raises ParcelNotFound."""
    return access.parcel_by_number(actor, number).id


def list_parcels(
    *, actor: Actor, state: ParcelState | None = None, after: str | None = None, limit: int = 50
) -> Page[ParcelSummary]:
    """Parcels of the actor's places, newest first. Raises BadCursor."""
    rows = access.parcels_of(actor).order_by("-id")
    if state is not None:
        rows = rows.filter(state=state.value)
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(light(rows)[: limit + 1])
    cursor = encode_cursor(str(found[limit - 1].id)) if len(found) > limit else None
    return Page(items=[summary(row) for row in found[:limit]], next_cursor=cursor)


def list_in(rows: QuerySet[Parcel], states: Iterable[ParcelState]) -> tuple[ParcelSummary, ...]:
    """Parcels in some states, most urgent first."""
    return list_urgent(rows.filter(state__in=[one.value for one in states]))


def list_urgent(rows: QuerySet[Parcel], limit: int = 100) -> tuple[ParcelSummary, ...]:
    """The most urgent of them first."""
    return tuple(summary(row) for row in light(rows.order_by("due_at", "id"))[:limit])


def light(rows: QuerySet[Parcel]) -> QuerySet[Parcel]:
    """Without what no list shows."""
    return rows.defer(*HEAVY)


def recalled() -> Q:
    """Revoked on the way: to be brought back, wherever the post has it."""
    return Q(recalled_at__isnull=False, state__in=[_S.RESULT_COLLECTED.value, _S.UNDELIVERED.value])


def off_records() -> Q:
    """Not on a record that waits for its second signature."""
    return ~Q(records__standing=True)


def summary(row: Parcel) -> ParcelSummary:
    """A parcel in a list."""
    return ParcelSummary(**_common(row))


def enclosures(row: Parcel) -> tuple[Enclosure, ...]:
    """The papers in it."""
    return tuple(Enclosure(**one) for one in row.enclosures)


def may_be_found(row: Parcel) -> bool:
    """Whether a lost parcel may go on: not beside what replaces it, nor once its sender got what is owed."""
    if row.direction == Direction.RESULT.value:
        return not Parcel.objects.filter(replaces=row).exists()
    return row.settled_at is None


def _common(row: Parcel) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "direction": Direction(row.direction),
        "state": ParcelState(row.state),
        "procedure_code": row.procedure_code,
        "procedure_name": row.procedure_name,
        "code": row.code,
        "sender": Party(**row.sender),
        "receiver": Party(**row.receiver),
        "office_name": directory.get_agency(agency_id=row.office_id).name if row.office_id else "",
        "desk_id": row.desk_id,
        "desk_name": directory.get_agency(agency_id=row.desk_id).name,
        "due_at": row.due_at,
        "attempts": row.attempts,
        "reason": row.reason,
        "recalled": row.recalled_at is not None,
        "settled": row.settled_at is not None,
    }


def _view(row: Parcel, actor: Actor) -> ParcelView:
    at_desk = row.desk_id in access.desks_of(actor)
    former = Parcel.objects.filter(id=row.replaces_id).only("number").first() if row.replaces_id else None
    return ParcelView(
        **_common(row),
        tracking=row.tracking,
        dossier_id=row.dossier_id if at_desk else None,
        weight_g=row.weight_g,
        postage=row.postage,
        fees_taken=row.fees_taken,
        receipt_number=row.receipt_number,
        enclosures=enclosures(row),
        created_at=row.created_at,
        closed_by=str(row.note.get("closed_by", "")),
        received_by=row.received_by,
        relation=row.relation,
        replaces=former.number if former else "",
        lines=tuple(_line(one) for one in row.lines.order_by("line")),
        acts=_acts(row, actor),
        records=tuple(
            RecordOf(id=one.id, number=one.number, kind=RecordKind(one.kind))
            for one in access.records_of(actor).filter(items__parcel=row).order_by("id")
        ),
        note=row.note,
    )


def _acts(row: Parcel, actor: Actor) -> frozenset[str]:
    """What the page offers; each verb checks again."""
    state, found = ParcelState(row.state), set()
    listed = row.records.filter(standing=True).exists()
    if row.office_id in access.offices_of(actor) and not listed:
        if state is _S.PREPARED:
            found |= {"collect", "drop"}
        elif state is _S.LOST:
            found |= _after_loss(row)
        elif row.direction == Direction.DOSSIER.value and state in (_S.COLLECTED, _S.REFUSED):
            found |= {"drop", "lost"} if state is _S.COLLECTED else {"drop"}
        elif state in CARRIED:
            found |= {"report", "lost"}
    ended = state in (_S.LOST, _S.BACK_AT_DESK) and row.dossier_id is not None and row.settled_at is None
    if ended and access.stands_at_desk(actor, row.desk_id):
        found.add("send_again")
    return frozenset(found)


def _after_loss(row: Parcel) -> set[str]:
    found = {"found"} if may_be_found(row) else set()
    if row.direction == Direction.RESULT.value:
        return found
    return found | ({"settle", "drop"} if row.settled_at is None else {"drop"})


def _line(row: LineRow) -> ParcelLine:
    return ParcelLine(
        number=row.line,
        at=row.at,
        told_at=row.told_at if row.told_at != row.at else None,
        what=row.what,
        state_to=ParcelState(row.state_to),
        actor_name=row.actor_name,
        place=directory.get_agency(agency_id=row.unit_id).name if row.unit_id else "",
        reason=row.reason,
        late=bool(row.content.get("late")),
    )
