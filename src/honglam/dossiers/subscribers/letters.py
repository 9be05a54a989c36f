"""Letters at each step. Applicants hear of what concerns them; officers of work that was handed to them."""

from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import (
    BulkAssigned,
    ClockPaused,
    ClockResumed,
    ConsultationSilent,
    CosignAsked,
    DossierAccepted,
    DossierExtended,
    DossierRefused,
    DossierReturned,
    DossiersMoved,
    DossierSubmitted,
    DossierTakenOn,
    DossierWithdrawn,
    DueSoon,
    DueTimesRecomputed,
    LapseKind,
    LateOpinionGiven,
    LookAnswered,
    Outcome,
    PauseKind,
    ResultIssued,
    ResultRevoked,
    SignatureVoided,
    SupplementReceived,
    SupplementRequested,
    TaskAssigned,
    TaskLapsed,
)
from honglam.dossiers.services import letters
from honglam.dossiers.services.rating import rating_address
from honglam.dossiers.services.telling import (
    ring_for_untouched,
    tell_of_extension,
    tell_of_late_opinion,
    tell_of_move,
    tell_of_new_due_times,
    tell_of_result,
    tell_of_silence,
    warn_holders,
)
from honglam.kernel.events import subscribe
from honglam.procedures.contracts import Channel

_PAUSE_LETTERS = {
    PauseKind.PAYMENT: letters.PAYMENT_REQUESTED,
    PauseKind.STOP: letters.STOPPED,
    PauseKind.EXCLUDED: letters.CLOCK_PAUSED,
}


@subscribe(DossierSubmitted, name="dossiers.tell_submitted")
def submitted(event: DossierSubmitted, *, event_id: UUID, at: datetime) -> None:
    """Online only: whoever stands at the counter gets the receipt in the same minute."""
    if event.channel == Channel.ONLINE.value:
        letters.write_to_applicant(
            letter=letters.SUBMITTED, event=event, event_id=event_id, at=at, looked_at_by=event.looked_at_by
        )


@subscribe(DossierAccepted, name="dossiers.tell_accepted")
def accepted(event: DossierAccepted, *, event_id: UUID, at: datetime) -> None:
    """Code and appointment."""
    letters.write_to_applicant(letter=letters.ACCEPTED, event=event, event_id=event_id, at=at, due_at=event.due_at)


@subscribe(DossierTakenOn, name="dossiers.tell_taken_on")
def taken_on(event: DossierTakenOn, *, event_id: UUID, at: datetime) -> None:
    """The agency that settles it has it: the appointment that counts."""
    letters.write_to_applicant(letter=letters.TAKEN_ON, event=event, event_id=event_id, at=at, due_at=event.due_at)


@subscribe(DossierRefused, name="dossiers.tell_refused")
def refused(event: DossierRefused, *, event_id: UUID, at: datetime) -> None:
    """Reason and article."""
    letters.write_to_applicant(
        letter=letters.REFUSED,
        event=event,
        event_id=event_id,
        at=at,
        reason=event.reason,
        legal_basis=event.legal_basis,
    )


@subscribe(SupplementRequested, name="dossiers.tell_supplement_requested")
def supplement_requested(event: SupplementRequested, *, event_id: UUID, at: datetime) -> None:
    """Everything that is lacking, in one letter."""
    letters.write_to_applicant(
        letter=letters.SUPPLEMENT_REQUESTED,
        event=event,
        event_id=event_id,
        at=at,
        items=event.items,
        reason=event.reason,
        answer_by=event.answer_by,
    )


@subscribe(SupplementReceived, name="dossiers.tell_supplement_received")
def supplement_received(event: SupplementReceived, *, event_id: UUID, at: datetime) -> None:
    """The papers arrived."""
    letters.write_to_applicant(
        letter=letters.SUPPLEMENT_RECEIVED, event=event, event_id=event_id, at=at, due_at=event.due_at
    )


@subscribe(ClockPaused, name="dossiers.tell_paused")
def paused(event: ClockPaused, *, event_id: UUID, at: datetime) -> None:
    """Why the time limit stands still, and whose turn it is."""
    letter = _PAUSE_LETTERS[PauseKind(event.kind)]
    letters.write_to_applicant(letter=letter, event=event, event_id=event_id, at=at, reason=event.reason)


@subscribe(ClockResumed, name="dossiers.tell_resumed")
def resumed(event: ClockResumed, *, event_id: UUID, at: datetime) -> None:
    """The new appointment."""
    letters.write_to_applicant(letter=letters.CLOCK_RESUMED, event=event, event_id=event_id, at=at, due_at=event.due_at)


@subscribe(DossierExtended, name="dossiers.tell_extended")
def extended(event: DossierExtended, *, event_id: UUID, at: datetime) -> None:
    """We are late: why, and until when."""
    tell_of_extension(event=event, event_id=event_id, at=at)


@subscribe(ResultIssued, name="dossiers.tell_result")
def result_issued(event: ResultIssued, *, event_id: UUID, at: datetime) -> None:
    """The result waits; or the reason why it is a refusal."""
    tell_of_result(event=event, event_id=event_id, refused=event.outcome == Outcome.REJECTED.value, at=at)


