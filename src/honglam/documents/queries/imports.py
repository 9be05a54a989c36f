"""Documents on their way in: the list, one of them with its proposals. A fixed number of queries each."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from honglam.documents import access
from honglam.documents.contracts import (
    DocumentKind,
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
from honglam.documents.rules.symbols import parse_symbol, symbol_key
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

PAGE = 30
MOST_MATCHES = 300
_LAWS = (DocumentKind.LAW.value, DocumentKind.ORDINANCE.value)


def list_imports(*, actor: Actor, cursor: str = "") -> Page[ImportLine]:
    """What the actor's agency takes in, the newest first. One query."""
    rows = _counted(access.imports_of(actor)).order_by("-id")
    if cursor:
        rows = rows.filter(id__lt=decode_id(cursor))
    found = list(rows.defer("text")[: PAGE + 1])
    more = encode_cursor(str(found[PAGE - 1].id)) if len(found) > PAGE else None
    return Page(items=[_line(row) for row in found[:PAGE]], next_cursor=more)


def get_import(*, actor: Actor, import_id: UUID) -> ImportView:
    """One document on its way in with everything that was read, and what the register knows of it. Three queries.

    Raises ImportNotFound.
    """
    row = _counted(access.imports_of(actor)).filter(id=import_id).first()
    if row is None:
        raise ImportNotFound
    proposals = list(row.proposals.select_related("cited").order_by("number"))
    known = _known(actor, row, proposals)
    own, key = access.own_agencies(actor), symbol_key(row.head.get("symbol", ""))
    return ImportView(
        line=_line(row),
        file_id=row.file_id,
        head=row.head,
        revision=row.revision,
        paragraphs=tuple(Paragraph(**one) for one in row.text),
        proposals=tuple(_view(one, known) for one in proposals),
        same=tuple(document_line(one) for one in known if key and one.symbol_key == key and one.agency_id in own),
        pages=row.pages,
        recognised=row.recognised,
        unread=row.unread,
        cut=row.cut,
        may_edit=row.state == ImportState.PROPOSED.value,
    )


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


def _known(actor: Actor, row: DocumentImport, proposals: Iterable[Proposal]) -> list[Document]:
    """Everything in the register that the document or one of its citations may be."""
    cited = [one for one in proposals if one.kind == ProposalKind.CITATION.value]
    keys = {symbol_key(one.typed.get("symbol", "")) for one in cited} | {symbol_key(row.head.get("symbol", ""))}
    wanted = Q(symbol_key__in=keys - {""})
    for title in {fold(one.typed["title"]) for one in cited if not one.typed["symbol"] and one.typed["title"]}:
        wanted |= Q(kind__in=_LAWS, folded__contains=title)
    return list(access.documents_of(actor).filter(wanted).order_by("-listed_on", "id")[:MOST_MATCHES])


def _view(one: Proposal, known: Sequence[Document]) -> ProposalView:
    matches = _matches(one, known) if one.kind == ProposalKind.CITATION.value else []
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
        link=_link(one, matches),
        matches=tuple(map(document_line, matches)),
        revision=one.revision,
        decided_by=one.decided_by,
        by_hand=one.by_hand,
    )


def _matches(one: Proposal, known: Sequence[Document]) -> list[Document]:
    key, title = symbol_key(one.typed.get("symbol", "")), fold(one.typed.get("title", ""))
    if key:
        found = [row for row in known if row.symbol_key == key]
    else:
        found = [row for row in known if title and row.kind in _LAWS and title in row.folded]
    if one.cited is not None and one.cited not in found:
        found.insert(0, one.cited)
    return found


def _link(one: Proposal, matches: Sequence[Document]) -> str:
    """What was chosen; before, what is likely: the one entry of that symbol (and date), a new one for a full symbol."""
    if one.verdict != Verdict.OPEN.value:
        return str(one.cited_id) if one.cited_id else (LinkChoice.NEW if one.new_entry else LinkChoice.NONE).value
    dated = [row for row in matches if row.dated and f"{row.dated:%d/%m/%Y}" == one.typed.get("dated")]
    if len(dated) == 1 or len(matches) == 1:
        return str((dated or list(matches))[0].id)
    full = parse_symbol(one.typed.get("symbol", "")) is not None
    return (LinkChoice.NEW if full and not matches else LinkChoice.NONE).value
