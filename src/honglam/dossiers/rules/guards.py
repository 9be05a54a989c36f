"""What each guard of the transition table asks, and the refusal it answers with.

Services gather `Facts` once; `check` goes through the guards of a row in order and raises the first refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from honglam.dossiers.contracts import (
    STATUSES,
    ClockRuns,
    ClockStandsAlready,
    ConsultationOpen,
    EvidenceKind,
    EvidenceRequired,
    ExtendedAlready,
    LegalBasisRequired,
    NewDueNotLater,
    Outcome,
    OutcomeDisagrees,
    OutcomeUnknown,
    Party,
    PaymentEvidence,
    PaymentEvidenceRequired,
    RatedAlready,
    ReasonRequired,
    ReceivedOutOfOrder,
    ResultDateAhead,
    ResultDateRequired,
    ResultFileRequired,
    ResultIncomplete,
    ResultInput,
    ResultNumberRequired,
    ResultRequired,
    ResultSignerRequired,
    ReturnEvidence,
    Status,
    StepsNotFinished,
    StillTimeToAnswer,
    SupplementAskedBefore,
    SupplementIncomplete,
    SupplementItem,
    SupplementItemsRequired,
    SupplementReply,
    SupplementTooLate,
    TransitionRefused,
    Unrouted,
    WrittenRequestRequired,
)
from honglam.dossiers.rules.supplement import first_repeated, first_unanswered, first_vague
from honglam.dossiers.rules.transitions import Guard, Transition
from honglam.kernel.clock import local
from honglam.kernel.values import DomainError, FieldError, FieldErrors


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a verb knows when it asks. Only what its guards look at needs to be given."""

    party: Party | None = None
    at: datetime | None = None
    reason: str = ""
    legal_basis: str = ""
    routed: bool = True
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    items: tuple[SupplementItem, ...] = ()
    asked_before: tuple[SupplementItem, ...] = ()
    asked_now: tuple[SupplementItem, ...] = ()
    replies: tuple[SupplementReply, ...] = ()
    request_reference: str = ""
    clock_stands: bool = False
    payment: PaymentEvidence | None = None
    outcome_known: bool = True
    last_step: bool = False
    immediate: bool = False
    consultations_open: bool = False
    unanswered: bool = False
    supplement_late: bool = False
    by_head: bool = False
    result: ResultInput | None = None
    concluded: Outcome | None = None
    evidence: ReturnEvidence | None = None
    rated: bool = False
    received: bool = True
    returns_online: bool = False
    extended: bool = False
    old_due_at: datetime | None = None
    new_due_at: datetime | None = None
    new_due_works: bool = True


def check(row: Transition, facts: Facts) -> None:
    """Raise the refusal of the first guard of `row` that does not hold."""
    for guard in row.guards:
        refusal = GUARDS[guard](facts)
        if refusal is not None:
            raise refusal


def _routed(facts: Facts) -> DomainError | None:
    return None if facts.routed else Unrouted(field="unit_code")


def _received_in_order(facts: Facts) -> DomainError | None:
    received, submitted, at = facts.received_at, facts.submitted_at, facts.at
    if received is None or submitted is None or at is None or submitted <= received <= at:
        return None
    return ReceivedOutOfOrder(field="received_at")


def _reason(facts: Facts) -> DomainError | None:
    return None if facts.reason.strip() else ReasonRequired(field="reason")


def _legal_basis(facts: Facts) -> DomainError | None:
    return None if facts.legal_basis.strip() else LegalBasisRequired(field="legal_basis")


def _items_specific(facts: Facts) -> DomainError | None:
    vague = first_vague(facts.items)
    if facts.items and vague is None:
        return None
    return SupplementItemsRequired(field="items" if vague is None else f"items.{vague}.lacks")


def _items_new(facts: Facts) -> DomainError | None:
    index = first_repeated(facts.items, facts.asked_before)
    return None if index is None else SupplementAskedBefore(field=f"items.{index}", name=facts.items[index].name)


def _asked_in_time(facts: Facts) -> DomainError | None:
    return SupplementTooLate() if facts.supplement_late and not facts.by_head else None


def _items_answered(facts: Facts) -> DomainError | None:
    index = first_unanswered(facts.asked_now, facts.replies)
    return None if index is None else SupplementIncomplete(field=f"replies.{index}", name=facts.asked_now[index].name)


def _written_request(facts: Facts) -> DomainError | None:
    """The applicant's own signed-in act is the request; an officer needs a paper, the system a deadline that passed."""
    if facts.party is not Party.DESK or facts.request_reference.strip():
        return None
    return WrittenRequestRequired(field="request_reference")


def _clock_runs(facts: Facts) -> DomainError | None:
    return ClockStandsAlready() if facts.clock_stands else None


def _clock_stands(facts: Facts) -> DomainError | None:
    return None if facts.clock_stands else ClockRuns()


def _payment_proved(facts: Facts) -> DomainError | None:
    if facts.payment and facts.payment.reference.strip():
        return None
    return PaymentEvidenceRequired(field="reference")


def _outcome_known(facts: Facts) -> DomainError | None:
    return None if facts.outcome_known else OutcomeUnknown(field="outcome")


def _not_last_step(facts: Facts) -> DomainError | None:
    return ResultRequired() if facts.last_step else None


def _last_step(facts: Facts) -> DomainError | None:
    return None if facts.last_step else StepsNotFinished()


def _immediate(facts: Facts) -> DomainError | None:
    return None if facts.immediate else StepsNotFinished()


