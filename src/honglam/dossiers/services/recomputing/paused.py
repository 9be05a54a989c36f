"""Dossiers that paused: each has its own story, so each is counted by itself."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from honglam.dossiers.rules.clock import compose, step_request
from honglam.dossiers.services.recomputing.staging import Answer, Stories, fetch, stage, stories_of, terms_of
from honglam.dossiers.services.recomputing.trace import CHANGED, WITH_HISTORY, leave_trace, written_by
from honglam.worktime import api as worktime
from honglam.worktime.contracts import DueRequest, Pause

_READ = """
SELECT d.id, d.version_id, d.channel, d.clock_started_at, d.due_at FROM dossiers_dossier d
WHERE d.id > %s AND d.due_at >= %s AND d.status IN ('accepted', 'processing')
  AND d.paused_since IS NULL AND d.extended_at IS NULL
  AND EXISTS (SELECT 1 FROM dossiers_pause p WHERE p.dossier_id = d.id AND p.ended_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM dossiers_takenover k WHERE k.dossier_id = d.id)
ORDER BY d.id LIMIT %s FOR UPDATE
"""
# What the pauses do not move is counted apart (beside.py).
_TASKS = """
SELECT id, dossier_id, opened_at, hours FROM dossiers_task
WHERE dossier_id = ANY(%s) AND state = 'open' AND kind NOT IN ('reception', 'transfer', 'return', 'consultation')
"""
_MOVE = WITH_HISTORY.format(changed=CHANGED.format(source="dossiers_new_due n", where="d.id = n.id"))
_MOVE_STEPS = """
WITH moved AS (
    UPDATE dossiers_task t SET due_at = least(n.due_at, d.due_at) FROM dossiers_new_due n, dossiers_dossier d
    WHERE t.id = n.id AND d.id = t.dossier_id AND t.due_at <> least(n.due_at, d.due_at)
    RETURNING t.id, t.due_at)
UPDATE dossiers_taskscope s SET due_at = moved.due_at FROM moved WHERE s.task_id = moved.id
"""


class Row(NamedTuple):
    """One open dossier, as read."""

    id: UUID
    version_id: int
    channel: str
    started_at: datetime
    due_at: datetime


@transaction.atomic
def move_paused(*, after: UUID, since: datetime, chunk: int, at: datetime) -> tuple[UUID | None, int]:
    """The next chunk after an id: the last id read (None at the end), and how many dossiers moved."""
    rows = [Row(*row) for row in fetch(_READ, [after, since, chunk])]
    if not rows:
        return None, 0
    stories = stories_of([row.id for row in rows])
    stage(_counted([(row.id, request) for row in rows if (request := _request(row, stories)) is not None]))
    moved = [row[0] for row in fetch(_MOVE, written_by(at))]
    _move_steps(rows, stories)
    leave_trace(moved, at=at)
    return rows[-1].id, len(moved)


def _request(row: Row, stories: Stories) -> DueRequest | None:
    terms = terms_of(version_id=row.version_id, channel=row.channel, started_at=row.started_at)
    return compose(terms, stories[row.id]) if terms else None


def _move_steps(rows: list[Row], stories: Stories) -> None:
    """Steps are counted anew as well, never due after their dossier, and without hours of their own with it."""
    asked: list[tuple[UUID, DueRequest]] = []
    without: list[Answer] = []
    for task_id, dossier_id, opened_at, hours in fetch(_TASKS, [[row.id for row in rows]]):
        stops = tuple(Pause(one.started_at, one.ended_at) for one in stories[dossier_id])
        request = step_request(opened_at, hours, stops)
        if request is None:
            without.append((task_id, None, False))
        else:
            asked.append((task_id, request))
    stage([*_counted(asked), *without])
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_STEPS)


def _counted(asked: list[tuple[UUID, DueRequest]]) -> list[Answer]:
    dues = worktime.due_many(requests=[request for _, request in asked])
    return [(one, due.at, due.provisional) for (one, _), due in zip(asked, dues, strict=True)]
