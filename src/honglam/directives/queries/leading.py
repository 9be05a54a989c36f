"""What a leader looks at: how many run, are late, are soon due; who is behind; what waits for a decision."""

from datetime import datetime

from django.db.models import Count, DateField, F, Max, Value
from django.db.models.functions import Coalesce, TruncDate

from honglam.directives import access
from honglam.directives.contracts import LeaderPage, TaskFilter, TasksAsked, UnitStanding
from honglam.directives.queries.agencies import unit_ref
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
        .order_by("-late", "-running", "lead_id")
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
        units=tuple(
            UnitStanding(
                unit=unit_ref(one["lead_id"]),
                running=one["running"],
                late=one["late"],
                soon=one["soon"],
                longest=one["longest"].days if one["longest"] else 0,
            )
            for one in units
        ),
    )
