"""Joint hand-over: one side lists and signs, the other counts, leaves single parcels with a reason, and signs.

The second signature settles everything at once, in one transaction: either each dossier on the record is filed at the
moment of that signature, or the record still waits. Source: QĐ 45/2016/QĐ-TTg Đ7.4 (the moment of signing is the lawful
submission). One proven person has one account: two accounts are two people.

Parcels are always locked in the order of their ids, so that two records never wait for each other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import PostalStage
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.problems import spoken
from honglam.kernel.values import Actor, DomainError, FieldErrors
from honglam.postal import access
from honglam.postal.contracts import (
    RECORD_STATE_LABELS,
    CannotBeFiled,
    NothingChosen,
    OfficeUnknown,
    ParcelNotFound,
    ParcelState,
    ReasonMissing,
    RecordChanged,
    RecordClosed,
    RecordKind,
    RecordNotFound,
    RecordState,
    RecordWish,
    ResultCalledOff,
    SameSigner,
    SecondSignature,
    SeveralDesks,
    TooManyOnRecord,
)
from honglam.postal.models import HandoverItem, HandoverRecord, Parcel
from honglam.postal.rules.numbers import digest_of
from honglam.postal.rules.stages import may_move
from honglam.postal.services.moving import elsewhere, move, one_line, write_line
from honglam.postal.services.numbering import take_note_numbers, take_record_number
from honglam.postal.services.preparing import forget_submission, form_words, note_form, submission_of
from honglam.postal.services.results import is_wanted, nobody_waits

MOST = 200
FROM = {
    RecordKind.DOSSIERS: ParcelState.COLLECTED,
    RecordKind.RESULTS: ParcelState.WAITING,
    RecordKind.RETURNS: ParcelState.UNDELIVERED,
}
TO = {
    RecordKind.DOSSIERS: ParcelState.HANDED_OVER,
    RecordKind.RESULTS: ParcelState.RESULT_COLLECTED,
    RecordKind.RETURNS: ParcelState.BACK_AT_DESK,
}


@transaction.atomic
def give_parcels(*, actor: Actor, wish: RecordWish, at: datetime) -> UUID:
    """List parcels on a new record and sign it for the giving side."""
    if actor.id is None:
        raise ParcelNotFound
    parcels = _chosen(actor, wish)
    office_id, desk_id = _sides(actor, wish, parcels)
    if wish.kind is RecordKind.RESULTS:
        _address(parcels, office_id, at)
    place_id = desk_id if wish.kind is RecordKind.RESULTS else office_id
    number = take_record_number(place_id=place_id, at=at)
    record = HandoverRecord(
        id=uuid7(),
        number=number,
        kind=wish.kind.value,
        state=RecordState.GIVEN.value,
        office_id=office_id,
        desk_id=desk_id,
        digest=digest_of(_content(number, wish.kind, office_id, desk_id, parcels)),
        given_by=actor.id,
        given_name=actor.name,
        given_title=_title(actor),
        given_at=at,
        size=len(parcels),
    )
    record.save(force_insert=True)
    HandoverItem.objects.bulk_create(
        HandoverItem(record=record, parcel=parcel, position=position) for position, parcel in enumerate(parcels, 1)
    )
    for parcel in parcels:
        write_line(parcel, source=parcel.state, actor=actor, at=at, what="listed", content={"record": number})
    _record(actor, record, "record_given", at)
    return record.id


@transaction.atomic
def take_parcels(*, actor: Actor, record_id: UUID, signature: SecondSignature, at: datetime) -> None:
    """Sign for the taking side: what is not refused changes hands now, at this moment.

    Raises SameSigner, RecordChanged, RecordClosed, ReasonMissing at `refusal.<parcel>`, CannotBeFiled.
    """
    record = access.record_for(actor, record_id, lock=True)
    if not access.takes(actor, record):
        raise RecordNotFound
    _require_given(record)
    if actor.id is None or actor.id == record.given_by:
        raise SameSigner
    if signature.digest != record.digest:
        raise RecordChanged
    items = list(record.items.select_related("parcel").order_by("parcel_id"))
    locked = _lock([item.parcel_id for item in items])
    record.state, record.taken_at = RecordState.SETTLED.value, at
    record.taken_by, record.taken_name, record.taken_title = actor.id, actor.name, _title(actor)
    record.save(update_fields=["state", "taken_at", "taken_by", "taken_name", "taken_title"])
    note = form_words(note_form()) | {"closed_by": record.given_name, "at": at.isoformat()}
    for item in items:
        _settle(record, item, locked[item.parcel_id], signature, actor=actor, at=at, note=note)
    HandoverItem.objects.bulk_update(items, ["standing", "refused"])
    _record(actor, record, "record_taken", at)


@transaction.atomic
def withdraw_record(*, actor: Actor, record_id: UUID, at: datetime) -> None:
    """The giving side takes the record back before the other has signed; the parcels are where they were.

    A result that is not to be sent any more waits no longer.
    """
    record = access.record_for(actor, record_id, lock=True)
    if not access.gives(actor, record):
        raise RecordNotFound
    _require_given(record)
    take_back(record, actor=actor, at=at)


def take_back(record: HandoverRecord, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """The verb's work for a record that is locked, whoever asks for it: a side of it that ends cannot."""
    record.state, record.withdrawn_at = RecordState.WITHDRAWN.value, at
    record.save(update_fields=["state", "withdrawn_at"])
    ids = list(record.items.values_list("parcel_id", flat=True))
    record.items.update(standing=False)
    if record.kind == RecordKind.RESULTS.value:
        locked = _lock(ids)
        Parcel.objects.filter(id__in=ids).update(office=None)
        for parcel in locked.values():
            parcel.office_id = None
            if _waits_no_longer(parcel):
                move(parcel, ParcelState.CANCELLED, actor=actor, at=at, what="called_off")
    _record(actor, record, "record_withdrawn", at, reason)


