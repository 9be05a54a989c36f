"""Urging letters, newest first."""

from uuid import UUID

from honglam.directives import access
from honglam.directives.contracts import UrgingTask, UrgingView
from honglam.directives.models import UrgingLetter
from honglam.directives.queries.agencies import unit_ref
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor


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
