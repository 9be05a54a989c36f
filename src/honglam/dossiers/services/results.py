"""The result: issued, taken back before hand-over if it was wrong, handed over with proof."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, concluded_of, consultations_open, dossier_for, ways_out
from honglam.dossiers.contracts import (
    Done,
    DossierReturned,
    EvidenceKind,
    Outcome,
    Party,
    ResultInput,
    ResultIssued,
    ResultRevoked,
    ReturnEvidence,
    ReturnMethod,
    SignatureState,
    SlipKind,
    Status,
    StepWithoutHolder,
    TaskKind,
    Verb,
)
from honglam.dossiers.models import Dossier, ResultDocument, ResultDraft, Slip, Task
from honglam.dossiers.queries.result_drafts import last_task
from honglam.dossiers.rules.building import clean, clean_long
from honglam.dossiers.rules.clock import RETURN_LIMIT, classify
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.parties import RESULT, parties_of
from honglam.dossiers.rules.steps import returning_step
from honglam.dossiers.services.attaching import keep_attachments
from honglam.dossiers.services.charging import charge, end_charges, keep_charges
from honglam.dossiers.services.originals import hand_back
from honglam.dossiers.services.result_documents import (
    Typesetter,
    drafted_input,
    number_and_file,
    signed_draft,
    unsign_draft,
)
from honglam.dossiers.services.silence import settle_silence
from honglam.dossiers.services.slips import find_form, issue_slip, refusal_content
from honglam.dossiers.services.tasks import (
    cancel_tasks,
    close_task,
    new_task,
    open_step,
    seated,
    working_due,
    write_tasks,
)
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.kernel.ids import uuid7
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor, text_noop
from honglam.procedures.contracts import CollectAt, Step, StepKind

RETURN_NAME = text_noop("Hand over the result")
_AFTER_WRITING = frozenset({StepKind.APPROVE, StepKind.SIGN, StepKind.CLERK, StepKind.RETURN})


@transaction.atomic
def issue_result(
    *, actor: Actor, dossier_id: UUID, result: ResultInput, at: datetime, typeset: Typesetter | None = None
) -> Done:
    """Settle the dossier: the last step is finished, the clock ends, the result waits to be handed over.

    The file is kept byte for byte; one made here from the draft is set by `typeset` and numbered in the agency's
    series. A rejected dossier gets form 03 as its result (NĐ 61/2018 Đ19.8).
    """
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    if result.from_draft:
        result = drafted_input(case, at=at)
    task = last_task(case, actor)
    facts = Facts(
        clock_stands=case.facts.clock_stands,
        last_step=task is not None and case.facts_of(task).ends_here,
        immediate=case.dossier.immediate,
        consultations_open=task is not None and consultations_open(case.tasks, task, at=at),
        result=result,
        concluded=concluded_of(case.dossier),
    )
    act = begin(actor=actor, verb=Verb.ISSUE_RESULT, case=case, facts=facts, at=at, task=task)
    return _settle(act, result, typeset)


def _settle(act: Act, result: ResultInput, typeset: Typesetter | None) -> Done:
    case, dossier, at = act.case, act.dossier, act.at
    due_at = dossier.due_at
    result_class = classify(settled_at=at, due_at=due_at).value
    signed = signed_draft(act) if result.from_draft else None
    if act.task is not None:
        settle_silence(case, act.task, at=at)
    _close_all(act, act.task, result.outcome)
    write_tasks([_returning_task(case, at)])
    act.set(outcome=result.outcome.value, result_class=result_class, resolved_at=at, paused_since=None)
    if result.outcome is Outcome.GRANTED:
        charge(case, actor=act.actor, collect=CollectAt.ON_RETURN, at=at)
    else:
        # An earlier result that was granted and then revoked had asked for the fee of the return.
        reason = clean_long(result.reason, field="reason")
        end_charges(dossier.id, actor=act.actor, reason=reason, at=at, collect=CollectAt.ON_RETURN)
    if signed is not None:
        result = _made_here(act, result, signed, typeset)
    document = _write_document(act, result)
    slip = _refusal_letter(act, result) if result.outcome is Outcome.REJECTED else None
    conclude(
        act,
        event=told(ResultIssued, act, outcome=result.outcome.value, result_class=result_class, was_due_at=due_at),
        reason=document.reason,
        content={
            "result": str(document.id),
            "outcome": result.outcome.value,
            "number": document.number,
            "class": result_class,
            "slip": str(slip.id) if slip else "",
        },
        attachments=(result.file_id,) if result.file_id else (),
    )
    slip_id = slip.id if slip else None
    return Done(dossier_id=dossier.id, status=act.row.target, due_at=due_at, slip_id=slip_id, result_id=document.id)


@transaction.atomic
def revoke_result(*, actor: Actor, dossier_id: UUID, reason: str, at: datetime) -> Done:
    """The result was found wrong before hand-over: it stays in the record, revoked, and the last step opens again."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    act = begin(actor=actor, verb=Verb.REVOKE_RESULT, case=case, facts=Facts(reason=reason), at=at)
    reason = clean_long(reason, field="reason")
    dossier = case.dossier
    was_class, was_resolved_at = dossier.result_class, dossier.resolved_at or at
    wrong = ResultDocument.objects.filter(dossier=dossier, revoked_at=None)
    made_here = wrong.filter(signature_state=SignatureState.UNSIGNED.value).exists()
    wrong.update(revoked_at=at)
    cancel_tasks(case.tasks, at=at)
    unsign_draft(act)
    write_tasks(_correcting_tasks(case, made_here=made_here, at=at))
    keep_charges(dossier.id, actor=actor, reason=reason, at=at)
    act.set(outcome="", result_class="", resolved_at=None, concluded="")
    event = told(ResultRevoked, act, result_class=was_class, resolved_at=was_resolved_at, reason=reason)
    conclude(act, event=event, reason=reason)
    return Done(dossier_id=dossier.id, status=act.row.target, due_at=dossier.due_at)


