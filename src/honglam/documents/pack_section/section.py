"""The section `documents/` of a pack: legal and official documents, and where each speaks of others."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from honglam.documents.contracts import DocumentKind, Relation, Validity
from honglam.documents.models import Citation, Document
from honglam.documents.rules.symbols import parse_symbol
from honglam.documents.services import stating
from honglam.documents.services.registering import hold_register
from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Record, Row, Section, Shape

Code = Annotated[str, Meta(pattern=r"^[a-z0-9-]+$", max_length=60)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]


class CitationShape(Shape, frozen=True, kw_only=True):
    """One place where the document speaks of another; `symbol` and `dated` as they are written there."""

    number: Annotated[str, Meta(pattern=r"^[0-9]+$", max_length=4)]
    document: Code
    relation: Relation = Relation.CITES
    symbol: Annotated[str, Meta(max_length=80)] = ""
    dated: datetime.date | None = None
    place: Annotated[str, Meta(max_length=200)] = ""
    quote: str = ""


class DocumentShape(Shape, frozen=True, kw_only=True):
    """One document. What its text does not say stays empty; what nobody could confirm is provisional."""

    code: Code
    kind: DocumentKind
    symbol: Annotated[str, Meta(max_length=80)] = ""
    dated: datetime.date | None = None
    issuer: Annotated[str, Meta(max_length=300)] = ""
    title: Line
    signer: Annotated[str, Meta(max_length=200)] = ""
    signer_post: Annotated[str, Meta(max_length=200)] = ""
    recipients: tuple[Line, ...] = ()
    validity: Validity = Validity.UNKNOWN
    note: str = ""
    provisional: bool = False
    cites: tuple[CitationShape, ...] = ()


class DocumentsSection(Section):
    """The register of documents, from a pack into the tables and back."""

    name = "documents"
    depends_on: ClassVar = ()
    collections: ClassVar = (
        Collection(
            "document",
            "documents/*.yaml",
            DocumentShape,
            at="documents",
            key=lambda s: s.code,
            home=lambda s: f"documents/{s.code}.yaml",
        ),
        Collection(
            "citation", "documents/*.yaml", CitationShape, inside="document", at="cites", key=lambda s: s.number
        ),
    )

    def check(self, pack: Pack) -> Iterator[PackError]:
        """Cited documents exist; a full symbol is one, and says the same kind as the document."""
        documents = pack.records("document", DocumentShape)
        for record in documents.values():
            yield from _check_symbol(record)
        for cited in pack.records("citation", CitationShape).values():
            if cited.value.document not in documents:
                message = text_noop("There is no document “%(code)s” in the register of the pack.")
                yield cited.error("document", "unknown_document", message, code=cited.value.document)

    def rows(self) -> Iterator[Row]:
        """What the tables hold, retired ones included."""
        for row in Document.objects.filter(from_pack=True).order_by("code"):
            yield Row("document", row.code, msgspec.convert(row.content, DocumentShape, strict=False))
        for one in Citation.objects.filter(from_pack=True).order_by("code"):
            yield Row("citation", one.code, msgspec.convert(one.content, CitationShape, strict=False))

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime.datetime) -> None:
        """Put or retire each; the register is held before the first row is locked."""
        hold_register()
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                stating.retire(actor=actor, kind=change.kind, code=change.key, at=at)
            elif change.kind == "document":
                stating.put_document(actor=actor, content=msgspec.to_builtins(change.after), at=at)
            else:
                stating.put_citation(actor=actor, key=change.key, content=msgspec.to_builtins(change.after), at=at)


def _check_symbol(record: Record[DocumentShape]) -> Iterator[PackError]:
    shape = record.value
    if not shape.symbol or shape.provisional:
        return
    symbol = parse_symbol(shape.symbol)
    if symbol is None:
        yield record.error(
            "symbol", "symbol_malformed", text_noop("“%(symbol)s” is no number and symbol."), symbol=shape.symbol
        )
    elif symbol.kind is not DocumentKind.OFFICIAL_LETTER and symbol.kind is not shape.kind:
        message = text_noop("The symbol says that this is another kind of document: %(kind)s.")
        yield record.error("kind", "kind_against_symbol", message, kind=symbol.kind.value)
