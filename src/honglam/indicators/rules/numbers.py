"""Numbers as people here type them: dots between thousands, a decimal comma; and as they are kept."""

import re
from decimal import Decimal

from honglam.indicators.contracts import CellType

MOST = Decimal(10) ** 18
MOST_TEXT, MOST_ANSWER = 500, 8000
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
"""Nobody writes a thousand as `0.125`: what begins with a zero has a decimal point."""
_PLAIN = re.compile(r"-?[0-9]+([.,][0-9]+)?")


def read_number(text: str) -> Decimal | None:
    """`1.952`, `4,92`, `4.92 %`, `1 952`: the number, or None. A dot before exactly three digits parts thousands.

    What could be meant in two ways (`1,234.5`) or is a machine's writing (`1e5`, `1_000`) is no number here.
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("%").replace("−", "-")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    found = Decimal(bare.replace(",", "."))
    return found if abs(found) < MOST else None


def write_number(number: Decimal) -> str:
    """How a number is kept and typed again: no thousands, a decimal comma, no idle zeros. `read_number` reads it."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def kept(text: str, type_of: CellType) -> str:
    """A cell as it is kept: numbers in one writing, anything else as it was typed."""
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:MOST_TEXT]
    number = read_number(clean) if type_of is not CellType.TEXT else None
    return clean if number is None else write_number(number)
