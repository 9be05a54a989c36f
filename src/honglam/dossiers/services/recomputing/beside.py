"""What no running limit carries along: opinions, what a desk looks at, steps opened after an appointment that is kept.

Their dossiers stand still, or have a date that stays as it was promised or given elsewhere, or no limit yet. But a day
off is everybody's, and whoever could not work on it would look late. There are few of them, so each is counted by
itself, from what it was made of when it was opened.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from honglam.dossiers.contracts import TaskKind
from honglam.dossiers.rules.clock import (
    RECEPTION_LIMIT,
    PauseFacts,
    Question,
    asked_after_promise,
    question_requests,
    step_request,
)
from honglam.dossiers.services.recomputing.staging import Stories, fetch, stage, stories_of, terms_of
from honglam.dossiers.services.recomputing.trace import record_chunk
from honglam.dossiers.services.transferring import transfer_by
from honglam.worktime import api as worktime
from honglam.worktime.contracts import DueRequest, Pause

_FIND = """
SELECT DISTINCT t.dossier_id FROM dossiers_task t JOIN dossiers_dossier d ON d.id = t.dossier_id
LEFT JOIN dossiers_takenover k ON k.dossier_id = d.id
WHERE t.state = 'open' AND t.due_at >= %s AND (t.kind IN ('reception', 'transfer')
  OR t.opened_at > greatest(d.extended_at, k.taken_at)
  OR t.kind = 'consultation' AND (d.paused_since IS NOT NULL OR d.extended_at IS NOT NULL
     OR EXISTS (SELECT 1 FROM dossiers_pause p WHERE p.dossier_id = d.id AND p.ended_at IS NOT NULL)))
ORDER BY 1
"""
_LOCK = """
SELECT d.id, d.version_id, d.channel, d.clock_started_at, d.due_at, greatest(d.extended_at, k.taken_at), k.taken_at
FROM dossiers_dossier d LEFT JOIN dossiers_takenover k ON k.dossier_id = d.id
WHERE d.id = ANY(%s) ORDER BY d.id FOR UPDATE OF d
"""
_ANSWERED = """
SELECT dossier_id, max(answered_at) FROM dossiers_supplement
WHERE dossier_id = ANY(%s) AND answered_at IS NOT NULL GROUP BY 1
"""
_TASKS = """
SELECT id, dossier_id, kind, opened_at, hours, due_at FROM dossiers_task
WHERE dossier_id = ANY(%s) AND state = 'open' AND due_at >= %s AND silent_at IS NULL
"""
_MOVE = """
WITH moved AS (
    UPDATE dossiers_task t SET due_at = n.due_at FROM dossiers_new_due n WHERE t.id = n.id AND t.due_at <> n.due_at
    RETURNING t.id, t.due_at),
shown AS (UPDATE dossiers_taskscope s SET due_at = moved.due_at FROM moved WHERE s.task_id = moved.id)
SELECT id FROM moved
"""


class Held(NamedTuple):
    """A dossier, as read. `kept_at`: since when its appointment is kept, promised here or given elsewhere."""

    id: UUID
    version_id: int
    channel: str
    started_at: datetime | None
    due_at: datetime | None
    kept_at: datetime | None
    taken_at: datetime | None


class Work(NamedTuple):
    """An open task, as read."""

    id: UUID
    dossier_id: UUID
    kind: str
    opened_at: datetime
    hours: float
    due_at: datetime


Bound = DueRequest | datetime
"""What a task is not due after: to be counted, or known."""


def find_beside(*, since: datetime) -> list[UUID]:
    """The dossiers with such work that is due on or after a moment."""
    return [row[0] for row in fetch(_FIND, [since])]


@transaction.atomic
def move_beside(*, ids: list[UUID], since: datetime, at: datetime) -> int:
    """Count the work of these dossiers anew; returns how many tasks moved."""
    rows = {row[0]: Held(*row) for row in fetch(_LOCK, [ids])}
    stories, answered = stories_of(ids), dict(fetch(_ANSWERED, [ids]))
    asked = [
        (task.id, bound)
        for task in (Work(*one) for one in fetch(_TASKS, [ids, since]))
        for bound in _bounds(task, rows[task.dossier_id], stories, answered.get(task.dossier_id))
    ]
    stage((task_id, due, False) for task_id, due in _least(asked).items())
    moved = [row[0] for row in fetch(_MOVE, [])]
    if moved:
        record_chunk(at=at, tasks=len(moved), first=ids[0], last=ids[-1])
    return len(moved)


def _bounds(task: Work, row: Held, stories: Stories, answered_at: datetime | None) -> Iterator[Bound]:
    """Nothing for work that moves with its dossier."""
    story = stories[row.id]
    match task.kind:
        case TaskKind.RECEPTION:
            yield DueRequest(max(task.opened_at, answered_at or task.opened_at), RECEPTION_LIMIT)
        case TaskKind.TRANSFER if row.kept_at is None:
            # A desk that has a dossier again got a fresh limit to look at it (tasks.resume_tasks).
            yield DueRequest(story[-1].ended_at, RECEPTION_LIMIT) if story else transfer_by(taken_in_at=task.opened_at)
        case TaskKind.CONSULTATION:
            yield from _of_question(task, row, story)
        case _ if row.kept_at is not None and row.due_at is not None and task.opened_at > row.kept_at:
            own = step_request(task.opened_at, task.hours, tuple(Pause(one.started_at, one.ended_at) for one in story))
            yield from (own, row.due_at) if own else ()


def _of_question(task: Work, row: Held, story: list[PauseFacts]) -> Iterator[Bound]:
    """Its own hours and the appointment as it stood when it was asked; one kept from before it was asked stands."""
    if row.started_at is None:
        return
    terms = terms_of(version_id=row.version_id, channel=row.channel, started_at=row.started_at)
    if terms is None:
        return
    question = Question(opened_at=task.opened_at, hours=task.hours, due_at=task.due_at)
    *own, appointment = question_requests(question, terms, story)
    yield from own
    kept = row.taken_at is not None or asked_after_promise(task.opened_at, row.kept_at)
    yield row.due_at if kept and row.due_at else appointment


def _least(asked: list[tuple[UUID, Bound]]) -> dict[UUID, datetime]:
    """The earliest bound of each task."""
    found: dict[UUID, datetime] = {}
    counted = [(task_id, bound) for task_id, bound in asked if isinstance(bound, DueRequest)]
    dues = worktime.due_many(requests=[request for _, request in counted])
    known = [(task_id, bound) for task_id, bound in asked if isinstance(bound, datetime)]
    for task_id, due in [*((one, due.at) for (one, _), due in zip(counted, dues, strict=True)), *known]:
        found[task_id] = min(due, found.get(task_id, due))
    return found
