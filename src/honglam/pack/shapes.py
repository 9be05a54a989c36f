"""Whether a node has the shape a section declared: every fault at its place, not only the first.

The types are msgspec's; msgspec itself stops at the first fault and speaks English, so the walk is ours and msgspec
only makes the value at the end.
"""

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import inspect as types

from honglam.kernel.values import text_noop
from honglam.pack.reading import Node, node_of, plain

MOST_SIGNS = 20_000
"""Of a text whose shape sets no limit of its own: ten pages."""
FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Of a day. What never ends has no last day; 9999 overflows as soon as an hour is added."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One place that has the wrong shape; `path` is relative to the node that was checked."""

    path: str
    line: int
    code: str
    message: str
    params: dict[str, Any]


@lru_cache(maxsize=512)
def _described(shape: type) -> types.Type:
    return types.type_info(shape)


def shaped(node: Node, shape: type, *, from_table: bool = False) -> tuple[Any, list[Fault]]:
    """The node as a value of `shape`, or None and every fault. Cells of a table are texts and are converted."""
    walk = _Walk(from_table)
    value = walk.visit(node, _described(shape), "")
    if walk.faults:
        return None, walk.faults
    try:
        return msgspec.convert(value, shape, strict=False), []
    except msgspec.ValidationError as error:
        walk.fault(node, "", "shape", text_noop("This has the wrong shape: %(problem)s."), problem=str(error))
        return None, walk.faults


def value_faults(value: Any, shape: type) -> list[Fault]:
    """The same for a plain value that was typed on a screen: every fault with its path (lines say nothing here)."""
    return shaped(node_of(value), shape)[1]


class _Walk:
    def __init__(self, from_table: bool) -> None:
        self.from_table = from_table
        self.faults: list[Fault] = []

    def fault(self, node: Node, path: str, code: str, message: str, **params: Any) -> None:
        self.faults.append(Fault(path=path, line=node.line, code=code, message=message, params=params))

    def visit(self, node: Node, kind: types.Type, path: str) -> Any:
        """The node as a plain value for msgspec; what does not fit becomes a fault."""
        match kind:
            case types.AnyType():
                value = plain(node)
            case types.UnionType():
                value = self._one_of(node, kind, path)
            case types.StructType():
                value = self._struct(node, kind, path)
            case types.ListType() | types.VarTupleType():
                value = self._list(node, kind, path)
            case types.DictType():
                value = self._mapping(node, kind, path)
            case _:
                value = self._scalar(node, kind, path)
        return value

    def _one_of(self, node: Node, kind: types.UnionType, path: str) -> Any:
        if node.value is None and kind.includes_none:
            return None
        others = [other for other in kind.types if not isinstance(other, types.NoneType)]
        tried: list[list[Fault]] = []
        for other in others:
            trial = _Walk(self.from_table)
            value = trial.visit(node, other, path)
            if not trial.faults:
                return value
            tried.append(trial.faults)
        # The alternative that went wrong deepest is the one that was meant.
        self.faults += max(tried, key=lambda faults: max(len(fault.path) for fault in faults))
        return None

    def _struct(self, node: Node, kind: types.StructType, path: str) -> Any:
        if not isinstance(node.value, dict):
            return self.fault(node, path, "expected_mapping", text_noop("Expected keys with values here."))
        fields = {item.encode_name: item for item in kind.fields}
        value: dict[str, Any] = {}
        for key, child in node.value.items():
            if key not in fields:
                self._unknown(child, _join(path, key), key, list(fields))
            elif child.value is not None:
                value[key] = self.visit(child, fields[key].type, _join(path, key))
        for name, item in fields.items():
            absent = name not in node.value or node.value[name].value is None
            if item.required and absent:
                self.fault(node, _join(path, name), "missing", text_noop("“%(key)s” is missing."), key=name)
        return value

    def _unknown(self, node: Node, path: str, key: str, known: list[str]) -> None:
        near = get_close_matches(key, known, n=1)
        if near:
            message = text_noop("The key “%(key)s” is unknown. Did you mean “%(near)s”?")
            self.fault(node, path, "unknown_key", message, key=key, near=near[0])
        else:
            message = text_noop("The key “%(key)s” is unknown. Known here: %(known)s.")
            self.fault(node, path, "unknown_key", message, key=key, known=", ".join(known))

    def _list(self, node: Node, kind: types.ListType | types.VarTupleType, path: str) -> Any:
        if not isinstance(node.value, list):
            return self.fault(node, path, "expected_list", text_noop("Expected a list here."))
        if kind.min_length is not None and len(node.value) < kind.min_length:
            self.fault(node, path, "too_few", text_noop("At least %(count)s are needed here."), count=kind.min_length)
        self._twice(node.value, path)
        return [self.visit(child, kind.item_type, f"{path}[{index}]") for index, child in enumerate(node.value)]

    def _twice(self, items: list[Node], path: str) -> None:
        """A list names each thing once: by its code, or itself where it is one word."""
        seen: set[Any] = set()
        for index, child in enumerate(items):
            named = child.value.get("code") if isinstance(child.value, dict) else child
            if named is None or isinstance(named.value, dict | list):
                continue
            if named.value in seen:
                message = text_noop("“%(name)s” stands in this list twice.")
                self.fault(child, f"{path}[{index}]", "listed_twice", message, name=named.value)
            seen.add(named.value)

    def _mapping(self, node: Node, kind: types.DictType, path: str) -> Any:
        if not isinstance(node.value, dict):
            return self.fault(node, path, "expected_mapping", text_noop("Expected keys with values here."))
        return {key: self.visit(child, kind.value_type, _join(path, key)) for key, child in node.value.items()}

    def _scalar(self, node: Node, kind: types.Type, path: str) -> Any:
        if isinstance(node.value, dict | list):
            return self.fault(node, path, "expected_value", text_noop("Expected one value here."))
        value = _from_cell(node.value, kind) if self.from_table and isinstance(node.value, str) else node.value
        problem = _wrong_type(value, kind) or _wrong_value(value, kind)
        if problem:
            code, message, params = problem
            return self.fault(node, path, code, message, **params)
        return value


