"""A form as a workbook: written with the codes of rows and columns, read back with suspicion.

Only typed cells are read. A formula in one of them is refused by its place: it shows what another computer computed.
"""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from honglam.indicators.contracts import (
    FormTable,
    FormView,
    WorkbookOfAnother,
    WorkbookTooBig,
    WorkbookUnreadable,
    WorkbookWithFormula,
    WorkbookWithMacros,
)
from honglam.indicators.rules.numbers import write_number
from honglam.indicators.rules.rounds.cells import address_of
from honglam.ui.workbook_cells import text_cell, text_of
from honglam.ui.workbooks import TooLarge, Unreadable, WithMacros, check_container

ANSWERS = "tra_loi"
HEAD = 4
"""Lines above the rows: title, the form's own id, headings, the codes of the columns."""
MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 320, 40, 8000
_GREY = PatternFill("solid", fgColor="E7ECEF")


def write_form(view: FormView) -> bytes:
    """The form with what stands in it; grey cells are calculated or closed and are not read back."""
    book = Workbook(write_only=True)
    for table in view.plan.template.tables:
        page = book.create_sheet(table.code[:31])
        page.column_dimensions["B"].width = 56
        for at in range(len(table.columns)):
            page.column_dimensions[get_column_letter(at + 3)].width = 20
        for line in _head(page, view, table.title, [one.title for one in table.columns], table):
            page.append(line)
        for row in table.rows:
            cells = [_cell(page, view, address_of(table.code, row.code, one.code)) for one in table.columns]
            page.append([text_cell(page, row.code), text_cell(page, row.title), *cells])
    page = book.create_sheet(ANSWERS)
    page.column_dimensions["B"].width = 56
    page.column_dimensions["C"].width = 80
    for line in _head(page, view, view.summary.title, [gettext("Answer")], None):
        page.append(line)
    for one in view.plan.template.questions:
        answer = view.content.answers.get(one.code, "")
        page.append([text_cell(page, one.code), text_cell(page, one.title), text_cell(page, answer)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_form(content: bytes, view: FormView) -> tuple[dict[str, str], dict[str, str]]:
    """Typed cells by address and answers by question, as the workbook has them; what it lacks is left out.

    Raises WorkbookUnreadable, WorkbookTooBig, WorkbookWithMacros, WorkbookWithFormula, WorkbookOfAnother.
    """
    _check(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = {name: book[name] for name in book.sheetnames}
        cells: dict[str, str] = {}
        for table in view.plan.template.tables:
            if table.code[:31] in sheets:
                cells |= _read_table(sheets[table.code[:31]], table, view)
        answers = _read_answers(sheets[ANSWERS], view) if ANSWERS in sheets else {}
        book.close()
    except (WorkbookWithFormula, WorkbookOfAnother):
        raise
    except Exception as fault:  # a broken workbook breaks the library in many ways; all of them mean the same
        raise WorkbookUnreadable(field="workbook") from fault
    if not cells and not answers:
        raise WorkbookOfAnother(field="workbook")
    return cells, answers


def _check(content: bytes) -> None:
    try:
        check_container(content)
    except TooLarge as fault:
        raise WorkbookTooBig(field="workbook") from fault
    except WithMacros as fault:
        raise WorkbookWithMacros(field="workbook") from fault
    except Unreadable as fault:
        raise WorkbookUnreadable(field="workbook") from fault


def _read_table(sheet: Any, table: FormTable, view: FormView) -> dict[str, str]:
    lines = _lines(sheet, view)
    codes = [_plain(cell) for cell in next(lines, ())]
    columns = {at: code for at, code in enumerate(codes) if code in {one.code for one in table.columns}}
    rows = {one.code for one in table.rows}
    found = {}
    for line in lines:
        row = _plain(line[0]) if line else ""
        for at, column in columns.items():
            address = address_of(table.code, row, column)
            if row in rows and view.plan.cells[address].is_typed and at < len(line):
                found[address] = _value(line[at], table.code)
    return found


def _read_answers(sheet: Any, view: FormView) -> dict[str, str]:
    questions = {one.code for one in view.plan.template.questions}
    lines = _lines(sheet, view)
    next(lines, None)
    return {
        _plain(line[0]): _value(line[2], ANSWERS) for line in lines if len(line) > 2 and _plain(line[0]) in questions
    }


def _lines(sheet: Any, view: FormView) -> Iterator[tuple[Any, ...]]:
    """The line of codes and the lines under it; the second line must name this very form."""
    sheet.reset_dimensions()
    for number, line in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), start=1):
        if number == 2 and (len(line) < 2 or _plain(line[1]) != str(view.summary.id)):
            raise WorkbookOfAnother(field="workbook")
        if number >= HEAD:
            yield line


def _value(cell: Any, sheet: str) -> str:
    """A cell as somebody would have typed it. What Excel shows as 85 % it keeps as 0.85."""
    if cell.data_type == "f":
        raise WorkbookWithFormula(field="workbook", cell=f"{sheet}!{cell.coordinate}")
    value = cell.value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        number = Decimal(str(value))
        return write_number(number * 100 if "%" in str(cell.number_format) else number)
    return text_of(value, most=MOST_TEXT)


def _plain(cell: Any) -> str:
    return str(cell.value or "").strip()[:200]


def _head(page: Any, view: FormView, title: str, columns: list[str], table: FormTable | None) -> list[list[Any]]:
    who = f"{view.summary.agency}, {view.summary.period.first_on:%d/%m/%Y} – {view.summary.period.last_on:%d/%m/%Y}"
    codes = [one.code for one in table.columns] if table else ["answer"]
    return [
        [text_cell(page, title, bold=True), text_cell(page, who)],
        [text_cell(page, gettext("Code of the form")), text_cell(page, str(view.summary.id))],
        [text_cell(page, text, bold=True) for text in (gettext("Code"), gettext("Content"), *columns)],
        [text_cell(page, code) for code in ("", "", *codes)],
    ]


def _cell(page: Any, view: FormView, address: str) -> Any:
    cell, value = view.plan.cells[address], view.judged.values.get(address)
    if not cell.is_typed:
        made = WriteOnlyCell(page, float(value) if isinstance(value, Decimal) else None)
        made.fill = _GREY
        return made
    if isinstance(value, Decimal):
        return WriteOnlyCell(page, float(value))
    return text_cell(page, view.content.cells.get(address, ""))
