"""What waits in each unit, for a head."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from honglam.dossiers.contracts import MOST_UNITS_BY_OFFICER, HolderLoad, TaskState, UnitLoad
from honglam.dossiers.models import Task
from honglam.dossiers.queries.lapses import count_untouched, led_units
from honglam.dossiers.queries.people import agency_ref
from honglam.identity import api as identity
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


def list_unit_loads(*, actor: Actor, at: datetime, unit_id: int | None = None) -> list[UnitLoad]:
    """Open tasks of the units in a head's scope, or of one of them, by unit and holder, the latest first.

    Three queries: the first reads nothing but the index of open tasks; names come after, for the few who hold
    something. Of more than `MOST_UNITS_BY_OFFICER` units nobody is named: a province has hundreds of officers, and
    one unit is asked for next.
    """
    units = led_units(actor) if unit_id is None else led_units(actor) & {unit_id}
    if not units:
        return []
    midnight = local(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    rows = (
        Task.objects.filter(unit_id__in=units, state=TaskState.OPEN.value)
        .values("unit_id", "holder_id")
        .annotate(
            tasks=Count("*"),
            late=Count("due_at", filter=Q(due_at__lt=at)),
            today=Count("due_at", filter=Q(due_at__gte=at, due_at__lt=midnight)),
        )
    )
    by_unit: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_unit[row["unit_id"]].append({**row})
    names = _names(by_unit) if len(by_unit) <= MOST_UNITS_BY_OFFICER else None
    untouched = count_untouched(set(by_unit))
    loads = [_load(unit_id, found, names, untouched.get(unit_id, 0)) for unit_id, found in by_unit.items()]
    return sorted(loads, key=lambda load: (-load.overdue, -load.open_tasks, load.unit.name))


def _names(by_unit: dict[int, list[dict[str, Any]]]) -> dict[UUID, str]:
    holder_ids = {row["holder_id"] for found in by_unit.values() for row in found if row["holder_id"]}
    return {one.id: one.full_name for one in identity.list_accounts(ids=holder_ids, limit=len(holder_ids) or 1)}


def _load(unit_id: int, rows: list[dict[str, Any]], names: dict[UUID, str] | None, untouched: int) -> UnitLoad:
    """Without names there are no holders."""
    known = names or {}
    holders = [
        HolderLoad(
            holder_id=row["holder_id"],
            holder_name=known.get(row["holder_id"], ""),
            open_tasks=row["tasks"],
            overdue=row["late"],
        )
        for row in rows
        if names is not None and row["holder_id"] is not None
    ]
    return UnitLoad(
        unit=agency_ref(unit_id),
        open_tasks=sum(row["tasks"] for row in rows),
        unclaimed=sum(row["tasks"] for row in rows if row["holder_id"] is None),
        overdue=sum(row["late"] for row in rows),
        due_today=sum(row["today"] for row in rows),
        untouched=untouched,
        holders=tuple(sorted(holders, key=lambda load: -load.open_tasks)),
    )
