"""The officer's worklist: the keys of one page from the narrow scope table first, the rows after.

Each lane (a scope, a role, here or below) is one ordered stretch of the index; the page is the merge of their heads.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from honglam.dossiers.contracts import STATUSES, Status, TaskKind
from honglam.dossiers.models import Task
from honglam.dossiers.queries.people import agency_ref, shown_name
from honglam.dossiers.queries.searching import is_overseer
from honglam.dossiers.rules.building import Lane, lanes_for
from honglam.dossiers.rules.parties import HEAD_ROLES, OVERSEERS
from honglam.kernel.clock import now
from honglam.kernel.ready import ReadyQuery
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor
from honglam.worktime import api as worktime
from honglam.worktime.contracts import WORKING_DAY_MINUTES, Duration, Light, Unit

KIND = "dossiers"
URL = "/can-bo/ho-so/{}/"
_FIRST = (datetime.fromisoformat("1970-01-01T00:00:00+00:00"), UUID(int=0))
_LAST = datetime.fromisoformat("9999-01-01T00:00:00+00:00")

_KEYS = """
SELECT DISTINCT k.due_at, k.task_id
FROM unnest(%(ancestors)s::bigint[], %(roles)s::smallint[], %(heres)s::boolean[]) AS lane(ancestor_id, role, here)
CROSS JOIN LATERAL (
    SELECT s.due_at, s.task_id FROM dossiers_taskscope s {join}
    WHERE s.ancestor_id = lane.ancestor_id AND s.role = lane.role AND s.here = lane.here
      AND (s.due_at, s.task_id) > (%(due)s, %(id)s) AND s.due_at < %(until)s {where}
    ORDER BY s.due_at, s.task_id LIMIT %(limit)s
) k
ORDER BY k.due_at, k.task_id LIMIT %(limit)s
"""
_HELD = """
SELECT t.due_at, t.id FROM dossiers_task t {join}
WHERE t.state = 'open' AND t.holder_id = %(holder)s AND (t.due_at, t.id) > (%(due)s, %(id)s) AND t.due_at < %(until)s
  {where}
