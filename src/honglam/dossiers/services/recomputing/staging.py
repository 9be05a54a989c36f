"""What the passes that count dossier by dossier have in common: pauses read, answers put into a temporary table."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.dossiers.contracts import ChannelNotOffered, PauseKind
from honglam.dossiers.rules import clock
from honglam.dossiers.rules.clock import PauseFacts, Terms
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel

_PAUSES = """
SELECT dossier_id, kind, started_at, ended_at FROM dossiers_pause
WHERE dossier_id = ANY(%s) AND ended_at IS NOT NULL ORDER BY started_at
"""
_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS dossiers_new_due (id uuid, due_at timestamptz, provisional boolean);
TRUNCATE dossiers_new_due
"""
Stories = dict[UUID, list[PauseFacts]]
Answer = tuple[UUID, datetime | None, bool]
"""A row's id, its new due time (None: that of its dossier), and whether days off may still come."""


def stage(answers: Iterable[Answer]) -> None:
    """Put answers into a temporary table by COPY: the fastest way in."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy("COPY dossiers_new_due (id, due_at, provisional) FROM STDIN") as copy:
            for answer in answers:
                copy.write_row(answer)


def stories_of(ids: list[UUID]) -> Stories:
    """The finished pauses of dossiers, in order."""
    found: Stories = defaultdict(list)
    for dossier_id, kind, started_at, ended_at in fetch(_PAUSES, [ids]):
        found[dossier_id].append(PauseFacts(kind=PauseKind(kind), started_at=started_at, ended_at=ended_at))
    return found


def terms_of(*, version_id: int, channel: str, started_at: datetime) -> Terms | None:
    """What the limit of a dossier is made of; None where its channel is no longer offered."""
    try:
        version = procedures.get_version(version_id=version_id)
        return clock.terms_of(version, Channel(channel), started_at=started_at)
    except ChannelNotOffered:
        return None


def fetch(statement: str, params: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
