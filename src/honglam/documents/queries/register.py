"""The register: a list by day, one document with who cites it. A fixed number of queries each."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import BigIntegerField, Exists, F, Func, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from honglam.documents import access
from honglam.documents.contracts import (
    Bound,
    CitationView,
    DocumentKind,
    DocumentLine,
    DocumentNotFound,
    DocumentsAsked,
    DocumentView,
    Doubt,
    EntryView,
    FigureLine,
    Relation,
    Validity,
    Variant,
)
from honglam.documents.models import Citation, Document, DocumentFigure
from honglam.documents.rules.doubts import doubts
from honglam.documents.rules.symbols import symbol_key
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 50
MOST_SHOWN = 500
"""Of who cites it, of what it cites and of its figures: as many as a page shows."""
_BATCH = 500
# Codes of places end in a number and compare letter by letter: the tenth would stand before the second.
_SERIES = Func(F("code"), Value("[0-9]+$"), Value(""), function="regexp_replace")
_NUMBER = Cast(Func(F("code"), Value("[0-9]+$"), function="substring"), BigIntegerField())
_IN_TURN = (_SERIES, _NUMBER, "code")

M = TypeVar("M", bound=Model)


def list_documents(*, actor: Actor, asked: DocumentsAsked, cursor: str = "") -> Page[DocumentLine]:
    """Documents in sight, the latest first, by words without accents and by what they are. One query."""
    found = list(_after(_asked_for(actor, asked), cursor)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(items=[document_line(row) for row in found[:PAGE]], next_cursor=_cursor(last) if last else None)


def every_document(*, actor: Actor, asked: DocumentsAsked) -> Iterator[DocumentLine]:
    """All of a list, page by page, for a file: nothing stays open between two of them."""
    rows, cursor = _asked_for(actor, asked), ""
    while True:
        found = list(_after(rows, cursor)[:_BATCH])
        yield from map(document_line, found)
        if len(found) < _BATCH:
            return
        cursor = _cursor(found[-1])


def get_document(*, actor: Actor, document_id: UUID) -> DocumentView:
    """One document, whom it cites, who cites it and how, its figures. Four queries. Raises DocumentNotFound."""
    row = access.document_for(actor, document_id)
    seen, readable = Citation.objects.filter(retired_at=None), access.documents_of(actor)
    opens = Exists(readable.filter(id=OuterRef("cited_id")))
    cites = _some(seen.filter(document=row).annotate(opens=opens).select_related("cited").order_by(*_IN_TURN))
    citing = seen.filter(cited=row, document__in=readable).select_related("document")
    told = _some(citing.order_by("-document__listed_on", "document_id", *_IN_TURN))
    figures = _some(DocumentFigure.objects.filter(document=row).order_by("source", "number"))
    lists: dict[str, Sequence[Model]] = {"cites": cites, "cited_by": told, "figures": figures}
    return DocumentView(
        line=document_line(row),
        signer=row.signer,
        signer_post=row.signer_post,
        recipients=tuple(row.recipients),
        note=row.note,
        file_id=row.file_id,
        cites=tuple(_citation(one, one.cited if one.opens else None) for one in cites[:MOST_SHOWN]),  # type: ignore[attr-defined]
        cited_by=tuple(_citation(one, one.document) for one in told[:MOST_SHOWN]),
        variants=tuple(_variants(row, told)),
        figures=tuple(map(_figure, figures[:MOST_SHOWN])),
        cut=frozenset(name for name, found in lists.items() if len(found) > MOST_SHOWN),
        may_correct=access.may_correct(actor, row),
    )


def get_entry(*, actor: Actor, document_id: UUID) -> EntryView:
    """An entry that the actor may put right, as it is typed. One query. Raises DocumentNotFound."""
    row = access.document_for(actor, document_id)
    if not access.may_correct(actor, row):
        raise DocumentNotFound
    return EntryView(line=document_line(row), typed=row.particulars, revision=row.revision)


def document_line(row: Document) -> DocumentLine:
    """A row as others see it."""
    return DocumentLine(
        id=row.id,
        code=row.code,
        kind=DocumentKind(row.kind),
        symbol=row.symbol,
        dated=row.dated,
        issuer=row.issuer,
        title=row.title,
        validity=Validity(row.validity),
        disputed=row.disputed,
        provisional=row.provisional,
    )


def _asked_for(actor: Actor, asked: DocumentsAsked) -> QuerySet[Document]:
    rows = access.documents_of(actor)
    if asked.kind in set(DocumentKind):
        rows = rows.filter(kind=asked.kind)
    if asked.validity in set(Validity):
        rows = rows.filter(validity=asked.validity)
    if asked.year is not None:
        rows = rows.filter(dated__year=asked.year)
    if asked.disputed:
        rows = rows.filter(disputed=True)
    if asked.own:
        rows = rows.filter(agency_id__in=access.own_agencies(actor))
    for word in fold(asked.words).split()[:8]:
        rows = rows.filter(Q(folded__contains=word) | Q(symbol_key=symbol_key(word)))
    return rows.order_by("-listed_on", "-id")


def _some(rows: QuerySet[M]) -> list[M]:
    """As many as are shown, and one more where there are more."""
    return list(rows[: MOST_SHOWN + 1])


def _after(rows: QuerySet[Document], cursor: str) -> QuerySet[Document]:
    if not cursor:
        return rows
    try:
        day, one = decode_cursor(cursor, length=2)
        on, last = date.fromisoformat(day), UUID(one)
    except (TypeError, ValueError, AttributeError) as fault:
        raise BadCursor from fault
    return rows.filter(Q(listed_on__lt=on) | Q(listed_on=on, id__lt=last))


def _cursor(row: Document) -> str:
    return encode_cursor(row.listed_on.isoformat(), str(row.id))


def _figure(one: DocumentFigure) -> FigureLine:
    return FigureLine(
        value=one.value,
        upper=one.upper,
        of=one.of,
        bound=Bound(one.bound),
        unit=one.unit,
        period=one.period,
        place=one.place,
        quote=one.quote,
    )


def _citation(one: Citation, other: Document | None) -> CitationView:
    return CitationView(
        relation=Relation(one.relation),
        symbol=one.symbol,
        dated=one.dated,
        title=one.title,
        place=one.place,
        quote=one.quote,
        other=document_line(other) if other else None,
    )


def _variants(row: Document, told: Iterable[Citation]) -> Iterator[Variant]:
    """Each way in which it is written, with who writes so; nothing where all agree."""
    ways: dict[tuple[Doubt, str, date | None], dict[str, None]] = {}
    written = [(one.symbol, one.dated, one.document.title) for one in told]
    apart = doubts([(row.symbol, row.dated), *((symbol, dated) for symbol, dated, _ in written)])
    for symbol, dated, by in [(row.symbol, row.dated, ""), *written]:
        if Doubt.DATE in apart and dated:
            ways.setdefault((Doubt.DATE, "", dated), {})[by] = None
        if Doubt.SYMBOL in apart and symbol:
            ways.setdefault((Doubt.SYMBOL, symbol, None), {})[by] = None
    for (doubt, symbol, dated), by_whom in sorted(ways.items(), key=lambda way: way[0][0]):
        yield Variant(doubt=doubt, symbol=symbol, dated=dated, by=tuple(filter(None, by_whom)))