ORDER BY t.due_at, t.id LIMIT %(limit)s
"""
_IN_SIGHT = """ AND EXISTS (SELECT 1 FROM dossiers_taskscope s
  JOIN unnest(%(ancestors)s::bigint[], %(roles)s::smallint[], %(heres)s::boolean[]) AS lane(ancestor_id, role, here)
    ON s.ancestor_id = lane.ancestor_id AND s.role = lane.role AND s.here = lane.here
  WHERE s.task_id = t.id)"""
_PROCEDURES = """
SELECT d.procedure_code, max(d.procedure_name) FROM ({keys}) soon
JOIN dossiers_task t ON t.id = soon.task_id JOIN dossiers_dossier d ON d.id = t.dossier_id
GROUP BY d.procedure_code ORDER BY max(d.procedure_name), d.procedure_code
"""
LOOKED_THROUGH = 1000
_JOIN_TASK = "JOIN dossiers_task t ON t.id = s.task_id"
_JOIN_DOSSIER = " JOIN dossiers_dossier d ON d.id = t.dossier_id"


class _Row(NamedTuple):
    """What is shown of a task and its dossier, in the order of the columns."""

    id: UUID
    kind: str
    step: str
    due_at: datetime
    opened_at: datetime
    holder_id: UUID | None
    holder_name: str
    unit_id: int
    dossier_id: UUID
    code: str
    registration_code: str
    status: str
    procedure_name: str
    applicant_name: str
    applicant_kind: str
    accepted_at: datetime | None
    submitted_at: datetime
    dossier_due_at: datetime | None
    paused_since: datetime | None
    channel: str
    late_opinion: bool


_OF_TASK = ["id", "kind", "step_name", "due_at", "opened_at", "holder_id", "holder_name", "unit_id", "dossier_id"]
_WHO = ["code", "registration_code", "status", "procedure_name", "applicant_name", "applicant_kind"]
_OF_DOSSIER = [*_WHO, "accepted_at", "submitted_at", "due_at", "paused_since", "channel"]
_COLUMNS = (*_OF_TASK, *(f"dossier__{name}" for name in _OF_DOSSIER), "late_opinion")


def _shown(*, ids: list[UUID]) -> QuerySet[Any]:
    late = Exists(Task.objects.filter(dossier=OuterRef("dossier"), heard_at__isnull=False))
    return Task.objects.filter(id__among=ids).annotate(late_opinion=late).values_list(*_COLUMNS)


_SHOWN = ReadyQuery(_shown, ids=[UUID(int=1)])


class DossierWorklist:
    """What `desk` merges into the one worklist.

    Filters: `holder` (me, nobody), `officer` (an account's id), `light` (red, yellow, green), `kind` (a TaskKind),
    `procedure` (a code).
    """

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next items in the order of their due times that wait for the actor or the actor's unit."""
        if not actor.is_officer:
            return []
        at = now()
        keys = list_keys(actor=actor, after=after, limit=limit, filters=filters, at=at)
        return list_items(actor=actor, ids=[task_id for _, task_id in keys], at=at)


def list_keys(
    *, actor: Actor, after: WaitingKey | None, limit: int, filters: Mapping[str, str], at: datetime
) -> list[tuple[datetime, UUID]]:
    """Due time and id of the tasks of one page. One query."""
    since, until = _window(filters.get("light", ""), at)
    due, task_id = _start(after, since)
    params: dict[str, Any] = {"due": due, "id": task_id, "until": until, "limit": limit}
    join, where = _narrowed(filters, params)
    if filters.get("holder") == "me":
        return _run(_HELD.format(join=join, where=where), {**params, "holder": actor.id})
    if filters.get("officer"):
        holder = _officer(filters["officer"])
        held = _HELD.format(join=join, where=where + _IN_SIGHT)
        return _run(held, {**params, **_lanes(actor), "holder": holder}) if holder else []
    by_scope = _KEYS.format(join=(_JOIN_TASK if where else "") + join, where=where)
    return _run(by_scope, params | _lanes(actor))


def list_procedures(*, actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the procedures in the actor's worklist, by name; of its next thousand tasks. One query."""
    if not actor.is_officer:
        return []
    (due, task_id), limit = _FIRST, LOOKED_THROUGH
    params = {"due": due, "id": task_id, "until": _LAST, "limit": limit, **_lanes(actor)}
    with connection.cursor() as cursor:
        cursor.execute(_PROCEDURES.format(keys=_KEYS.format(join="", where="")), params)
        return [(code, name) for code, name in cursor.fetchall()]


def list_items(*, actor: Actor, ids: list[UUID], at: datetime) -> list[WaitingItem]:
    """The page's rows in the order of the keys. One query."""
    by_id = {row.id: row for row in map(_Row._make, _SHOWN.rows(ids=ids) if ids else ())}
    rows = [by_id[one] for one in ids if one in by_id]
    lights = worktime.list_lights(limits=[(row.opened_at, row.due_at) for row in rows], now=at)
    masked = is_overseer(actor)
    return [_item(row, left.minutes, light, masked) for row, (left, light) in zip(rows, lights, strict=True)]


def lanes_of_actor(actor: Actor) -> list[Lane]:
    """Which stretches of the scope table make up the actor's worklist."""
    return lanes_for(actor.scope_ids, actor.agency_id, actor.roles, heads=bool(actor.roles & (HEAD_ROLES | OVERSEERS)))


def _lanes(actor: Actor) -> dict[str, Any]:
    lanes = lanes_of_actor(actor)
    return {
        "ancestors": [lane.ancestor_id for lane in lanes],
        "roles": [lane.role for lane in lanes],
        "heres": [lane.here for lane in lanes],
    }


def _window(light: str, at: datetime) -> tuple[datetime, datetime]:
    """Lights as stretches of due times: overdue, due within a working day, later."""
    soon = worktime.due_at(start=at, duration=Duration(WORKING_DAY_MINUTES // 60, Unit.WORKING_HOUR)).at
    if light == Light.RED.value:
        return _FIRST[0], at
    if light == Light.YELLOW.value:
        return at, soon
    if light == Light.GREEN.value:
        return soon, _LAST
    return _FIRST[0], _LAST


def _start(after: WaitingKey | None, since: datetime) -> tuple[datetime, UUID]:
    """Where the page begins: after the key, which another block's item may have given, and within the window."""
    if after is None or after.due_at < since:
        return since, UUID(int=0)
    if after.kind == KIND:
        return after.due_at, after.id
    return (after.due_at, UUID(int=0)) if after.kind < KIND else (after.due_at, UUID(int=(1 << 128) - 1))


def _officer(account_id: str) -> UUID | None:
    try:
        return UUID(account_id)
    except ValueError:
        return None


def _narrowed(filters: Mapping[str, str], params: dict[str, Any]) -> tuple[str, str]:
    """What else must hold of the task `t`, and the join that asks it of its dossier."""
    join, where = "", ""
    if filters.get("holder") == "nobody":
        where += " AND t.holder_id IS NULL"
    if filters.get("kind") in set(TaskKind):
        where += " AND t.kind = %(kind)s"
        params["kind"] = filters["kind"]
    if filters.get("procedure"):
        join, where = _JOIN_DOSSIER, where + " AND d.procedure_code = %(procedure)s"
        params["procedure"] = filters["procedure"]
    return join, where


def _run(statement: str, params: dict[str, Any]) -> list[tuple[datetime, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _item(row: _Row, minutes: int, light: Light, masked: bool) -> WaitingItem:
    status = Status(row.status)
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KIND, id=row.id),
        title=row.procedure_name,
        subtitle=shown_name(row.applicant_name, row.applicant_kind, masked=masked),
        code=row.code or row.registration_code,
        url=URL.format(row.dossier_id),
        status=status.value,
        status_label=STATUSES[status].label,
        agency=agency_ref(row.unit_id).name,
        received_at=row.accepted_at or row.submitted_at,
        holder=row.holder_name,
        paused=row.paused_since is not None,
        facts={
            "dossier_id": row.dossier_id,
            "task_kind": row.kind,
            "step": row.step,
            "holder_id": row.holder_id,
            "light": light.value,
            "minutes_left": minutes,
            "dossier_due_at": row.dossier_due_at,
            "channel": row.channel,
            "late_opinion": row.late_opinion,
        },
    )
