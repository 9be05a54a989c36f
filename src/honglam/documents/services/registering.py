"""What every entry into the register shares: how it is found, whether those who cite it agree, who hears of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.documents import access
from honglam.documents.contracts import DocumentKind, DocumentRegistered
from honglam.documents.models import Citation, Document
from honglam.documents.models.document import UNDATED
from honglam.documents.rules.doubts import doubts
from honglam.documents.rules.kinds import NAME_OF
from honglam.documents.rules.symbols import symbol_key
from honglam.kernel import audit, events
from honglam.kernel.text import fold
from honglam.kernel.values import SYSTEM, Actor


def describe(row: Document) -> None:
    """Fill what search and order go by, from what the row says."""
    row.symbol_key, row.listed_on = symbol_key(row.symbol), row.dated or UNDATED
    day = f"{row.dated:%d/%m/%Y}" if row.dated else ""
    words = (NAME_OF.get(DocumentKind(row.kind), ""), row.symbol, day, row.issuer, row.title, row.signer)
    row.folded = fold(" ".join(filter(None, words)))


def settled(row: Document, *, actor: Actor, at: datetime, action: str) -> None:
    """Save a document; audit entry and event."""
    row.save()
    judge({row.pk})
    audit.record(actor=actor, action=f"documents.{action}", subject_kind="document", subject_id=row.id, at=at)
    events.publish(DocumentRegistered(document_id=row.id, code=row.code, symbol=row.symbol), at=at)


def judge(document_ids: Iterable[UUID | None]) -> None:
    """Mark documents about whose date or symbol the places that name them do not agree."""
    for row in Document.objects.filter(pk__in=[one for one in document_ids if one is not None]):
        told = Citation.objects.filter(cited=row, retired_at=None).values_list("symbol", "dated")
        disputed = bool(doubts([(row.symbol, row.dated), *told]))
        if disputed != row.disputed:
            Document.objects.filter(pk=row.pk).update(disputed=disputed)


@transaction.atomic
def link_citations(*, document_id: UUID, at: datetime) -> int:
    """Tie places that named a document before it stood in the register to it; how many.

    Only where the symbol names one document alone, of those that the citing agency may read: `225/QĐ-TTg` of two
    years is nobody's guess, and what another agency took in is not told by a link to it.
    """
    row = Document.objects.filter(pk=document_id, retired_at=None).exclude(symbol_key="").first()
    if row is None:
        return 0
    namesakes = list(Document.objects.filter(symbol_key=row.symbol_key, retired_at=None))
    waiting = Citation.objects.filter(symbol_key=row.symbol_key, cited=None, retired_at=None)
    meant = [one.pk for one in waiting.select_related("document") if _means(one, row, namesakes)]
    linked = Citation.objects.filter(pk__in=meant).update(cited=row)
    if linked:
        judge({row.pk})
        audit.record(
            actor=SYSTEM,
            action="documents.citations_linked",
            subject_kind="document",
            subject_id=row.id,
            at=at,
            detail={"citations": linked},
        )
    return linked


def _means(place: Citation, row: Document, namesakes: Iterable[Document]) -> bool:
    citing = place.document.agency_id
    known = [one.pk for one in namesakes if access.sees(citing, owner_id=one.agency_id)]
    years = {day.year for day in (place.dated, row.dated) if day}
    return known == [row.pk] and len(years) <= 1
