"""What can be known before anything is filled in: unknown names, kinds that never fit, choices that do not exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from honglam.kernel.expressions.syntax import (
    Binary,
    Call,
    Expression,
    ExpressionError,
    Items,
    Literal,
    Name,
    Node,
    Unary,
    children,
)
from honglam.kernel.values import text_noop


class Kind(StrEnum):
    """Kinds of values. ANY fits everything."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    LIST = "list"
    OBJECT = "object"
    NULL = "null"
    ANY = "any"


@dataclass(frozen=True)
class ValueType:
    """A kind, for texts perhaps the only values they can have, for lists what they hold."""

    kind: Kind
    choices: frozenset[str] | None = None
    items: "ValueType | None" = None


ANY = ValueType(Kind.ANY)
NUMBER = ValueType(Kind.NUMBER)
BOOLEAN = ValueType(Kind.BOOLEAN)

_ARITHMETIC = {"+", "-", "*", "/"}
_TEXTUAL = {Kind.TEXT, Kind.DATE}


def check(
    expression: Expression, names: Mapping[str, ValueType], expected: Kind | None = None
) -> list[ExpressionError]:
    """Every fault that shows without running it, in reading order. `expected` is the kind the result must have."""
    checker = _Checker(names)
    found = checker.kind_of(expression.root)
    if expected is not None and not _fits(found.kind, expected):
        message = text_noop("The expression gives %(found)s; %(expected)s is needed.")
        checker.faults.append(
            ExpressionError("wrong_kind", message, 1, found=found.kind.value, expected=expected.value)
        )
    return sorted(checker.faults, key=lambda fault: fault.position)


class _Checker:
    def __init__(self, names: Mapping[str, ValueType]) -> None:
        self._names = names
        self.faults: list[ExpressionError] = []

    def kind_of(self, node: Node) -> ValueType:
        match node:
            case Literal(value=value):
                return _literal_type(value)
            case Name():
                return self._name(node)
            case Items(items=items):
                return self._items(items)
            case Unary(sign=sign, operand=operand):
                self._need(operand, Kind.BOOLEAN if sign == "not" else Kind.NUMBER)
                return BOOLEAN if sign == "not" else NUMBER
            case Call():
                return self._call(node)
            case Binary():
                return self._binary(node)

    def _name(self, node: Name) -> ValueType:
        path = ".".join(node.path)
        if path in self._names:
            return self._names[path]
        near = get_close_matches(path, self._names, n=1)
        if near:
            message = text_noop("There is nothing called “%(name)s”. Did you mean “%(near)s”?")
            self._fault("unknown_name", message, node, name=path, near=near[0])
        else:
            self._fault("unknown_name", text_noop("There is nothing called “%(name)s”."), node, name=path)
        return ANY

    def _items(self, items: tuple[Node, ...]) -> ValueType:
        types = [self.kind_of(item) for item in items]
        one = types[0] if types and all(other.kind is types[0].kind for other in types) else ANY
        return ValueType(Kind.LIST, items=ValueType(one.kind))

    def _binary(self, node: Binary) -> ValueType:
        if node.sign in {"and", "or"}:
            self._need(node.left, Kind.BOOLEAN)
            self._need(node.right, Kind.BOOLEAN)
            return BOOLEAN
        left, right = self.kind_of(node.left), self.kind_of(node.right)
        if node.sign in _ARITHMETIC:
            return self._arithmetic(node, left, right)
        if node.sign in {"in", "not in"}:
            self._membership(node, left, right)
        elif not _comparable(left.kind, right.kind):
            message = text_noop("%(left)s and %(right)s can never be compared.")
            self._fault("never_equal", message, node, left=left.kind.value, right=right.kind.value)
        else:
            self._choices(left, node.right)
            self._choices(right, node.left)
        return BOOLEAN

    def _arithmetic(self, node: Binary, left: ValueType, right: ValueType) -> ValueType:
        if node.sign == "+" and left.kind in _TEXTUAL and right.kind in _TEXTUAL:
            return ValueType(Kind.TEXT)
        for side, type_ in ((node.left, left), (node.right, right)):
            if not _fits(type_.kind, Kind.NUMBER):
                self._fault("not_a_number", text_noop("A number is needed here."), side)
        return NUMBER

    def _membership(self, node: Binary, left: ValueType, right: ValueType) -> None:
        if not _fits(right.kind, Kind.LIST):
            self._fault("not_a_list", text_noop("“in” needs a list on its right side."), node)
            return
        if isinstance(node.right, Items):
            for item in node.right.items:
                self._choices(left, item)
        if right.items is not None:
            self._choices(right.items, node.left)

    def _choices(self, type_: ValueType, other: Node) -> None:
        if type_.choices is None or not isinstance(other, Literal) or not isinstance(other.value, str):
            return
        if other.value not in type_.choices:
            message = text_noop("“%(value)s” is not one of the choices: %(choices)s.")
            self._fault("unknown_choice", message, other, value=other.value, choices=", ".join(sorted(type_.choices)))

    def _call(self, node: Call) -> ValueType:
        types = [self.kind_of(argument) for argument in node.arguments]
        if node.function in {"age", "days_between"}:
            for argument, type_ in zip(node.arguments, types, strict=True):
                if type_.kind not in {*_TEXTUAL, Kind.ANY, Kind.NULL}:
                    self._fault("not_a_date", text_noop("A date is needed here."), argument)
        elif node.function == "len":
            if types[0].kind not in {Kind.LIST, Kind.TEXT, Kind.ANY, Kind.NULL}:
                self._fault("no_length", text_noop("“len” needs a list or a text."), node)
        elif node.function in {"min", "max"}:
            return (types[0].items or ANY) if types[0].kind is Kind.LIST else types[0]
        else:
            self._numbers(node, types)
        return NUMBER

    def _numbers(self, node: Call, types: list[ValueType]) -> None:
        for argument, type_ in zip(node.arguments, types, strict=True):
            held = type_.items if type_.kind is Kind.LIST and node.function == "sum" else type_
            if held is not None and not _fits(held.kind, Kind.NUMBER):
                self._fault("not_a_number", text_noop("A number is needed here."), argument)

    def _need(self, node: Node, kind: Kind) -> None:
        if not _fits(self.kind_of(node).kind, kind):
            message = (
                text_noop("A number is needed here.")
                if kind is Kind.NUMBER
                else text_noop("A condition that is true or false is needed here.")
            )
            self._fault("wrong_kind", message, node)

    def _fault(self, code: str, message: str, node: Node, **params: str) -> None:
        self.faults.append(ExpressionError(code, message, _start(node), **params))


def _start(node: Node) -> int:
    return min([node.at, *map(_start, children(node))])


def _literal_type(value: str | float | bool | None) -> ValueType:
    if value is None:
        return ValueType(Kind.NULL)
    if isinstance(value, bool):
        return BOOLEAN
    return ValueType(Kind.TEXT) if isinstance(value, str) else NUMBER


def _fits(found: Kind, expected: Kind) -> bool:
    return found in {expected, Kind.ANY, Kind.NULL} or expected is Kind.ANY or {found, expected} == _TEXTUAL


def _comparable(left: Kind, right: Kind) -> bool:
    return _fits(left, right) or right in {Kind.NULL, Kind.ANY}