@subscribe(ResultRevoked, name="dossiers.tell_revoked")
def result_revoked(event: ResultRevoked, *, event_id: UUID, at: datetime) -> None:
    """We found a mistake of ours."""
    letters.write_to_applicant(
        letter=letters.RESULT_REVOKED, event=event, event_id=event_id, at=at, reason=event.reason, due_at=event.due_at
    )


@subscribe(DossierReturned, name="dossiers.tell_returned")
def returned(event: DossierReturned, *, event_id: UUID, at: datetime) -> None:
    """Handed over; how content were you? The link needs no account: most walk-ins have none."""
    address = rating_address(event.dossier_id)
    letters.write_to_applicant(letter=letters.RETURNED, event=event, event_id=event_id, at=at, url=address)


@subscribe(DossierWithdrawn, name="dossiers.tell_withdrawn")
def withdrawn(event: DossierWithdrawn, *, event_id: UUID, at: datetime) -> None:
    """Taken back, or given back because nobody answered in time."""
    if event.expired:
        letters.write_to_applicant(letter=letters.EXPIRED, event=event, event_id=event_id, at=at)
    else:
        letters.write_to_applicant(letter=letters.WITHDRAWN, event=event, event_id=event_id, at=at, reason=event.reason)


@subscribe(TaskAssigned, name="dossiers.tell_assigned")
def assigned(event: TaskAssigned, *, event_id: UUID, at: datetime) -> None:
    """Somebody else gave you work; what you took yourself you know."""
    if event.by_other:
        letters.write_to_officers(
            letter=letters.TASK_ASSIGNED,
            account_ids=(event.holder_id,),
            event=event,
            event_id=event_id,
            at=at,
            step=event.step,
            due_at=event.task_due_at,
        )


@subscribe(BulkAssigned, name="dossiers.tell_bulk_assigned")
def bulk_assigned(event: BulkAssigned, *, event_id: UUID, at: datetime) -> None:
    """Many dossiers at once are one message."""
    letters.write_to_new_holder(event=event, event_id=event_id, at=at)


@subscribe(DueSoon, name="dossiers.tell_due_soon")
def due_soon(event: DueSoon, *, event_id: UUID, at: datetime) -> None:
    """Two working days are left: the holder or the nearest head above, and the head of the one-stop."""
    warn_holders(event=event, event_id=event_id, at=at)


@subscribe(TaskLapsed, name="dossiers.ring_untouched")
def task_lapsed(event: TaskLapsed, *, event_id: UUID, at: datetime) -> None:
    """Work that nobody touches; of what runs late the dossier's warning spoke beforehand."""
    if event.kind == LapseKind.UNTOUCHED.value:
        ring_for_untouched(event=event, event_id=event_id, at=at)


@subscribe(ConsultationSilent, name="dossiers.tell_silence")
def consultation_silent(event: ConsultationSilent, *, event_id: UUID, at: datetime) -> None:
    """An agency that was asked did not answer by its deadline."""
    tell_of_silence(event=event, event_id=event_id, at=at)


@subscribe(LateOpinionGiven, name="dossiers.tell_late_opinion")
def late_opinion_given(event: LateOpinionGiven, *, event_id: UUID, at: datetime) -> None:
    """An agency that had been silent gave its opinion after all."""
    tell_of_late_opinion(event=event, event_id=event_id, at=at)


@subscribe(DueTimesRecomputed, name="dossiers.tell_due_changed")
def due_changed(event: DueTimesRecomputed, *, event_id: UUID, at: datetime) -> None:
    """Everybody whose appointment moved."""
    tell_of_new_due_times(dossier_ids=event.dossier_ids, event_id=event_id, at=at)


@subscribe(DossiersMoved, name="dossiers.tell_moved")
def moved(event: DossiersMoved, *, event_id: UUID, at: datetime) -> None:
    """Another agency carries on."""
    tell_of_move(
        dossier_ids=event.dossier_ids,
        former_id=event.from_agency_id,
        reason=event.reason,
        event_id=event_id,
        at=at,
    )


@subscribe(LookAnswered, name="dossiers.tell_look_answered")
def look_answered(event: LookAnswered, *, event_id: UUID, at: datetime) -> None:
    """The desk has looked at a draft."""
    letters.write_to_asker(event=event, event_id=event_id, at=at)


@subscribe(CosignAsked, name="dossiers.tell_cosign_asked")
def cosign_asked(event: CosignAsked, *, event_id: UUID, at: datetime) -> None:
    """Somebody is asked to sign."""
    letters.write_to_cosigner(letter=letters.COSIGN_ASKED, cosigner_id=event.cosigner_id, event_id=event_id, at=at)


@subscribe(SignatureVoided, name="dossiers.tell_signature_voided")
def signature_voided(event: SignatureVoided, *, event_id: UUID, at: datetime) -> None:
    """What somebody signed was changed: the signature no longer stands."""
    letters.write_to_cosigner(letter=letters.SIGNATURE_VOIDED, cosigner_id=event.cosigner_id, event_id=event_id, at=at)
