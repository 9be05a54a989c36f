"""Which register was asked for, and its lines as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from openpyxl import Workbook

from honglam.dossiers.rules.registers import COLUMNS, RegisterAsked, safe_cell

_FIRST_YEAR, _LAST_YEAR = 2018, 2100


def read_asked(data: Mapping[str, str], *, desk_ids: Iterable[int], today: date) -> RegisterAsked | None:
    """The register in the address: this year's of the first desk unless said otherwise; None without any desk."""
    desks = list(desk_ids)
    wanted = _number(data.get("quay", ""))
    if not desks and wanted is None:
        return None
    year, month = _number(data.get("nam", "")), _number(data.get("thang", ""))
    return RegisterAsked(
        desk_id=wanted if wanted is not None else desks[0],
        year=year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else today.year,
        month=month if month is not None and 1 <= month <= 12 else None,
        procedure_code=data.get("thu-tuc", "").strip()[:40].replace("\0", ""),
        open_only="dang-giai-quyet" in data,
    )


def as_csv(lines: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Rows as they come, with the mark by which Excel knows UTF-8."""
    yield b"\xef\xbb\xbf" + _row(label for _, label in COLUMNS)
    for line in lines:
        yield _row(safe_cell(line[name]) for name, _ in COLUMNS)


def as_xlsx(lines: Iterable[Mapping[str, str]]) -> bytes:
    """A workbook of texts: a cell that looks like a formula stays a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("So theo doi")
    sheet.append([label for _, label in COLUMNS])
    for line in lines:
        sheet.append([safe_cell(line[name]) for name, _ in COLUMNS])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _row(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(list(cells))
    return text.getvalue().encode()


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 else None
