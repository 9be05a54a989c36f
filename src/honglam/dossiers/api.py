"""The door of dossiers: every verb and every read that others may call.

Verbs raise the named refusals of `contracts.errors`; absent and forbidden raise the same `DossierNotFound`. Reads that
depend on the moment (traffic lights) take `at`, by default now.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.dossiers.contracts import (
    Accepted,
    Applicant,
    CountRow,
    Counts,
    CountsAsked,
    Done,
    DossierSummary,
    DossierView,
    DraftChange,
    DraftView,
    Measure,
    PaperInput,
    PaymentEvidence,
    PublicStatus,
    ResultInput,
    ReturnEvidence,
    Satisfaction,
    SlipView,
    Submission,
    Submitted,
    SupplementItem,
    SupplementReply,
    UnitLoad,
)
from honglam.dossiers.queries import behind, counting, drafts, lists, loads, page, searching, slips
from honglam.dossiers.services import (
    accepting,
    assigning,
    clocking,
    drafting,
    printing,
    rating,
    refusing,
    refusing_walk_ins,
    results,
    stepping,
    submitting,
    supplements,
    withdrawing,
)
from honglam.kernel.clock import now
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor, FieldError
from honglam.procedures.contracts import Channel


def start_draft(*, actor: Actor, procedure_code: str, at: datetime) -> DraftView:
    """Begin a dossier on the version in force today. Raises ProcedureNotOffered, ChannelNotOffered."""
    return drafts.draft_view(drafting.start_draft(actor=actor, procedure_code=procedure_code, at=at))


def save_draft(*, actor: Actor, draft_id: UUID, change: DraftChange, revision: int | None, at: datetime) -> DraftView:
    """Take over what was typed; `revision=None` overwrites. Raises DraftMovedOn, DraftNotFound."""
    return drafts.draft_view(
        drafting.save_draft(actor=actor, draft_id=draft_id, change=change, revision=revision, at=at)
    )


def attach_paper(*, actor: Actor, draft_id: UUID, paper: PaperInput, at: datetime) -> DraftView:
    """Put a stored file into the draft."""
    return drafts.draft_view(drafting.attach_paper(actor=actor, draft_id=draft_id, paper=paper, at=at))


def detach_paper(*, actor: Actor, draft_id: UUID, file_id: UUID, at: datetime) -> DraftView:
    """Take a file out of the draft."""
    return drafts.draft_view(drafting.detach_paper(actor=actor, draft_id=draft_id, file_id=file_id, at=at))


def discard_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> None:
    """Throw the draft away."""
    drafting.discard_draft(actor=actor, draft_id=draft_id, at=at)


def get_draft(*, actor: Actor, draft_id: UUID) -> DraftView:
    """One of the actor's drafts. Raises DraftNotFound."""
    return drafts.get_draft(actor=actor, draft_id=draft_id)


def list_drafts(*, actor: Actor) -> list[DraftView]:
    """The actor's drafts, last saved first."""
    return drafts.list_drafts(actor=actor)


def check_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> list[FieldError]:
    """Every fault that submitting the draft would find, each at its field."""
    return submitting.check_draft(actor=actor, draft_id=draft_id, at=at)


def submit_draft(*, actor: Actor, draft_id: UUID, key: str, at: datetime) -> Submitted:
    """File the draft; the same `key` again gives the same answer. Raises FieldErrors, PlaceRequired, Unrouted."""
    return submitting.submit_draft(actor=actor, draft_id=draft_id, key=key, at=at)


def submit_dossier(
    *, actor: Actor, submission: Submission, key: str, at: datetime, channel: Channel = Channel.ONLINE
) -> Submitted:
    """File a whole dossier at once. Raises what submit_draft does, and ProcedureNotOffered, ChannelNotOffered."""
    return submitting.submit_dossier(actor=actor, submission=submission, key=key, at=at, channel=channel)


def take_in(
    *,
    actor: Actor,
    submission: Submission,
    key: str,
    at: datetime,
    channel: Channel = Channel.IN_PERSON,
    received_at: datetime | None = None,
    want_slip: bool = True,
) -> Accepted:
    """File and receive a walk-in or a postal dossier in one act, at the officer's own desk."""
    return accepting.take_in(
        actor=actor,
        submission=submission,
        key=key,
        at=at,
        channel=channel,
        received_at=received_at,
        want_slip=want_slip,
    )


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
    """Answer every item of the open request."""
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


def reassign_absent(
    *, actor: Actor, absent_id: UUID, deputy_id: UUID | None, at: datetime, unit_id: int | None = None
) -> int:
    """Hand an absent officer's open tasks to the deputy, or free them for the unit."""
    return assigning.reassign_absent(actor=actor, absent_id=absent_id, deputy_id=deputy_id, at=at, unit_id=unit_id)


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
    return stepping.ask_consultation(
        actor=actor, task_id=task_id, unit_ids=unit_ids, question=question, hours=hours, at=at
    )


def answer_consultation(
    *, actor: Actor, task_id: UUID, answer: str, at: datetime, attachments: tuple[UUID, ...] = ()
) -> Done:
    """Give the opinion that was asked for."""
    return stepping.answer_consultation(actor=actor, task_id=task_id, answer=answer, at=at, attachments=attachments)


def pause_dossier(*, actor: Actor, dossier_id: UUID, reason: str, legal_basis: str, at: datetime) -> Done:
    """Suspend the time limit for a stretch that a special law does not count."""
    return clocking.pause_dossier(actor=actor, dossier_id=dossier_id, reason=reason, legal_basis=legal_basis, at=at)


