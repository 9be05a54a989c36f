"""Dossiers that never paused: distinct limits and beginning minutes are counted, the rest is the database's work."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from honglam.dossiers.contracts import ChannelNotOffered
from honglam.dossiers.rules.clock import limit_of, step_request
from honglam.dossiers.services.recomputing.staging import fetch
from honglam.dossiers.services.recomputing.statements import BEGINNINGS, BOUNDS, HOURS, LIMITS, MOVE, MOVE_STEPS, TABLES
from honglam.dossiers.services.recomputing.trace import leave_trace, written_by
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel
from honglam.worktime import api as worktime
from honglam.worktime.contracts import ClockPolicy, DueRequest, Duration, Policy

Answer = tuple[int, datetime, datetime, bool]
"""A limit's number, a beginning minute, when that is due, and whether days off may still come."""


class Plan:
    """What was counted once: every answer, and the bounds of the chunks to write."""

    def __init__(self, *, since: datetime, chunk: int) -> None:
        """Reads the open dossiers three times over the index, counts what is distinct."""
        params = {"since": since, "chunk": chunk}
        self.since = since
        self.limits, limits = _numbered(fetch(LIMITS, params))
        stage_limits(self.limits)
        self.answers = _answers(limits, fetch(BEGINNINGS, params))
        self.steps = _step_answers(fetch(HOURS, params))
        bounds = [row[0] for row in fetch(BOUNDS, params)]
        self.chunks = list(zip([UUID(int=0), *bounds], [*bounds, UUID(int=(1 << 128) - 1)], strict=True))

    def stage(self) -> None:
        """Put the answers where this connection's statements find them."""
        stage_limits(self.limits)
        with connection.cursor() as cursor:
            _copy(cursor, "dossiers_due (number, began, due_at, provisional)", self.answers)
            _copy(cursor, "dossiers_step_due (hours, began, due_at)", self.steps)
            cursor.execute("ANALYZE dossiers_due_limit, dossiers_due, dossiers_step_due")


def stage_limits(limits: Iterable[tuple[int, str, int]]) -> None:
    """The limits of versions and channels, by their numbers, in fresh temporary tables."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        _copy(cursor, "dossiers_due_limit (version_id, channel, number)", limits)


@transaction.atomic
def move_chunk(*, plan: Plan, first: UUID, last: UUID, at: datetime) -> int:
    """Write the answers of the dossiers between two ids, and their steps; returns how many dossiers moved."""
    params: dict[str, Any] = {**written_by(at), "first": first, "last": last, "since": plan.since}
    ids = [row[0] for row in fetch(MOVE, params)]
    with connection.cursor() as cursor:
        cursor.execute(MOVE_STEPS, params)
    leave_trace(ids, at=at)
    return len(ids)


def _numbered(rows: list[tuple[Any, ...]]) -> tuple[list[tuple[int, str, int]], list[tuple[Duration, Policy]]]:
    """Versions and channels with the number of their limit; many share one. Channels no longer offered are left out."""
    known: dict[tuple[Duration, Policy], int] = {}
    numbered: list[tuple[int, str, int]] = []
    for version_id, channel in rows:
        version = procedures.get_version(version_id=version_id)
        try:
            duration = limit_of(version.channels, Channel(channel))
        except ChannelNotOffered:
            continue
        limit = (duration, Policy(count_from=version.clock.count_from, clock=ClockPolicy.PAUSE))
        numbered.append((version_id, channel, known.setdefault(limit, len(known))))
    return numbered, list(known)


def _answers(limits: list[tuple[Duration, Policy]], rows: list[tuple[Any, ...]]) -> list[Answer]:
    requests = [DueRequest(began, *limits[number]) for number, began in rows]
    dues = worktime.due_many(requests=requests)
    return [(number, began, due.at, due.provisional) for (number, began), due in zip(rows, dues, strict=True)]


def _step_answers(rows: list[tuple[Any, ...]]) -> list[tuple[float, datetime, datetime | None]]:
    """When each step is due by its own hours; None where it has none: it is due with its dossier."""
    requests = {(hours, began): request for hours, began in rows if (request := step_request(began, hours)) is not None}
    dues = dict(zip(requests, worktime.due_many(requests=requests.values()), strict=True))
    return [(hours, began, dues[hours, began].at if hours > 0 else None) for hours, began in rows]


def _copy(cursor: Any, target: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
