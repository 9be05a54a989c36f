"""A register as a workbook: written with the codes of its columns, read back with suspicion.

Only columns of this register's fields are read, and those of the record, its agency and its state, which must say what
stands. A formula is refused by its cell: it shows what another computer computed, and on the next one it may do
something else.
"""

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from honglam.registries.contracts import (
    Field,
    FieldType,
    FileOfAnother,
    FileTooBig,
    FileUnreadable,
    FileWithFormula,
    FileWithMacros,
    ImportRow,
    RecordView,
    Schema,
)
from honglam.registries.rules.registers.values import NO, YES, YES_NO_LABELS, day_text, number_text
from honglam.ui.workbook_cells import text_cell, text_of
from honglam.ui.workbooks import TooLarge, Unreadable, WithMacros, check_container

MOST_ROWS, MOST_TEXT = 2000, 5000
MOST_PLACES = 6
"""After the comma, as for what is typed."""
HEAD = 4
"""Lines above the records: title, the register's code, headings, the codes of the columns."""
RECORD, AGENCY, STATE = "_record", "_agency", "_state"


def write_register(schema: Schema, records: Iterable[RecordView], *, note: str = "") -> bytes:
    """The records, or an empty form where there are none. Texts are stored as texts, whatever they begin with.

    `note`: what whoever opens the file must know, beside its title.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet("so")
    page.freeze_panes = f"A{HEAD + 1}"
    for at in range(len(schema.fields) + 3):
        page.column_dimensions[get_column_letter(at + 1)].width = 16 if at < 3 else 28
    heads = [gettext("Code of the record"), gettext("Agency"), gettext("State"), *(_head(one) for one in schema.fields)]
    page.append([text_cell(page, schema.name, bold=True), text_cell(page, note, bold=True)])
    page.append([text_cell(page, gettext("Code of the register")), text_cell(page, schema.code)])
    page.append([text_cell(page, one, bold=True) for one in heads])
    page.append([text_cell(page, one) for one in (RECORD, AGENCY, STATE, *(one.code for one in schema.fields))])
    for record in records:
        own = (str(record.id), record.agency_code, record.state.name)
        values = [text_cell(page, _written(one, record.values.get(one.code, ""))) for one in schema.fields]
        page.append([*(text_cell(page, one) for one in own), *values])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_register(content: bytes, schema: Schema) -> list[ImportRow]:
    """The lines as typed, empty ones left out.

    Raises FileUnreadable, FileTooBig, FileWithMacros, FileWithFormula, FileOfAnother.
    """
    _check(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        found = list(_rows(book.worksheets[0], schema))
        book.close()
    except (FileWithFormula, FileOfAnother, FileTooBig):
        raise
    except Exception as fault:  # a broken workbook breaks the library in many ways; all of them mean the same
        raise FileUnreadable(field="workbook") from fault
    return found


def _check(content: bytes) -> None:
    try:
        check_container(content)
    except TooLarge as fault:
        raise FileTooBig(field="workbook", rows=MOST_ROWS) from fault
    except WithMacros as fault:
        raise FileWithMacros(field="workbook") from fault
    except Unreadable as fault:
        raise FileUnreadable(field="workbook") from fault


def _rows(sheet: Any, schema: Schema) -> Iterator[ImportRow]:
    sheet.reset_dimensions()
    columns: dict[int, str] = {}
    known = {RECORD, AGENCY, STATE, *(one.code for one in schema.fields)}
    for number, line in enumerate(sheet.iter_rows(max_row=HEAD + MOST_ROWS + 1, max_col=80), start=1):
        if number == 2 and (len(line) < 2 or _value(line[1]) != schema.code):
            raise FileOfAnother(field="workbook")
        if number == HEAD:
            columns = {at: code for at, cell in enumerate(line) if (code := _value(cell)) in known}
        if number > HEAD:
            typed = {code: _value(line[at]) for at, code in columns.items() if at < len(line)}
            if any(text for code, text in typed.items() if code not in (AGENCY, STATE)):
                if number > HEAD + MOST_ROWS:
                    raise FileTooBig(field="workbook", rows=MOST_ROWS)
                record, agency, state = (typed.pop(code, "") for code in (RECORD, AGENCY, STATE))
                yield ImportRow(number=number, record=record, agency=agency, state=state, typed=typed)
    if not columns:
        raise FileOfAnother(field="workbook")


def _value(cell: Any) -> str:
    """A cell as somebody would have typed it."""
    if cell.data_type == "f":
        raise FileWithFormula(field="workbook", cell=cell.coordinate)
    value = cell.value
    if isinstance(value, bool):
        return YES if value else NO
    if value is None:
        return ""
    if isinstance(value, int | float):
        # A third computed elsewhere has more digits than a record keeps.
        return number_text(f"{Decimal(str(round(value, MOST_PLACES))).normalize():f}")
    return text_of(value, most=MOST_TEXT)


def _head(field: Field) -> str:
    what = "; ".join(one.name for one in field.choices)
    notes = [one for one in (field.unit, what, gettext("required") if field.required else "") if one]
    return f"{field.name} ({', '.join(notes)})" if notes else field.name


def _written(field: Field, kept: str) -> str:
    if not kept:
        return ""
    if field.type is FieldType.NUMBER:
        return number_text(kept)
    if field.type is FieldType.DAY:
        return day_text(kept)
    if field.type is FieldType.YES_NO:
        return gettext(YES_NO_LABELS.get(kept, kept))
    return next((one.name for one in field.choices if one.code == kept), kept)
