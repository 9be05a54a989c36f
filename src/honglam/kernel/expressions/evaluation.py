"""From tree to value. Numbers are exact (whole numbers and decimals), sizes and steps are limited."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

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
)
from honglam.kernel.values import text_noop

MAX_STEPS = 20_000
MAX_NUMBER = 10**18
MAX_TEXT = 10_000

Value = Any
# A union written where it is asked about is built anew every time: rankings ask hundreds of thousands of times.
_LISTS, _NUMBERS = (list, tuple), (int, Decimal)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: Decimal(a) / Decimal(b),
}


def evaluate(expression: Expression, variables: Mapping[str, Any]) -> Value:
    """The value under `variables` (JSON-like values and dates), as JSON: whole results are int, others float.

    Raises ExpressionError where the values do not fit (text minus number, division by zero, too large).
    """
    return _plain(_Evaluation(variables).value(expression.root))


def holds(expression: Expression, variables: Mapping[str, Any]) -> bool:
    """Whether a condition holds. Null, false, zero, empty text and empty lists do not; nor does one that fails."""
    try:
        return bool(_Evaluation(variables).value(expression.root))
    except ExpressionError:
        return False


class _Evaluation:
    """One run: the variables and the steps that remain."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self._variables = variables
        self._steps = MAX_STEPS

    def value(self, node: Node) -> Value:
        self._spend(1, node)
        match node:
            case Literal(value=constant):
                return _internal(constant)
            case Name():
                return self._look_up(node)
            case Items(items=items):
                return [self.value(item) for item in items]
            case Unary():
                return self._unary(node)
            case Binary():
                return self._binary(node)
            case Call():
                return self._call(node)

    def _look_up(self, node: Name) -> Value:
        found: Any = self._variables.get(node.path[0])
        for part in node.path[1:]:
            if isinstance(found, _LISTS):
                self._spend(len(found), node)
            found = _step(found, part)
        if isinstance(found, _LISTS):
            self._spend(len(found), node)
        return _internal(found)

    def _unary(self, node: Unary) -> Value:
        operand = self.value(node.operand)
        if node.sign == "not":
            return not operand
        if operand is None:
            return None
        return -_number(operand, node)

    def _binary(self, node: Binary) -> Value:
        left = self.value(node.left)
        if node.sign == "and":
            return bool(left) and bool(self.value(node.right))
        if node.sign == "or":
            return bool(left) or bool(self.value(node.right))
        right = self.value(node.right)
        if node.sign in {"==", "!="}:
            return _equal(left, right) is (node.sign == "==")
        if node.sign in {"in", "not in"}:
            return self._contains(left, right, node) is (node.sign == "in")
        if node.sign in {"<", "<=", ">", ">="}:
            return _comparable(left, right) and bool(_SIGNS[node.sign](left, right))
        return self._arithmetic(node, left, right)

    def _contains(self, item: Value, container: Value, node: Binary) -> bool:
        if container is None:
            return False
        if not isinstance(container, list):
            raise ExpressionError("not_a_list", text_noop("“in” needs a list on its right side."), node.at)
        self._spend(len(container), node)
        return any(_equal(item, member) for member in container)

    def _arithmetic(self, node: Binary, left: Value, right: Value) -> Value:
        if left is None or right is None:
            return None
        if node.sign == "+" and isinstance(left, str) and isinstance(right, str):
            return _short(left + right, node)
        left, right = _number(left, node), _number(right, node)
        if node.sign == "/" and not right:
            raise ExpressionError("division_by_zero", text_noop("Division by zero."), node.at)
        return _small(_SIGNS[node.sign](left, right), node)

    def _call(self, node: Call) -> Value:
        arguments = [self.value(argument) for argument in node.arguments]
        return _FUNCTIONS[node.function](arguments, node)

    def _spend(self, steps: int, node: Node) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise ExpressionError("too_much", text_noop("The expression takes too many steps."), node.at)


