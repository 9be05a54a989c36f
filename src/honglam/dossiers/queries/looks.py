"""Looks that were asked for: in the one worklist."""

from honglam.directory import api as directory
from honglam.dossiers.access import desks_of
from honglam.dossiers.models import Look
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor, text_noop

KIND = "looks"
URL = "/can-bo/xem-truoc/{}/"
_STEP = text_noop("Look at a draft first")
_LIGHTS = frozenset({"red", "yellow", "green"})


class LookWorklist:
    """What desks were asked to look at, in the one worklist. Filters that speak of dossiers leave nothing of it."""

    kind = KIND

    def list_waiting(
        self, *, actor: Actor, after: WaitingKey | None, limit: int, filters: dict[str, str]
    ) -> list[WaitingItem]:
        """The next drafts that wait for a look at the actor's desks, by what is due first. One query."""
        desks = desks_of(actor)
        if not desks or filters.get("holder") == "me" or filters.get("kind") or filters.get("light") in _LIGHTS:
            return []
        rows = Look.objects.filter(desk_id__in=desks, closed_at=None)
        if filters.get("procedure"):
            rows = rows.filter(procedure_code=filters["procedure"])
        if after is not None:
            rows = rows.filter(due_at__gte=after.due_at)
        found = [_item(row) for row in rows.order_by("due_at", "id")[: limit + 1]]
        return [item for item in found if after is None or item.key > after][:limit]


def _item(row: Look) -> WaitingItem:
    return WaitingItem(
        key=WaitingKey(due_at=row.due_at, kind=KIND, id=row.id),
        title=row.procedure_name,
        subtitle=row.asker_name,
        code=text_noop("Draft dossier"),
        url=URL.format(row.id),
        status="registered",
        status_label=_STEP,
        agency=directory.get_agency(agency_id=row.desk_id).name,
        received_at=row.asked_at,
        facts={"step": _STEP, "procedure": row.procedure_code},
    )
