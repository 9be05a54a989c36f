"""Open due times after the calendar changed: read in arrays, counted in one go, written back by COPY and one UPDATE.

A newly announced day off moves every appointment that lies behind it. Rows are taken in chunks by id, each chunk in
its own transaction: nobody at a counter waits for a million rows, and what a kill interrupts is simply done again,
since due times are computed from their ingredients and not shifted.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from honglam.dossiers.contracts import ChannelNotOffered, DueTimesRecomputed, PauseKind, Verb
from honglam.dossiers.rules.clock import PauseFacts, Terms, compose, limit_of, step_request, with_start
from honglam.kernel import audit, events
from honglam.kernel.clock import VIETNAM
from honglam.kernel.values import SYSTEM, text_noop
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel
from honglam.worktime import api as worktime
from honglam.worktime.contracts import PROVINCE, DueRequest
from honglam.worktime.contracts import Pause as Stop

CHUNK = 20_000
TOLD = 1_000
REASON = text_noop("The working calendar changed.")

_READ = """
SELECT d.id, d.version_id, d.channel, d.clock_started_at, d.due_at, d.due_provisional, d.status
FROM dossiers_dossier d
WHERE d.id > %s AND d.due_at >= %s AND d.status IN ('accepted', 'processing') AND d.paused_since IS NULL
ORDER BY d.id LIMIT %s FOR UPDATE
"""
_PAUSES = """
SELECT dossier_id, kind, started_at, ended_at FROM dossiers_pause
WHERE dossier_id = ANY(%s) AND ended_at IS NOT NULL ORDER BY started_at
"""
_TASKS = """
SELECT id, dossier_id, opened_at, hours, due_at FROM dossiers_task
WHERE dossier_id = ANY(%s) AND state = 'open' AND hours > 0 AND kind <> 'reception'
"""
_TEMPORARY = """
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_new_due (id uuid, due_at timestamptz, provisional boolean)
ON COMMIT DELETE ROWS
"""
_WRITE = """
UPDATE dossiers_dossier d SET due_at = n.due_at, due_provisional = n.provisional, warned_at = NULL,
    line_count = d.line_count + 1
FROM dossiers_new_due n WHERE d.id = n.id
"""
_HISTORY = """
INSERT INTO dossiers_historyevent (dossier_id, line, at, verb, status_from, status_to, actor_kind, actor_name, reason,
    content, attachments)
