"""What officers and applicants do to a dossier."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import (
    Accepted,
    Applicant,
    Done,
    PaymentEvidence,
    RatingReason,
    ResultDraftChange,
    ResultInput,
    ReturnEvidence,
    Satisfaction,
    SupplementItem,
    SupplementReply,
)
from honglam.dossiers.gateways.documents import set_document
from honglam.dossiers.services import (
    accepting,
    assigning,
    clocking,
    consulting,
    extending,
    late_opinions,
    originals,
    rating,
    refusing,
    refusing_walk_ins,
    result_documents,
    results,
    stepping,
    supplements,
    transferring,
    withdrawing,
)
from honglam.files import api as files
from honglam.kernel.values import Actor


def accept_dossier(*, actor: Actor, dossier_id: UUID, at: datetime, received_at: datetime | None = None) -> Accepted:
    """Receive a filed dossier: code, appointment, form 01, first step."""
    return accepting.accept_dossier(actor=actor, dossier_id=dossier_id, at=at, received_at=received_at)


def refuse_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Refuse to receive: form 03."""
    return refusing.refuse_dossier(actor=actor, dossier_id=dossier_id, reason=reason, legal_basis=legal_basis, at=at)


def refuse_walk_in(
    *, actor: Actor, procedure_code: str, applicant: Applicant, reason: str, legal_basis: str, key: str, at: datetime
) -> Done:
    """File what a walk-in asked for and refuse it in one act, with form 03."""
    return refusing_walk_ins.refuse_walk_in(
        actor=actor,
        procedure_code=procedure_code,
        applicant=applicant,
        reason=reason,
        legal_basis=legal_basis,
        key=key,
        at=at,
    )


def request_supplement(
    *,
    actor: Actor,
    dossier_id: UUID,
    items: tuple[SupplementItem, ...],
    reason: str,
    at: datetime,
    answer_by: datetime | None = None,
) -> Done:
    """Ask once for everything that is lacking: form 02."""
    return supplements.request_supplement(
        actor=actor, dossier_id=dossier_id, items=items, reason=reason, at=at, answer_by=answer_by
    )


def answer_supplement(*, actor: Actor, dossier_id: UUID, replies: tuple[SupplementReply, ...], at: datetime) -> Done:
    """Answer every item of the open request. Raises `TooManyRequests` where pages are sent without end."""
    if any(reply.pages for reply in replies):
        files.allow_binding(actor=actor)
    return supplements.answer_supplement(actor=actor, dossier_id=dossier_id, replies=replies, at=at)


def claim_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """Take a free task."""
    return assigning.claim_task(actor=actor, task_id=task_id, at=at)


def release_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """Give a task back to the unit."""
    return assigning.release_task(actor=actor, task_id=task_id, at=at)


def assign_task(*, actor: Actor, task_id: UUID, holder_id: UUID, at: datetime) -> Done:
    """Hand a task to an officer of the unit (heads)."""
    return assigning.assign_task(actor=actor, task_id=task_id, holder_id=holder_id, at=at)


def finish_step(
    *,
    actor: Actor,
    task_id: UUID,
    at: datetime,
    outcome: str = "",
    note: str = "",
    attachments: tuple[UUID, ...] = (),
) -> Done:
    """Finish a step with one of its outcomes; the next one opens."""
    return stepping.finish_step(
        actor=actor, task_id=task_id, at=at, outcome=outcome, note=note, attachments=attachments
    )


def ask_consultation(
    *, actor: Actor, task_id: UUID, unit_ids: tuple[int, ...], question: str, hours: int, at: datetime
) -> Done:
    """Ask other units for their opinion, in parallel."""
    return consulting.ask_consultation(
        actor=actor, task_id=task_id, unit_ids=unit_ids, question=question, hours=hours, at=at
    )


def answer_consultation(
    *, actor: Actor, task_id: UUID, answer: str, at: datetime, attachments: tuple[UUID, ...] = ()
) -> Done:
    """Give the opinion that was asked for."""
    return consulting.answer_consultation(actor=actor, task_id=task_id, answer=answer, at=at, attachments=attachments)


