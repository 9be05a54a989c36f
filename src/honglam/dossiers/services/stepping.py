"""Through the steps: one is finished, the next opens where the process says, never where nobody is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, case_for_task, consultations_open, next_step_code
from honglam.dossiers.contracts import (
    ConsultationAnswered,
    ConsultationAsked,
    Done,
    Outcome,
    StepFinished,
    TaskKind,
    Verb,
)
from honglam.dossiers.models import Task
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.parties import PROCESSING
from honglam.dossiers.rules.steps import conclusion, knows_outcome, step_of
from honglam.dossiers.services.result_documents import sign_draft
from honglam.dossiers.services.tasks import (
    cancel_tasks,
    close_task,
    new_task,
    open_step,
    seated,
    touch_units,
    write_tasks,
)
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.dossiers.services.writing import holder_of
from honglam.files import api as files
from honglam.kernel.values import Actor
from honglam.procedures.contracts import StepKind


@transaction.atomic
def finish_step(
    *,
    actor: Actor,
    task_id: UUID,
    at: datetime,
    outcome: str = "",
    note: str = "",
    attachments: tuple[UUID, ...] = (),
) -> Done:
    """Finish a step with one of its outcomes; the next step opens. The last one is finished by issuing the result."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    known = not _has_step(task) or knows_outcome(case.step(task), outcome)
    following = next_step_code(case, case.step(task), outcome, at=at) if known and _has_step(task) else None
    facts = Facts(
        clock_stands=case.facts.clock_stands,
        outcome_known=known,
        last_step=following is None,
        consultations_open=consultations_open(case.tasks, task, at=at),
    )
    act = begin(actor=actor, verb=Verb.FINISH_STEP, case=case, facts=facts, at=at, task=task)
    assert following is not None  # noqa: S101 - the guard has answered for the last step
    note = clean_long(note)
    _remember_conclusion(act, conclusion(case.step(task), outcome))
    cancel_tasks(silent_consultations(case, task), at=at)
    sign_draft(act, task)
    close_task(task, actor=actor, at=at, outcome=outcome, note=note)
    opened = open_step(case.dossier, step_of(case.version.process, following), at=at)
    act.set(unit_ids=touch_units(case.dossier, [one.unit_id for one in opened]))
    write_tasks(opened)
    keep_attachments(act, attachments)
    ids = [one.id for one in opened]
    conclude(
        act,
        event=told(StepFinished, act, task_id=task.id, step=task.step_code, outcome=outcome, opened=ids),
        reason=note,
        content={"step": task.step_name, "outcome": outcome, "next": opened[0].step_name},
        attachments=attachments,
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at, task_ids=tuple(ids))


@transaction.atomic
def ask_consultation(
    *, actor: Actor, task_id: UUID, unit_ids: tuple[int, ...], question: str, hours: int, at: datetime
) -> Done:
    """Ask other units for their opinion, all at the same time; each has `hours` working hours."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    facts = Facts(reason=question if unit_ids else "")
    act = begin(actor=actor, verb=Verb.ASK_CONSULTATION, case=case, facts=facts, at=at, task=task)
    question = clean_long(question)
    seats = [seated(unit_id, PROCESSING, at=at, step=task.step_name) for unit_id in dict.fromkeys(unit_ids)]
    asked = [
        new_task(
            case.dossier,
            kind=TaskKind.CONSULTATION,
            name=task.step_name,
            code=task.step_code,
            unit_id=unit_id,
            role=role,
            hours=max(hours, 1),
            at=at,
            parent=task,
            question=question,
        )
        for unit_id, role in seats
    ]
    act.set(unit_ids=touch_units(case.dossier, unit_ids))
    write_tasks(asked)
    ids = [one.id for one in asked]
    event = told(ConsultationAsked, act, unit_ids=list(dict.fromkeys(unit_ids)), task_ids=ids)
    conclude(act, event=event, reason=question, content={"units": list(dict.fromkeys(unit_ids))})
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=tuple(ids))


@transaction.atomic
def answer_consultation(
    *, actor: Actor, task_id: UUID, answer: str, at: datetime, attachments: tuple[UUID, ...] = ()
) -> Done:
    """Give the opinion that was asked for."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    facts = Facts(reason=answer)
    act = begin(actor=actor, verb=Verb.ANSWER_CONSULTATION, case=case, facts=facts, at=at, task=task)
    answer = clean_long(answer)
    close_task(task, actor=actor, at=at, note=answer)
    keep_attachments(act, attachments)
    conclude(
        act,
        event=told(ConsultationAnswered, act, unit_id=task.unit_id, task_id=task.id),
        reason=answer,
        content={"step": task.step_name},
        attachments=attachments,
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


def silent_consultations(case: Case, task: Task) -> list[Task]:
    """Consulted units that let their time go by: what they would have said is no longer waited for."""
    return [one for one in case.tasks if one.parent_id == task.id]


def keep_attachments(act: Act, file_ids: tuple[UUID, ...]) -> None:
    """Files that an officer added to an act live as long as the dossier."""
    if file_ids:
        files.claim(actor=act.actor, file_ids=file_ids, holder=holder_of(act.dossier.id), at=act.at)


def _remember_conclusion(act: Act, concluded: Outcome | None) -> None:
    if concluded is not None:
        act.set(concluded=concluded.value)


def _has_step(task: Task) -> bool:
    return task.kind in {kind.value for kind in StepKind}
