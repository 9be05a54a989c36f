"""Whose a file is that a program names: the ways of the pages store what they name themselves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from honglam.dossiers.access.dossiers import case_of, is_masked
from honglam.dossiers.models import Paper
from honglam.dossiers.rules.parties import may_read
from honglam.files import api as files
from honglam.files.contracts import FileNotFound
from honglam.kernel.values import Actor

_LOOKED_AT = 20
"""A file that stands in more dossiers than that, none of which the actor may read, is not searched for further."""


def require_files(*, actor: Actor, file_ids: Iterable[UUID | None], at: datetime) -> None:
    """Files that the actor uploaded, or may open as papers of a dossier; any other is `FileNotFound`.

    An id is long but it is no secret: it stands in addresses and in answers to others. Attached to one's own dossier,
    somebody else's file could be opened there.
    """
    named = {one for one in file_ids if one is not None}
    unknown = named - files.list_stored_by(actor=actor, file_ids=named) if named else named
    if unknown - _readable(actor, unknown, at):
        raise FileNotFound(field="file_id")


def _readable(actor: Actor, file_ids: set[UUID], at: datetime) -> set[UUID]:
    """Those of the files that are papers of a dossier that the actor reads in full."""
    found: set[UUID] = set()
    for file_id in file_ids:
        rows = Paper.objects.filter(file_id=file_id).select_related("dossier").order_by("-id")[:_LOOKED_AT]
        cases = (case_of(row.dossier, at=at).facts for row in rows)
        if any(may_read(actor, one) and not is_masked(actor, one) for one in cases):
            found.add(file_id)
    return found
