"""What others see of documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from honglam.documents.contracts.codes import DocumentKind, Doubt, Relation, Validity
from honglam.documents.contracts.reading import Bound


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """A document in a list. `disputed`: those that cite it do not agree about its date or number."""

    id: UUID
    code: str
    kind: DocumentKind
    symbol: str
    dated: date | None
    issuer: str
    title: str
    validity: Validity
    disputed: bool
    provisional: bool


@dataclass(frozen=True, kw_only=True)
class CitationView:
    """One place where a document speaks of another: as it is written there. `other`: the cited or the citing one."""

    relation: Relation
    symbol: str
    dated: date | None
    title: str
    place: str
    quote: str
    other: DocumentLine | None


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One way in which a document's date or symbol is written, and by whom."""

    doubt: Doubt
    symbol: str
    dated: date | None
    by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure of a document in a list: the number with its words, sentence and place."""

    value: Decimal
    upper: Decimal | None
    of: Decimal | None
    bound: Bound
    unit: str
    period: str
    place: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class DocumentView:
    """One document with everything that stands in the register about it. `figures`: those that a person confirmed.

    `cut`: of which lists (`cites`, `cited_by`, `figures`) there is more than is shown. `may_correct`: whether the
    reader may put the entry right or take it out.
    """

    line: DocumentLine
    signer: str
    signer_post: str
    recipients: tuple[str, ...]
    note: str
    file_id: UUID | None
    cites: tuple[CitationView, ...]
    cited_by: tuple[CitationView, ...]
    variants: tuple[Variant, ...]
    figures: tuple[FigureLine, ...]
    cut: frozenset[str]
    may_correct: bool


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """An entry as it is typed, for whoever may put it right: the fields of a head and `validity`."""

    line: DocumentLine
    typed: Mapping[str, str]
    revision: int


@dataclass(frozen=True, kw_only=True)
class DocumentsAsked:
    """What a list is asked for; words are compared without accents. `own`: what the actor's agency took in."""

    words: str = ""
    kind: str = ""
    validity: str = ""
    year: int | None = None
    disputed: bool = False
    own: bool = False
