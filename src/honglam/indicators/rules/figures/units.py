"""Units in formulas: what may be added, what a quotient is counted in. A number written out has no unit."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from honglam.indicators.contracts import Unit
from honglam.kernel.expressions import Expression, ExpressionError
from honglam.kernel.expressions.syntax import Binary, Call, Items, Literal, Name, Node, Unary, children
from honglam.kernel.values import text_noop

Dimension = Mapping[str, int]
PLAIN: Dimension = {}
_BASES = {
    Unit.COUNT: "count",
    Unit.DONG: "dong",
    Unit.MILLION_DONG: "million_dong",
    Unit.POINT: "point",
    Unit.RANK: "rank",
    Unit.HOUR: "hour",
    Unit.DAY: "day",
}
SHARES = frozenset({Unit.PERCENT, Unit.EACH, Unit.TIMES})
"""Units that a quotient of two like things can have."""
_MONEY = {Unit.DONG: Decimal(1), Unit.MILLION_DONG: Decimal(10) ** 6}

UNITS: Mapping[Unit, str] = {
    Unit.COUNT: text_noop("a count"),
    Unit.PERCENT: text_noop("per cent"),
    Unit.EACH: text_noop("a count for each"),
    Unit.TIMES: text_noop("times"),
    Unit.DONG: text_noop("đồng"),
    Unit.MILLION_DONG: text_noop("million đồng"),
    Unit.POINT: text_noop("points"),
    Unit.RANK: text_noop("rank"),
    Unit.HOUR: text_noop("hours"),
    Unit.DAY: text_noop("days"),
}
"""What stands behind a number, where no noun says what is counted."""


def turns(said: Unit | None, unit: Unit | None) -> bool:
    """Whether a number said in one unit can stand in the other; one without a unit is in the dictionary's."""
    return said is None or said is unit or (said in _MONEY and unit in _MONEY)


def factor(said: Unit | None, unit: Unit | None) -> Decimal:
    """By what a number is multiplied to stand in the other unit; 1 where they cannot be turned."""
    if said in _MONEY and unit in _MONEY and said is not None and unit is not None:
        return _MONEY[said] / _MONEY[unit]
    return Decimal(1)


def dimension_of(unit: Unit) -> Dimension:
    """A unit as a power of its base; shares and multiples are plain numbers."""
    return {_BASES[unit]: 1} if unit in _BASES else PLAIN


def infer(expression: Expression, of_name: Callable[[str], Dimension | None]) -> Dimension | None:
    """What an expression is counted in; None where it holds something other than arithmetic, or an unknown name.

    Raises ExpressionError (`unit_mismatch`) where unlike things are added or compared.
    """
    return _Inference(of_name).of(expression.root)


class _Inference:
    def __init__(self, of_name: Callable[[str], Dimension | None]) -> None:
        self._of_name = of_name

    def of(self, node: Node) -> Dimension | None:
        match node:
            case Literal():
                return PLAIN
            case Name(path=path):
                return self._of_name(".".join(path))
            case Unary(operand=operand):
                return self.of(operand)
            case Binary():
                return self._binary(node)
            case Call() | Items():
                return self._alike(node, *children(node))

    def _binary(self, node: Binary) -> Dimension | None:
        if node.sign not in {"*", "/"}:
            return self._alike(node, node.left, node.right)
        left, right = self.of(node.left), self.of(node.right)
        if left is None or right is None:
            return None
        sign = 1 if node.sign == "*" else -1
        powers = {base: left.get(base, 0) + sign * right.get(base, 0) for base in (*left, *right)}
        return {base: power for base, power in powers.items() if power}

    def _alike(self, node: Node, *parts: Node) -> Dimension | None:
        """Parts that are added or compared: a written number fits everything."""
        known = [found for part in parts if not isinstance(part, Literal) and (found := self.of(part)) is not None]
        if any(dict(found) != dict(known[0]) for found in known):
            message = text_noop("Unlike things are put together: %(left)s and %(right)s.")
            other = next(found for found in known if dict(found) != dict(known[0]))
            raise ExpressionError("unit_mismatch", message, node.at, left=spoken(known[0]), right=spoken(other))
        return known[0] if known else PLAIN


def spoken(dimension: Dimension) -> str:
    """`count`, `dong/count`, or `number` where nothing is counted."""
    over = "·".join(base for base, power in sorted(dimension.items()) for _ in range(power))
    under = "·".join(base for base, power in sorted(dimension.items()) for _ in range(-power))
    return f"{over or '1'}/{under}" if under else over or "number"
