"""Documents on their way in: the list, one of them with its proposals. A fixed number of queries each."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, TextField, Value, When, Window
from django.db.models.functions import RowNumber

from honglam.documents import access
from honglam.documents.contracts import (
    ImportLine,
    ImportNotFound,
    ImportState,
    ImportView,
    LinkChoice,
    Paragraph,
    ProposalKind,
    ProposalView,
    Verdict,
)
from honglam.documents.models import Document, DocumentImport, Proposal
from honglam.documents.queries.register import document_line
from honglam.documents.rules.kinds import BY_THEIR_NAME
from honglam.documents.rules.symbols import may_mean, parse_symbol, symbol_key
from honglam.documents.rules.understanding import day_of
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 30
MOST_NAMESAKES = 20
"""Of one number and symbol: each commune of a province gives out its own `10/QĐ-UBND`."""
_LAWS = tuple(one.value for one in BY_THEIR_NAME)


def list_imports(*, actor: Actor, cursor: str = "") -> Page[ImportLine]:
    """What the actor's agency takes in, the newest first. One query."""
    rows = _counted(access.imports_of(actor)).order_by("-id")
    if cursor:
        rows = rows.filter(id__lt=decode_id(cursor))
    found = list(rows.defer("text")[: PAGE + 1])
    more = encode_cursor(str(found[PAGE - 1].id)) if len(found) > PAGE else None
    return Page(items=[_line(row) for row in found[:PAGE]], next_cursor=more)


def get_import(*, actor: Actor, import_id: UUID) -> ImportView:
    """One document on its way in with everything that was read, and what the register knows of it. Four queries.

    Raises ImportNotFound.
    """
    row = _counted(access.imports_of(actor)).filter(id=import_id).first()
    if row is None:
        raise ImportNotFound
    proposals = list(row.proposals.annotate(gone_at=F("cited__retired_at")).order_by("number"))
    known = _known(actor, proposals)
    return ImportView(
        line=_line(row),
        file_id=row.file_id,
        head=row.head,
        revision=row.revision,
        paragraphs=tuple(Paragraph(**one) for one in row.text),
        proposals=tuple(_view(one, known) for one in proposals),
        same=tuple(map(document_line, own_namesakes(actor=actor, symbol=row.head.get("symbol", "")))),
        pages=row.pages,
        recognised=row.recognised,
        unread=row.unread,
        cut=row.cut,
        may_edit=row.state == ImportState.PROPOSED.value,
    )


def own_namesakes(*, actor: Actor, symbol: str) -> list[Document]:
    """What the agency itself entered under a number and symbol, or one that it took over, the latest first. One query.

    Never an entry of the pack or of another agency: its readers would read a file that was not taken in for them.
    """
    own = access.own_agencies(actor)
    rows = access.documents_of(actor).filter(symbol_key=symbol_key(symbol), agency_id__in=own)
    return list(rows.exclude(symbol_key="").order_by("-listed_on", "id")[:MOST_NAMESAKES])


def offered(*, actor: Actor, one: Proposal) -> list[Document]:
    """The entries among which a page lets a person choose what a citation leads to. One query."""
    return _matches(one, _known(actor, [one]))


def _counted(rows: "QuerySet[DocumentImport]") -> "QuerySet[DocumentImport]":
    is_open = Q(proposals__verdict=Verdict.OPEN.value)
    return rows.annotate(found=Count("proposals"), opened=Count("proposals", filter=is_open))


def _line(row: DocumentImport) -> ImportLine:
    return ImportLine(
        id=row.id,
        name=row.name,
        state=ImportState(row.state),
        fault=row.fault,
        symbol=row.head.get("symbol", ""),
        title=row.head.get("title", ""),
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        proposals=row.found,  # type: ignore[attr-defined]
        opened=row.opened,  # type: ignore[attr-defined]
        document_id=row.document_id,
    )


def _known(actor: Actor, proposals: Iterable[Proposal]) -> list[Document]:
    """What citations may mean or lead to, the latest first: of one symbol, or of one name without a symbol, so many."""
    cited = [one for one in proposals if one.kind == ProposalKind.CITATION.value]
    chosen = Q(id__in={one.cited_id for one in cited if one.cited_id})
    wanted = chosen | Q(symbol_key__in={symbol_key(one.typed.get("symbol", "")) for one in cited} - {""})
    for title in {fold(one.typed["title"]) for one in cited if not one.typed["symbol"] and one.typed["title"]}:
        wanted |= Q(Q(kind__in=_LAWS) | Q(symbol_key=""), folded__contains=title)
    nth = Window(
        RowNumber(),
        partition_by=[
            F("symbol_key"),
            Case(When(symbol_key="", then=F("title")), default=Value(""), output_field=TextField()),
        ],
        order_by=[F("listed_on").desc(), F("id").asc()],
    )
    rows = access.documents_of(actor).filter(wanted).annotate(nth=nth)
    return list(rows.filter(chosen | Q(nth__lte=MOST_NAMESAKES)).order_by("-listed_on", "id"))


def _view(one: Proposal, known: Sequence[Document]) -> ProposalView:
    matches = _matches(one, known) if one.kind == ProposalKind.CITATION.value else []
    link = _link(one, matches)
    return ProposalView(
        number=one.number,
        kind=ProposalKind(one.kind),
        verdict=Verdict(one.verdict),
        paragraph=one.paragraph,
        start=one.start,
        end=one.end,
        quote=one.quote,
        said=one.said,
        typed=one.typed,
        link=link,
        matches=tuple(map(document_line, matches)),
        revision=one.revision,
        decided_by=one.decided_by,
        by_hand=one.by_hand,
        elsewhere=link == str(one.cited_id) and one.cited_id not in {row.id for row in matches},
    )


def _matches(one: Proposal, known: Sequence[Document]) -> list[Document]:
    """Entries in sight that a citation may mean, those of other years last; the one that was chosen stands first where
    it is none of them."""
    symbol, dated = one.typed.get("symbol", ""), day_of(one.typed.get("dated", ""))
    key, title = symbol_key(symbol), fold(one.typed.get("title", ""))
    found = [row for row in known if (row.symbol_key == key if key else title and _is_named(row, title))]
    found.sort(key=lambda row: not may_mean(symbol, dated, row.dated))
    return [row for row in known if row.id == one.cited_id and row not in found] + found


def _is_named(row: Document, title: str) -> bool:
    """Texts shorten the names of laws; anything else without a number bears the very name."""
    return title in row.folded if row.kind in _LAWS else not row.symbol_key and fold(row.title) == title


def _link(one: Proposal, matches: Sequence[Document]) -> str:
    """What was chosen; before, what is likely: the one entry of that symbol and year (or day), a new one for a full
    symbol of which there is none."""
    if one.verdict != Verdict.OPEN.value:
        chosen = one.cited_id and one.gone_at is None  # type: ignore[attr-defined]
        return str(one.cited_id) if chosen else (LinkChoice.NEW if one.new_entry else LinkChoice.NONE).value
    symbol, dated = one.typed.get("symbol", ""), day_of(one.typed.get("dated", ""))
    fitting = [row for row in matches if may_mean(symbol, dated, row.dated)]
    exact = [row for row in fitting if dated and row.dated == dated]
    if len(exact) == 1 or len(fitting) == 1:
        return str((exact or fitting)[0].id)
    full = parse_symbol(symbol) is not None
    return (LinkChoice.NEW if full and not fitting else LinkChoice.NONE).value
