"""What a leader looks at: how many run, are late, are soon due; who is behind; what waits for a decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, DateField, F, Max, Value
from django.db.models.functions import Coalesce, TruncDate

from honglam.directives import access
from honglam.directives.contracts import LeaderPage, TaskFilter, TasksAsked, UnitStanding
from honglam.directives.queries.agencies import carrier, unit_ref
from honglam.directives.queries.tasks import behind, late, narrowed, running, soon, summary
from honglam.kernel.clock import VIETNAM, local
from honglam.kernel.values import Actor

SHOWN = 12


def get_leader_page(*, actor: Actor, at: datetime) -> LeaderPage:
    """Counts, units behind, the latest tasks and why, and what waits for an answer. Three queries."""
    rows, today = access.tasks_of(actor), local(at).date()
    until = Coalesce(TruncDate("done_at", tzinfo=VIETNAM), Value(today), output_field=DateField())
    units = list(
        running(rows)
        .values("lead_id")
        .annotate(
            running=Count("id"),
            late=Count("id", filter=behind(today)),
            soon=Count("id", filter=soon(today)),
            longest=Max(until - F("due_on"), filter=behind(today)),
        )
    )
    waiting = narrowed(rows, actor, TasksAsked(show=TaskFilter.WAITING.value), at)
    waiting = waiting.filter(agency_id__in=access.scopes(actor)).order_by("due_at", "id")[:SHOWN]
    latest = late(rows, today).select_related("directive").order_by("due_at", "id")[:SHOWN]
    return LeaderPage(
        running=sum(one["running"] for one in units),
        late=sum(one["late"] for one in units),
        soon=sum(one["soon"] for one in units),
        waiting=tuple(summary(row, today) for row in waiting),
        latest=tuple(summary(row, today) for row in latest),
        units=_standings(units, at),
    )


def _standings(rows: Iterable[Mapping[str, Any]], at: datetime) -> tuple[UnitStanding, ...]:
    """By whoever carries the work now, those furthest behind first: what is over leads nothing any more."""
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[carrier(row["lead_id"], at)].append(row)
    standings = [
        UnitStanding(
            unit=unit_ref(unit_id),
            running=sum(row["running"] for row in led),
            late=sum(row["late"] for row in led),
            soon=sum(row["soon"] for row in led),
            longest=max(row["longest"].days if row["longest"] else 0 for row in led),
        )
        for unit_id, led in found.items()
    ]
    return tuple(sorted(standings, key=lambda one: (-one.late, -one.running, one.unit.id)))