SELECT d.id, d.line_count, %s, %s, d.status, d.status, %s, %s, %s,
    jsonb_build_object('due_at', to_char(n.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')), '{}'
FROM dossiers_new_due n JOIN dossiers_dossier d ON d.id = n.id
"""
_WRITE_TASKS = "UPDATE dossiers_task t SET due_at = n.due_at FROM dossiers_new_due n WHERE t.id = n.id"
_WRITE_SCOPES = "UPDATE dossiers_taskscope s SET due_at = n.due_at FROM dossiers_new_due n WHERE s.task_id = n.id"


class Row(NamedTuple):
    """One open dossier, as read."""

    id: UUID
    version_id: int
    channel: str
    started_at: datetime
    due_at: datetime
    provisional: bool
    status: str


class Moved(NamedTuple):
    """A due time that is another one now."""

    id: UUID
    due_at: datetime
    provisional: bool


def recompute_due_times(*, calendar: str, first_day: date, at: datetime) -> int:
    """Compute again what is due on or after `first_day`; returns how many dossiers moved."""
    if calendar != PROVINCE:
        return 0
    since = datetime.combine(first_day, time.min, tzinfo=VIETNAM)
    terms: dict[tuple[int, str], Terms | None] = {}
    moved, last = 0, UUID(int=0)
    while True:
        last_read, changed = _one_chunk(last, since, terms, at=at)
        moved += changed
        if last_read is None:
            return moved
        last = last_read


@transaction.atomic
def _one_chunk(
    last: UUID, since: datetime, terms: dict[tuple[int, str], Terms | None], *, at: datetime
) -> tuple[UUID | None, int]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [last, since, CHUNK])
        rows = [Row(*row) for row in cursor.fetchall()]
    if not rows:
        return None, 0
    pauses = _pauses([row.id for row in rows])
    requests = [_request(row, pauses.get(row.id, ()), terms) for row in rows]
    known = [(row, request) for row, request in zip(rows, requests, strict=True) if request is not None]
    dues = worktime.due_many(requests=[request for _, request in known])
    changed = [
        Moved(row.id, due.at, due.provisional)
        for (row, _), due in zip(known, dues, strict=True)
        if (due.at, due.provisional) != (row.due_at, row.provisional)
    ]
    if changed:
        _write(changed, at=at)
    _move_tasks(rows, {row.id: row.due_at for row in rows} | {one.id: one.due_at for one in changed}, pauses)
    return rows[-1].id, len(changed)


def _request(row: Row, pauses: Iterable[PauseFacts], known: dict[tuple[int, str], Terms | None]) -> DueRequest | None:
    key = (row.version_id, row.channel)
    if key not in known:
        known[key] = _terms(row)
    terms = known[key]
    return compose(with_start(terms, row.started_at), pauses) if terms is not None else None


def _terms(row: Row) -> Terms | None:
    """What the limit of all dossiers of one version and channel is made of; None for a channel no longer offered."""
    version = procedures.get_version(version_id=row.version_id)
    try:
        duration = limit_of(version.channels, Channel(row.channel))
    except ChannelNotOffered:
        return None
    return Terms(
        started_at=row.started_at,
        duration=duration,
        policy=version.clock.policy,
        count_from=version.clock.count_from,
    )


def _pauses(ids: list[UUID]) -> dict[UUID, list[PauseFacts]]:
    found: dict[UUID, list[PauseFacts]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_PAUSES, [ids])
        for dossier_id, kind, started_at, ended_at in cursor.fetchall():
            found[dossier_id].append(PauseFacts(kind=PauseKind(kind), started_at=started_at, ended_at=ended_at))
    return found


def _write(changed: list[Moved], *, at: datetime) -> None:
    """The new appointments with a line of history each; one audit entry for the chunk, events for a thousand each."""
    with connection.cursor() as cursor:
        _stage(cursor, changed)
        cursor.execute(_WRITE)
        cursor.execute(_HISTORY, [at, Verb.CHANGE_DUE.value, SYSTEM.kind.value, SYSTEM.name, REASON])
        cursor.execute("DELETE FROM dossiers_new_due")
    audit.record(
        actor=SYSTEM,
        action=f"dossiers.{Verb.CHANGE_DUE}",
        subject_kind="due_times",
        subject_id=PROVINCE,
        at=at,
        detail={"count": len(changed), "first": changed[0].id, "last": changed[-1].id},
    )
    ids = [one.id for one in changed]
    events.publish_many(
        [DueTimesRecomputed(dossier_ids=ids[start : start + TOLD]) for start in range(0, len(ids), TOLD)], at=at
    )


def _move_tasks(rows: list[Row], dues: dict[UUID, datetime], pauses: dict[UUID, list[PauseFacts]]) -> None:
    """Steps are counted anew as well, and never due after their dossier."""
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, [[row.id for row in rows]])
        tasks: list[tuple[Any, ...]] = cursor.fetchall()
    requests = [
        step_request(opened, hours, _stops(pauses.get(dossier_id))) for _, dossier_id, opened, hours, _ in tasks
    ]
    own = worktime.due_many(requests=[request for request in requests if request is not None])
    changed = [
        Moved(task_id, min(due.at, dues[dossier_id]), False)
        for (task_id, dossier_id, _, _, old), due in zip(tasks, own, strict=True)
        if min(due.at, dues[dossier_id]) != old
    ]
    if not changed:
        return
    with connection.cursor() as cursor:
        _stage(cursor, changed)
        cursor.execute(_WRITE_TASKS)
        cursor.execute(_WRITE_SCOPES)
        cursor.execute("DELETE FROM dossiers_new_due")


def _stops(pauses: list[PauseFacts] | None) -> tuple[Stop, ...]:
    return tuple(Stop(pause.started_at, pause.ended_at) for pause in pauses or ())


def _stage(cursor: Any, rows: list[Moved]) -> None:
    """Rows into a temporary table by COPY: the fastest way in."""
    cursor.execute(_TEMPORARY)
    with cursor.copy("COPY dossiers_new_due (id, due_at, provisional) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
