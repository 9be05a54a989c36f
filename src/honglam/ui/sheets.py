"""Tables as files for spreadsheets. A cell's text is never a formula, whoever wrote it (CWE-1236)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cell = str | float | int | None
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("csv", "xlsx")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDE = 48


def as_file(form: str, name: str, title: str, rows: Sequence[Sequence[Cell]], head: int = 1) -> HttpResponse:
    """The rows as one of `FORMATS`, to be saved under a name and kept by nobody on the way."""
    body, media = (as_csv(rows), CSV) if form == "csv" else (as_xlsx(title, rows, head), XLSX)
    return HttpResponse(body, content_type=media, headers=_saved_as(f"{name}.{form}"))


def as_stream(name: str, rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """CSV row by row as they come, for lists of any length."""
    return StreamingHttpResponse(csv_lines(rows), content_type=CSV, headers=_saved_as(f"{name}.csv"))


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Comma separated, UTF-8 with its mark, which is how Excel knows it; a text that looks like a formula is quoted."""
    writer = csv.writer(_Echo())
    yield "\ufeff".encode()
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same in one piece."""
    return b"".join(csv_lines(rows))


class _Echo:
    """A file that hands back what is written, so that rows flow."""

    def write(self, value: str) -> bytes:
        return value.encode()


def as_xlsx(title: str, rows: Iterable[Sequence[Cell]], head: int, *, first_width: float = _WIDE) -> bytes:
    """One sheet; the first `head` rows are bold. Texts are stored as texts, numbers as numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.column_dimensions["A"].width = first_width
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
