"""Cells of workbooks that people fill in: texts written as texts, and read as somebody would have typed them."""

from datetime import date, datetime
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from honglam.kernel.text import nfc


def text_cell(page: Any, text: str, *, bold: bool = False) -> Any:
    """A cell that stays a text, whatever it begins with: a spreadsheet must not take a name for a formula."""
    made = WriteOnlyCell(page, written(text))
    made.data_type = "s"
    made.font = Font(bold=bold)
    made.alignment = Alignment(wrap_text=True, vertical="top")
    return made


def written(text: str) -> str:
    """What a cell holds of a text: a blank for a tab, and none of the signs that no workbook keeps."""
    return "".join(letter for letter in text.replace("\t", " ") if letter >= " " or letter == "\n")


def text_of(value: object, *, most: int) -> str:
    """A day as it is typed, any other text composed, cut to `most` letters and without what no database keeps."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return nfc(str(value)).replace("\0", "").strip()[:most]
