"""Urging letters: drafted by the product from what stands late, signed and numbered by people."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.directives import access
from honglam.directives.contracts import (
    DueInThePast,
    NothingToUrge,
    NotToUrge,
    NotYours,
    SeveralGivers,
    SeveralLeads,
    TaskState,
)
from honglam.directives.models import Task, UrgingLetter
from honglam.directives.queries.agencies import carrier
from honglam.directives.queries.urging import urgeable
from honglam.directives.rules.dates import late_days
from honglam.directives.services.moving import move
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor


@transaction.atomic
def draft_urging(
    *, actor: Actor, task_ids: Sequence[UUID], reply_by: date | None, signer_title: str, signer: str, at: datetime
) -> UUID:
    """Draft a letter to whoever carries out these tasks now, in the name of whoever watches over them now.

    Raises NotYours, DueInThePast, NothingToUrge, NotToUrge, SeveralLeads, SeveralGivers.
    """
    if not actor.has_role(*access.GIVERS):
        raise NotYours
    if reply_by is not None and reply_by < local(at).date():
        raise DueInThePast(field="reply_by")
    rows = list(urgeable(actor).filter(id__in=task_ids).select_for_update(of=("self",)))
    if not rows:
        raise NothingToUrge(field="task")
    if left := len(set(task_ids)) - len(rows):
        raise NotToUrge(field="task", count=left)
    agency_id, lead_id = _parties(rows, at)
    letter = UrgingLetter.objects.create(
        id=uuid7(),
        agency_id=agency_id,
        lead_id=lead_id,
        made_at=at,
        made_by=actor.id,
        made_name=actor.name,
        signer_title=signer_title,
        signer=signer,
        reply_by=reply_by,
        tasks=[_told(row, local(at).date()) for row in rows],
    )
    audit.record(
        actor=actor,
        action="directives.urging_drafted",
        subject_kind="urging_letter",
        subject_id=letter.id,
        at=at,
        detail={"tasks": [row.code for row in rows]},
    )
    for row in rows:
        move(row, TaskState(row.state), actor=actor, at=at, what="urged", content={"letter": str(letter.id)})
    return letter.id


def _parties(rows: list[Task], at: datetime) -> tuple[int, int]:
    """Who writes and who is written to. What is over writes and gets no letters: whoever took it over does."""
    leads, givers = {carrier(row.lead_id, at) for row in rows}, {carrier(row.agency_id, at) for row in rows}
    if len(leads) > 1:
        raise SeveralLeads(field="task")
    if len(givers) > 1:
        raise SeveralGivers(field="task")
    return givers.pop(), leads.pop()


def _told(row: Task, on: date) -> dict[str, str | int]:
    source = row.directive
    dated = f" ngày {source.issued_on:%d/%m/%Y}" if source.issued_on else ""
    return {
        "task_id": str(row.id),
        "title": row.title,
        "source": f"{source.symbol}{dated}" if source.symbol else source.given_name,
        "due": f"{row.due_on:%d/%m/%Y}" if row.due_on else "",
        "late_days": late_days(row.due_on, on),
        "latest": row.latest,
    }
