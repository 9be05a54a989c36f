"""Who may read which document, who takes them in, and the only ways from an id outside to a row. Absent and forbidden
look alike.

Documents of the pack and those without an owning agency are for every officer; what an agency took in is for its own
people, those of the agency that alone carries its work on, and those above it. What is still on its way in is for those
of the agency who take documents in.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.documents.contracts import DocumentNotFound, ImportNotFound, ImportState
from honglam.documents.models import Document, DocumentImport
from honglam.kernel.clock import today
from honglam.kernel.guards import role
from honglam.kernel.values import Actor, ActorKind

IMPORTERS = role("clerk", "processing_officer", "unit_head", "leader", "approver", "procedure_controller")
"""Posts that take documents in; registering what comes in is the clerk's work (NĐ 30/2020/NĐ-CP, Article 22), knowing
what a report's figures mean that of whoever works with them."""


def documents_of(actor: Actor) -> QuerySet[Document]:
    """Documents within sight."""
    if actor.kind is ActorKind.SYSTEM:
        return Document.objects.filter(retired_at=None)
    if not actor.is_officer:
        return Document.objects.none()
    return Document.objects.filter(Q(agency=None) | Q(agency_id__in=_seen(actor)), retired_at=None)


def document_for(actor: Actor, document_id: UUID) -> Document:
    """One document in sight. Raises DocumentNotFound."""
    row = documents_of(actor).filter(id=document_id).first()
    if row is None:
        raise DocumentNotFound
    return row


def entry_for(actor: Actor, document_id: UUID) -> Document:
    """One entry that the actor may put right or take out, locked. Raises DocumentNotFound."""
    rows = documents_of(actor).filter(id=document_id, agency_id__in=own_agencies(actor))
    row = rows.select_for_update().first() if IMPORTERS.admits(actor) else None
    if row is None:
        raise DocumentNotFound
    return row


def may_correct(actor: Actor, row: Document) -> bool:
    """Whether an entry in sight is the actor's agency's own, and the actor one of those who take documents in."""
    return row.agency_id is not None and IMPORTERS.admits(actor) and row.agency_id in own_agencies(actor)


def own_or_common(actor: Actor) -> QuerySet[Document]:
    """What the own agency may lead its readers to: its own entries, and those that every officer reads."""
    return documents_of(actor).filter(Q(agency=None) | Q(agency_id__in=own_agencies(actor)))


def sees(agency_id: int | None, *, owner_id: int | None) -> bool:
    """Whether what `owner_id` took in is within sight of an agency: its own, that of those below it, and that of former
    ones whose work it carries on."""
    if owner_id is None or agency_id is None:
        return owner_id is None
    readers = {agency_id, *directory.carried_ids(agency_id=agency_id, on=today())}
    return not readers.isdisjoint(directory.ancestor_ids(agency_id=owner_id))


def own_agency(actor: Actor) -> int | None:
    """In whose name the actor takes documents in: the post's agency; for an office, the body whose office it is."""
    if actor.agency_id is None:
        return None
    own = directory.get_agency(agency_id=directory.get_agency(agency_id=actor.agency_id).agency_id)
    return own.parent_id if own.kind is AgencyKind.OFFICE and own.parent_id else own.id


def own_agencies(actor: Actor) -> tuple[int, ...]:
    """Whose documents are the actor's own to take in: the agency's, and those of former ones whose work it alone
    carries on, so that nobody else reads with it what was theirs."""
    own = own_agency(actor)
    return () if own is None else (own, *directory.carried_ids(agency_id=own, on=today()))


def kin(owner_id: int | None) -> tuple[int, ...]:
    """Agencies whose own documents the people of an owner read: itself, whoever carries its work on now, and the other
    former ones of that one. Nobody for what has no owner."""
    if owner_id is None:
        return ()
    heir = directory.successor_of(agency_id=owner_id, on=today())
    return (owner_id, *directory.carried_ids(agency_id=heir.agency_id, on=today())) if heir else (owner_id,)


def imports_of(actor: Actor) -> QuerySet[DocumentImport]:
    """Documents that the actor's agency takes in, for those who do it."""
    if not IMPORTERS.admits(actor):
        return DocumentImport.objects.none()
    rows = DocumentImport.objects.filter(agency_id__in=own_agencies(actor))
    return rows.exclude(state=ImportState.DROPPED.value)


def import_for(actor: Actor, import_id: UUID, *, lock: bool = False) -> DocumentImport:
    """One document on its way in. Raises ImportNotFound."""
    rows = imports_of(actor).filter(id=import_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise ImportNotFound
    return row


def _seen(actor: Actor) -> list[int]:
    below = {one for scope in actor.scope_ids for one in directory.descendant_ids(agency_id=scope)}
    own = {one for one in (actor.unit_id, actor.agency_id) if one is not None}
    return sorted(below | own | set(own_agencies(actor)))