@transaction.atomic
def return_result(*, actor: Actor, dossier_id: UUID, evidence: ReturnEvidence, at: datetime) -> Done:
    """Hand the result over: a signature or postal number at the desk, or the owner's own download."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    facts = Facts(evidence=evidence, returns_online=case.dossier.return_method == ReturnMethod.ONLINE.value)
    return hand_over(begin(actor=actor, verb=Verb.RETURN_RESULT, case=case, facts=facts, at=at), evidence)


@transaction.atomic
def download_result(*, actor: Actor, dossier_id: UUID, paper_id: UUID, at: datetime) -> bool:
    """Whoever gets the result online has downloaded it: the hand-over. `paper_id`: its file, or the slip that refuses.

    Whether that handed it over: nothing happens where something else was opened, by somebody else, or once more.
    """
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    if not _waits_for_download(case, actor) or not _is_result(case.dossier, paper_id):
        return False
    evidence = ReturnEvidence(kind=EvidenceKind.DOWNLOAD)
    facts = Facts(evidence=evidence, returns_online=True)
    hand_over(begin(actor=actor, verb=Verb.RETURN_RESULT, case=case, facts=facts, at=at), evidence)
    return True


def _waits_for_download(case: Case, actor: Actor) -> bool:
    online = case.status is Status.RESOLVED and case.dossier.return_method == ReturnMethod.ONLINE.value
    return online and Party.APPLICANT in parties_of(actor, Verb.RETURN_RESULT, case.facts)


def _is_result(dossier: Dossier, paper_id: UUID) -> bool:
    """Whether it is the result in force: its file, or for a rejected dossier the last form 03."""
    if ResultDocument.objects.filter(dossier=dossier, revoked_at=None, file_id=paper_id).exists():
        return True
    slips = Slip.objects.filter(dossier=dossier, kind=SlipKind.REFUSAL.value).order_by("-id")
    return dossier.outcome == Outcome.REJECTED.value and slips.values_list("id", flat=True).first() == paper_id


def hand_over(act: Act, evidence: ReturnEvidence) -> Done:
    """The result reached its owner: every task ends, the evidence stays in the history."""
    case, actor, at = act.case, act.actor, act.at
    for task in case.tasks:
        if task.kind == TaskKind.RETURN.value:
            close_task(task, actor=actor, at=at)
    cancel_tasks([task for task in case.tasks if task.kind != TaskKind.RETURN.value], at=at)
    act.set(returned_at=at, returned_by=evidence.kind.value)
    back = hand_back(case.dossier, evidence.originals, actor=actor, recipient=evidence.recipient_name, at=at)
    keep_attachments(act, (evidence.file_id,) if evidence.file_id else ())
    conclude(
        act,
        event=told(DossierReturned, act),
        content={
            "evidence": evidence.kind.value,
            "recipient": clean(evidence.recipient_name, 200),
            "reference": clean(evidence.reference, 100),
            **({"originals": back} if back else {}),
        },
        attachments=(evidence.file_id,) if evidence.file_id else (),
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target)


def _made_here(act: Act, result: ResultInput, signed: ResultDraft, typeset: Typesetter | None) -> ResultInput:
    """The result as it was drafted and signed, with the number and the file that it gets now.

    A refusal is form 03, which is printed from its own snapshot and takes its number in the desk's book.
    """
    result = replace(result, signer_name=signed.signer_name)
    if result.outcome is Outcome.REJECTED or typeset is None:
        return result
    number, stored = number_and_file(act, signed, typeset)
    return replace(result, number=number, file_id=stored.id, file_name=stored.name)


def _write_document(act: Act, result: ResultInput) -> ResultDocument:
    document = ResultDocument(
        id=uuid7(),
        dossier=act.dossier,
        outcome=result.outcome.value,
        number=clean(result.number, 80),
        issued_on=result.issued_on,
        title=clean(result.title, 500),
        file_id=result.file_id,
        file_name=nfc(result.file_name)[:200],
        signer_name=clean(result.signer_name, 200),
        reason=clean_long(result.reason, field="reason"),
        legal_basis=clean_long(result.legal_basis, field="legal_basis"),
        signature_state=(SignatureState.UNSIGNED if result.from_draft else SignatureState.UNVERIFIED).value,
        created_at=act.at,
    )
    ResultDocument.objects.bulk_create([document])
    if not result.from_draft:
        keep_attachments(act, (result.file_id,) if result.file_id else ())
    return document


def _close_all(act: Act, task: Task | None, outcome: Outcome) -> None:
    """The last step is done; whatever else is open (an immediate settlement, silent consultations) is cancelled."""
    case = act.case
    if task is not None:
        close_task(task, actor=act.actor, at=act.at, outcome=_ending_outcome(case, task, outcome, act.at))
    cancel_tasks([one for one in case.tasks if task is None or one.id != task.id], at=act.at)


def _ending_outcome(case: Case, task: Task, outcome: Outcome, at: datetime) -> str:
    """The step's own word for what the result says: the first way out that ends the process and agrees with it."""
    step = case.step(task)
    ends = [code for code, following in ways_out(case, step, at=at).items() if following is None]
    rejecting = {choice.code for choice in step.outcomes if choice.rejects}
    agreeing = [code for code in ends if (code in rejecting) == (outcome is Outcome.REJECTED)]
    return next(iter(agreeing or ends), "")


