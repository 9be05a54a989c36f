"""The grammar in which screens of the catalogue are described: a box to fill in, a list of them, a page of both.

Names are dotted places in the pack's own shape (`fees.0.amount`), so that a fault of the pack's checks finds its box.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias


class Input(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    AREA = "area"
    LINES = "lines"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES = "yes"
    DURATION = "duration"
    FORMULA = "formula"
    AGENCY = "agency"
    PLACE = "place"
    OPTIONS = "options"


@dataclass(frozen=True, kw_only=True)
class Box:
    """One value. `always`: a no is stored too, because the shape has no default for it. `blank`: words of no choice."""

    name: str
    label: str
    input: Input = Input.TEXT
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    blank: str = ""
    always: bool = False
    short: bool = False


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A list of things. `title` is the box whose value names one of them; `fresh` what a new one begins with.

    `more` are boxes that are rarely filled in: a page may fold them away.
    """

    name: str
    label: str
    item: str
    boxes: tuple["Part", ...]
    title: str
    more: tuple[str, ...] = ()
    fresh: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""


Part: TypeAlias = Box | Rows


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page of the editor; `roots` are the first names of the places it is responsible for."""

    slug: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    roots: tuple[str, ...]


Plain: TypeAlias = dict[str, Any]
"""A definition in the pack's shape as it is being typed: perhaps not right yet."""


def index_of(text: str) -> int | None:
    """The number of a row as a place writes it, from 0: ASCII digits, at most six; None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def find(content: Any, name: str) -> Any:
    """The value at a dotted place, or None."""
    for step in filter(None, name.split(".")):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and (row := index_of(step)) is not None and row < len(content):
            content = content[row]
        else:
            return None
    return content


def put(content: Plain, name: str, value: Any) -> None:
    """Set or (None) take away the value at a dotted place of mappings; mappings left empty go too."""
    first, _, rest = name.partition(".")
    if rest:
        below = content.get(first)
        below = below if isinstance(below, dict) else {}
        put(below, rest, value)
        value = below or None
    if value is None:
        content.pop(first, None)
    else:
        content[first] = value


def join(base: str, name: str) -> str:
    """A place below another."""
    return f"{base}.{name}" if base else name
