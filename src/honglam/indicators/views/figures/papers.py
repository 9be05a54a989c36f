"""The document behind a figure, where the reader may open it."""

from uuid import UUID

from honglam.documents import api as documents
from honglam.documents.contracts import DocumentNotFound
from honglam.kernel.values import Actor


def register_entry(*, actor: Actor, document_id: UUID | None) -> UUID | None:
    """The register's entry that a figure was taken from, for whoever may open it: none that was taken out since."""
    if document_id is None or not actor.is_officer:
        return None
    try:
        return documents.get_document(actor=actor, document_id=document_id).line.id
    except DocumentNotFound:
        return None
