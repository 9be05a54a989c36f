"""Tasks in the one worklist: where the next move is the actor's or the actor's unit's. Keys first, rows after."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directives import access
from honglam.directives.contracts import STATE_LABELS, TaskState
from honglam.directives.models import Task, TaskScope
from honglam.directives.queries.agencies import unit_ref
from honglam.kernel.clock import now
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor

KIND = "directive_task"
URL = "/can-bo/nhiem-vu/{}/"


class TaskWorklist:
    """What `desk` merges into the one worklist. Filters: `holder` (me, nobody), `light` (red)."""

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next tasks after the key whose next move is the actor's. What a filter of dossiers names is no task."""
        if not actor.is_officer or set(filters) - {"holder", "light"} or filters.get("light") not in (None, "red"):
            return []
        keys = _keys(actor, after, limit, filters, now())
        rows = {row.id: row for row in Task.objects.filter(id__in=keys).select_related("directive")}
        return [_item(rows[one]) for one in keys if one in rows]


def _keys(actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str], at: datetime) -> list[UUID]:
    """The heads of two lanes, each a stretch of an index: what waits at the actor's units, what the actor holds."""
    found: set[tuple[datetime, UUID]] = set()
    if filters.get("holder") != "me":
        units = access.scopes(actor) if actor.has_role(*access.HEADS) else frozenset({actor.unit_id or 0})
        rows = TaskScope.objects.filter(ancestor_id__in=units, here=True, waiting=True)
        rows = rows.filter(task__holder_id=None) if filters.get("holder") == "nobody" else rows
        found |= _first(rows, "task_id", after, limit, filters, at)
    if filters.get("holder") != "nobody":
        held = Task.objects.filter(
            holder_id=actor.id,
            lead_id__in=access.carried(actor),
            closed_at=None,
            record=False,
            paused_since=None,
            retired_at=None,
        ).exclude(state=TaskState.REPORTED_DONE.value)
        found |= _first(held, "id", after, limit, filters, at)
    return [task_id for _, task_id in sorted(found)[:limit]]


def _first(
    rows: QuerySet[Any], key: str, after: WaitingKey | None, limit: int, filters: dict[str, str], at: datetime
) -> set[tuple[datetime, UUID]]:
    if filters.get("light") == "red":
        rows = rows.filter(due_at__lt=at)
    if after is not None:
        rows = rows.filter(_behind(after, key))
    return set(rows.order_by("due_at", key).values_list("due_at", key)[:limit])


def _behind(after: WaitingKey, key: str) -> Q:
    later = Q(due_at__gt=after.due_at)
    if after.kind == KIND:
        return later | Q(**{"due_at": after.due_at, f"{key}__gt": after.id})
    return later | Q(due_at=after.due_at) if after.kind < KIND else later


def _item(row: Task) -> WaitingItem:
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KIND, id=row.id),
        title=row.title,
        subtitle=row.directive.symbol or row.directive.given_name,
        code=row.code,
        url=URL.format(row.id),
        status=row.state,
        status_label=STATE_LABELS[TaskState(row.state)],
        agency=unit_ref(row.lead_id).name,
        received_at=row.given_at,
        holder=row.holder_name,
        paused=row.paused_since is not None,
    )
