"""An entry that an agency made is put right, or taken out of the register. Nothing is deleted; the chain says why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from honglam.documents import access
from honglam.documents.contracts import DocumentMovedOn, DocumentRetired, StillCited, Typed
from honglam.documents.models import Citation, Document, DocumentImport
from honglam.documents.rules.understanding import read_correction, read_reason
from honglam.documents.services.importing.receiving import let_go
from honglam.documents.services.registering import fill, hold_register, judge, record, settled, tie_places
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel import events
from honglam.kernel.values import Actor


@transaction.atomic
def correct_document(*, actor: Actor, document_id: UUID, typed: Typed, revision: int, at: datetime) -> None:
    """Put particulars of an own entry right. `typed`: the fields of a head, `validity`, and the `reason`.

    What others wrote of the document stays as they wrote it. Raises DocumentNotFound, DocumentMovedOn where somebody
    changed it since that revision, FieldErrors.
    """
    hold_register()
    row = access.entry_for(actor, document_id)
    if row.revision != revision:
        raise DocumentMovedOn
    said, before, key = read_correction(typed), row.particulars, row.symbol_key
    fill(row, said.particulars)
    row.validity = said.validity.value
    changed = row.changed_from(before)
    if changed:
        detail = {"before": changed, "reason": said.reason}
        settled(row, actor=actor, at=at, action="document_corrected", detail=detail)
    if changed.keys() & {"symbol", "dated"}:
        tie_places(symbol_key=key, at=at)


@transaction.atomic
def retire_document(*, actor: Actor, document_id: UUID, typed: Typed, at: datetime) -> None:
    """Take an own entry out, with the places where it cites and the files that were joined to it.

    `typed`: the `reason`. The same file may be handed in again. Raises DocumentNotFound, FieldErrors, StillCited where
    documents in sight cite it.
    """
    hold_register()
    row, reason = access.entry_for(actor, document_id), read_reason(typed)
    places = Citation.objects.filter(cited=row, retired_at=None, document__retired_at=None).exclude(document=row)
    told = places.filter(document__in=access.documents_of(actor)).count()
    if told:
        raise StillCited(count=told)
    _retire_places(row, at)
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    if row.file_id is not None:
        files.release(actor=actor, file_ids=[row.file_id], holder=Holder(kind="document", id=str(row.id)), at=at)
    for one in _came_as(row):
        let_go(one, actor=actor, at=at)
    record(row, actor=actor, at=at, action="document_retired", detail={"reason": reason})
    tie_places(symbol_key=row.symbol_key, at=at)
    # Who cites it out of sight is not told of: those places keep their words and wait for what is registered next.
    # Only now: who had chosen this very entry did not mean a namesake that is left.
    places.update(cited=None)
    events.publish(DocumentRetired(document_id=row.id), at=at)


def _retire_places(row: Document, at: datetime) -> None:
    places = Citation.objects.filter(document=row, retired_at=None)
    cited = set(places.values_list("cited_id", flat=True))
    places.update(retired_at=at)
    judge(cited)


def _came_as(row: Document) -> QuerySet[DocumentImport]:
    return DocumentImport.objects.select_for_update().filter(document=row)
