"""What every entry into the register shares: how it is found, whether those who cite it agree, who hears of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from honglam.documents import access
from honglam.documents.contracts import DocumentKind, DocumentRegistered, Metadata
from honglam.documents.models import Citation, Document
from honglam.documents.models.document import UNDATED
from honglam.documents.rules.doubts import doubts
from honglam.documents.rules.kinds import NAME_OF
from honglam.documents.rules.symbols import may_mean, symbol_key
from honglam.kernel import audit, events
from honglam.kernel.text import fold
from honglam.kernel.values import SYSTEM, Actor


def hold_register() -> None:
    """Until the transaction ends nobody else enters, corrects, takes out or ties anything in the register: who looks
    whether a document stands there already finds what the one before entered.

    One lock for all agencies and for the pack, taken before any entry is: whoever cites marks the entries of others
    (`judge`), and two that did so in the order of their own texts would wait for each other for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('documents_register'))")


def fill(row: Document, said: Metadata) -> None:
    """The particulars as somebody who has the original typed them."""
    row.kind, row.symbol, row.dated = said.kind.value, said.symbol, said.dated
    row.issuer, row.title, row.note = said.issuer, said.title, said.note
    row.signer, row.signer_post, row.recipients = said.signer, said.signer_post, list(said.recipients)
    describe(row)


def describe(row: Document) -> None:
    """Fill what search and order go by, from what the row says."""
    row.symbol_key, row.listed_on = symbol_key(row.symbol), row.dated or UNDATED
    day = f"{row.dated:%d/%m/%Y}" if row.dated else ""
    words = (NAME_OF.get(DocumentKind(row.kind), ""), row.symbol, day, row.issuer, row.title, row.signer)
    row.folded = fold(" ".join(filter(None, words)))


def settled(row: Document, *, actor: Actor, at: datetime, action: str, detail: dict[str, Any] | None = None) -> None:
    """Save a document; audit entry and event."""
    row.revision += 1
    row.save()
    judge({row.pk})
    record(row, actor=actor, at=at, action=action, detail=detail)
    events.publish(DocumentRegistered(document_id=row.id, code=row.code, symbol=row.symbol), at=at)


def record(row: Document, *, actor: Actor, at: datetime, action: str, detail: dict[str, Any] | None = None) -> None:
    """What was done with a document, in its chain."""
    audit.record(
        actor=actor, action=f"documents.{action}", subject_kind="document", subject_id=row.id, at=at, detail=detail
    )


def judge(document_ids: Iterable[UUID | None]) -> None:
    """Mark documents about whose date or symbol the places that name them do not agree.

    Only places count that whoever reads the document reads as well: the mark of one that everybody reads would tell of
    a report that is somebody's own, and show nothing to compare. Two who judge at once go one after the other.
    """
    wanted = {one for one in document_ids if one is not None}
    for row in Document.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"):
        readable = Q(document__agency=None) | Q(document__agency_id__in=access.kin(row.agency_id))
        places = Citation.objects.filter(readable, cited=row, retired_at=None, document__retired_at=None)
        told = places.values_list("symbol", "dated").distinct()
        disputed = bool(doubts([(row.symbol, row.dated), *told]))
        if disputed != row.disputed:
            Document.objects.filter(pk=row.pk).update(disputed=disputed)


@transaction.atomic
def link_citations(*, document_id: UUID, at: datetime) -> int:
    """Tie places that named a document before it stood in the register to it; how many.

    Only where symbol and year name one document alone, of those that the citing agency may read: `225/QĐ-TTg` without
    a day is nobody's guess where two years gave it out, and what another agency took in is not told by a link to it.
    """
    hold_register()
    row = Document.objects.filter(pk=document_id, retired_at=None).exclude(symbol_key="").first()
    if row is None:
        return 0
    return _tie(row, _waiting(row.symbol_key).get(row.pk, []), at)


@transaction.atomic
def tie_places(*, symbol_key: str, at: datetime) -> int:
    """Tie places to those that are left of a number once an entry bears it no more, or not of that year; how many.

    As `link_citations`: what two might have been meant by is one document's alone now.
    """
    hold_register()
    found = _waiting(symbol_key) if symbol_key else {}
    rows = Document.objects.in_bulk(found.keys())
    return sum(_tie(rows[one], places, at) for one, places in found.items())


def _waiting(key: str) -> dict[UUID, list[UUID]]:
    """Places that write a number and lead nowhere, by the one document that each of them means."""
    namesakes = list(Document.objects.filter(symbol_key=key, retired_at=None))
    places = Citation.objects.filter(symbol_key=key, cited=None, retired_at=None, document__retired_at=None)
    found = defaultdict[UUID, list[UUID]](list)
    for place in places.select_related("document"):
        meant = _meant(place, namesakes)
        if meant is not None and meant != place.document_id:
            found[meant].append(place.pk)
    return found


def _meant(place: Citation, namesakes: Iterable[Document]) -> UUID | None:
    citing = place.document.agency_id
    fitting = [one for one in namesakes if may_mean(place.symbol, place.dated, one.dated)]
    seen = [one.pk for one in fitting if access.sees(citing, owner_id=one.agency_id)]
    return seen[0] if len(seen) == 1 else None


def _tie(row: Document, places: Sequence[UUID], at: datetime) -> int:
    linked = Citation.objects.filter(pk__in=places).update(cited=row)
    if linked:
        judge({row.pk})
        record(row, actor=SYSTEM, at=at, action="citations_linked", detail={"citations": linked})
    return linked
