"""Whose a file is that a program names: the ways of the pages store what they name themselves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from honglam.dossiers.access.dossiers import case_of, is_masked
from honglam.dossiers.models import Paper, ResultDocument
from honglam.dossiers.rules.parties import may_read
from honglam.files import api as files
from honglam.files.contracts import FileNotFound
from honglam.kernel.values import Actor

_LOOKED_AT = 20
"""A file that stands in more dossiers than that, none of which the actor may read, is not searched for further."""


def require_files(*, actor: Actor, file_ids: Iterable[UUID | None], at: datetime) -> None:
    """Files that the actor uploaded, or may open as papers or results of a dossier; any other is `FileNotFound`.

    An id is long but it is no secret: it stands in addresses and in answers to others. Attached to one's own dossier,
    somebody else's file could be opened there. Officers' programs share the work: what one of them handed in and
    belongs to nothing yet, another may attach.
    """
    named = {one for one in file_ids if one is not None}
    unknown = named - files.list_stored_by(actor=actor, file_ids=named) if named else named
    if unknown and actor.is_officer:
        unknown &= files.list_claimed(file_ids=unknown)
    if not all(_is_readable(actor, one, at) for one in unknown):
        raise FileNotFound(field="file_id")


def _is_readable(actor: Actor, file_id: UUID, at: datetime) -> bool:
    """Whether the file is a paper or a result of a dossier that the actor reads in full."""
    papers, results = (
        rows.objects.filter(file_id=file_id).select_related("dossier").order_by("-id")[:_LOOKED_AT]
        for rows in (Paper, ResultDocument)
    )
    cases = (case_of(row.dossier, at=at).facts for row in (*results, *papers))
    return any(may_read(actor, one) and not is_masked(actor, one) for one in cases)
