"""Numbers of notes and records, the post's own number, and the digest that a record is signed under."""

import hashlib
import json
import re
from typing import Any

_S10 = re.compile(r"^[A-Z]{2}\d{9}[A-Z]{2}$")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def note_number(*, office: str, year: int, count: int) -> str:
    """`PG-BC01-26-00001`: note, office, year, running number of the office in the year."""
    return f"PG-{office}-{year % 100:02d}-{count:05d}"


def record_number(*, place: str, year: int, count: int) -> str:
    """`BB-BC01-26-00001`: the giving side's records of the year."""
    return f"BB-{place}-{year % 100:02d}-{count:05d}"


def is_tracking(text: str) -> bool:
    """Whether a text is an identifier by UPU standard S10: two letters, eight digits, a check digit, two letters."""
    if not _S10.match(text):
        return False
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[2:10], strict=True)) % 11
    return int(text[10]) == {10: 0, 11: 5}.get(rest, rest)


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 over the record's content in one canonical form."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