def _step(value: Any, part: str) -> Any:
    """One part further on a path; a list gives the list of what its items give, flattened once, without nulls."""
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101 - the first is quick and nearly always so
        return value.get(part)
    if not isinstance(value, _LISTS):
        return None
    found: list[Any] = []
    for item in value:
        below = _step(item, part)
        if isinstance(below, _LISTS):
            found.extend(below)
        elif below is not None:
            found.append(below)
    return found


def _internal(value: Any) -> Value:
    if isinstance(value, float):
        return Decimal(repr(value)) if value - value == 0 else None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, _LISTS):
        return [_internal(item) for item in value]
    return value


def _plain(value: Value) -> Value:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _is_number(value: Value) -> bool:
    return isinstance(value, _NUMBERS) and not isinstance(value, bool)


def _number(value: Value, node: Node) -> int | Decimal:
    if isinstance(value, _NUMBERS) and not isinstance(value, bool):
        return _small(value, node)
    raise ExpressionError("not_a_number", text_noop("A number is needed here."), node.at)


def _small(value: int | Decimal, node: Node) -> int | Decimal:
    if not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise ExpressionError("too_large", text_noop("The number is too large."), node.at)
    return value


def _short(text: str, node: Node) -> str:
    if len(text) > MAX_TEXT:
        raise ExpressionError("too_large", text_noop("The text is too long."), node.at)
    return text


def _equal(left: Value, right: Value) -> bool:
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    return type(left) is type(right) and bool(left == right)


def _comparable(left: Value, right: Value) -> bool:
    return (_is_number(left) and _is_number(right)) or (isinstance(left, str) and isinstance(right, str))


def _length(arguments: list[Value], node: Call) -> Value:
    value = arguments[0]
    if value is None:
        return 0
    if isinstance(value, str | list):
        return len(value)
    raise ExpressionError("no_length", text_noop("“len” needs a list or a text."), node.at)


def _spread(arguments: list[Value]) -> list[Value]:
    items = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], list) else arguments
    return [item for item in items if item is not None]


def _sum(arguments: list[Value], node: Call) -> Value:
    return _small(sum((_number(item, node) for item in _spread(arguments)), start=0), node)


def _extreme(choose: Callable[[list[Value]], Value]) -> Callable[[list[Value], Call], Value]:
    def extreme(arguments: list[Value], node: Call) -> Value:
        items = _spread(arguments)
        if not all(_comparable(item, items[0]) for item in items):
            raise ExpressionError("mixed", text_noop("Numbers and texts cannot be compared."), node.at)
        return choose(items) if items else None

    return extreme


def _round(arguments: list[Value], node: Call) -> Value:
    """Half away from zero, as a cashier rounds; a negative second argument rounds to tens, hundreds, thousands."""
    if arguments[0] is None:
        return None
    places = arguments[1] if len(arguments) > 1 else 0
    if not isinstance(places, int) or isinstance(places, bool) or not -9 <= places <= 9:
        raise ExpressionError("not_a_number", text_noop("A number is needed here."), node.at)
    try:
        return Decimal(_number(arguments[0], node)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation as fault:
        raise ExpressionError("too_large", text_noop("The number is too large."), node.at) from fault


def _date(value: Value, *, partial: bool) -> date | None:
    match = _PARTIAL_DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None or not (partial or match[3]):
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _age(arguments: list[Value], node: Call) -> Value:  # noqa: ARG001
    """Full years. Where only the year (or month) of birth is known, the first day counts (NĐ 135/2020 Đ3.4)."""
    born, on = _date(arguments[0], partial=True), _date(arguments[1], partial=False)
    if born is None or on is None or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _days_between(arguments: list[Value], node: Call) -> Value:  # noqa: ARG001
    first, last = _date(arguments[0], partial=False), _date(arguments[1], partial=False)
    return None if first is None or last is None else (last - first).days


_FUNCTIONS: dict[str, Callable[[list[Value], Call], Value]] = {
    "len": _length,
    "sum": _sum,
    "min": _extreme(min),
    "max": _extreme(max),
    "round": _round,
    "age": _age,
    "days_between": _days_between,
}
