"""Cells of forms as they are kept: numbers in one writing, anything else as it was typed."""

from honglam.indicators.contracts import CellType
from honglam.kernel.numerals import read_number, write_number

__all__ = ["kept", "read_number", "write_number"]

MOST_TEXT, MOST_ANSWER = 500, 8000


def kept(text: str, type_of: CellType) -> str:
    """A cell as it is kept: numbers in one writing, anything else as it was typed."""
    shown = text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)
    clean = " ".join(shown.split())[:MOST_TEXT]
    number = read_number(clean) if type_of is not CellType.TEXT else None
    return clean if number is None else write_number(number)
