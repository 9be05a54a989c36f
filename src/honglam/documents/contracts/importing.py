"""Taking in a document as a file: what was read of it is proposed, what a person confirms goes further."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from honglam.documents.contracts.codes import DocumentKind, Relation, Validity
from honglam.documents.contracts.reading import Bound, Paragraph
from honglam.documents.contracts.views import DocumentLine
from honglam.kernel.values import text_noop


class ImportState(StrEnum):
    """How far a document that was handed in has come."""

    WAITING = "waiting"
    READING = "reading"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    DROPPED = "dropped"


IMPORT_STATE_LABELS = {
    ImportState.WAITING: text_noop("waits to be read"),
    ImportState.READING: text_noop("is being read"),
    ImportState.PROPOSED: text_noop("to be confirmed"),
    ImportState.CONFIRMED: text_noop("in the register"),
    ImportState.FAILED: text_noop("could not be read"),
    ImportState.DROPPED: text_noop("withdrawn"),
}

STAMPED = "secret"
"""The fault of a paper that may not be here at all."""
IMPORT_FAULTS = {
    "locked": text_noop("The file is locked with a password. Save it without the password and import it again."),
    "macros": text_noop(
        "The file contains macros. Save it as a Word document without macros (.docx) and import it again."
    ),
    "no_text": text_noop(
        "The file has no text that can be read: it is a scan, and this server does not recognise text or found none. "
        "Ask the issuer for the Word file, or scan it again at 300 dpi."
    ),
    "too_long": text_noop(
        "The document is too long to be read. Split it, for example import its annexes by themselves."
    ),
    "too_many_pages": text_noop("The document has more than 400 pages. Split it and import the parts."),
    "too_slow": text_noop(
        "Reading took too much time or memory. Save the file anew as Word or PDF and import it again."
    ),
    STAMPED: text_noop(
        "The paper bears a stamp of secrecy. Secret papers are not kept or sent on this system (law on protecting "
        "state secrets). Withdraw the file and hand the paper to whoever keeps the secret papers of your agency."
    ),
    "broken": text_noop("The file is damaged or is not what its name says. Open it, save it anew and import it again."),
}
"""By the code that the row keeps: what is wrong, and what to do."""


class ProposalKind(StrEnum):
    """What is proposed."""

    CITATION = "citation"
    FIGURE = "figure"


PROPOSAL_KIND_LABELS = {
    ProposalKind.CITATION: text_noop("Citation"),
    ProposalKind.FIGURE: text_noop("Figure"),
}


class Verdict(StrEnum):
    """What a person said of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    DROPPED = "dropped"


VERDICT_LABELS = {
    Verdict.OPEN: text_noop("not looked at"),
    Verdict.ACCEPTED: text_noop("right"),
    Verdict.CORRECTED: text_noop("corrected"),
    Verdict.DROPPED: text_noop("not taken"),
}

TAKEN = (Verdict.ACCEPTED, Verdict.CORRECTED)
"""What goes further."""

HEAD_FIELDS = ("kind", "symbol", "dated", "issuer", "title", "recipients", "signer_post", "signer", "note")
CITATION_FIELDS = ("symbol", "title", "dated", "relation")
FIGURE_FIELDS = ("value", "upper", "of", "bound", "unit", "period", "whom", "what")

Typed = Mapping[str, str]
"""Fields as they are typed: dates as 05/11/2026, numbers as 1.234,5, recipients a line each. Kept as they are until
they are confirmed, so that nothing that somebody typed is lost for being wrong."""


class LinkChoice(StrEnum):
    """To what a citation leads; else the id of a document of the register."""

    NONE = "none"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """A document on its way in, in a list. `opened` of `proposals` have not been looked at."""

    id: UUID
    name: str
    state: ImportState
    fault: str
    symbol: str
    title: str
    taken_by: str
    taken_at: datetime
    proposals: int
    opened: int
    document_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """One thing that rules found. `said`: as they read it; `typed`: as it stands now.

    `matches`: documents of the register that a citation may mean; `link`: which of them, `new` or `none`. `elsewhere`:
    a colleague chose an entry that this reader may not open; `link` is its id. `by_hand`: who entered it because the
    rules had missed it; then `said` is what that person typed.
    """

    number: int
    kind: ProposalKind
    verdict: Verdict
    paragraph: int
    start: int
    end: int
    quote: str
    said: Typed
    typed: Typed
    link: str
    matches: tuple[DocumentLine, ...]
    revision: int
    decided_by: str
    by_hand: str = ""
    elsewhere: bool = False

    @property
    def label(self) -> str:
        """The words by which it is found in a list."""
        if self.kind is ProposalKind.CITATION:
            return self.typed.get("symbol") or self.typed.get("title", "")
        return f"{self.typed.get('value', '')} {self.typed.get('unit', '')}".strip()


@dataclass(frozen=True, kw_only=True)
class ImportView:
    """A document on its way in with everything that was read. `same`: what its agency entered under its symbol.

    Of a PDF: `recognised` pages were pictures that were read, `unread` ones stayed unread. `cut`: more was found than
    anybody goes through one by one.
    """

    line: ImportLine
    file_id: UUID
    head: Typed
    revision: int
    paragraphs: tuple[Paragraph, ...]
    proposals: tuple[ProposalView, ...]
    same: tuple[DocumentLine, ...]
    pages: int
    recognised: int
    unread: int
    cut: bool
    may_edit: bool

    def next_open(self, after: int) -> int | None:
        """The first proposal behind a number that nobody has looked at, from the start again at the end."""
        waiting = [one.number for one in self.proposals if one.verdict is Verdict.OPEN]
        return next((one for one in waiting if one > after), waiting[0] if waiting else None)

    def proposal(self, number: int) -> ProposalView | None:
        """One of them."""
        return next((one for one in self.proposals if one.number == number), None)


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What is entered into the register of a document, after its fields were understood."""

    kind: DocumentKind
    symbol: str
    dated: date | None
    issuer: str
    title: str
    recipients: tuple[str, ...]
    signer_post: str
    signer: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What is put right in an entry of the register, and why."""

    particulars: Metadata
    validity: Validity
    reason: str


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """An entry that was made or joined: how many citations and figures it got, and how many it had already.

    `unclear`: of those taken as new, how many may mean several entries and were tied to none.
    """

    document_id: UUID
    citations: int
    figures: int
    known: int
    unclear: int = 0


@dataclass(frozen=True, kw_only=True)
class CitedWords:
    """Another document as the text names it."""

    symbol: str
    title: str
    dated: date | None
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class FigureWords:
    """A quantity as the text states it. `upper` of a range, `of` of a ratio; `period` and `whom` in its own words."""

    value: Decimal
    upper: Decimal | None
    of: Decimal | None
    bound: Bound
    unit: str
    period: str
    what: str
    whom: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfirmedFigure:
    """A figure of a document of the register that a person confirmed, with its sentence and place.

    `by_hand`: the person read it in the text, no rule did.
    """

    id: UUID
    document: DocumentLine
    agency_id: int | None
    number: int
    place: str
    quote: str
    said: FigureWords
    confirmed_by: str
    confirmed_at: datetime
    by_hand: bool = False
