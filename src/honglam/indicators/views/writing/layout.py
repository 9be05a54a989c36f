"""What was composed and people's own words put together, with addresses: one layout for the web, PDF and Word."""

from datetime import datetime

from django.urls import reverse

from honglam.indicators.contracts import (
    Bar,
    ContentPart,
    ContentTable,
    Laid,
    LaidBar,
    LaidPart,
    LaidPiece,
    LaidTable,
    Own,
    PartKind,
    Piece,
    WritingState,
    WritingView,
)
from honglam.kernel.clock import local
from honglam.kernel.numerals import date_line
from honglam.ui.formats import format_datetime

_SIGNED = frozenset({WritingState.APPROVED, WritingState.PUBLISHED})


def laid_out(view: WritingView, *, base: str = "", inside: bool, own: Own | None = None) -> Laid:
    """The report. `base` goes before every address; `inside`: the reader may follow officers' addresses too.

    `own`: what is typed at this moment, in the place of what is kept.
    """
    words = view.own if own is None else own
    content, day = view.content, local(view.approved_at or datetime.fromisoformat(view.content.read_at))
    line = date_line(day)
    read_at = format_datetime(datetime.fromisoformat(content.read_at))
    return Laid(
        parent=content.parent,
        agency=content.agency,
        number=view.number,
        symbol=content.symbol,
        date_line=f"{content.place}, {line}" if content.place else line.capitalize(),
        document=content.document.upper(),
        subject=content.subject,
        parts=tuple(_part(part, words, base, inside) for part in content.parts),
        recipients=content.recipients,
        signer_title=content.signer,
        signer=view.approved_by,
        draft_line="" if view.state in _SIGNED else f"Dự thảo, số liệu lấy lúc {read_at}; chưa được phê duyệt.",
    )


def _part(part: ContentPart, own: Own, base: str, inside: bool) -> LaidPart:
    words = own.get(part.key)
    top = max((bar.number for bar in part.bars if bar.number is not None), default=0.0)
    return LaidPart(
        key=part.key,
        kind=part.kind,
        level=part.level,
        appendix=part.appendix,
        pieces=tuple(_piece(piece, base, inside) for piece in part.pieces),
        own=words,
        paragraphs=tuple(line.strip() for line in words.text.splitlines() if line.strip()) if words else (),
        struck=words is not None and words.instead and part.kind is not PartKind.OWN,
        hint=part.hint,
        table=_table(part.table, base, inside) if part.table else None,
        bars=tuple(_bar(bar, top, base, inside) for bar in part.bars),
    )


def _piece(piece: Piece, base: str, inside: bool) -> LaidPiece:
    return LaidPiece(
        text=piece.text,
        href=_href(piece, base, inside),
        figure=bool(piece.number),
        missing=piece.missing,
        doubted=piece.doubted,
    )


def _href(piece: Piece, base: str, inside: bool) -> str:
    """A kept value's page; the indicator's, while a number is only computed; a row's page for officers."""
    if piece.value:
        return base + reverse("indicators:value", args=[piece.value])
    if piece.indicator:
        return base + reverse("indicators:indicator", args=[piece.indicator])
    return base + piece.url if piece.url and inside else ""


def _table(table: ContentTable, base: str, inside: bool) -> LaidTable:
    return LaidTable(
        title=table.title,
        unit=table.unit,
        head=table.head,
        widths=table.widths,
        numeric=table.numeric,
        rows=tuple(tuple(tuple(_piece(piece, base, inside) for piece in cell) for cell in row) for row in table.rows),
        totals=table.totals,
        remarks=table.remarks,
        none=table.none,
    )


def _bar(bar: Bar, top: float, base: str, inside: bool) -> LaidBar:
    share = bar.number / top if bar.number is not None and top > 0 else 0.0
    return LaidBar(
        label=bar.label,
        text=bar.piece.text,
        href=_href(bar.piece, base, inside),
        number=bar.number,
        share=max(0.0, min(1.0, share)),
    )
