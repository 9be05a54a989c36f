"""A report composed of a pattern: sentences with their figures, rows of sources, tables, charts. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.indicators.contracts import (
    Block,
    Content,
    ContentPart,
    DocumentView,
    PartKind,
    Pattern,
    Period,
    Piece,
    Sentence,
    When,
)
from honglam.indicators.models import CitedDocument
from honglam.indicators.queries.figures.values import document_view
from honglam.indicators.queries.writing.asking import Lists, Whose, all_asked, asked_for, lists_of, whose
from honglam.indicators.queries.writing.reading import Readings, read_figures
from honglam.indicators.queries.writing.sentences import Said, say
from honglam.indicators.queries.writing.sheets import chart_of, rows_said, table_of
from honglam.indicators.rules.writing.sentences import filled, sentences_of
from honglam.indicators.rules.writing.times import period_after, period_at, roman, spoken
from honglam.kernel.tables import TableAsked
from honglam.kernel.values import Actor
from honglam.ui.formats import format_date

_KINDS = frozenset({"tỉnh", "xã", "phường", "huyện"})


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that lies ready when a report is composed."""

    subjects: Whose
    lists: Lists
    readings: Readings
    documents: Mapping[str, DocumentView]
    known: Mapping[str, str]
    rows: TableAsked


def compose(*, pattern: Pattern, actor: Actor, agency_id: int, period: Period, at: datetime) -> Content:
    """The whole report as it would read now, in Vietnamese. The queries do not grow with the figures."""
    with translation.override("vi"):
        desk = _desk(pattern, actor, agency_id, period, at)
        parts = [*_opening(pattern, desk), *_sections(pattern, desk)]
    agency = directory.get_agency(agency_id=agency_id)
    pieces = [piece for part in parts for piece in pieces_of(part)]
    return Content(
        document=pattern.document,
        symbol=pattern.symbol,
        subject=filled(pattern.subject, desk.known),
        agency=agency.name,
        parent=directory.get_agency(agency_id=agency.parent_id).name if agency.parent_id else "",
        place=_place(agency.unit_code, period.last_on),
        signer=pattern.signer,
        recipients=pattern.recipients,
        parts=tuple(parts),
        read_at=at.isoformat(),
        missing=sum(piece.missing for piece in pieces),
        doubted=sum(piece.doubted for piece in pieces),
    )


def pieces_of(part: ContentPart) -> Iterator[Piece]:
    """Every piece of a part, those of tables and charts included."""
    yield from part.pieces
    yield from (bar.piece for bar in part.bars)
    if part.table:
        yield from (piece for row in part.table.rows for cell in row for piece in cell)


def _desk(pattern: Pattern, actor: Actor, agency_id: int, period: Period, at: datetime) -> Desk:
    subjects, lists = whose(agency_id, period.last_on), lists_of(pattern, period.last_on)
    asked = set(all_asked(pattern, subjects, lists))
    codes = {code for _, sentence in sentences_of(pattern) for code in sentence.documents.values()}
    documents = CitedDocument.objects.filter(code__in=codes)
    return Desk(
        subjects=subjects,
        lists=lists,
        readings=read_figures(asked, period=period, actor=actor, at=at),
        documents={row.code: document_view(row) for row in documents},
        known={
            "period": spoken(period),
            "before": spoken(period_at(period, When.BEFORE)),
            "next": spoken(period_after(period)),
            "year": str(period.last_on.year),
            "agency": directory.get_agency(agency_id=agency_id).name,
            "last_day": format_date(period.last_on),
        },
        rows=TableAsked(actor=actor, agency_id=agency_id, first_on=period.first_on, last_on=period.last_on, at=at),
    )


def _opening(pattern: Pattern, desk: Desk) -> Iterator[ContentPart]:
    pieces = _paragraph(pattern.opening, desk)
    if pieces:
        yield ContentPart(key="opening", kind=PartKind.TEXT, pieces=pieces)


def _sections(pattern: Pattern, desk: Desk) -> Iterator[ContentPart]:
    first = second = 0
    for section in pattern.sections:
        if section.appendix:
            number = ""
        elif section.level == 1:
            first, second = first + 1, 0
            number = f"{roman(first)}. "
        else:
            second += 1
            number = f"{second}. "
        title = Piece(text=number + filled(section.title, desk.known))
        yield ContentPart(
            key=section.key, kind=PartKind.HEADING, level=section.level, pieces=(title,), appendix=section.appendix
        )
        for block in section.blocks:
            yield from _block(block, desk)


def _block(block: Block, desk: Desk) -> Iterator[ContentPart]:
    if block.words:
        pieces = _paragraph(block.words, desk)
        if pieces:
            yield ContentPart(key=block.key, kind=PartKind.BULLET if block.bullet else PartKind.TEXT, pieces=pieces)
    if block.each:
        yield from rows_said(block.key, block.each, desk.rows)
    if block.table:
        yield table_of(block.key, block.table, desk.rows, desk.subjects, desk.readings)
    if block.chart:
        yield chart_of(block.key, block.chart, desk.lists, desk.subjects, desk.readings)
    if block.own:
        yield ContentPart(key=block.key, kind=PartKind.OWN, hint=block.own)


def _paragraph(sentences: tuple[Sentence, ...], desk: Desk) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for sentence in sentences:
        more = say(sentence, _said(sentence, desk))
        if more and pieces:
            pieces.append(Piece(text=" "))
        pieces += more
    return tuple(pieces)


def _said(sentence: Sentence, desk: Desk) -> Said:
    """What the places of one sentence hold."""
    return Said(
        figures={
            name: (asked := asked_for(bind, desk.subjects), desk.readings.get(asked))
            for name, bind in sentence.figures.items()
        },
        lists={
            name: [(asked, desk.readings.get(asked)) for asked in desk.lists.asked(one, desk.subjects)]
            for name, one in sentence.lists.items()
        },
        documents={name: desk.documents.get(code) for name, code in sentence.documents.items()},
        known=desk.known,
    )


def _place(unit_code: str, on: date) -> str:
    """The place in the date line: the commune's or the province's name without the word for what it is."""
    unit = directory.find_unit(code=unit_code, on=on) if unit_code else None
    units = [unit] if unit else directory.list_units(on=on, level=Level.PROVINCE)[:1]
    name = units[0].name if units else ""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in _KINDS else name
