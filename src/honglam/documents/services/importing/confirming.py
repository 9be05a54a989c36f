"""A person says that it is right: the document enters the register, with whom it cites and with its figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from honglam.documents import access
from honglam.documents.contracts import (
    TAKEN,
    CitedWords,
    Confirmed,
    DocumentKind,
    FiguresConfirmed,
    ImportMovedOn,
    ImportState,
    Metadata,
    ProposalKind,
    RegisteredAlready,
    StillOpen,
    Typed,
    UnknownLink,
    Validity,
    Verdict,
)
from honglam.documents.models import Citation, Document, DocumentFigure, DocumentImport, Proposal
from honglam.documents.queries.imports import own_namesakes
from honglam.documents.rules.kinds import BY_THEIR_NAME, NAME_OF, kind_of_name
from honglam.documents.rules.symbols import parse_symbol, same_day, symbol_key
from honglam.documents.rules.understanding import read_citation, read_figure, read_metadata
from honglam.documents.services.importing.deciding import open_import
from honglam.documents.services.registering import describe, fill, hold_register, judge, settled
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel import audit, events
from honglam.kernel.ids import uuid7
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

NEW = "new"
_SAYS = ("value", "upper", "of", "bound", "unit", "period", "whom", "what", "quote")
"""What makes two figures of one document the same."""
_Words = tuple[str, str, date | None, str]
"""What makes two citations of one document the same: symbol, name where it has none, day, relation."""


@dataclass(frozen=True, kw_only=True)
class _Act:
    """Who confirms which document on its way in, when."""

    actor: Actor
    row: DocumentImport
    at: datetime

    def place(self, paragraph: int) -> str:
        """Where something stands, in the words of the province: its headings and the number of its paragraph."""
        section = next((one["section"] for one in self.row.text if one["number"] == paragraph), "")
        with override(settings.LANGUAGE_CODE):
            words = gettext("%(section)s, paragraph %(number)s") if section else gettext("Paragraph %(number)s")
            return (words % {"section": section, "number": paragraph})[:200]


@transaction.atomic
def confirm_import(
    *, actor: Actor, import_id: UUID, typed: Typed, revision: int, document: str, leave: bool, at: datetime
) -> Confirmed:
    """Enter a document into the register as `typed`; its row there. Only what was taken one by one goes with it.

    `document`: empty, `new`, or the id of the entry that it is. `leave`: what nobody looked at is left out.
    Raises ImportNotFound, ImportSettled, ImportMovedOn, StillOpen, RegisteredAlready, UnknownLink, FieldErrors.
    """
    row = open_import(actor, import_id)
    if row.revision != revision:
        raise ImportMovedOn
    said, act = read_metadata(typed), _Act(actor=actor, row=row, at=at)
    left = row.proposals.filter(verdict=Verdict.OPEN.value).count()
    if left and not leave:
        raise StillOpen(field="leave", count=left)
    hold_register()
    entry = _entry(act, said, document)
    taken = row.proposals.filter(verdict__in=[one.value for one in TAKEN]).select_related("cited").order_by("number")
    places = [one for one in taken if one.kind == ProposalKind.CITATION.value]
    cited, unclear = _cite(act, entry, places)
    stated = _state(act, entry, (one for one in taken if one.kind == ProposalKind.FIGURE.value))
    row.head, row.state, row.document = dict(typed), ImportState.CONFIRMED.value, entry
    row.settled_by, row.settled_at = actor.name, at
    row.save()
    known = len(taken) - cited - stated
    detail = {"document": entry.code, "citations": cited, "figures": stated, "known": known, "left": left}
    detail |= {"unclear": unclear} if unclear else {}
    audit.record(
        actor=actor,
        action="documents.import_confirmed",
        subject_kind="document_import",
        subject_id=row.id,
        at=at,
        detail=detail,
    )
    if stated:
        events.publish(FiguresConfirmed(document_id=entry.id, figures=stated), at=at)
    return Confirmed(document_id=entry.id, citations=cited, figures=stated, known=known, unclear=unclear)


def _entry(act: _Act, said: Metadata, document: str) -> Document:
    """The row of the register, its file kept alive by it."""
    known, detail = own_namesakes(actor=act.actor, symbol=said.symbol), None
    if not document and known:
        raise RegisteredAlready(field="document")
    if document in ("", NEW):
        entry = Document(code=f"vb-{uuid7().hex}", agency_id=act.row.agency_id, validity=Validity.UNKNOWN.value)
        fill(entry, said)
    else:
        found = next((one for one in known if str(one.id) == document), None)
        if found is None:
            raise UnknownLink(field="document")
        entry = Document.objects.select_for_update().get(pk=found.pk)
        if entry.provisional:  # it was only named so far: this is the original
            before = entry.particulars
            fill(entry, said)
            entry.provisional = False
            detail = {"before": entry.changed_from(before)}
    if entry.file_id is None:
        entry.file_id = act.row.file_id
        holder = Holder(kind="document", id=str(entry.id))
        files.claim(actor=act.actor, file_ids=[act.row.file_id], holder=holder, at=act.at)
    settled(entry, actor=act.actor, at=act.at, action="document_imported", detail=detail)
    return entry


def _cite(act: _Act, entry: Document, taken: Iterable[Proposal]) -> tuple[int, int]:
    """Places where the document speaks of others; how many are new, and of how many nobody can say whom they mean.
    What the register knew of it is not said twice."""
    before = _written(entry)
    rows, led, unclear = [], set[UUID | None](), 0
    for one, said, named in _targets(act, taken):
        unclear += one.new_entry and named is None
        target = _held(named, entry)
        place = _place(act, entry, one, said, target)
        twin = _twin(before[_words_of(place)], place)
        if twin is None:
            rows.append(place)
        elif twin.cited_id is None and target is not None:  # another copy kept the words and did not know of whom
            twin.cited = target
            twin.save(update_fields=["cited"])
        led.add(place.cited_id)
    Citation.objects.bulk_create(rows)
    judge(led)
    return len(rows), unclear


def _written(entry: Document) -> Mapping[_Words, list[Citation]]:
    found = defaultdict[_Words, list[Citation]](list)
    for one in Citation.objects.filter(document=entry, retired_at=None):
        found[_words_of(one)].append(one)
    return found


def _words_of(one: Citation) -> _Words:
    return one.symbol_key, "" if one.symbol_key else fold(one.title), one.dated, one.relation


def _twin(written: Iterable[Citation], place: Citation) -> Citation | None:
    """The place of another copy that says the same: one that leads to the same document, else one that leads nowhere.
    Whoever leads nowhere adds nothing to any of them."""
    known = sorted(written, key=lambda one: one.cited_id is None)
    fitting = (one for one in known if place.cited_id is None or one.cited_id in (place.cited_id, None))
    return next(fitting, None)


def _targets(act: _Act, taken: Iterable[Proposal]) -> Iterator[tuple[Proposal, CitedWords, Document | None]]:
    """Each place with the document that is meant. Those with a day first: one without finds what they made."""
    said = sorted(((one, read_citation(one.typed)) for one in taken), key=lambda pair: pair[1].dated is None)
    for one, words in said:
        yield one, words, _named(act, words, one.passed_over) if one.new_entry else one.cited


def _held(target: Document | None, entry: Document) -> Document | None:
    """Whom a place is tied to: what was taken out meanwhile is a link into nothing; no document cites itself."""
    return target if target is not None and target.retired_at is None and target.pk != entry.pk else None


def _place(act: _Act, entry: Document, one: Proposal, said: CitedWords, target: Document | None) -> Citation:
    return Citation(
        code=f"{entry.code}/{act.row.id.hex[-12:]}-{one.number}",
        document=entry,
        cited=target,
        relation=said.relation.value,
        symbol=said.symbol,
        symbol_key=symbol_key(said.symbol),
        dated=said.dated,
        title=said.title,
        place=act.place(one.paragraph),
        quote=one.quote,
    )


def _named(act: _Act, said: CitedWords, passed_over: Iterable[str]) -> Document | None:
    """The entry for what was taken as new: the one that the register has after all, else one that is made.

    The number may have been corrected, another document may have named the same meanwhile, and its own number is what
    a document says of itself. `passed_over` stood among the choices, and the person said that it is none of these.
    Nobody where several are meant.
    """
    meant = [row for row in _namesakes(act, said) if str(row.pk) not in set(passed_over) and _may_be(said, row)]
    exact = [row for row in meant if said.dated and row.dated == said.dated]
    found = exact or meant
    if found:
        return found[0] if len(found) == 1 else None
    return _made(act, said)


def _namesakes(act: _Act, said: CitedWords) -> list[Document]:
    rows, title = access.own_or_common(act.actor), fold(said.title)
    if said.symbol:
        return list(rows.filter(symbol_key=symbol_key(said.symbol)))
    by_name = Q(symbol_key="") | Q(kind__in=[one.value for one in BY_THEIR_NAME])
    return [row for row in rows.filter(by_name, folded__contains=title) if fold(row.title) == title]


def _may_be(said: CitedWords, row: Document) -> bool:
    """Nobody saw this entry when it was said to be new: its very day must agree, and of a bare number (`số 11`) the
    kind as well, which a full symbol says itself."""
    kind = kind_of_name(said.title) if said.symbol and parse_symbol(said.symbol) is None else None
    of_kind = kind is None or row.kind in (kind.value, DocumentKind.OTHER.value)
    return of_kind and same_day(said.symbol, said.dated, row.dated)


def _made(act: _Act, said: CitedWords) -> Document:
    """A new entry. Nobody has seen the original: it is provisional until somebody does."""
    parsed = parse_symbol(said.symbol)
    kind = kind_of_name(said.title) or (parsed.kind if parsed else DocumentKind.OTHER)
    name = NAME_OF.get(kind, "")
    title = said.title if len(said.title) > len(said.symbol) else f"{name} {said.symbol}".strip()
    row = Document(code=f"vb-{uuid7().hex}", agency_id=act.row.agency_id, validity=Validity.UNKNOWN.value)
    row.kind, row.symbol, row.dated, row.provisional = kind.value, said.symbol, said.dated, True
    row.title = title[:1].upper() + title[1:]
    describe(row)
    settled(row, actor=act.actor, at=act.at, action="document_named")
    return row


def _state(act: _Act, entry: Document, taken: Iterable[Proposal]) -> int:
    """Figures of the document; how many are new. What another copy of it stated is not counted twice."""
    before = set(DocumentFigure.objects.filter(document=entry).values_list(*_SAYS))
    rows = []
    for one in taken:
        said = read_figure(one.typed)
        rows.append(
            DocumentFigure(
                document=entry,
                source=act.row,
                number=one.number,
                place=act.place(one.paragraph),
                quote=one.quote,
                value=said.value,
                upper=said.upper,
                of=said.of,
                bound=said.bound.value,
                unit=said.unit,
                period=said.period,
                what=said.what,
                whom=said.whom,
                by_hand=bool(one.by_hand),
                confirmed_by=act.actor.name,
                confirmed_at=act.at,
            )
        )
    new = [one for one in rows if tuple(getattr(one, name) for name in _SAYS) not in before]
    return len(DocumentFigure.objects.bulk_create(new))