def _lock(parcel_ids: Sequence[UUID]) -> dict[UUID, Parcel]:
    rows = Parcel.objects.filter(id__in=parcel_ids).order_by("id").select_for_update()
    return {row.id: row for row in rows}


def _chosen(actor: Actor, wish: RecordWish) -> list[Parcel]:
    if not wish.parcel_ids:
        raise NothingChosen(field="parcels")
    if len(wish.parcel_ids) > MOST:
        raise TooManyOnRecord(field="parcels", limit=MOST)
    rows = access.parcels_of(actor).filter(id__in=wish.parcel_ids).order_by("id").select_for_update(of=("self",))
    parcels = list(rows)
    if len(parcels) != len(set(wish.parcel_ids)):
        raise ParcelNotFound(field="parcels")
    listed = set(HandoverItem.objects.filter(parcel__in=parcels, standing=True).values_list("parcel_id", flat=True))
    for parcel in parcels:
        if not _may_stand(wish.kind, parcel) or parcel.id in listed:
            raise elsewhere(parcel, field="parcels")
    return parcels


def _may_stand(kind: RecordKind, parcel: Parcel) -> bool:
    """Whether it lies there to be given; what is recalled comes back without having been brought to anybody."""
    if kind is RecordKind.RETURNS and parcel.recalled_at is not None:
        return parcel.state in (ParcelState.RESULT_COLLECTED.value, ParcelState.UNDELIVERED.value)
    return parcel.state == FROM[kind].value


def _sides(actor: Actor, wish: RecordWish, parcels: Sequence[Parcel]) -> tuple[int, int]:
    """Post office and desk of a record; the actor stands on the giving side."""
    desks = {parcel.desk_id for parcel in parcels}
    if len(desks) > 1:
        raise SeveralDesks(field="parcels")
    desk_id = desks.pop()
    if wish.kind is RecordKind.RESULTS:
        if not access.stands_at_desk(actor, desk_id):
            raise ParcelNotFound(field="parcels")
        return _office(wish.office_id), desk_id
    office_id = access.own_office(actor)
    if any(parcel.office_id != office_id for parcel in parcels):
        raise ParcelNotFound(field="parcels")
    return office_id, desk_id


def _office(office_id: int | None) -> int:
    found = directory.get_agencies(agency_ids=[office_id]) if office_id is not None else {}
    if office_id is None or office_id not in found or found[office_id].kind is not AgencyKind.POSTAL:
        raise OfficeUnknown(field="office_id")
    return office_id


def _address(parcels: Sequence[Parcel], office_id: int, at: datetime) -> None:
    """Results get the office that will carry them, and the number under which it does."""
    fresh = [parcel for parcel in parcels if not parcel.number]
    for parcel, number in zip(fresh, take_note_numbers(office_id=office_id, count=len(fresh), at=at), strict=True):
        parcel.number = number
    for parcel in parcels:
        parcel.office_id = office_id


def _content(number: str, kind: RecordKind, office_id: int, desk_id: int, parcels: Sequence[Parcel]) -> dict[str, Any]:
    return {
        "number": number,
        "kind": kind.value,
        "office": directory.get_agency(agency_id=office_id).code,
        "desk": directory.get_agency(agency_id=desk_id).code,
        "parcels": [
            {
                "number": one.number,
                "procedure": one.procedure_code,
                "code": one.code,
                "sender": one.sender,
                "receiver": one.receiver,
                "papers": one.enclosures,
            }
            for one in parcels
        ],
    }


