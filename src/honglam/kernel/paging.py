"""Lists are walked by key, never by number: page 4,000 costs what page 1 costs, and nothing is counted."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from honglam.kernel.values import Invalid, text_noop

T = TypeVar("T")


class BadCursor(Invalid):
    """The cursor in the address does not come from us."""

    code = "bad_cursor"
    message = text_noop("This page link is no longer valid. Please go back to the first page.")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """Some items of a list and the key after which the next ones begin (None at the end)."""

    items: list[T]
    next_cursor: str | None = None


def encode_cursor(*key: Any) -> str:
    """A key of strings and numbers as one opaque word for an address."""
    raw = json.dumps(list(key), default=str, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_cursor(cursor: str, *, length: int) -> list[Any]:
    """The key back from its word; anything else than `length` plain values raises BadCursor."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, UnicodeDecodeError, RecursionError) as fault:
        raise BadCursor from fault
    if not isinstance(key, list) or len(key) != length or not all(_is_plain(part) for part in key):
        raise BadCursor
    return key


def decode_id(cursor: str) -> UUID:
    """The id back from the word of a list that is walked by id alone; anything else raises BadCursor."""
    try:
        return UUID(str(decode_cursor(cursor, length=1)[0]))
    except ValueError as fault:
        raise BadCursor from fault


def decode_number(cursor: str) -> int:
    """The number back from the word of a list that is walked by a numbered key; anything else raises BadCursor."""
    (number,) = decode_cursor(cursor, length=1)
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadCursor
    return number


def decode_moment(cursor: str) -> tuple[datetime, UUID]:
    """The moment and the id back from the word of a list that is walked by both; anything else raises BadCursor."""
    return read_moment(*decode_cursor(cursor, length=2))


def read_moment(moment: Any, key: Any) -> tuple[datetime, UUID]:
    """Parts of a cursor as the moment and the id that they must be; anything else raises BadCursor."""
    try:
        at, last = datetime.fromisoformat(str(moment)), UUID(str(key))
    except ValueError as fault:
        raise BadCursor from fault
    if at.tzinfo is None:
        raise BadCursor
    return at, last


def _is_plain(part: Any) -> bool:
    """Something a database column can be compared with: no NUL, no half letter in a text, no number beyond 64 bits."""
    if isinstance(part, str):
        return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in part)
    if isinstance(part, int):
        return -(2**63) <= part < 2**63
    return part is None or isinstance(part, float)
