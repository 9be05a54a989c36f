"""Tables as files for spreadsheets. A cell's text is never a formula, whoever wrote it (CWE-1236)."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cell = str | float | int | None
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Comma separated, UTF-8 with its mark, which is how Excel knows it; a text that looks like a formula is quoted."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return ("\ufeff" + written.getvalue()).encode()


def as_xlsx(title: str, rows: Sequence[Sequence[Cell]], head: int) -> bytes:
    """One sheet; the first `head` rows are bold. Texts are stored as texts, numbers as numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.column_dimensions["A"].width = 48
    for position, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_printable(value))
            if isinstance(value, str):
                cell.data_type = "s"
            cell.font = Font(bold=position < head)
            cells.append(cell)
        sheet.append(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return "'" + cell
    return _whole(cell)


def _printable(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return "".join(letter for letter in cell if letter >= " " or letter in "\n\t")
    return _whole(cell)


def _whole(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) and cell == int(cell) else cell


def _sheet_name(title: str) -> str:
    return "".join("-" if letter in "[]:*?/\\'" else letter for letter in title)[:31] or "1"
