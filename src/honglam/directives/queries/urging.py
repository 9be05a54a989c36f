"""Urging letters, newest first."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from honglam.directives import access
from honglam.directives.contracts import TaskState, TaskSummary, UrgingTask, UrgingView
from honglam.directives.models import Task, UrgingLetter
from honglam.directives.queries.agencies import ids_under, unit_ref
from honglam.directives.queries.tasks import late, page_of, running
from honglam.kernel.clock import local
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor

OFFERED = 200


def urgeable(actor: Actor) -> QuerySet[Task]:
    """What the actor's side gave and whose next move is the lead's: neither suspended nor reported as done."""
    rows = running(access.tasks_of(actor)).filter(agency_id__in=access.scopes(actor), paused_since=None)
    return rows.exclude(state=TaskState.REPORTED_DONE.value).select_related("directive").order_by("due_at", "id")


def list_late_to_urge(
    *, actor: Actor, at: datetime, lead_id: int | None, after: str | None, limit: int
) -> Page[TaskSummary]:
    """The late ones that the actor may urge, the longest behind first; of one unit, if asked. One query.

    Raises BadCursor.
    """
    today = local(at).date()
    rows = late(urgeable(actor), today)
    if lead_id is not None:
        rows = rows.filter(lead_id__in=ids_under(lead_id, today))
    return page_of(rows, at=at, after=after, limit=limit)


def list_urgings(*, actor: Actor, after: str | None, limit: int) -> Page[UrgingView]:
    """Letters of the actor's side or to it. Raises BadCursor."""
    rows = access.letters_of(actor).order_by("-id")
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows[: limit + 1])
    cursor = encode_cursor(str(found[limit - 1].id)) if len(found) > limit else None
    return Page(items=[_view(row) for row in found[:limit]], next_cursor=cursor)


def get_urging(*, actor: Actor, letter_id: UUID) -> UrgingView:
    """One letter. Raises LetterNotFound."""
    return _view(access.letter_for(actor, letter_id))


def _view(row: UrgingLetter) -> UrgingView:
    return UrgingView(
        id=row.id,
        agency=unit_ref(row.agency_id),
        lead=unit_ref(row.lead_id),
        made_at=row.made_at,
        made_by=row.made_name,
        signer_title=row.signer_title,
        signer=row.signer,
        reply_by=row.reply_by,
        tasks=tuple(UrgingTask(**{**one, "task_id": UUID(one["task_id"])}) for one in row.tasks),
    )
