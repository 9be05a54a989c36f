"""Other agencies are asked for their opinion, each with its own deadline; they answer with text and files.

NĐ 61/2018/NĐ-CP Đ19: what is asked electronically goes to all at the same time, each in its stated time. What silence
means is the process's rule (`silence.py`); the lead agency stays responsible for the dossier.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, case_for_task
from honglam.dossiers.contracts import (
    AskedAlready,
    ConsultationAnswered,
    ConsultationAsked,
    Done,
    HoursRequired,
    TaskKind,
    TaskState,
    Verb,
)
from honglam.dossiers.models import Task
from honglam.dossiers.queries.people import unit_and_agency
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.consulting import WAIVED
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.parties import PROCESSING
from honglam.dossiers.services.attaching import keep_attachments
from honglam.dossiers.services.tasks import close_task, new_task, seated, touch_units, write_tasks
from honglam.dossiers.services.turning import begin, conclude, told
from honglam.kernel.values import SYSTEM, Actor


@transaction.atomic
def ask_consultation(
    *, actor: Actor, task_id: UUID, unit_ids: tuple[int, ...], question: str, hours: int, at: datetime
) -> Done:
    """Ask other units for their opinion, all at the same time; each has `hours` working hours.

    Raises AskedAlready where the same question waits there: a form that is sent again asks nobody twice.
    """
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    facts = Facts(reason=question if unit_ids else "")
    act = begin(actor=actor, verb=Verb.ASK_CONSULTATION, case=case, facts=facts, at=at, task=task)
    if hours < 1:
        raise HoursRequired(field="hours")
    question = clean_long(question, field="question")
    seats = [seated(unit_id, PROCESSING, at=at, step=task.step_name) for unit_id in dict.fromkeys(unit_ids)]
    _refuse_twice(case, task, question, {unit_id for unit_id, _ in seats})
    asked = [
        new_task(
            case.dossier,
            kind=TaskKind.CONSULTATION,
            name=task.step_name,
            code=task.step_code,
            unit_id=unit_id,
            role=role,
            hours=hours,
            at=at,
            parent=task,
            question=question,
            silence=case.version.process.silence,
        )
        for unit_id, role in seats
    ]
    act.set(unit_ids=touch_units(case.dossier, unit_ids))
    write_tasks(asked)
    ids = [one.id for one in asked]
    event = told(ConsultationAsked, act, unit_ids=list(dict.fromkeys(unit_ids)), task_ids=ids)
    content = {"units": list(dict.fromkeys(unit_ids)), **_told_of(asked)}
    conclude(act, event=event, reason=question, content=content)
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=tuple(ids))


def _refuse_twice(case: Case, task: Task, question: str, unit_ids: set[int]) -> None:
    for one in case.tasks:
        waits = one.kind == TaskKind.CONSULTATION.value and one.parent_id == task.id and one.question == question
        if waits and one.unit_id in unit_ids:
            raise AskedAlready(field="units", unit=unit_and_agency(one.unit_id))


@transaction.atomic
def answer_consultation(
    *, actor: Actor, task_id: UUID, answer: str, at: datetime, attachments: tuple[UUID, ...] = ()
) -> Done:
    """Give the opinion that was asked for."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    facts = Facts(reason=answer)
    act = begin(actor=actor, verb=Verb.ANSWER_CONSULTATION, case=case, facts=facts, at=at, task=task)
    answer = clean_long(answer, field="answer")
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


@transaction.atomic
def go_on_without(*, actor: Actor, task_id: UUID, reason: str, at: datetime) -> Done:
    """The head who answers for the dossier goes on without an opinion that had to be there and did not come in time."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    facts = Facts(reason=reason, unanswered=case.facts_of(task).unanswered)
    act = begin(actor=actor, verb=Verb.GO_ON_WITHOUT, case=case, facts=facts, at=at)
    act.task = task
    reason = clean_long(reason, field="reason")
    # Whoever goes on without an opinion has not given it: the step late is the asked unit's, not the head's.
    close_task(task, actor=SYSTEM, at=at, outcome=WAIVED)
    content = {"asked": [unit_and_agency(task.unit_id)], "step": task.step_name}
    conclude(
        act,
        event=told(ConsultationAnswered, act, unit_id=task.unit_id, task_id=task.id),
        reason=reason,
        content=content,
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


def asked_lines(opened: Iterable[Task]) -> tuple[tuple[Verb, dict[str, Any]], ...]:
    """Lines of history for the opinions that a step asks when it opens: one for each deadline."""
    together: dict[datetime, list[Task]] = defaultdict(list)
    for task in opened:
        if task.kind == TaskKind.CONSULTATION.value and task.state == TaskState.OPEN.value:
            together[task.due_at].append(task)
    return tuple(
        (Verb.ASK_CONSULTATION, {"units": [one.unit_id for one in tasks], **_told_of(tasks)})
        for _, tasks in sorted(together.items())
    )


def _told_of(asked: list[Task]) -> dict[str, Any]:
    """Whom the line names, and until when they may answer."""
    if not asked:
        return {}
    return {
        "asked": [unit_and_agency(one.unit_id) for one in asked],
        "answer_by": max(one.due_at for one in asked).isoformat(),
    }
