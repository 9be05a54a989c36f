"""What the block does when something happened."""

from datetime import datetime
from uuid import UUID

from honglam.documents.contracts import DocumentRegistered
from honglam.documents.services.registering import link_citations
from honglam.kernel.events import subscribe


@subscribe(DocumentRegistered, name="documents.link_citations")
def document_registered(event: DocumentRegistered, *, event_id: UUID, at: datetime) -> None:  # noqa: ARG001
    """A new document: those that cited it before find it now."""
    link_citations(document_id=event.document_id, at=at)
