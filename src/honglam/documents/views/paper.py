"""The text of a document as a page shows it: paragraphs in pieces, each place that was found with its proposal."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from honglam.documents.contracts import ImportView, Paragraph, ProposalView, Typed
from honglam.documents.rules.proposing import pieces
from honglam.documents.views.words import WORDS
from honglam.kernel.values import text_noop

HEAD_LABELS = {
    "kind": text_noop("Kind of document"),
    "symbol": text_noop("Number and symbol"),
    "dated": text_noop("Date"),
    "issuer": text_noop("Issuer"),
    "title": text_noop("Abstract"),
    "recipients": text_noop("Recipients"),
    "signer_post": text_noop("Signer's post"),
    "signer": text_noop("Signer"),
    "note": text_noop("Remark"),
}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some letters of a paragraph, and the proposal that they are."""

    text: str
    proposal: ProposalView | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph of the text. `is_row`: a row of a table."""

    paragraph: Paragraph
    is_row: bool
    pieces: tuple[Piece, ...]


def paper_of(view: ImportView) -> list[Line]:
    """The whole text."""
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for one in view.proposals:
        marks.setdefault(one.paragraph, []).append((one.start, one.end, one.number))
    numbered = {one.number: one for one in view.proposals}
    return [_line(one, marks.get(one.number, []), numbered) for one in view.paragraphs]


def quoted(view: ImportView, this: ProposalView) -> tuple[str, str, str]:
    """The sentence of a proposal: before it, its own letters, after it."""
    text = next((one.text for one in view.paragraphs if one.number == this.paragraph), "")
    found = text[this.start : this.end]
    if found and this.quote.endswith(f": {found}"):  # a cell behind the heads of its row and column
        return this.quote.removesuffix(found), found, ""
    before, middle, after = this.quote.partition(found) if found else (this.quote, "", "")
    return before, middle, after


def shown_head(theirs: Typed, mine: Typed) -> list[tuple[str, str]]:
    """What somebody else saved where it differs from what is typed here."""
    return [
        (gettext(label), _shown(field, theirs.get(field, "")))
        for field, label in HEAD_LABELS.items()
        if theirs.get(field, "").strip() != mine.get(field, "").strip()
    ]


def _shown(field: str, value: str) -> str:
    kinds: Mapping[str, str] = WORDS["kinds"]
    return gettext(kinds[value]) if field == "kind" and value in kinds else value or "–"


def _line(one: Paragraph, marks: list[tuple[int, int, int]], numbered: Mapping[int, ProposalView]) -> Line:
    cut = (Piece(text=text, proposal=numbered[key] if key else None) for text, key in pieces(one.text, marks))
    return Line(paragraph=one, is_row=" | " in one.text, pieces=tuple(cut))
