"""The audit chain: who did what to which subject, when, in which post. Append-only, refused by the database to change.

`record` is called inside the transaction of the verb it tells of. The hash of each entry covers its content and the
hash of the entry before it on the same subject (SHA-256 over a canonical JSON array), computed in the database so
that every writer computes it alike.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.kernel.ids import uuid7
from honglam.kernel.ready import Asked
from honglam.kernel.values import Actor

_APPEND = "SELECT kernel_audit_append(%s::jsonb)"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act to be recorded. `detail` holds facts that explain the act, no personal data beyond what it needs."""

    actor: Actor
    action: str
    subject_kind: str
    subject_id: str | UUID | int
    at: datetime
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A place where the chain does not hold."""

    entry_id: UUID
    subject_kind: str
    subject_id: str
    seq: int
    reason: str


def record(
    *,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: str | UUID | int,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> UUID:
    """Append one act to its subject's chain and return the entry's id."""
    entry = Entry(
        actor=actor, action=action, subject_kind=subject_kind, subject_id=subject_id, at=at, detail=detail or {}
    )
    return record_many([entry])[0]


def record_many(entries: Iterable[Entry]) -> list[UUID]:
    """Append many acts in one round trip, in the order given."""
    rows = [_as_row(entry) for entry in entries]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_APPEND, [json.dumps(rows)])
    return [UUID(row["id"]) for row in rows]


def recording(entries: Iterable[Entry]) -> Asked[Any]:
    """The same for at least one act, to be sent `together` with what it tells of."""
    return Asked(_APPEND, [json.dumps([_as_row(entry) for entry in entries])], list)


def record_read(*, actor: Actor, subject_kind: str, subject_id: str | UUID | int, at: datetime, reason: str) -> UUID:
    """Record that somebody read what belongs to a stranger; `reason` is a stable code of why they may."""
    return record(
        actor=actor, action="read", subject_kind=subject_kind, subject_id=subject_id, at=at, detail={"reason": reason}
    )


def verify(*, since: datetime | None = None, limit: int = 100) -> list[Fault]:
    """Recompute every hash (recorded since `since`) and check that each entry follows its predecessor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kernel_audit_faults(%s, %s)", [since, limit])
        return [
            Fault(entry_id=row[0], subject_kind=row[1], subject_id=row[2], seq=row[3], reason=row[4])
            for row in cursor.fetchall()
        ]


def _as_row(entry: Entry) -> dict[str, Any]:
    actor = entry.actor
    return {
        "id": str(uuid7()),
        "subject_kind": entry.subject_kind,
        "subject_id": str(entry.subject_id),
        "at": entry.at.isoformat(),
        "action": entry.action,
        "actor_kind": actor.kind.value,
        "actor_id": str(actor.id) if actor.id else None,
        "actor_name": actor.name,
        "post_id": actor.post_id,
        "agency_id": actor.agency_id,
        "detail": json.loads(json.dumps(entry.detail, default=str)),
    }
