"""The move itself: rows of dossiers and tasks, worklists, search, counts; a line of history and an audit entry each."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from honglam.directory import api as directory
from honglam.directory.contracts import Moves
from honglam.dossiers.access import reader_tokens
from honglam.dossiers.access.takers import takers_of
from honglam.dossiers.contracts import DossiersMoved, Verb
from honglam.dossiers.rules.building import lanes_of
from honglam.dossiers.services.counting import lock_counts
from honglam.dossiers.services.moving import statements
from honglam.dossiers.services.moving.routes import Route, Routing, copy_rows
from honglam.dossiers.services.serving import recount_days
from honglam.kernel import audit, events
from honglam.kernel.values import Actor

AUDITED = 2_000
TOLD = 1_000
Moved = tuple[UUID, int, str, int]
"""A dossier's id, the number of the line of history that tells of it, its status, the number of its route."""


def move_dossiers(*, actor: Actor, moves: Moves, routing: Routing, at: datetime) -> int:
    """Hand every routed dossier over; returns how many. Runs inside the caller's transaction."""
    if not routing.dossiers:
        return 0
    _stage(routing)
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNTS)
        cursor.execute(statements.MOVE, _written_by(actor, moves, at))
        moved: list[Moved] = cursor.fetchall()
        cursor.execute(statements.TASKS)
    settle_tasks(at=at)
    _settle_search()
    _leave_trace(actor, moves, routing, moved, at)
    _settle_counts()
    return len(moved)


def settle_tasks(*, at: datetime) -> None:
    """Worklist rows and holders of the tasks in `dossiers_moved_task`, by where those tasks stand now."""
    copy_rows("dossiers_lane", _lanes(_fetch(statements.PLACES)))
    copy_rows("dossiers_gone", _gone(_fetch(statements.HOLDERS), at))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_moved_task, dossiers_lane")
        cursor.execute(statements.FREE)
        cursor.execute(statements.DROP_SCOPES)
        cursor.execute(statements.ADD_SCOPES)


def _stage(routing: Routing) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGE)
    copy_rows("dossiers_route", routing.dossiers)
    copy_rows("dossiers_route_lead", _leads(routing.routes))
    copy_rows(
        "dossiers_way",
        [
            (number, old, new, directory.get_agency(agency_id=new).agency_id)
            for number, route in enumerate(routing.routes)
            for old, new in route.ways
        ],
    )
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGED)


def _leads(routes: list[Route]) -> Iterator[tuple[int, int, int, str]]:
    for number, route in enumerate(routes):
        old, new = (directory.get_agency(agency_id=one) for one in route.told)
        content = {"from": old.name, "to": new.name, "from_code": old.code, "to_code": new.code}
        yield number, route.lead_id, route.new_lead_id, json.dumps(content, ensure_ascii=False)


def _lanes(places: list[tuple[int, str]]) -> Iterator[tuple[Any, ...]]:
    for unit_id, role in places:
        for lane in lanes_of(directory.ancestor_ids(agency_id=unit_id), role):
            yield unit_id, role, lane.ancestor_id, lane.role, lane.here


def _gone(held: list[tuple[UUID, int, str]], at: datetime) -> Iterator[tuple[Any, ...]]:
    """Holders who have no post at the new place that could take the work: it is free for the unit."""
    wanted: dict[tuple[int, str], list[UUID]] = defaultdict(list)
    for holder_id, unit_id, role in held:
        wanted[unit_id, role].append(holder_id)
    for (unit_id, role), holder_ids in wanted.items():
        there = {view.account_id for view in takers_of(unit_id=unit_id, role=role, at=at)}
        for holder_id in holder_ids:
            if holder_id not in there:
                yield holder_id, unit_id, role


def _settle_counts() -> None:
    """Last, for every agency's counts wait behind one lock: the dossiers are held, so that whoever counts before us
    finds them where they were, and what moves with them is the same as when it was worked out."""
    lock_counts()
    with connection.cursor() as cursor:
        cursor.execute(statements.ADD_COUNTS)
    recount_days(days=_fetch(statements.DAYS))


def _settle_search() -> None:
    rows = _fetch(statements.READERS)
    copy_rows("dossiers_reach", [(units, lead, desk, reader_tokens(units, lead, desk)) for units, lead, desk in rows])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_reach")
        cursor.execute(statements.SEARCH)


def _written_by(actor: Actor, moves: Moves, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "verb": Verb.MOVE.value,
        "kind": actor.kind.value,
        "actor_id": actor.id,
        "name": actor.name,
        "post_id": actor.post_id,
        "agency_id": actor.agency_id,
        "reason": _reason(moves),
    }


def _reason(moves: Moves) -> str:
    return f"{moves.name} ({moves.source})" if moves.source else moves.name


def _leave_trace(actor: Actor, moves: Moves, routing: Routing, moved: list[Moved], at: datetime) -> None:
    """An audit entry for each dossier; an event for each thousand that go the same way."""
    reason = _reason(moves)
    for start in range(0, len(moved), AUDITED):
        audit.record_many(
            audit.Entry(
                actor=actor,
                action=f"dossiers.{Verb.MOVE}",
                subject_kind="dossier",
                subject_id=dossier_id,
                at=at,
                detail={
                    "line": line,
                    "from": status,
                    "to": status,
                    "reason": reason,
                    "agencies": routing.routes[route].ways,
                },
            )
            for dossier_id, line, status, route in moved[start : start + AUDITED]
        )
    together: dict[tuple[int, int], list[UUID]] = defaultdict(list)
    for dossier_id, _, _, route in moved:
        together[routing.routes[route].told].append(dossier_id)
    events.publish_many(
        [
            DossiersMoved(
                dossier_ids=ids[start : start + TOLD], from_agency_id=old, to_agency_id=new, reason=moves.name
            )
            for (old, new), ids in together.items()
            for start in range(0, len(ids), TOLD)
        ],
        at=at,
    )


def _fetch(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
