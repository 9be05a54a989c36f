"""The door of the postal service: every verb and every read that others may call."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from honglam.dossiers.contracts import Submission
from honglam.kernel import signatures
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor
from honglam.postal.contracts import (
    Overview,
    ParcelNotFound,
    ParcelState,
    ParcelSummary,
    ParcelView,
    PostalFormCode,
    PostalLinkMissing,
    RecordKind,
    RecordSummary,
    RecordView,
    RecordWish,
    Report,
    Reported,
    ReportForged,
    SecondSignature,
    Weighed,
)
from honglam.postal.gateways import typesetting
from honglam.postal.queries import parcels, records
from honglam.postal.services import following, handing_over, losses, preparing, results


def keep_parcel(*, actor: Actor, submission: Submission, consented: bool, key: str, at: datetime) -> UUID:
    """Keep what a post office filled in. Raises ConsentRequired, NotAtAPostOffice, and what filing would raise."""
    return preparing.keep_parcel(actor=actor, submission=submission, consented=consented, key=key, at=at)


def collect_parcel(*, actor: Actor, parcel_id: UUID, weighed: Weighed, at: datetime) -> str:
    """Close a parcel and number its note. Raises WeightRequired, AmountInvalid, TrackingMalformed, ParcelElsewhere."""
    return preparing.collect_parcel(actor=actor, parcel_id=parcel_id, weighed=weighed, at=at)


def drop_parcel(*, actor: Actor, parcel_id: UUID, reason: str, at: datetime) -> ParcelState:
    """Not sent, or given back to the sender. Raises ReasonMissing, ParcelElsewhere."""
    return preparing.drop_parcel(actor=actor, parcel_id=parcel_id, reason=reason, at=at)


def give_parcels(*, actor: Actor, wish: RecordWish, at: datetime) -> UUID:
    """Make a hand-over record and sign it for the giving side. Raises NothingChosen, SeveralDesks, ParcelElsewhere."""
    return handing_over.give_parcels(actor=actor, wish=wish, at=at)


def take_parcels(*, actor: Actor, record_id: UUID, signature: SecondSignature, at: datetime) -> None:
    """Sign for the taking side: the lawful submission. Raises SameSigner, RecordChanged, CannotBeFiled and the like."""
    handing_over.take_parcels(actor=actor, record_id=record_id, signature=signature, at=at)


def withdraw_record(*, actor: Actor, record_id: UUID, at: datetime) -> None:
    """Take a record back before the other side has signed. Raises RecordClosed."""
    handing_over.withdraw_record(actor=actor, record_id=record_id, at=at)


def report_parcel(*, actor: Actor, parcel_id: UUID, report: Report, at: datetime) -> Reported:
    """What the post says of a parcel. Raises ReasonMissing, RecipientMissing, MomentOutOfRange, ParcelElsewhere."""
    return results.report_parcel(actor=actor, parcel_id=parcel_id, report=report, at=at)


def report_by_number(*, actor: Actor, number: str, report: Report, key: str, at: datetime) -> Reported:
    """The same from the post's own software. `key` is the event's id there: told twice, it is done once."""

    return results.report_by_number(actor=actor, number=number, report=report, key=key, at=at)


def require_genuine(*, body: bytes, timestamp: str, signature: str, at: datetime) -> None:
    """The report comes from the post's software, now. Raises PostalLinkMissing, ReportForged."""
    secret = str(settings.POSTAL_SECRET)
    if not secret:
        raise PostalLinkMissing
    if not signatures.is_genuine(secret=secret, timestamp=timestamp, signature=signature, body=body, at=at):
        raise ReportForged


def find_again(*, actor: Actor, parcel_id: UUID, at: datetime) -> None:
    """A lost parcel has turned up at the post. Raises ParcelElsewhere, ParcelSettled."""
    losses.find_again(actor=actor, parcel_id=parcel_id, at=at)


def settle_loss(*, actor: Actor, parcel_id: UUID, reason: str, at: datetime) -> None:
    """A lost dossier is settled with its sender. Raises ReasonMissing, ParcelElsewhere, ParcelSettled."""
    losses.settle_loss(actor=actor, parcel_id=parcel_id, reason=reason, at=at)


def send_again(*, actor: Actor, parcel_id: UUID, note: str, address: str, at: datetime) -> UUID:
    """A new parcel for a result that came back or was lost. Raises DuplicateRequired and its like."""
    return results.send_again(actor=actor, parcel_id=parcel_id, note=note, address=address, at=at)


def await_post(*, dossier_id: UUID, at: datetime) -> UUID | None:
    """A result that its owner wants by post waits at the desk from now on."""
    return results.await_post(dossier_id=dossier_id, at=at)


def call_off(*, dossier_id: UUID, reason: str, at: datetime, revoked: bool = False) -> None:
    """The result was handed over otherwise, or `revoked`: what waits is not sent, what is on its way is recalled."""
    results.call_off(dossier_id=dossier_id, reason=reason, at=at, revoked=revoked)


def follow_ended(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """Hand the open parcels of an agency that is over to its successors; returns how many moved."""
    return following.follow_ended(actor=actor, agency_id=agency_id, at=at)


def get_parcel(*, actor: Actor, parcel_id: UUID) -> ParcelView:
    """One parcel of the actor's places. Raises ParcelNotFound."""
    return parcels.get_parcel(actor=actor, parcel_id=parcel_id)


def get_parcel_by_number(*, actor: Actor, number: str) -> ParcelView:
    """The same by number. Raises ParcelNotFound."""
    return parcels.get_parcel(actor=actor, parcel_id=parcels.find_parcel_id(actor=actor, number=number))


def list_parcels(
    *, actor: Actor, state: ParcelState | None = None, after: str | None = None, limit: int = 50
) -> Page[ParcelSummary]:
    """Parcels of the actor's places, newest first. Raises BadCursor."""
    return parcels.list_parcels(actor=actor, state=state, after=after, limit=limit)


def get_overview(*, actor: Actor) -> Overview:
    """What lies at the actor's office or desk now."""
    return records.get_overview(actor=actor)


def list_ready(*, actor: Actor, kind: RecordKind) -> tuple[ParcelSummary, ...]:
    """What the actor could put on a record of this kind now."""
    return records.list_ready(actor=actor, kind=kind)


def list_records(*, actor: Actor, after: str | None = None) -> Page[RecordSummary]:
    """Records of the actor's places, newest first."""
    return records.list_records(actor=actor, after=after)


def get_record(*, actor: Actor, record_id: UUID) -> RecordView:
    """One record. Raises RecordNotFound."""
    return records.get_record(actor=actor, record_id=record_id)


def print_note(*, actor: Actor, parcel_id: UUID) -> bytes:
    """The consignment note as PDF. Raises ParcelNotFound; also where no note was issued."""
    view = parcels.get_parcel(actor=actor, parcel_id=parcel_id)
    if not view.note:
        raise ParcelNotFound
    return typesetting.set_note(parcel=view)


def print_record(*, actor: Actor, record_id: UUID) -> bytes:
    """The hand-over record as PDF. Raises RecordNotFound."""
    view = records.get_record(actor=actor, record_id=record_id)
    form = records.form_of(PostalFormCode(f"handover_{view.kind.value}").value)
    return typesetting.set_record(record=view, form=preparing.form_words(form))
