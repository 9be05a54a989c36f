"""What somebody typed as facts of a document. Every fault is said at its field, all of them at once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from honglam.documents.contracts import (
    Bound,
    CitedWords,
    Correction,
    DocumentKind,
    FigureWords,
    KindMissing,
    Metadata,
    NotADocumentDay,
    NotADocumentNumber,
    NothingCited,
    ReasonMissing,
    Relation,
    TitleMissing,
    Typed,
    Validity,
    WordsTooLong,
)
from honglam.kernel.numerals import read_number
from honglam.kernel.text import nfc
from honglam.kernel.values import DomainError, FieldError, FieldErrors, NotOffered

LIMITS = {
    "symbol": 80, "issuer": 300, "title": 2_000, "signer": 200, "signer_post": 200, "note": 2_000, "recipients": 20_000,
    "unit": 100, "period": 100, "whom": 300, "what": 300, "reason": 500,
}  # fmt: skip
MOST_PLACES = 6
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_FIRST_YEAR = 1900

T = TypeVar("T")


def read_metadata(typed: Typed) -> Metadata:
    """The particulars of a document. Raises FieldErrors."""
    form = _Form(typed)
    said = _metadata(form)
    form.refuse()
    return said


def read_correction(typed: Typed) -> Correction:
    """Particulars of an entry that are put right, whether it is in force, and why. Raises FieldErrors."""
    form = _Form(typed)
    said = Correction(
        particulars=_metadata(form),
        validity=form.take("validity", _validity, Validity.UNKNOWN),
        reason=form.take("reason", _reason, ""),
    )
    form.refuse()
    return said


def read_reason(typed: Typed) -> str:
    """Why something is done, alone. Raises FieldErrors."""
    form = _Form(typed)
    said = form.take("reason", _reason, "")
    form.refuse()
    return said


def day_of(text: str) -> date | None:
    """The day that somebody typed, or None where it is none."""
    try:
        return _day(" ".join(text.split()))
    except NotADocumentDay:
        return None


def _metadata(form: "_Form") -> Metadata:
    return Metadata(
        kind=form.take("kind", _kind, DocumentKind.OTHER),
        symbol=form.words("symbol"),
        dated=form.take("dated", _day, None),
        issuer=form.words("issuer"),
        title=form.take("title", _title, ""),
        recipients=tuple(filter(None, (" ".join(line.split()) for line in form.lines("recipients")))),
        signer_post=form.words("signer_post"),
        signer=form.words("signer"),
        note=form.words("note"),
    )


def read_citation(typed: Typed) -> CitedWords:
    """A citation. Raises FieldErrors."""
    form = _Form(typed)
    said = CitedWords(
        symbol=form.words("symbol"),
        title=form.words("title"),
        dated=form.take("dated", _day, None),
        relation=form.take("relation", _relation, Relation.CITES),
    )
    if not said.symbol and not said.title:
        form.fault("symbol", NothingCited())
    form.refuse()
    return said


def read_figure(typed: Typed) -> FigureWords:
    """A figure. Raises FieldErrors."""
    form = _Form(typed)
    said = FigureWords(
        value=form.take("value", _number, Decimal(0)),
        upper=form.take("upper", _perhaps, None),
        of=form.take("of", _perhaps, None),
        bound=form.take("bound", _bound, Bound.EXACT),
        unit=form.words("unit"),
        period=form.words("period"),
        what=form.words("what"),
        whom=form.words("whom"),
    )
    form.refuse()
    return said


def same(one: Typed, other: Typed) -> bool:
    """Whether two ways of typing say the same, whatever their spaces."""
    return all(" ".join(one.get(key, "").split()) == " ".join(other.get(key, "").split()) for key in {*one, *other})


class _Form:
    """Typed fields and what is wrong with them."""

    def __init__(self, typed: Typed) -> None:
        self.typed, self.errors = typed, list[FieldError]()

    def lines(self, field: str) -> list[str]:
        """Several lines, no longer than the register keeps."""
        said = nfc(self.typed.get(field, "")).strip()
        if len(said) > LIMITS[field]:
            self.fault(field, WordsTooLong(limit=LIMITS[field]))
        return said.splitlines()

    def words(self, field: str) -> str:
        """One line, spaces collapsed."""
        return " ".join(" ".join(self.lines(field)).split())

    def take(self, field: str, read: Callable[[str], T], otherwise: T) -> T:
        """What `read` makes of a field; a refusal is kept."""
        try:
            return read(" ".join(self.lines(field) if field in LIMITS else nfc(self.typed.get(field, "")).split()))
        except DomainError as refusal:
            self.fault(field, refusal)
            return otherwise

    def fault(self, field: str, refusal: DomainError) -> None:
        """Keep a refusal for a field, the first one counts."""
        if field not in {one.field for one in self.errors}:
            self.errors.append(
                FieldError(field=field, code=refusal.code, message=refusal.message, params=refusal.params)
            )

    def refuse(self) -> None:
        """Raise what was kept."""
        if self.errors:
            raise FieldErrors(self.errors)


def _kind(text: str) -> DocumentKind:
    if text not in set(DocumentKind):
        raise KindMissing
    return DocumentKind(text)


def _relation(text: str) -> Relation:
    if text and text not in set(Relation):
        raise NotOffered
    return Relation(text or Relation.CITES)


def _bound(text: str) -> Bound:
    if text and text not in set(Bound):
        raise NotOffered
    return Bound(text or Bound.EXACT)


def _validity(text: str) -> Validity:
    if text not in set(Validity):
        raise NotOffered
    return Validity(text)


def _reason(text: str) -> str:
    if not text:
        raise ReasonMissing
    return text


def _title(text: str) -> str:
    if not text.strip():
        raise TitleMissing
    return " ".join(text.split())


def _day(text: str) -> date | None:
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        on = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        on = None
    if on is None or on.year < _FIRST_YEAR:
        raise NotADocumentDay
    return on


def _number(text: str) -> Decimal:
    found = read_number(text)
    if found is None or found != round(found, MOST_PLACES):
        raise NotADocumentNumber
    return found


def _perhaps(text: str) -> Decimal | None:
    return _number(text) if text else None
