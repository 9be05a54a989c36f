"""A consulted agency did not answer by its deadline: noted once, by name, counted as its lateness, and settled by rule.

What silence means stands in the task since it was asked: it agrees, the step goes on without it, or the heads are told
and the step waits. NĐ 61/2018/NĐ-CP Đ19: who is late is told to the head of the one-stop. Whoever comes first notes it:
the clock's job, or the officer who finishes the step.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import Case, case_for_task
from honglam.dossiers.contracts import ConsultationSilent, LapseKind, Status, TaskKind, TaskNotFound, TaskState, Verb
from honglam.dossiers.models import Task
from honglam.dossiers.queries.people import unit_and_agency
from honglam.dossiers.rules.consulting import SILENT
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.tasks import close_task
from honglam.dossiers.services.turning import begin, conclude, told
from honglam.dossiers.services.watching import note_lapse
from honglam.kernel.values import SYSTEM
from honglam.procedures.contracts import Silence

BATCH = 500

_ASKED_IN = (
    Status.ACCEPTED.value,
    Status.PROCESSING.value,
    Status.SUPPLEMENT_REQUESTED.value,
    Status.AWAITING_PAYMENT.value,
)


def list_unanswered(*, at: datetime) -> list[UUID]:
    """Up to 500 opinions whose deadline has passed and whose silence was not noted yet, oldest first."""
    rows = Task.objects.filter(
        kind=TaskKind.CONSULTATION.value,
        state=TaskState.OPEN.value,
        silent_at=None,
        due_at__lt=at,
        dossier__status__in=_ASKED_IN,
    )
    return list(rows.order_by("due_at", "id").values_list("id", flat=True)[:BATCH])


@transaction.atomic
def fall_silent(*, task_id: UUID, at: datetime) -> bool:
    """Note that nobody answered and apply the rule; False where it was answered or noted meanwhile."""
    try:
        case, task = case_for_task(actor=SYSTEM, task_id=task_id, at=at)
    except TaskNotFound:
        return False
    if case.dossier.status not in _ASKED_IN or not _is_silent(task, at):
        return False
    _settle(case, task, at)
    return True


def settle_silence(case: Case, step: Task, *, at: datetime) -> None:
    """Before a step goes on: every opinion of it that did not come in time gets its line, its lateness and its rule."""
    for task in case.tasks:
        if task.parent_id == step.id and _is_silent(task, at):
            _settle(case, task, at)


def _is_silent(task: Task, at: datetime) -> bool:
    open_question = task.kind == TaskKind.CONSULTATION.value and task.state == TaskState.OPEN.value
    return open_question and task.silent_at is None and task.due_at < at


def _settle(case: Case, task: Task, at: datetime) -> None:
    act = begin(actor=SYSTEM, verb=Verb.FALL_SILENT, case=case, facts=Facts(), at=at, task=task)
    rule = Silence(task.silence or Silence.PROCEEDS)
    note_lapse(task, case.dossier, LapseKind.LATE, at=at)
    task.silent_at = at
    task.save(update_fields=["silent_at"])
    if rule is not Silence.ESCALATES:
        close_task(task, actor=SYSTEM, at=at, outcome=SILENT)
    parent = next((one for one in case.tasks if one.id == task.parent_id), None)
    event = told(
        ConsultationSilent,
        act,
        unit_id=task.unit_id,
        task_id=task.id,
        step=task.step_name,
        silence=rule.value,
        task_due_at=task.due_at,
        asking_unit_id=parent.unit_id if parent else case.dossier.lead_agency_id,
        holder_id=parent.holder_id if parent else None,
    )
    content = {"asked": [unit_and_agency(task.unit_id)], "answer_by": task.due_at.isoformat(), "silence": rule.value}
    conclude(act, event=event, content=content)
