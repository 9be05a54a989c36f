"""What a moved appointment leaves behind: a line of history each, one audit entry a chunk, events for many at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.dossiers.contracts import DueTimesRecomputed, Verb
from honglam.kernel import audit, events
from honglam.kernel.values import SYSTEM, text_noop
from honglam.worktime.contracts import PROVINCE

REASON = text_noop("The working calendar changed.")
TOLD = 1_000

CHANGED = """
UPDATE dossiers_dossier d SET due_at = n.due_at, due_provisional = n.provisional, warned_at = NULL,
    line_count = d.line_count + 1
FROM {source}
WHERE {where} AND d.status IN ('accepted', 'processing') AND d.paused_since IS NULL
  AND (d.due_at, d.due_provisional) IS DISTINCT FROM (n.due_at, n.provisional)
RETURNING d.id, d.line_count, d.status, d.due_at
"""
WITH_HISTORY = """
WITH changed AS ({changed}), told AS (
    INSERT INTO dossiers_historyevent (dossier_id, line, at, verb, status_from, status_to, actor_kind, actor_name,
        reason, content, attachments)
    SELECT id, line_count, %(at)s, %(verb)s, status, status, %(kind)s, %(name)s, %(reason)s,
        jsonb_build_object('due_at', to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')), '{{}}'
    FROM changed)
SELECT id FROM changed
"""


def written_by(at: datetime) -> dict[str, Any]:
    """Who stands in the lines of history, and when."""
    return {
        "at": at,
        "verb": Verb.CHANGE_DUE.value,
        "kind": SYSTEM.kind.value,
        "name": SYSTEM.name,
        "reason": REASON,
    }


def record_chunk(*, at: datetime, **detail: Any) -> None:
    """The audit entry of what was moved together."""
    audit.record(
        actor=SYSTEM,
        action=f"dossiers.{Verb.CHANGE_DUE}",
        subject_kind="due_times",
        subject_id=PROVINCE,
        at=at,
        detail=detail,
    )


def leave_trace(ids: list[UUID], *, at: datetime) -> None:
    """One audit entry for the chunk, and an event for each thousand whose applicants are to hear of it."""
    if not ids:
        return
    record_chunk(at=at, count=len(ids), first=ids[0], last=ids[-1])
    chunks = (ids[start : start + TOLD] for start in range(0, len(ids), TOLD))
    events.publish_many([DueTimesRecomputed(dossier_ids=chunk) for chunk in chunks], at=at)