def _returning_task(case: Case, at: datetime) -> Task:
    """The result waits at the desk; this stands outside the time limit.

    Where nobody at all could hand it out it waits there all the same: a result is never held back for an empty post.
    """
    step = returning_step(case.version.process)
    unit_id, role = case.dossier.desk_id, step.role if step else RESULT
    with suppress(StepWithoutHolder):
        unit_id, role = seated(unit_id, role, at=at, step=step.name if step else RETURN_NAME)
    return new_task(
        case.dossier,
        kind=TaskKind.RETURN,
        name=step.name if step else RETURN_NAME,
        code=step.code if step else "",
        unit_id=unit_id,
        role=role,
        at=at,
        due_at=working_due(at, RETURN_LIMIT),
    )


def _correcting_tasks(case: Case, *, made_here: bool, at: datetime) -> list[Task]:
    """The step that issued the result, open again; what was made here goes back to whoever wrote it."""
    step = (_writing_step(case) if made_here else None) or _last_step(case)
    return open_step(case.dossier, case.version.process, step, at=at) if step else []


def _last_step(case: Case) -> Step | None:
    steps = [step for step in case.version.process.steps if step.kind is not StepKind.RETURN]
    done = _done_step(case, [kind for kind in StepKind if kind is not StepKind.RETURN])
    return done or (steps[-1] if steps else None)


def _writing_step(case: Case) -> Step | None:
    return _done_step(case, [kind for kind in StepKind if kind not in _AFTER_WRITING])


def _done_step(case: Case, kinds: list[StepKind]) -> Step | None:
    """The step of one of these kinds that was done last."""
    rows = Task.objects.filter(dossier=case.dossier, step_code__gt="", kind__in=[kind.value for kind in kinds])
    done = rows.order_by("-closed_at", "-id").first()
    return next((step for step in case.version.process.steps if done and step.code == done.step_code), None)


def _refusal_letter(act: Act, result: ResultInput) -> Slip:
    form = find_form(SlipKind.REFUSAL)
    content = refusal_content(
        act.case,
        actor=act.actor,
        at=act.at,
        form=form,
        reason=clean_long(result.reason, field="reason"),
        legal_basis=clean_long(result.legal_basis, field="legal_basis"),
    )
    if result.from_draft:
        content |= {"officer": result.signer_name, "signs": "signer"}
    return issue_slip(dossier=act.dossier, kind=SlipKind.REFUSAL, form=form, at=act.at, content=content)