Problem = tuple[str, str, dict[str, Any]] | None


def _from_cell(text: str, kind: types.Type) -> Any:
    if isinstance(kind, types.IntType | types.FloatType):
        number = r"-?[0-9]+" if isinstance(kind, types.IntType) else r"-?[0-9]+(\.[0-9]+)?"
        convert: type[int | float] = int if isinstance(kind, types.IntType) else float
        return convert(text) if re.fullmatch(number, text) else text
    if isinstance(kind, types.BoolType):
        return {"true": True, "false": False}.get(text, text)
    return text


def _wrong_type(value: Any, kind: types.Type) -> Problem:
    shown = {"value": value}
    match kind:
        case types.StrType() if not isinstance(value, str):
            return "expected_text", text_noop("Expected a text; write “%(value)s” in quotes."), shown
        case types.IntType() if not isinstance(value, int) or isinstance(value, bool):
            return "expected_integer", text_noop("Expected a whole number, not “%(value)s”."), shown
        case types.FloatType() if not isinstance(value, int | float) or isinstance(value, bool):
            return "expected_number", text_noop("Expected a number, not “%(value)s”."), shown
        case types.BoolType() if not isinstance(value, bool):
            return "expected_boolean", text_noop("Expected true or false, not “%(value)s”."), shown
        case types.DateType() if not _is_date(value):
            return "expected_date", text_noop("Expected a date such as 2025-07-01, not “%(value)s”."), shown
    return None


def _wrong_value(value: Any, kind: types.Type) -> Problem:
    match kind:
        case types.StrType():
            return _wrong_text(value, kind)
        case types.DateType() if not FIRST_YEAR <= _year(value) <= LAST_YEAR:
            limits = {"value": value, "low": FIRST_YEAR, "high": LAST_YEAR}
            return "out_of_range", text_noop("“%(value)s” is outside the range %(low)s…%(high)s."), limits
        case types.IntType() | types.FloatType() if not _in_range(value, kind):
            limits = {"value": value, "low": _shown(kind.ge), "high": _shown(kind.le)}
            return "out_of_range", text_noop("“%(value)s” is outside the range %(low)s…%(high)s."), limits
        case types.LiteralType() if value not in kind.values:
            return _not_one_of(value, [str(choice) for choice in kind.values])
        case types.EnumType() if value not in [member.value for member in kind.cls]:
            return _not_one_of(value, [str(member.value) for member in kind.cls])
    return None


def _wrong_text(value: str, kind: types.StrType) -> Problem:
    limit = MOST_SIGNS if kind.max_length is None else kind.max_length
    if len(value) > max(limit, MOST_SIGNS):
        return "too_long", text_noop("This text is longer than %(limit)s characters."), {"limit": limit}
    if len(value) < (kind.min_length or 0):
        return "empty_text", text_noop("This text must not be empty."), {}
    if kind.pattern and not re.search(kind.pattern, value):
        message = text_noop("“%(value)s” does not have the form %(pattern)s.")
        return "pattern", message, {"value": value, "pattern": kind.pattern}
    if len(value) > limit:
        return "too_long", text_noop("This text is longer than %(limit)s characters."), {"limit": limit}
    return None


def _not_one_of(value: Any, choices: list[str]) -> Problem:
    message = text_noop("“%(value)s” is not one of: %(choices)s.")
    return "not_one_of", message, {"value": value, "choices": ", ".join(choices)}


def _in_range(value: float, kind: types.IntType | types.FloatType) -> bool:
    return not ((kind.ge is not None and value < kind.ge) or (kind.le is not None and value > kind.le))


def _shown(limit: float | None) -> str:
    return "" if limit is None else str(limit)


def _is_date(value: Any) -> bool:
    if isinstance(value, date):
        return True
    try:
        return isinstance(value, str) and len(value) == 10 and date.fromisoformat(value) is not None
    except ValueError:
        return False


def _year(value: date | str) -> int:
    return value.year if isinstance(value, date) else int(value[:4])


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
