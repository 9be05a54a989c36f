"""Dossiers that paused: each has its own story, so each is counted by itself."""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from honglam.dossiers.contracts import ChannelNotOffered, PauseKind
from honglam.dossiers.rules.clock import PauseFacts, Terms, compose, limit_of, step_request
from honglam.dossiers.services.recomputing.trace import CHANGED, WITH_HISTORY, leave_trace, written_by
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel
from honglam.worktime import api as worktime
from honglam.worktime.contracts import DueRequest, Pause

_READ = """
SELECT d.id, d.version_id, d.channel, d.clock_started_at, d.due_at FROM dossiers_dossier d
WHERE d.id > %s AND d.due_at >= %s AND d.status IN ('accepted', 'processing')
  AND d.paused_since IS NULL AND d.extended_at IS NULL
  AND EXISTS (SELECT 1 FROM dossiers_pause p WHERE p.dossier_id = d.id AND p.ended_at IS NOT NULL)
ORDER BY d.id LIMIT %s FOR UPDATE
"""
_PAUSES = """
SELECT dossier_id, kind, started_at, ended_at FROM dossiers_pause
WHERE dossier_id = ANY(%s) AND ended_at IS NOT NULL ORDER BY started_at
"""
_TASKS = """
SELECT id, dossier_id, opened_at, hours FROM dossiers_task
WHERE dossier_id = ANY(%s) AND state = 'open' AND hours > 0
"""
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_new_due (id uuid, due_at timestamptz, provisional boolean);
TRUNCATE dossiers_new_due
"""
_MOVE = WITH_HISTORY.format(changed=CHANGED.format(source="dossiers_new_due n", where="d.id = n.id"))
_MOVE_STEPS = """
WITH moved AS (
    UPDATE dossiers_task t SET due_at = least(n.due_at, d.due_at) FROM dossiers_new_due n, dossiers_dossier d
    WHERE t.id = n.id AND d.id = t.dossier_id AND t.due_at <> least(n.due_at, d.due_at)
    RETURNING t.id, t.due_at)
UPDATE dossiers_taskscope s SET due_at = moved.due_at FROM moved WHERE s.task_id = moved.id
"""
Stories = dict[UUID, list[PauseFacts]]


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
    rows = [Row(*row) for row in _fetch(_READ, [after, since, chunk])]
    if not rows:
        return None, 0
    stories = _stories([row.id for row in rows])
    asked = [(row.id, request) for row in rows if (request := _request(row, stories[row.id])) is not None]
    _stage(asked)
    moved = [row[0] for row in _fetch(_MOVE, written_by(at))]
    _move_steps(rows, stories)
    leave_trace(moved, at=at)
    return rows[-1].id, len(moved)


def _request(row: Row, story: list[PauseFacts]) -> DueRequest | None:
    version = procedures.get_version(version_id=row.version_id)
    try:
        duration = limit_of(version.channels, Channel(row.channel))
    except ChannelNotOffered:
        return None
    terms = Terms(
        started_at=row.started_at,
        duration=duration,
        policy=version.clock.policy,
        count_from=version.clock.count_from,
    )
    return compose(terms, story)


def _stories(ids: list[UUID]) -> Stories:
    found: Stories = defaultdict(list)
    for dossier_id, kind, started_at, ended_at in _fetch(_PAUSES, [ids]):
        found[dossier_id].append(PauseFacts(kind=PauseKind(kind), started_at=started_at, ended_at=ended_at))
    return found


def _move_steps(rows: list[Row], stories: Stories) -> None:
    """Steps are counted anew as well, and never due after their dossier."""
    tasks = _fetch(_TASKS, [[row.id for row in rows]])
    asked: list[tuple[UUID, DueRequest]] = []
    for task_id, dossier_id, opened_at, hours in tasks:
        stops = tuple(Pause(one.started_at, one.ended_at) for one in stories[dossier_id])
        request = step_request(opened_at, hours, stops)
        if request is not None:
            asked.append((task_id, request))
    _stage(asked)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_STEPS)


def _stage(asked: list[tuple[UUID, DueRequest]]) -> None:
    """Count, and put the answers into a temporary table by COPY: the fastest way in."""
    dues = worktime.due_many(requests=[request for _, request in asked])
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy("COPY dossiers_new_due (id, due_at, provisional) FROM STDIN") as copy:
            for (one, _), due in zip(asked, dues, strict=True):
                copy.write_row((one, due.at, due.provisional))


def _fetch(statement: str, params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
