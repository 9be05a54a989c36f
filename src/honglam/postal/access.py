"""Who may see which parcel and record, and the only ways from an id outside to a row. Absent and forbidden look alike.

A post office sees its own parcels, the head office those of the offices below it; a one-stop desk those that go to it
or come from it. Both are decided by a column of the row itself.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor
from honglam.postal.contracts import NotAtAPostOffice, ParcelNotFound, RecordKind, RecordNotFound
from honglam.postal.models import HandoverRecord, Parcel

POST = frozenset({"postal_clerk"})
DESK = frozenset({"reception_officer", "result_officer", "one_stop_head"})


def offices_of(actor: Actor) -> frozenset[int]:
    """Post offices in the scope of a postal post. Directory answers from memory."""
    return _places(actor, AgencyKind.POSTAL) if actor.has_role(*POST) else frozenset()


def desks_of(actor: Actor) -> frozenset[int]:
    """One-stop desks at which, or above which, an officer who receives or hands out stands."""
    return _places(actor, AgencyKind.ONE_STOP) if actor.has_role(*DESK) else frozenset()


def own_office(actor: Actor) -> int:
    """The post office at which the actor stands. Raises NotAtAPostOffice."""
    if actor.unit_id is None or actor.unit_id not in offices_of(actor):
        raise NotAtAPostOffice
    return actor.unit_id


def stands_at_desk(actor: Actor, desk_id: int) -> bool:
    """Whether the actor works at this very desk; whoever only oversees it signs nothing there."""
    return desk_id == actor.unit_id and desk_id in desks_of(actor)


def parcels_of(actor: Actor) -> QuerySet[Parcel]:
    """Parcels of the actor's offices or desks."""
    offices, desks = offices_of(actor), desks_of(actor)
    if not offices and not desks:
        return Parcel.objects.none()
    return Parcel.objects.filter(Q(office_id__in=offices) | Q(desk_id__in=desks))


def parcel_for(actor: Actor, parcel_id: UUID, *, lock: bool = False) -> Parcel:
    """One parcel of the actor's places, locked for a verb if asked. Raises ParcelNotFound."""
    return _one(actor, Q(id=parcel_id), lock=lock)


def parcel_by_number(actor: Actor, number: str, *, lock: bool = False) -> Parcel:
    """The same by the number of its note or the post's own. Raises ParcelNotFound."""
    number = nfc(number).strip().upper()[:60]
    if not number:
        raise ParcelNotFound(field="number")
    return _one(actor, Q(number=number) | Q(tracking=number), lock=lock)


def parcel_carried(actor: Actor, parcel_id: UUID) -> Parcel:
    """A parcel of the actor's post offices, locked. Raises ParcelNotFound."""
    row = parcel_for(actor, parcel_id, lock=True)
    if row.office_id not in offices_of(actor):
        raise ParcelNotFound
    return row


def parcel_at_desk(actor: Actor, parcel_id: UUID) -> Parcel:
    """A parcel of the desk at which the actor stands, locked. Raises ParcelNotFound."""
    row = parcel_for(actor, parcel_id, lock=True)
    if not stands_at_desk(actor, row.desk_id):
        raise ParcelNotFound
    return row


def records_of(actor: Actor) -> QuerySet[HandoverRecord]:
    """Records of the actor's offices or desks."""
    offices, desks = offices_of(actor), desks_of(actor)
    if not offices and not desks:
        return HandoverRecord.objects.none()
    return HandoverRecord.objects.filter(Q(office_id__in=offices) | Q(desk_id__in=desks))


def record_for(actor: Actor, record_id: UUID, *, lock: bool = False) -> HandoverRecord:
    """One record, locked for a verb if asked. Raises RecordNotFound."""
    rows = records_of(actor).filter(id=record_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise RecordNotFound
    return row


def takes(actor: Actor, record: HandoverRecord) -> bool:
    """Whether the actor stands on the side that takes."""
    if record.kind == RecordKind.RESULTS.value:
        return record.office_id in offices_of(actor)
    return stands_at_desk(actor, record.desk_id)


def gives(actor: Actor, record: HandoverRecord) -> bool:
    """Whether the actor stands on the side that gave."""
    if record.kind == RecordKind.RESULTS.value:
        return stands_at_desk(actor, record.desk_id)
    return record.office_id in offices_of(actor)


def _one(actor: Actor, which: Q, *, lock: bool) -> Parcel:
    rows = parcels_of(actor).filter(which)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise ParcelNotFound(field="number")
    return row


def _places(actor: Actor, kind: AgencyKind) -> frozenset[int]:
    below = {place for scope in actor.scope_ids for place in directory.descendant_ids(agency_id=scope)}
    found = directory.get_agencies(agency_ids=below)
    return frozenset(one.id for one in found.values() if one.kind is kind)
