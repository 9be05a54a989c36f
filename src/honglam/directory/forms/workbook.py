"""Workbooks as files: read with suspicion, written without formulas.

What is uploaded is data. Nothing in it is computed or fetched, and sizes are judged before anything is unpacked.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from honglam.directory.contracts import NotAWorkbook, WorkbookTooLarge
from honglam.kernel.text import fold, nfc
from honglam.ui.workbooks import TooLarge, Unreadable, check_container

MAX_ROWS = 20_000
"""Of all sheets together: a province exports some eight thousand, and its officers move."""
MAX_COLUMNS = 40
_DEEPEST = 50_000
"""The last row that is looked at: one cell far below makes a million empty rows above it."""

Cell = str | date


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row with something in it: its number and its cells by field."""

    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Book:
    """The lines of each known sheet, and the names of sheets and columns (`Sheet!Heading`) that were not read."""

    lines: Mapping[str, Sequence[Line]]
    unread: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: the field it fills, its heading, what a reader should know, its width in characters."""

    field: str
    heading: str
    note: str = ""
    width: int = 18


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of the template."""

    code: str
    title: str
    columns: tuple[Column, ...]


def read_workbook(content: bytes, headings: Mapping[str, Mapping[str, str]]) -> Book:
    """The rows of each known sheet: `headings` gives, for each folded sheet title, the field of each folded heading.

    Raises NotAWorkbook or WorkbookTooLarge.
    """
    _check_container(content)
    lines: dict[str, list[Line]] = {}
    unread: list[str] = []
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for name in book.sheetnames:
            if fold(name) in headings:
                lines[fold(name)] = list(_lines(book[name], headings[fold(name)], unread))
            else:
                unread.append(_named(name))
        book.close()
    except (NotAWorkbook, WorkbookTooLarge):
        raise
    except Exception as fault:  # a broken workbook breaks the library in many ways; all of them mean the same
        raise NotAWorkbook(field="workbook") from fault
    if not lines:
        raise NotAWorkbook(field="workbook")
    if sum(len(rows) for rows in lines.values()) > MAX_ROWS:
        raise WorkbookTooLarge(field="workbook", rows=MAX_ROWS)
    return Book(lines=lines, unread=unread)


def _check_container(content: bytes) -> None:
    try:
        check_container(content, macros=False)
    except TooLarge as fault:
        raise WorkbookTooLarge(field="workbook", rows=MAX_ROWS) from fault
    except Unreadable as fault:
        raise NotAWorkbook(field="workbook") from fault


def _lines(sheet: Any, headings: Mapping[str, str], unread: list[str]) -> Iterator[Line]:
    """The rows below the headings; what has a heading that nobody knows is named in `unread`."""
    sheet.reset_dimensions()
    fields: dict[int, str] = {}
    seen = 0
    rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=_DEEPEST)
    for number, row in enumerate(rows, start=1):
        values = [_cell(value) for value in row] if any(value is not None for value in row) else []
        if not fields:
            fields = {at: headings[fold(str(text))] for at, text in enumerate(values) if fold(str(text)) in headings}
            strange = [text for at, text in enumerate(values) if fields and text and at not in fields]
            unread += [f"{_named(sheet.title)}!{_named(str(text))}" for text in strange]
        elif any(values):
            seen += 1
            if seen > MAX_ROWS:
                raise WorkbookTooLarge(field="workbook", rows=MAX_ROWS)
            yield Line(
                number=number,
                cells={field: values[at] for at, field in fields.items() if at < len(values) and values[at]},
                columns={field: get_column_letter(at + 1) for at, field in fields.items()},
            )
    if not fields:
        unread.append(_named(sheet.title))


def _named(text: str) -> str:
    return str(_cell(text))[:80]


def _cell(value: Any) -> Cell:
    """A cell as text or date. Excel keeps a telephone number typed without care as a number."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "".join(letter if letter.isprintable() else " " for letter in nfc(str(value)))
    return " ".join(text.split())[:1000]


def write_workbook(sheets: Iterable[tuple[Sheet, Iterable[Mapping[str, Any]]]]) -> bytes:
    """A workbook with these sheets and rows; texts stay texts, whatever they begin with."""
    book = Workbook(write_only=True)
    for sheet, rows in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        for index, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(index)].width = column.width
        page.append([_heading(page, column) for column in sheet.columns])
        for row in rows:
            page.append([_written(page, row.get(column.field)) for column in sheet.columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(page: Any, column: Column) -> Any:

    cell = WriteOnlyCell(page, column.heading)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if column.note:
        cell.comment = Comment(column.note, "Hồng Lam", width=320, height=120)
    return cell


def _written(page: Any, value: Any) -> Any:
    if isinstance(value, date):
        cell = WriteOnlyCell(page, datetime.combine(value, time.min))
        cell.number_format = "dd/mm/yyyy"
        return cell
    if value is None or isinstance(value, int):
        return value
    cell = WriteOnlyCell(page, str(value))
    cell.data_type = "s"
    return cell