def _no_open_consultation(facts: Facts) -> DomainError | None:
    return ConsultationOpen() if facts.consultations_open else None


def _unanswered(facts: Facts) -> DomainError | None:
    return None if facts.unanswered else StillTimeToAnswer()


def _result_complete(facts: Facts) -> DomainError | None:
    """Granted: number, date, signer and file, or the draft they are made of. Rejected: what form 03 will state."""
    result = facts.result
    if result is None:
        return ResultIncomplete(field="number")
    if result.outcome is Outcome.REJECTED:
        told = {
            "reason": (result.reason.strip(), ReasonRequired),
            "legal_basis": (result.legal_basis.strip(), LegalBasisRequired),
        }
        return _each_lacking(told)
    if result.from_draft:
        return None
    refusal = _each_lacking(
        {
            "number": (result.number.strip(), ResultNumberRequired),
            "issued_on": (result.issued_on, ResultDateRequired),
            "signer_name": (result.signer_name.strip(), ResultSignerRequired),
            "file": (result.file_id, ResultFileRequired),
        }
    )
    return refusal or _dated_ahead(result, facts.at)


def _dated_ahead(result: ResultInput, at: datetime | None) -> DomainError | None:
    if result.issued_on is None or at is None or result.issued_on <= local(at).date():
        return None
    return ResultDateAhead(field="issued_on")


def _each_lacking(parts: Mapping[str, tuple[object, type[DomainError]]]) -> DomainError | None:
    """Every part that is not there, at its own field: nobody sends three times to learn of three."""
    lacking = [kind(field=name) for name, (value, kind) in parts.items() if not value]
    if len(lacking) < 2:
        return lacking[0] if lacking else None
    return FieldErrors([FieldError(field=one.field or "", code=one.code, message=one.message) for one in lacking])


def _outcome_agrees(facts: Facts) -> DomainError | None:
    if facts.result and facts.concluded is Outcome.REJECTED and facts.result.outcome is Outcome.GRANTED:
        return OutcomeDisagrees(field="outcome")
    return None


def _evidence(facts: Facts) -> DomainError | None:
    """Applicants who chose to get it online prove it by downloading; officers by a signature or a postal number."""
    evidence = facts.evidence
    if evidence is None:
        return EvidenceRequired(field="kind")
    if facts.party is Party.APPLICANT:
        lawful = evidence.kind is EvidenceKind.DOWNLOAD and facts.returns_online
        return None if lawful else EvidenceRequired(field="kind")
    if evidence.kind is EvidenceKind.DOWNLOAD:
        return EvidenceRequired(field="kind")
    proof = evidence.reference if evidence.kind is EvidenceKind.POSTAL_NUMBER else evidence.recipient_name
    if proof.strip():
        return None
    return EvidenceRequired(field="reference" if evidence.kind is EvidenceKind.POSTAL_NUMBER else "recipient_name")


def _received(facts: Facts) -> DomainError | None:
    """Only what was received can be stopped: before that there is no clock to stop and no code to stop it under."""
    return None if facts.received else TransitionRefused(status=STATUSES[Status.SUPPLEMENT_REQUESTED].label)


def _new_due_later(facts: Facts) -> DomainError | None:
    """After the present appointment, after now, and at a time when the agency works."""
    new = facts.new_due_at
    if new is None or facts.at is None or not facts.new_due_works:
        return NewDueNotLater(field="new_due_on")
    return (
        None
        if new > facts.at and (facts.old_due_at is None or new > facts.old_due_at)
        else NewDueNotLater(field="new_due_on")
    )


def _not_extended(facts: Facts) -> DomainError | None:
    return ExtendedAlready() if facts.extended else None


def _not_rated(facts: Facts) -> DomainError | None:
    return RatedAlready() if facts.rated else None


def _holds(_: Facts) -> DomainError | None:
    """`find` has chosen the row by it already."""
    return None


GUARDS: Mapping[Guard, Callable[[Facts], DomainError | None]] = {
    Guard.ROUTED: _routed,
    Guard.RECEIVED_IN_ORDER: _received_in_order,
    Guard.REASON: _reason,
    Guard.LEGAL_BASIS: _legal_basis,
    Guard.ITEMS_SPECIFIC: _items_specific,
    Guard.ITEMS_NEW: _items_new,
    Guard.ASKED_IN_TIME: _asked_in_time,
    Guard.ITEMS_ANSWERED: _items_answered,
    Guard.RETURNS_HERE: _holds,
    Guard.WRITTEN_REQUEST: _written_request,
    Guard.CLOCK_RUNS: _clock_runs,
    Guard.CLOCK_STANDS: _clock_stands,
    Guard.PAYMENT_PROVED: _payment_proved,
    Guard.OUTCOME_KNOWN: _outcome_known,
    Guard.NOT_LAST_STEP: _not_last_step,
    Guard.LAST_STEP: _last_step,
    Guard.IMMEDIATE: _immediate,
    Guard.NO_OPEN_CONSULTATION: _no_open_consultation,
    Guard.UNANSWERED: _unanswered,
    Guard.RESULT_COMPLETE: _result_complete,
    Guard.OUTCOME_AGREES: _outcome_agrees,
    Guard.EVIDENCE: _evidence,
    Guard.NOT_RATED: _not_rated,
    Guard.RECEIVED: _received,
    Guard.NEW_DUE_LATER: _new_due_later,
    Guard.NOT_EXTENDED: _not_extended,
}
