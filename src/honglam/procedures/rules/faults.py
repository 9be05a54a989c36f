"""What is wrong with a definition, and where. Paths are the pack's: `form.layout.pages[0].sections[1].fields[2]`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from honglam.kernel.expressions import ExpressionError, Kind, ValueType, check, parse


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One mistake of a definition. A mistake in an expression also tells the character, counted from 1."""

    path: str
    code: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    position: int = 0


def expression_faults(source: str, path: str, names: Mapping[str, ValueType], expected: Kind | None) -> Iterator[Fault]:
    """Every mistake of an expression; nothing for an empty one."""
    if not source:
        return
    for error in _errors(source, names, expected):
        yield Fault(path=path, code=error.code, message=error.message, params=error.params, position=error.position)


def _errors(source: str, names: Mapping[str, ValueType], expected: Kind | None) -> list[ExpressionError]:
    try:
        return check(parse(source), names, expected)
    except ExpressionError as error:
        return [error]
