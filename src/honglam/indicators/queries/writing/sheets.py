"""Rows of registered sources as sentences and tables, figures as tables and bars."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from honglam.indicators.contracts import (
    Bar,
    ContentPart,
    ContentTable,
    Each,
    PartKind,
    PatternChart,
    PatternColumn,
    PatternTable,
    Piece,
)
from honglam.indicators.queries.writing.asking import Lists, Whose, asked_for
from honglam.indicators.queries.writing.reading import Asked, Found, Readings
from honglam.indicators.queries.writing.sentences import figure_piece
from honglam.indicators.rules.writing.sentences import names_in, places_of
from honglam.kernel.expressions import holds, parse
from honglam.kernel.tables import TableAsked, TableCell, TableRow, find_table
from honglam.ui.formats import format_number

NO_ROWS = "Chưa có dữ liệu trong kỳ."
_UNITS: Mapping[str, Decimal] = {"million_dong": Decimal(10) ** 6}


def rows_said(key: str, each: Each, asked: TableAsked) -> Iterator[ContentPart]:
    """A sentence for each row; where a named column is empty, what the pattern says instead.

    A row with a remark is no row like the others: what it says of them stands for it, whatever the pattern asks for.
    """
    found = _rows(each.source, each.of, asked)
    rows = [row for row in found if row.remark or not each.only or _holds(each.only, row)]
    if not rows:
        yield ContentPart(key=key, kind=PartKind.TEXT, pieces=(Piece(text=each.none or NO_ROWS, missing=True),))
    for row in rows:
        pieces = (Piece(text=row.remark),) if row.remark else _sentence(each, row)
        yield ContentPart(key=f"{key}.{row.key}", kind=PartKind.BULLET, pieces=pieces)


def table_of(key: str, table: PatternTable, asked: TableAsked, subjects: Whose, readings: Readings) -> ContentPart:
    """A table of a source's rows, or of figures."""
    if table.source:
        made = _source_table(table, _rows(table.source, table.of, asked))
    else:
        made = _figure_table(table, subjects, readings)
    return ContentPart(key=key, kind=PartKind.TABLE, table=made)


def chart_of(key: str, chart: PatternChart, lists: Lists, subjects: Whose, readings: Readings) -> ContentPart:
    """Bars of an indicator's parts or of several indicators; what is not known has no bar and says so."""
    bars: list[Bar] = []
    for asked in lists.asked(chart, subjects):
        found = readings.get(asked)
        if found is not None and found.figure is not None:
            bars.append(_bar(found.definition.part_name(asked.scope.part), asked, found))
    for line in chart.lines:
        asked = asked_for(line.bind, subjects)
        found = readings.get(asked)
        bars.append(_bar(line.title or (found.definition.name if found else line.bind.indicator), asked, found))
    title = Piece(text=chart.title)
    return ContentPart(key=key, kind=PartKind.CHART, pieces=(title,), bars=tuple(bars), hint=NO_ROWS)


def _sentence(each: Each, row: TableRow) -> tuple[Piece, ...]:
    lacks = any(not _text(row.cells.get(name, TableCell())) for name, _ in names_in(each.say))
    return tuple(
        _cell_piece(row.cells.get(part.name, TableCell())) if part.name else Piece(text=part.text)
        for part in places_of(each.otherwise if lacks and each.otherwise else each.say)
    )


def _holds(only: str, row: TableRow) -> bool:
    return holds(parse(only), {name: _text(cell) or None for name, cell in row.cells.items()})


def _bar(label: str, asked: Asked, found: Found | None) -> Bar:
    number = float(found.figure.value) if found is not None and found.figure is not None else None
    return Bar(label=label, number=number, piece=figure_piece(asked, found))


def _rows(source: str, of: str, asked: TableAsked) -> list[TableRow]:
    found = find_table(source)
    return found.read_rows(asked=replace(asked, of=of)) if found is not None else []


def _source_table(table: PatternTable, rows: Sequence[TableRow]) -> ContentTable:
    cells = [[row.cells.get(column.code, TableCell()) for column in table.columns] for row in rows]
    numeric = [any(row[at].number is not None for row in cells) for at in range(len(table.columns))]
    return ContentTable(
        title=table.title,
        head=tuple(column.title for column in table.columns),
        widths=tuple(column.width for column in table.columns),
        numeric=tuple(numeric),
        rows=tuple(
            tuple(_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)) for row in cells
        ),
        totals=tuple(at for at, row in enumerate(rows) if row.total),
        unit=table.unit,
        remarks=tuple(row.remark for row in rows if row.remark),
        none=table.none or NO_ROWS,
    )


def _figure_table(table: PatternTable, subjects: Whose, readings: Readings) -> ContentTable:
    rows = []
    for line in table.lines:
        asked = [asked_for(line.bind, subjects, column.when) for column in table.columns]
        found = [readings.get(one) for one in asked]
        name = next((one.definition.name for one in found if one is not None), line.bind.indicator)
        cells = [(figure_piece(one, other),) for one, other in zip(asked, found, strict=True)]
        rows.append(((Piece(text=line.title or name),), *cells))
    return ContentTable(
        title=table.title,
        head=("Nội dung", *(column.title for column in table.columns)),
        widths=(4.0, *(column.width for column in table.columns)),
        numeric=(False, *(True for _ in table.columns)),
        rows=tuple(rows),
        unit=table.unit,
        none=table.none or NO_ROWS,
    )


def _cell(cell: TableCell, column: PatternColumn) -> tuple[Piece, ...]:
    first = _cell_piece(cell, column.unit)
    return (first, Piece(text=f" ({cell.note})")) if cell.note else (first,)


def _cell_piece(cell: TableCell, unit: str = "") -> Piece:
    return Piece(text=_text(cell, unit), url=cell.url if _text(cell, unit) else "")


def _text(cell: TableCell, unit: str = "") -> str:
    if cell.number is None:
        return cell.text
    return format_number(cell.number / _UNITS.get(unit, Decimal(1)))
