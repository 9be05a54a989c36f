"""Answers from programs may hold anything JSON can say; only what can be stored, checked and shown goes further.

Refused: control characters and lone surrogates (PostgreSQL stores neither), numbers beyond the exact range of
JavaScript, and nesting or sizes that no form has.
"""

import math
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from honglam.procedures.contracts import Answers

MAX_DEPTH = 12
MAX_VALUES = 20_000
MAX_NUMBER = 2**53
MAX_TEXT = 20_000
MAX_KEY = 200


@dataclass
class Cleaned:
    """What may go on, and the places of what may not."""

    answers: Answers
    refused: list[str] = field(default_factory=list)


class _Refused:
    """Stands in for a value that was left out."""


def cleaned(answers: Answers) -> Cleaned:
    """A copy of the answers without what cannot be kept."""
    walk = _Walk()
    value = walk.visit(answers, ())
    return Cleaned(value if isinstance(value, dict) else {}, walk.refused)


class _Walk:
    def __init__(self) -> None:
        self.refused: list[str] = []
        self._left = MAX_VALUES

    def visit(self, value: Any, path: tuple[str, ...]) -> Any:
        self._left -= 1
        if self._left < 0 or len(path) > MAX_DEPTH:
            return self._refuse(path)
        if isinstance(value, dict):
            return self._object(value, path)
        if isinstance(value, list | tuple):
            items = [self.visit(item, (*path, str(index))) for index, item in enumerate(value[:MAX_VALUES])]
            return [None if item is _Refused else item for item in items]
        return value if _is_storable(value) else self._refuse(path)

    def _object(self, value: dict[Any, Any], path: tuple[str, ...]) -> Any:
        kept = {}
        for name, below in value.items():
            if not isinstance(name, str) or len(name) > MAX_KEY or not _is_text(name):
                self._refuse((*path, "?"))
                continue
            visited = self.visit(below, (*path, name))
            if visited is not _Refused:
                kept[name] = visited
        return kept

    def _refuse(self, path: tuple[str, ...]) -> type[_Refused]:
        if len(self.refused) < MAX_KEY:
            self.refused.append(".".join(path[:MAX_DEPTH]))
        return _Refused


def _is_storable(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) <= MAX_NUMBER
    if isinstance(value, float):
        return math.isfinite(value) and abs(value) <= MAX_NUMBER
    return isinstance(value, str) and len(value) <= MAX_TEXT and _is_text(value)


def _is_text(text: str) -> bool:
    return text.isprintable() or all(
        sign in "\n\t\r" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"} for sign in text
    )
