"""Who holds a task: taken, given back, handed over by a head, passed to a deputy."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers.access import case_for_task
from honglam.dossiers.contracts import Done, NotInTheUnit, Status, TaskAssigned, TaskState, Verb
from honglam.dossiers.models import Dossier, HistoryEvent, Task
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.tasks import name_of_holder
from honglam.dossiers.services.turning import Act, audit_detail, begin, conclude, history_line, told
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def claim_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """Take a free task. Taking one's own again changes nothing; somebody else's is refused."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.CLAIM, case=case, facts=Facts(), at=at, task=task)
    if task.holder_id == actor.id and not act.lines:
        return Done(dossier_id=case.dossier.id, status=case.status, task_ids=(task.id,))
    assert actor.id is not None  # noqa: S101 - officers have accounts
    return _hold(act, task, holder_id=actor.id, name=actor.name)


@transaction.atomic
def assign_task(*, actor: Actor, task_id: UUID, holder_id: UUID, at: datetime, tell: bool = True) -> Done:
    """A head hands a task to an officer whose post can take it. `tell`: by a letter of its own."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.ASSIGN, case=case, facts=Facts(), at=at, task=task)
    name = name_of_holder(holder_id=holder_id, unit_id=task.unit_id, role=task.role, at=at)
    if name is None:
        raise NotInTheUnit(field="holder")
    return _hold(act, task, holder_id=holder_id, name=name, tell=tell)


@transaction.atomic
def unassign_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """A head takes an assignment back: the task is free for the unit again."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.ASSIGN, case=case, facts=Facts(), at=at, task=task)
    task.holder_id, task.holder_name = None, ""
    task.save(update_fields=["holder_id", "holder_name"])
    conclude(act, event=None, content={"holder": "", "step": task.step_name})
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


@transaction.atomic
def release_task(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """Give a task back to the unit."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.RELEASE, case=case, facts=Facts(), at=at, task=task)
    task.holder_id, task.holder_name = None, ""
    task.save(update_fields=["holder_id", "holder_name"])
    conclude(act, event=None)
    return Done(dossier_id=case.dossier.id, status=act.row.target, task_ids=(task.id,))


@transaction.atomic
def reassign_absent(
    *, actor: Actor, absent_id: UUID, deputy_id: UUID | None, at: datetime, unit_id: int | None = None
) -> int:
    """Hand the open tasks of an absent officer to the deputy, as far as the deputy's post can take them.

    What the deputy cannot take becomes free for the unit. `unit_id`: only tasks of that unit, where the officer holds
    several posts. Returns how many tasks changed hands.
    """
    held = Task.objects.select_for_update().filter(holder_id=absent_id, state=TaskState.OPEN.value)
    tasks = list((held.filter(unit_id=unit_id) if unit_id is not None else held).order_by("dossier_id", "id"))
    rows = {
        row.id: row for row in Dossier.objects.select_for_update().filter(id__in={task.dossier_id for task in tasks})
    }
    lines: list[HistoryEvent] = []
    for task in tasks:
        name = _name_of_deputy(deputy_id, task, at)
        task.holder_id, task.holder_name = (None, "") if name is None else (deputy_id, name)
        dossier = rows[task.dossier_id]
        dossier.line_count += 1
        lines.append(_handed_over(dossier, task, actor=actor, at=at))
    Task.objects.bulk_update(tasks, ["holder_id", "holder_name"])
    Dossier.objects.bulk_update(rows.values(), ["line_count"])
    HistoryEvent.objects.bulk_create(lines)
    audit.record_many(
        audit.Entry(
            actor=actor,
            action=f"dossiers.{Verb.ASSIGN}",
            subject_kind="dossier",
            subject_id=line.dossier_id,
            at=at,
            detail=audit_detail(line),
        )
        for line in lines
    )
    return len(tasks)


def _hold(act: Act, task: Task, *, holder_id: UUID, name: str, tell: bool = True) -> Done:
    task.holder_id, task.holder_name = holder_id, name
    task.save(update_fields=["holder_id", "holder_name"])
    event = told(
        TaskAssigned,
        act,
        task_id=task.id,
        step=task.step_name,
        task_due_at=task.due_at,
        holder_id=holder_id,
        by_other=tell and holder_id != act.actor.id,
    )
    conclude(act, event=event, content={"holder": name, "step": task.step_name})
    return Done(dossier_id=act.dossier.id, status=act.row.target, task_ids=(task.id,))


def _name_of_deputy(deputy_id: UUID | None, task: Task, at: datetime) -> str | None:
    if deputy_id is None:
        return None
    return name_of_holder(holder_id=deputy_id, unit_id=task.unit_id, role=task.role, at=at)


def _handed_over(dossier: Dossier, task: Task, *, actor: Actor, at: datetime) -> HistoryEvent:
    status = Status(dossier.status)
    return history_line(
        dossier=dossier,
        actor=actor,
        verb=Verb.ASSIGN,
        source=status,
        target=status,
        at=at,
        task_id=task.id,
        content={"holder": task.holder_name, "step": task.step_name, "because": "absence"},
    )
