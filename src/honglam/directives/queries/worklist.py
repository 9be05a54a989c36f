"""Tasks in the one worklist: where the next move is the actor's or the actor's unit's. Keys first, rows after."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

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
    held = Q(task__holder_id=actor.id, ancestor_id=F("task__lead_id"), here=True, waiting=True)
    if filters.get("holder") == "me":
        wanted = held
    else:
        heads = access.scopes(actor) if actor.has_role(*access.HEADS) else frozenset({actor.unit_id})
        wanted = Q(ancestor_id__in=heads, here=True, waiting=True)
        wanted = wanted & Q(task__holder_id=None) if filters.get("holder") == "nobody" else wanted | held
    rows = TaskScope.objects.filter(wanted)
    if filters.get("light") == "red":
        rows = rows.filter(due_at__lt=at)
    if after is not None:
        rows = rows.filter(_behind(after))
    keys = rows.order_by("due_at", "task_id").values_list("due_at", "task_id").distinct()[:limit]
    return [task_id for _, task_id in keys]


def _behind(after: WaitingKey) -> Q:
    later = Q(due_at__gt=after.due_at)
    if after.kind == KIND:
        return later | Q(due_at=after.due_at, task_id__gt=after.id)
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
