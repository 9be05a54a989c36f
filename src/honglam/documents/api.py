"""The door of documents."""

from collections.abc import Iterator
from uuid import UUID

from honglam.documents.contracts import DocumentLine, DocumentsAsked, DocumentView
from honglam.documents.queries import register
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def list_documents(*, actor: Actor, asked: DocumentsAsked, cursor: str = "") -> Page[DocumentLine]:
    """Documents in sight, the latest first."""
    return register.list_documents(actor=actor, asked=asked, cursor=cursor)


def every_document(*, actor: Actor, asked: DocumentsAsked) -> Iterator[DocumentLine]:
    """All documents of a list, for a file."""
    return register.every_document(actor=actor, asked=asked)


def get_document(*, actor: Actor, document_id: UUID) -> DocumentView:
    """One document with whom it cites and who cites it. Raises DocumentNotFound."""
    return register.get_document(actor=actor, document_id=document_id)
