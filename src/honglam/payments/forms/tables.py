"""Tables as files: CSV and XLSX read with suspicion.

What is uploaded is data: nothing in it is computed or fetched, and sizes are judged before anything is unpacked.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from honglam.kernel.text import nfc
from honglam.payments.contracts import StatementEncoding, StatementTooLarge, StatementUnreadable
from honglam.ui.workbooks import TooLarge, Unreadable, check_container

MAX_BYTES = 5_000_000
MAX_ROWS = 5000
MAX_COLUMNS = 40
_DEEPEST = 50_000
"""The last row that is looked at: one cell far below makes a million empty rows above it."""
MAX_CELL = 1000
FIELD = "file"


def read_table(content: bytes) -> list[list[str]]:
    """The rows of a CSV or XLSX file as texts, dates as ISO. Raises StatementUnreadable, -Encoding or -TooLarge."""
    if len(content) > MAX_BYTES:
        raise StatementTooLarge(field=FIELD, rows=MAX_ROWS)
    if not content.strip():
        raise StatementUnreadable(field=FIELD)
    rows = list(_workbook(content) if content.startswith(b"PK") else _csv(content))
    if len(rows) > MAX_ROWS:
        raise StatementTooLarge(field=FIELD, rows=MAX_ROWS)
    return rows


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)):
            if number > MAX_ROWS:
                raise StatementTooLarge(field=FIELD, rows=MAX_ROWS)
            yield [_cell(value) for value in row[:MAX_COLUMNS]]
    except csv.Error as fault:
        raise StatementUnreadable(field=FIELD) from fault


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif b"\0" in content or content[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise StatementUnreadable(field=FIELD)
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise StatementEncoding(field=FIELD) from fault


def _workbook(content: bytes) -> Iterator[list[str]]:
    _check_container(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows: list[list[str]] = []
        for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=_DEEPEST):
            rows.append([_cell(value) for value in row])
            if len(rows) > MAX_ROWS:
                raise StatementTooLarge(field=FIELD, rows=MAX_ROWS)
        book.close()
    except StatementTooLarge:
        raise
    except Exception as fault:  # a broken workbook breaks the library in many ways; all of them mean the same
        raise StatementUnreadable(field=FIELD) from fault
    return iter(rows)


def _check_container(content: bytes) -> None:
    try:
        check_container(content, macros=False)
    except TooLarge as fault:
        raise StatementTooLarge(field=FIELD, rows=MAX_ROWS) from fault
    except Unreadable as fault:
        raise StatementUnreadable(field=FIELD) from fault


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "".join(letter if letter.isprintable() else " " for letter in nfc(str(value)))
    return " ".join(text.split())[:MAX_CELL]
