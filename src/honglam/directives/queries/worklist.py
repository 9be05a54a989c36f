"""Tasks in the one worklist: where the next move is the actor's or the actor's unit's. Keys first, rows after."""

from datetime import UTC, datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from honglam.directives import access
from honglam.directives.contracts import STATE_LABELS, TaskState
from honglam.directives.models import Task, TaskScope
from honglam.directives.queries.agencies import unit_ref
from honglam.kernel.clock import now
from honglam.kernel.ready import ReadyQueries, ReadyQuery
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor
from honglam.kernel.waiting import DUE, ID, Turn, behind, holder_of, shown_last, turn_of

KIND = "directive_task"
M = TypeVar("M", bound=Model)
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
        rows = {row.id: row for row in _SHOWN.rows(ids=keys)} if keys else {}
        return [_item(rows[one]) for one in keys if one in rows]


def _keys(actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str], at: datetime) -> list[UUID]:
    """The heads of two lanes, each a stretch of an index: what waits at the actor's units, what the actor holds."""
    due, last = shown_last(after)
    holder, moments = holder_of(filters), {"at": at, "due": due, "after": last}
    shape = _Shape(
        unheld=holder == "nobody", late=filters.get("light") == "red", turn=turn_of(after, KIND), limit=limit
    )
    found: set[tuple[datetime, UUID]] = set()
    if holder != "me":
        units = _units(actor)
        found |= {(row.due_at, row.task_id) for row in _UNITS.rows(shape, units=list(units), **moments)}
    if holder != "nobody":
        me, led = actor.id or UUID(int=0), list(access.carried(actor))
        found |= {(row.due_at, row.id) for row in _MINE.rows(shape, me=me, led=led, **moments)}
    return [task_id for _, task_id in sorted(found)[:limit]]


def _units(actor: Actor) -> frozenset[int]:
    """Whose work waits for the actor: what they head, or the unit in which they work on tasks."""
    if actor.has_role(*access.HEADS):
        return access.scopes(actor)
    return frozenset({actor.unit_id or 0} if actor.has_role(*access.WORKING) else ())


class _Shape(NamedTuple):
    """What both questions depend on."""

    unheld: bool
    late: bool
    turn: Turn
    limit: int


def _of_units(shape: _Shape, *, units: list[int], at: datetime, due: datetime, after: UUID) -> QuerySet[TaskScope]:
    rows = TaskScope.objects.filter(
        behind(shape.turn, due=due, after=after, key="task_id"), ancestor_id__among=units, here=True, waiting=True
    )
    rows = rows.filter(task__holder_id=None) if shape.unheld else rows
    return _first(rows, "task_id", shape, at)


def _held(shape: _Shape, *, me: UUID, led: list[int], at: datetime, due: datetime, after: UUID) -> QuerySet[Task]:
    rows = Task.objects.filter(
        behind(shape.turn, due=due, after=after),
        holder_id=me,
        lead_id__among=led,
        closed_at=None,
        record=False,
        paused_since=None,
        retired_at=None,
    ).exclude(state=TaskState.REPORTED_DONE.value)
    return _first(rows, "id", shape, at)


def _first(rows: QuerySet[M], key: str, shape: _Shape, at: datetime) -> QuerySet[M]:
    rows = rows.filter(due_at__lt=at) if shape.late else rows
    return rows.order_by("due_at", key).only("due_at", key)[: shape.limit]


_MOMENTS = {"at": datetime(1972, 1, 1, tzinfo=UTC), "due": DUE, "after": ID}
_UNITS = ReadyQueries(_of_units, units=[-1], **_MOMENTS)
_MINE = ReadyQueries(_held, me=UUID(int=1), led=[-1], **_MOMENTS)
_SHOWN = ReadyQuery(lambda *, ids: Task.objects.filter(id__among=ids).select_related("directive"), ids=[UUID(int=1)])


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
