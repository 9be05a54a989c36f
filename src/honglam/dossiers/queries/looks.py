"""Looks that were asked for: in the one worklist."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from honglam.directory import api as directory
from honglam.dossiers.access import desks_of
from honglam.dossiers.models import Look
from honglam.kernel.ready import ReadyQueries
from honglam.kernel.registry import WaitingItem, WaitingKey
from honglam.kernel.values import Actor, text_noop
from honglam.kernel.waiting import DUE, ID, behind, shown_last, turn_of

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
        held = filters.get("holder") == "me" or filters.get("officer")
        if not desks or held or filters.get("kind") or filters.get("light") in _LIGHTS:
            return []
        procedure, (due, last) = filters.get("procedure", ""), shown_last(after)
        shape = (bool(procedure), turn_of(after, KIND), limit)
        rows = _WAITING.rows(shape, desks=list(desks), procedure=procedure, due=due, after=last)
        return [_item(row) for row in rows]


def _waiting(shape: Any, *, desks: list[int], procedure: str, due: datetime, after: UUID) -> QuerySet[Look]:
    of_one, turn, limit = shape
    rows = Look.objects.filter(behind(turn, due=due, after=after), desk_id__among=desks, closed_at=None)
    rows = rows.filter(procedure_code=procedure) if of_one else rows
    return rows.order_by("due_at", "id")[:limit]


_WAITING = ReadyQueries(_waiting, desks=[-1], procedure="a code", due=DUE, after=ID)


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
