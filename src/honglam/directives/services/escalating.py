"""What comes due or late is told by the pack's rules: the officer, the lead unit's head, then whoever gave the task."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directives.contracts import OPEN_STATES, TaskEscalated, TaskState, Tells
from honglam.directives.models import Task
from honglam.directives.rules.dates import next_watch, steps_due
from honglam.directives.services.moving import move, steps_ahead, steps_on
from honglam.kernel import events
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM


def escalate_due(*, at: datetime, limit: int = 500) -> int:
    """Carry out the steps whose day has come; returns how many tasks were told of. Each task in its own transaction.

    Walked by key to the end: tasks of which nothing is to be told must not stand before those of which something is.
    """
    today, told, after = local(at).date(), 0, UUID(int=0)
    while True:
        rows = Task.objects.filter(watch_on__lte=today, retired_at=None, id__gt=after).order_by("id")
        ids = list(rows.values_list("id", flat=True)[:limit])
        told += sum(escalate_task(task_id=one, at=at) for one in ids)
        if len(ids) < limit:
            return told
        after = ids[-1]


@transaction.atomic
def escalate_task(*, task_id: UUID, at: datetime) -> int:
    """One task's steps up to today; what a verb holds at this moment waits for the next round."""
    today = local(at).date()
    task = Task.objects.select_for_update(skip_locked=True).filter(id=task_id, watch_on__lte=today).first()
    if task is None or task.due_on is None or TaskState(task.state) not in OPEN_STATES:
        return 0
    steps = steps_on(today)
    told = steps_due(steps, due_on=task.due_on, warned_on=task.warned_on or today, on=today)
    if task.state == TaskState.REPORTED_DONE.value:
        told = [step for step in told if step.tells is Tells.LEADER]  # only the giver's answer is still missing
    task.warned_on = today
    task.watch_on = next_watch(steps_ahead(today), due_on=task.due_on, warned_on=today)
    task.save(update_fields=["warned_on", "watch_on"])
    for step in told:
        days = (today - task.due_on).days
        content = {"step": step.code, "tells": step.tells.value, "days": days}
        move(task, TaskState(task.state), actor=SYSTEM, at=at, what="reminded", content=content)
        events.publish(
            TaskEscalated(
                task_id=task.id,
                step=step.code,
                tells=step.tells.value,
                days=days,
                lead_id=task.lead_id,
                agency_id=task.agency_id,
            ),
            at=at,
        )
    return 1 if told else 0
