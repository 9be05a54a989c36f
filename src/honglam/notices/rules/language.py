"""The little language in which packs write letters. It inserts and leaves out; it decides and computes nothing.

    Hồ sơ {code} được hẹn trả lúc {due_at:datetime}.[ Căn cứ: {legal_basis}.]

`{name}` or `{name:format}` inserts a field. `[…]` is left out when any field inside it is empty. `{{ }} [[ ]]` are the
signs themselves. There is no way to reach an attribute, an item or a function.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from honglam.notices.contracts import FormatUnknown, Kind, PlaceholderUnknown, TextNotUnderstood

FORMATS: dict[Kind, frozenset[str]] = {
    Kind.TEXT: frozenset({"text"}),
    Kind.DATE: frozenset({"date"}),
    Kind.DATETIME: frozenset({"datetime", "date", "time"}),
    Kind.MONEY: frozenset({"money"}),
    Kind.NUMBER: frozenset({"number"}),
    Kind.LIST: frozenset({"list", "inline"}),
    Kind.URL: frozenset({"url"}),
}
_TOKEN = re.compile(
    r"(?P<escape>\{\{|\}\}|\[\[|\]\])|\{(?P<name>[a-z][a-z0-9_]*)(?::(?P<form>[a-z]+))?\}|(?P<sign>[{}\[\]])"
)


@dataclass(frozen=True)
class Field:
    """A place for a value; an empty `form` stands for the usual one of its kind."""

    name: str
    form: str = ""


@dataclass(frozen=True)
class Part:
    """A run of words and fields; an optional one vanishes when a field inside it is empty."""

    pieces: tuple[str | Field, ...]
    optional: bool = False


Text = tuple[Part, ...]


def parse(text: str) -> Text:
    """The parts of a text, or `TextNotUnderstood` with the words around the mistake."""
    parts: list[Part] = []
    pieces: list[str | Field] = []
    inside = False
    end = 0
    for token in _TOKEN.finditer(text):
        pieces.append(text[end : token.start()])
        end = token.end()
        sign = token["sign"]
        if token["escape"]:
            pieces.append(token["escape"][0])
        elif token["name"]:
            pieces.append(Field(token["name"], token["form"] or ""))
        elif (sign == "[" and not inside) or (sign == "]" and inside):
            parts.append(Part(tuple(pieces), optional=inside))
            pieces, inside = [], not inside
        else:
            raise TextNotUnderstood(near=text[max(0, token.start() - 10) : token.end() + 10])
    if inside:
        raise TextNotUnderstood(near=text[-20:])
    return (*parts, Part((*pieces, text[end:])))


def fields_of(text: Text) -> Iterator[Field]:
    """Every field a text uses, in order."""
    for part in text:
        yield from (piece for piece in part.pieces if isinstance(piece, Field))


def check(text: str, fields: Mapping[str, Kind]) -> None:
    """Refuse a text that is not understood, asks for what its letter does not have, or in a form it cannot take."""
    for field in fields_of(parse(text)):
        if field.name not in fields:
            raise PlaceholderUnknown(name=field.name, known=", ".join(sorted(fields)) or "–")
        if field.form and field.form not in FORMATS[fields[field.name]]:
            raise FormatUnknown(name=field.name, form=field.form)


def render(text: str, values: Mapping[str, Any], write: Callable[[Any, str], str]) -> str:
    """The text with its values; `write(value, form)` writes one of them. KeyError names a field that nobody gave."""
    return "".join(_written(part, values, write) for part in parse(text))


def _written(part: Part, values: Mapping[str, Any], write: Callable[[Any, str], str]) -> str:
    used = [values[piece.name] for piece in part.pieces if isinstance(piece, Field)]
    if part.optional and any(value in (None, "", (), []) for value in used):
        return ""
    return "".join(
        write(values[piece.name], piece.form) if isinstance(piece, Field) else piece for piece in part.pieces
    )