def take_on(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """The competent agency has what another desk took in for it; the time limit runs from then."""
    return transferring.take_on(actor=actor, task_id=task_id, at=at)


def give_late_opinion(
    *, actor: Actor, task_id: UUID, answer: str, at: datetime, attachments: tuple[UUID, ...] = ()
) -> Done:
    """The opinion of a unit whose question was settled without it: it informs, and moves nothing.

    Raises OpinionAfterSettlement where the dossier is settled, OpinionGiven the second time.
    """
    return late_opinions.give_late_opinion(actor=actor, task_id=task_id, answer=answer, at=at, attachments=attachments)


def go_on_without(*, actor: Actor, task_id: UUID, reason: str, at: datetime) -> Done:
    """Go on without an opinion that had to be there and did not come in time; by a head of whoever asked."""
    return consulting.go_on_without(actor=actor, task_id=task_id, reason=reason, at=at)


def pause_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Suspend the time limit for a stretch that a special law does not count."""
    return clocking.pause_dossier(actor=actor, dossier_id=dossier_id, reason=reason, legal_basis=legal_basis, at=at)


def resume_dossier(*, actor: Actor, dossier_id: UUID, at: datetime) -> Done:
    """End such a suspension."""
    return clocking.resume_dossier(actor=actor, dossier_id=dossier_id, at=at)


def request_payment(
    *, actor: Actor, dossier_id: UUID, amount: int, reason: str, at: datetime, pay_by: datetime | None = None
) -> Done:
    """Notify a financial obligation; the clock stands until it is met."""
    return clocking.request_payment(
        actor=actor, dossier_id=dossier_id, amount=amount, reason=reason, at=at, pay_by=pay_by
    )


def confirm_payment(*, actor: Actor, dossier_id: UUID, evidence: PaymentEvidence, at: datetime) -> Done:
    """The obligation was met."""
    return clocking.confirm_payment(actor=actor, dossier_id=dossier_id, evidence=evidence, at=at)


def stop_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Stop processing by decision: form 05."""
    return clocking.stop_dossier(actor=actor, dossier_id=dossier_id, reason=reason, legal_basis=legal_basis, at=at)


def reopen_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Resume a stopped dossier by decision."""
    return clocking.reopen_dossier(actor=actor, dossier_id=dossier_id, reason=reason, legal_basis=legal_basis, at=at)


def withdraw_dossier(*, actor: Actor, dossier_id: UUID, reason: str, at: datetime, request_reference: str = "") -> Done:
    """Take the dossier back; an officer names the applicant's written request."""
    return withdrawing.withdraw_dossier(
        actor=actor, dossier_id=dossier_id, reason=reason, at=at, request_reference=request_reference
    )


def extend_dossier(*, actor: Actor, dossier_id: UUID, reason: str, new_due_at: datetime | None, at: datetime) -> Done:
    """Apologise and give the one new appointment: form 04, to the applicant and the one-stop."""
    return extending.extend_dossier(actor=actor, dossier_id=dossier_id, reason=reason, new_due_at=new_due_at, at=at)


def issue_result(*, actor: Actor, dossier_id: UUID, result: ResultInput, at: datetime) -> Done:
    """Settle the dossier with its result: a file made elsewhere, or the draft, numbered and set as PDF."""
    return results.issue_result(actor=actor, dossier_id=dossier_id, result=result, at=at, typeset=set_document)


def save_result_draft(
    *, actor: Actor, dossier_id: UUID, change: ResultDraftChange, at: datetime, revision: int | None = None
) -> Done:
    """Keep what an officer mended in the drafted result. Raises ResultDraftMovedOn for a stale `revision`."""
    return result_documents.save_result_draft(
        actor=actor, dossier_id=dossier_id, change=change, revision=revision, at=at
    )


def revoke_result(*, actor: Actor, dossier_id: UUID, reason: str, at: datetime) -> Done:
    """Take back a result that was found wrong before hand-over."""
    return results.revoke_result(actor=actor, dossier_id=dossier_id, reason=reason, at=at)


def return_result(*, actor: Actor, dossier_id: UUID, evidence: ReturnEvidence, at: datetime) -> Done:
    """Hand the result over, with proof."""
    return results.return_result(actor=actor, dossier_id=dossier_id, evidence=evidence, at=at)


def download_result(*, actor: Actor, dossier_id: UUID, paper_id: UUID, at: datetime) -> bool:
    """The owner has downloaded this paper: the hand-over where it is a result returned online; whether it was."""
    return results.download_result(actor=actor, dossier_id=dossier_id, paper_id=paper_id, at=at)


def rate_dossier(
    *,
    actor: Actor,
    dossier_id: UUID,
    level: Satisfaction,
    at: datetime,
    comment: str = "",
    reasons: tuple[RatingReason, ...] = (),
) -> None:
    """Say how content one was and what mattered, once."""
    rating.rate_dossier(actor=actor, dossier_id=dossier_id, level=level, at=at, comment=comment, reasons=reasons)


def give_back_originals(
    *, actor: Actor, dossier_id: UUID, paper_ids: Iterable[UUID], recipient: str, at: datetime
) -> Done:
    """Give kept originals back apart from a hand-over. Raises NotYourTurn, NoOriginals."""
    return originals.give_back_originals(
        actor=actor, dossier_id=dossier_id, paper_ids=paper_ids, recipient=recipient, at=at
    )
