"""A person says that it is right: the document enters the register, with whom it cites and with its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from honglam.documents import access
from honglam.documents.contracts import (
    TAKEN,
    CitedWords,
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
from honglam.documents.rules.kinds import NAME_OF, kind_of_name
from honglam.documents.rules.symbols import parse_symbol, symbol_key
from honglam.documents.rules.understanding import read_citation, read_figure, read_metadata
from honglam.documents.services.importing.deciding import open_import
from honglam.documents.services.registering import describe, judge, settled
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel import audit, events
from honglam.kernel.ids import uuid7
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

NEW = "new"
_SAYS = ("value", "upper", "of", "bound", "unit", "period", "whom", "what")
"""What makes two figures of one document the same."""


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
) -> UUID:
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
    entry = _entry(act, said, document)
    taken = list(row.proposals.filter(verdict__in=[one.value for one in TAKEN]).order_by("number"))
    cited = _cite(act, entry, (one for one in taken if one.kind == ProposalKind.CITATION.value))
    stated = _state(act, entry, (one for one in taken if one.kind == ProposalKind.FIGURE.value))
    row.head, row.state, row.document = dict(typed), ImportState.CONFIRMED.value, entry
    row.settled_by, row.settled_at = actor.name, at
    row.save()
    audit.record(
        actor=actor,
        action="documents.import_confirmed",
        subject_kind="document_import",
        subject_id=row.id,
        at=at,
        detail={"document": entry.code, "citations": cited, "figures": stated, "left": left},
    )
    if stated:
        events.publish(FiguresConfirmed(document_id=entry.id, figures=stated), at=at)
    return entry.id


def _entry(act: _Act, said: Metadata, document: str) -> Document:
    """The row of the register, its file kept alive by it."""
    known = _same(act, said.symbol)
    if not document and known:
        raise RegisteredAlready(field="document")
    if document in ("", NEW):
        entry = Document(code=f"vb-{uuid7().hex}", agency_id=act.row.agency_id, validity=Validity.UNKNOWN.value)
        _fill(entry, said)
    else:
        found = next((one for one in known if str(one.id) == document), None)
        if found is None:
            raise UnknownLink(field="document")
        entry = Document.objects.select_for_update().get(pk=found.pk)
        if entry.provisional:  # it was only named so far: this is the original
            _fill(entry, said)
            entry.provisional = False
    if entry.file_id is None:
        entry.file_id = act.row.file_id
        holder = Holder(kind="document", id=str(entry.id))
        files.claim(actor=act.actor, file_ids=[act.row.file_id], holder=holder, at=act.at)
    settled(entry, actor=act.actor, at=act.at, action="document_imported")
    return entry


def _fill(entry: Document, said: Metadata) -> None:
    """The particulars as somebody who has the original typed them."""
    entry.kind, entry.symbol, entry.dated = said.kind.value, said.symbol, said.dated
    entry.issuer, entry.title, entry.note = said.issuer, said.title, said.note
    entry.signer, entry.signer_post, entry.recipients = said.signer, said.signer_post, list(said.recipients)
    describe(entry)


def _same(act: _Act, symbol: str) -> list[Document]:
    """What the agency itself entered under a number and symbol, or one that it took over.

    Never an entry of the pack or of another agency: its readers would read a file that was not taken in for them.
    """
    own = access.own_agencies(act.actor)
    rows = access.documents_of(act.actor).filter(symbol_key=symbol_key(symbol), agency_id__in=own)
    return list(rows.exclude(symbol_key="").order_by("-listed_on", "id")[:20])


def _cite(act: _Act, entry: Document, taken: Iterable[Proposal]) -> int:
    """Places where the document speaks of others; how many are new. What the register knew of it is not said twice."""
    known = Citation.objects.filter(document=entry, retired_at=None).values_list("cited_id", "symbol_key", "dated")
    before, made, cited = set(known), dict[str, Document](), set[UUID | None]()
    rows = []
    for one in taken:
        said = read_citation(one.typed)
        target = one.cited or (_named(act, said, made) if one.new_entry else None)
        key = symbol_key(said.symbol)
        if (target.id if target else None, key, said.dated) in before:
            continue
        cited.add(target.id if target else None)
        rows.append(
            Citation(
                code=f"{entry.code}/{act.row.id.hex[-12:]}-{one.number}",
                document=entry,
                cited=target,
                relation=said.relation.value,
                symbol=said.symbol,
                symbol_key=key,
                dated=said.dated,
                title=said.title,
                place=act.place(one.paragraph),
                quote=one.quote,
            )
        )
    Citation.objects.bulk_create(rows)
    judge(cited)
    return len(rows)


def _named(act: _Act, said: CitedWords, made: dict[str, Document]) -> Document:
    """A new entry for what is only named so far; one for each, however often the text names it.

    Nobody has seen the original: the entry is provisional until somebody does.
    """
    key = symbol_key(said.symbol) or fold(said.title)
    if key in made:
        return made[key]
    parsed = parse_symbol(said.symbol)
    kind = kind_of_name(said.title) or (parsed.kind if parsed else DocumentKind.OTHER)
    name = NAME_OF.get(kind, "")
    title = said.title if len(said.title) > len(said.symbol) else f"{name} {said.symbol}".strip()
    row = Document(code=f"vb-{uuid7().hex}", agency_id=act.row.agency_id, validity=Validity.UNKNOWN.value)
    row.kind, row.symbol, row.dated, row.provisional = kind.value, said.symbol, said.dated, True
    row.title = title[:1].upper() + title[1:]
    describe(row)
    settled(row, actor=act.actor, at=act.at, action="document_named")
    made[key] = row
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
