"""What rules read out of a text: proposals, never facts. Places are a paragraph's number and a span inside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from honglam.documents.contracts.codes import DocumentKind, Relation
from honglam.kernel.values import text_noop


class Bound(StrEnum):
    """What stands before a figure: more than, less than, about, at most in order of size."""

    EXACT = "exact"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"
    ORDER = "order"


BOUND_LABELS = {
    Bound.EXACT: text_noop("exactly"),
    Bound.ABOVE: text_noop("more than"),
    Bound.BELOW: text_noop("less than"),
    Bound.ABOUT: text_noop("about"),
    Bound.ORDER: text_noop("in the order of"),
}


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph, its lines joined. `section`: the headings above it, such as `B.2.a`."""

    number: int
    text: str
    section: str = ""
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands around the body: empty where the text does not say it."""

    kind: DocumentKind | None = None
    symbol: str = ""
    dated: date | None = None
    issuer: str = ""
    abstract: str = ""
    recipients: tuple[str, ...] = ()
    authority: str = ""
    signer_post: str = ""
    signer: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundCitation:
    """Another document named in the text, as it is written; `title` where it has no symbol (a law)."""

    paragraph: int
    start: int
    end: int
    symbol: str
    title: str
    kind: DocumentKind | None
    dated: date | None
    relation: Relation
    sentence: str


@dataclass(frozen=True, kw_only=True)
class FoundFigure:
    """A quantity in the text. `upper` of a range, `of` of a ratio (10/13); `period` in the text's own words."""

    paragraph: int
    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    of: Decimal | None
    unit: str
    bound: Bound
    period: str
    what: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Everything that rules found in one text."""

    head: Head
    paragraphs: tuple[Paragraph, ...]
    citations: tuple[FoundCitation, ...]
    figures: tuple[FoundFigure, ...]
