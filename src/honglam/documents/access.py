"""Who may read which document, and the only ways from an id outside to a row. Absent and forbidden look alike.

Documents of the pack and those without an owning agency are for every officer; what an agency took in is for its own
people and for those above it.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.documents.contracts import DocumentNotFound
from honglam.documents.models import Document
from honglam.kernel.values import Actor


def documents_of(actor: Actor) -> QuerySet[Document]:
    """Documents within sight."""
    if not actor.is_officer:
        return Document.objects.none()
    return Document.objects.filter(Q(agency=None) | Q(agency_id__in=_seen(actor)), retired_at=None)


def document_for(actor: Actor, document_id: UUID) -> Document:
    """One document in sight. Raises DocumentNotFound."""
    row = documents_of(actor).filter(id=document_id).first()
    if row is None:
        raise DocumentNotFound
    return row


def _seen(actor: Actor) -> list[int]:
    below = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
    return sorted(below | {one for one in (actor.unit_id, actor.agency_id) if one is not None})