def resume_dossier(*, actor: Actor, dossier_id: UUID, at: datetime) -> Done:
    """End such a suspension."""
    return clocking.resume_dossier(actor=actor, dossier_id=dossier_id, at=at)


def request_payment(*, actor: Actor, dossier_id: UUID, amount: int, reason: str, at: datetime) -> Done:
    """Notify a financial obligation; the clock stands until it is met."""
    return clocking.request_payment(actor=actor, dossier_id=dossier_id, amount=amount, reason=reason, at=at)


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


def issue_result(*, actor: Actor, dossier_id: UUID, result: ResultInput, at: datetime) -> Done:
    """Settle the dossier with its result."""
    return results.issue_result(actor=actor, dossier_id=dossier_id, result=result, at=at)


def revoke_result(*, actor: Actor, dossier_id: UUID, reason: str, at: datetime) -> Done:
    """Take back a result that was found wrong before hand-over."""
    return results.revoke_result(actor=actor, dossier_id=dossier_id, reason=reason, at=at)


def return_result(*, actor: Actor, dossier_id: UUID, evidence: ReturnEvidence, at: datetime) -> Done:
    """Hand the result over, with proof."""
    return results.return_result(actor=actor, dossier_id=dossier_id, evidence=evidence, at=at)


def rate_dossier(*, actor: Actor, dossier_id: UUID, level: Satisfaction, at: datetime, comment: str = "") -> None:
    """Say how content one was, once."""
    rating.rate_dossier(actor=actor, dossier_id=dossier_id, level=level, at=at, comment=comment)


def get_dossier(*, actor: Actor, dossier_id: UUID, at: datetime) -> DossierView:
    """The dossier as this actor may see it, with what they may do next; a stranger's read is audited."""
    return page.get_dossier(actor=actor, dossier_id=dossier_id, at=at)


def find_by_code(*, actor: Actor, code: str, at: datetime | None = None) -> UUID | None:
    """The dossier that a scanned or typed code opens for this actor."""
    return searching.find_by_code(actor=actor, code=code, at=at or now())


def list_my_dossiers(
    *,
    actor: Actor,
    after: str | None = None,
    limit: int = 20,
    open_only: bool = False,
    at: datetime | None = None,
) -> Page[DossierSummary]:
    """The actor's own dossiers, or those of the enterprise acted for, newest first."""
    return lists.list_my_dossiers(actor=actor, after=after, limit=limit, open_only=open_only, at=at or now())


def search_dossiers(
    *, actor: Actor, query: str, after: str | None = None, limit: int = 50, at: datetime | None = None
) -> Page[DossierSummary]:
    """Dossiers an officer may read, by code, name or number, newest first."""
    return searching.search_dossiers(actor=actor, query=query, after=after, limit=limit, at=at or now())


def look_up(*, code: str) -> PublicStatus:
    """Without login: the code and whether it is finished, no more. Raises DossierNotFound."""
    return searching.look_up(code=code)


def get_slip(*, actor: Actor, slip_id: UUID, at: datetime) -> SlipView:
    """An official form as it was issued."""
    return slips.get_slip(actor=actor, slip_id=slip_id, at=at)


def get_control_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> SlipView:
    """Form 06, made from the tasks."""
    return slips.get_control_sheet(actor=actor, dossier_id=dossier_id, at=at)


def print_slips(*, actor: Actor, slip_ids: Sequence[UUID], at: datetime) -> bytes:
    """Slips as issued, as one PDF in the order given."""
    return printing.print_slips(actor=actor, slip_ids=slip_ids, at=at)


def print_control_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> bytes:
    """Form 06 as the tasks stand now, as PDF."""
    return printing.print_control_sheet(actor=actor, dossier_id=dossier_id, at=at)


def print_receipts(*, actor: Actor, dossier_ids: Sequence[UUID], at: datetime) -> bytes:
    """The receipts of several dossiers as one PDF."""
    return printing.print_receipts(actor=actor, dossier_ids=dossier_ids, at=at)


def get_paper_file(*, actor: Actor, dossier_id: UUID, file_id: UUID, at: datetime) -> UUID:
    """The file's id, if it belongs to the dossier and the actor may open it; else DossierNotFound."""
    return slips.get_paper_file(actor=actor, dossier_id=dossier_id, file_id=file_id, at=at)


def get_counts(*, asked: CountsAsked, at: datetime) -> Counts:
    """Sums of a period, and what is open now. Counts are public; the dossiers behind them are not."""
    return counting.get_counts(asked=asked, at=at)


def list_counts(*, asked: CountsAsked, by: str) -> list[CountRow]:
    """The period's sums by "agency", "day", "month", "procedure" or "channel"."""
    return counting.list_counts(asked=asked, by=by)


def list_behind(
    *,
    actor: Actor,
    measure: Measure,
    asked: CountsAsked,
    at: datetime,
    after: str | None = None,
    limit: int = 50,
) -> Page[DossierSummary]:
    """The dossiers behind a number, as far as the actor's post may see them."""
    return behind.list_behind(actor=actor, measure=measure, asked=asked, at=at, after=after, limit=limit)


def list_unit_loads(*, actor: Actor, at: datetime) -> list[UnitLoad]:
    """What waits in each unit of a head's scope."""
    return loads.list_unit_loads(actor=actor, at=at)


def recompute_due_times(*, calendar: str, first_day: date, at: datetime) -> int:
    """Compute open due times again after the calendar changed; returns how many dossiers moved."""
    from honglam.dossiers.services import recomputing

    return recomputing.recompute_due_times(calendar=calendar, first_day=first_day, at=at)
