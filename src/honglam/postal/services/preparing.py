"""At the post office: what a citizen brings is filled in, checked as the desk will check it, weighed and closed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import PaperInput, Submission
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.identity import api as identity
from honglam.kernel.idempotency import once
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.postal import access
from honglam.postal.contracts import (
    AmountInvalid,
    ConsentRequired,
    Direction,
    Enclosure,
    ParcelState,
    Party,
    PostalFormCode,
    ReasonMissing,
    ReceiptNumberRequired,
    TrackingMalformed,
    TrackingTaken,
    Weighed,
    WeightRequired,
)
from honglam.postal.models import Parcel, PostalForm
from honglam.postal.rules.numbers import is_tracking
from honglam.postal.services.moving import elsewhere, move, one_line, require_state
from honglam.postal.services.numbering import take_note_numbers

HEAVIEST = 31_500
"""The heaviest parcel of the Universal Postal Union, in grams."""
DEAREST = 10**12


@transaction.atomic
def keep_parcel(*, actor: Actor, submission: Submission, consented: bool, key: str, at: datetime) -> UUID:
    """Keep what was filled in for a citizen; the same `key` again gives the same parcel.

    Raises ConsentRequired, and every fault that filing would find: the papers must not travel in vain.
    """
    office = directory.get_agency(agency_id=access.own_office(actor))
    if not consented:
        raise ConsentRequired(field="consent")
    if not submission.unit_code and office.level is Level.COMMUNE:
        submission = replace(submission, unit_code=office.unit_code)

    def perform() -> dict[str, Any]:
        return {"parcel_id": str(_keep(actor, office.id, submission, at).id)}

    answer = once(actor=str(actor.id), key=key, request={"keep_parcel": asdict(submission)}, perform=perform)
    return UUID(answer["parcel_id"])


def _keep(actor: Actor, office_id: int, submission: Submission, at: datetime) -> Parcel:
    route = dossiers.plan_postal(submission=submission, at=at)
    who = submission.applicant
    number = who.id_number.strip()
    known = identity.find_by_citizen_id(citizen_id=number) if number.isdigit() else None
    sent_by = submission.submitter if submission.submitter and submission.submitter.name else None
    desk = directory.get_agency(agency_id=route.desk_id)
    parcel = Parcel(
        id=uuid7(),
        direction=Direction.DOSSIER.value,
        state=ParcelState.PREPARED.value,
        office_id=office_id,
        desk_id=desk.id,
        account_id=known.id if known else None,
        procedure_code=submission.procedure_code,
        procedure_name=route.procedure_name,
        sender=asdict(
            Party(
                name=sent_by.name if sent_by else who.name,
                address=who.address,
                phone=(sent_by.phone if sent_by else "") or who.phone,
            )
        ),
        receiver=asdict(Party(name=desk.name)),
        contact={"name": who.name, "phone": who.phone, "email": who.email},
        enclosures=[asdict(one) for one in enclosures_of(submission.papers, route.names)],
        submission=msgspec.to_builtins(submission),
        consent={"at": at.isoformat(), "asked_by": actor.name, "given_by": sent_by.name if sent_by else who.name},
        created_at=at,
    )
    _claim(parcel, submission, actor=actor, at=at)
    move(parcel, ParcelState.PREPARED, actor=actor, at=at, what="prepared")
    return parcel


@transaction.atomic
def collect_parcel(*, actor: Actor, parcel_id: UUID, weighed: Weighed, at: datetime) -> str:
    """Close and weigh the parcel before the sender: the note gets its number. Raises WeightRequired and its like."""
    parcel = access.parcel_carried(actor, parcel_id)
    require_state(parcel, ParcelState.COLLECTED)
    assert parcel.office_id is not None  # noqa: S101 - parcel_carried found it by its office
    tracking = _check(weighed)
    parcel.weight_g, parcel.postage, parcel.fees_taken = weighed.weight_g, weighed.postage, weighed.fees_taken
    parcel.receipt_number, parcel.collected_at = one_line(weighed.receipt_number, 60), at
    parcel.note = form_words(note_form()) | {"closed_by": actor.name, "at": at.isoformat()}
    _mark(parcel, tracking)
    parcel.number = take_note_numbers(office_id=parcel.office_id, count=1, at=at)[0]
    move(parcel, ParcelState.COLLECTED, actor=actor, at=at, what="collected", content={"number": parcel.number})
    return parcel.number


@transaction.atomic
def drop_parcel(*, actor: Actor, parcel_id: UUID, reason: str, at: datetime) -> ParcelState:
    """The papers stay with the sender, or go back: before a note exists it is not sent, later it is given back.

    So may papers that were lost and found, even after the loss was settled.
    """
    parcel = access.parcel_carried(actor, parcel_id)
    if parcel.direction != Direction.DOSSIER.value:
        raise elsewhere(parcel)
    target = ParcelState.CANCELLED if parcel.state == ParcelState.PREPARED.value else ParcelState.GIVEN_BACK
    require_state(parcel, target)
    if parcel.records.filter(standing=True).exists():
        raise elsewhere(parcel)
    reason = one_line(reason, 500)
    if not reason:
        raise ReasonMissing(field="reason")
    forget_submission(parcel, actor=actor, at=at)
    move(parcel, target, actor=actor, at=at, what="dropped", reason=reason)
    return target


def submission_of(parcel: Parcel) -> Submission:
    """What was filled in, as it was."""
    return msgspec.convert(parcel.submission, Submission, strict=False)


def forget_submission(parcel: Parcel, *, actor: Actor, at: datetime) -> None:
    """What was filled in is kept no longer than it is needed, and its files are let go."""
    if parcel.submission is None:
        return
    file_ids = _files(submission_of(parcel))
    if file_ids:
        files.release(actor=actor, file_ids=file_ids, holder=_holder(parcel), at=at)
    parcel.submission = None


def enclosures_of(papers: Iterable[PaperInput], names: dict[str, str]) -> list[Enclosure]:
    """The papers as the note lists them: one line per component, however many scans it has."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for paper in papers:
        sheet = sums[paper.component_code]
        sheet[0] += paper.originals
        sheet[1] += paper.copies
        sheet[2] += paper.file_id is not None
    return [
        Enclosure(name=names.get(code, code), originals=one, copies=two, scanned=bool(three))
        for code, (one, two, three) in sums.items()
    ]