def _settle(
    record: HandoverRecord,
    item: HandoverItem,
    parcel: Parcel,
    signature: SecondSignature,
    *,
    actor: Actor,
    at: datetime,
    note: dict[str, Any],
) -> None:
    """One parcel of a record; `note` are the words of the consignment note that a result gets now."""
    kind = RecordKind(record.kind)
    item.standing = False
    if item.parcel_id in signature.refusals:
        item.refused = one_line(signature.refusals[item.parcel_id], 500)
        if not item.refused:
            raise ReasonMissing(field=f"refusal.{item.parcel_id}")
        _leave(record, parcel, item.refused, actor=actor, at=at)
        return
    _require_takeable(kind, parcel)
    if kind is RecordKind.DOSSIERS:
        _file(record, parcel, actor=actor, at=at)
    elif kind is RecordKind.RESULTS:
        parcel.collected_at = parcel.last_told_at = at
        parcel.note = note
    elif nobody_waits(parcel):
        parcel.settled_at = at
    move(parcel, TO[kind], actor=actor, at=at, what="handed_over", content={"record": record.number})
    if kind is not RecordKind.DOSSIERS and parcel.dossier_id is not None:
        stage = PostalStage.RESULT_COLLECTED if kind is RecordKind.RESULTS else PostalStage.BACK_AT_DESK
        dossiers.convey(
            actor=actor,
            dossier_id=parcel.dossier_id,
            result_id=parcel.result_id,
            stage=stage,
            number=parcel.number,
            record=record.number,
            reason=parcel.reason,
            at=at,
        )


def _require_takeable(kind: RecordKind, parcel: Parcel) -> None:
    """What was lost, or revoked, since the record was made must be left on it."""
    field = f"refusal.{parcel.id}"
    if not may_move(ParcelState(parcel.state), TO[kind]):
        raise elsewhere(parcel, field=field)
    if kind is RecordKind.RESULTS and not is_wanted(parcel):
        raise ResultCalledOff(field=field, code=parcel.code)


def _leave(record: HandoverRecord, parcel: Parcel, reason: str, *, actor: Actor, at: datetime) -> None:
    """Not taken: a dossier waits at the post office for its sender, a result stays where it was.

    What was lost while it stood on the record stays lost; a result that is not to be sent any more waits no longer.
    """
    content = {"record": record.number}
    if record.kind == RecordKind.DOSSIERS.value and may_move(ParcelState(parcel.state), ParcelState.REFUSED):
        move(parcel, ParcelState.REFUSED, actor=actor, at=at, what="refused", reason=reason, content=content)
        return
    if record.kind == RecordKind.RESULTS.value:
        parcel.office_id = None
        if _waits_no_longer(parcel):
            move(parcel, ParcelState.CANCELLED, actor=actor, at=at, what="refused", reason=reason, content=content)
            return
    write_line(parcel, source=parcel.state, actor=actor, at=at, what="refused", reason=reason, content=content)


def _waits_no_longer(parcel: Parcel) -> bool:
    """Whether a result that does not go out is not to go out any more, and nobody has called it off before."""
    return not is_wanted(parcel) and may_move(ParcelState(parcel.state), ParcelState.CANCELLED)


def _file(record: HandoverRecord, parcel: Parcel, *, actor: Actor, at: datetime) -> None:
    try:
        filed = dossiers.file_by_post(
            actor=actor,
            submission=submission_of(parcel),
            desk_id=record.desk_id,
            number=parcel.number,
            record=record.number,
            at=at,
        )
    except DomainError as fault:
        first = fault.errors[0] if isinstance(fault, FieldErrors) else fault
        told = spoken(first.message, first.params)
        raise CannotBeFiled(field=f"refusal.{parcel.id}", number=parcel.number, fault=told) from fault
    forget_submission(parcel, actor=actor, at=at)
    parcel.dossier_id, parcel.code = filed.dossier_id, filed.registration_code


def _require_given(record: HandoverRecord) -> None:
    if record.state != RecordState.GIVEN.value:
        raise RecordClosed(state=RECORD_STATE_LABELS[RecordState(record.state)])


def _title(actor: Actor) -> str:
    if actor.post_id is None or actor.unit_id is None:
        return ""
    return f"{directory.get_post(post_id=actor.post_id).title}, {directory.get_agency(agency_id=actor.unit_id).name}"


def _record(actor: Actor, record: HandoverRecord, what: str, at: datetime, reason: str = "") -> None:
    audit.record(
        actor=actor,
        action=f"postal.{what}",
        subject_kind="handover_record",
        subject_id=record.id,
        at=at,
        detail={"number": record.number, "size": record.size, "digest": record.digest, "reason": reason},
    )
