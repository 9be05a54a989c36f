"""What every verb on a task has in common: its line, its audit entry, its worklist rows, its event."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from honglam.directives.contracts import OPEN_STATES, Part, TaskMoved, TaskState, Tells
from honglam.directives.models import EscalationStep, Task, TaskLine, TaskScope
from honglam.directives.rules.dates import Step, next_watch
from honglam.directives.rules.moves import SHARE, waits_for
from honglam.directory import api as directory
from honglam.kernel import audit, events
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.values import Actor

NEVER = datetime.fromisoformat("9999-01-01T00:00:00+00:00")


def due_moment(due_on: date | None) -> datetime:
    """The moment after the due day; the year 9999 where none is known."""
    return local_midnight(due_on + timedelta(days=1)) if due_on else NEVER


def move(
    task: Task,
    target: TaskState,
    *,
    actor: Actor,
    at: datetime,
    what: str,
    words: str = "",
    file_ids: tuple[UUID, ...] = (),
    content: dict[str, Any] | None = None,
) -> None:
    """Put the task into a state, save it whole, leave the trace. The only place where a task's state changes."""
    source, task.state = task.state, target.value
    over = target not in OPEN_STATES
    task.closed_at = (task.closed_at or at) if over else None
    if target is TaskState.REPORTED_DONE:
        task.done_at = task.done_at or at  # reminders and answers also pass here: how fast the giver is changes nothing
    elif not over:
        task.done_at = None
    task.moved_at = at
    task.due_at = due_moment(task.due_on)
    task.line_count += 1
    _watch(task, at)
    task.save()
    kept = content or {}
    _write(task, source=source, actor=actor, at=at, what=what, words=words, file_ids=file_ids, content=kept)
    scope_anew(task)
    events.publish(_moved(task, actor, at, what, words, share=bool(kept.get(SHARE))), at=at)


def scope_anew(task: Task) -> None:
    """The task's worklist rows: one per unit at or above each party, none for what is over or only a record."""
    TaskScope.objects.filter(task_id=task.id).delete()
    if task.record or task.retired_at or TaskState(task.state) not in OPEN_STATES:
        return
    waits = waits_for(
        TaskState(task.state),
        extension_asked=task.asked_due_on is not None,
        paused=task.paused_since is not None,
    )
    parties = {task.lead_id: Part.LEAD in waits}
    parties[task.agency_id] = parties.get(task.agency_id, False) or Part.GIVER in waits
    for one in task.supporting:
        parties.setdefault(one, False)
    above = {higher for one in parties for higher in directory.ancestor_ids(agency_id=one)}
    TaskScope.objects.bulk_create(
        TaskScope(
            ancestor_id=one, here=one in parties, waiting=parties.get(one, False), due_at=task.due_at, task_id=task.id
        )
        for one in above
    )


def steps_on(on: date) -> list[Step]:
    """The steps of escalation that hold on a day."""
    rows = EscalationStep.objects.filter(retired_at=None, valid_from__lte=on)
    return [
        Step(code=row.code, days=row.days, tells=Tells(row.tells))
        for row in rows
        if row.valid_to is None or row.valid_to >= on
    ]


def steps_ahead(on: date) -> list[Step]:
    """Those that hold on a day or begin to hold later: what a task has to be looked at for."""
    rows = EscalationStep.objects.filter(retired_at=None).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return [Step(code=row.code, days=row.days, tells=Tells(row.tells)) for row in rows]


def watch_anew(on: date) -> None:
    """Have every live task looked at: the steps of escalation have changed, and each knew only the former ones."""
    live = Task.objects.filter(record=False, paused_since=None, retired_at=None, due_on__isnull=False)
    live.filter(state__in=[state.value for state in OPEN_STATES]).update(watch_on=on)


def _moved(task: Task, actor: Actor, at: datetime, what: str, words: str, *, share: bool) -> TaskMoved:
    return TaskMoved(
        task_id=task.id,
        directive_id=task.directive_id,
        what=what,
        state=task.state,
        lead_id=task.lead_id,
        agency_id=task.agency_id,
        moved_at=at,
        actor_id=actor.id,
        actor_name=actor.name,
        words=words[:2000],
        share=share,
    )


def _watch(task: Task, at: datetime) -> None:
    """When the rules of escalation speak next; never about what is over, stands still or is only a record."""
    live = not task.record and task.paused_since is None and TaskState(task.state) in OPEN_STATES
    if not live or task.due_on is None:
        task.watch_on = None
        return
    task.warned_on = task.warned_on or local(at).date()
    task.watch_on = next_watch(steps_ahead(local(at).date()), due_on=task.due_on, warned_on=task.warned_on)


def _write(
    task: Task,
    *,
    source: str,
    actor: Actor,
    at: datetime,
    what: str,
    words: str,
    file_ids: tuple[UUID, ...],
    content: dict[str, Any],
) -> None:
    TaskLine.objects.create(
        task_id=task.id,
        line=task.line_count,
        at=at,
        what=what,
        state_from=source,
        state_to=task.state,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        post_id=actor.post_id,
        unit_id=actor.unit_id,
        agency_id=actor.agency_id,
        words=words,
        file_ids=list(file_ids),
        content=content,
    )
    detail = {"line": task.line_count, "from": source, "to": task.state, **content}
    audit.record(
        actor=actor,
        action=f"directives.{what}",
        subject_kind="directive_task",
        subject_id=task.id,
        at=at,
        detail=detail,
    )