def note_form() -> PostalForm | None:
    """The consignment note's words, where the pack has them."""
    return PostalForm.objects.filter(code=PostalFormCode.NOTE.value, retired_at=None).first()


def form_words(form: PostalForm | None) -> dict[str, Any]:
    """What the pack says on a form; a bare one where the pack has none."""
    if form is None:
        return {"title": "", "legal_basis": "", "declaration": "", "note": "", "provisional": True}
    return {
        "title": form.title,
        "legal_basis": form.legal_basis,
        "declaration": form.declaration,
        "note": form.note,
        "provisional": form.provisional,
    }


def _check(weighed: Weighed) -> str:
    if weighed.weight_g is None or not 1 <= weighed.weight_g <= HEAVIEST:
        raise WeightRequired(field="weight_g")
    for name, amount in (("postage", weighed.postage), ("fees_taken", weighed.fees_taken)):
        if not 0 <= amount <= DEAREST:
            raise AmountInvalid(field=name)
    if weighed.fees_taken and not weighed.receipt_number.strip():
        raise ReceiptNumberRequired(field="receipt_number")
    tracking = weighed.tracking.replace(" ", "").upper()
    if tracking and not is_tracking(tracking):
        raise TrackingMalformed(field="tracking")
    return tracking


def _mark(parcel: Parcel, tracking: str) -> None:
    """The post's own number, which the database gives to one parcel only, however many are closed at this moment."""
    parcel.tracking = tracking
    try:
        with transaction.atomic():
            parcel.save(update_fields=["tracking"])
    except IntegrityError as fault:
        raise TrackingTaken(field="tracking") from fault


def _claim(parcel: Parcel, submission: Submission, *, actor: Actor, at: datetime) -> None:
    file_ids = _files(submission)
    if file_ids:
        files.claim(actor=actor, file_ids=file_ids, holder=_holder(parcel), at=at)


def _files(submission: Submission) -> list[UUID]:
    return [paper.file_id for paper in submission.papers if paper.file_id is not None]


def _holder(parcel: Parcel) -> Holder:
    return Holder(kind="parcel", id=str(parcel.id))
