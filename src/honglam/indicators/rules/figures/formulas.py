"""Formulas of indicators: which names they read, in which order, and what they give. Exact, and pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from honglam.indicators.contracts import Definition, Unit
from honglam.kernel.expressions import ExpressionError, evaluate, parse

PLACES = 6
"""Digits behind the point that are kept; what a reader sees is rounded further."""


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A result with both sides. None: it cannot be computed (`missing` says what lacks, or a division by zero)."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()


def names_of(expressions: Iterable[str]) -> frozenset[str]:
    """The measures (`dossiers.received`) and indicators (`online_rate`) that expressions read."""
    return frozenset(name for one in expressions for name in parse(one).names)


def is_measure(name: str) -> bool:
    """Measures stand under their block's name; indicators have no dot."""
    return "." in name


def circle(code: str, reads: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The way on which a formula comes back to itself, empty where it does not."""
    trail: list[str] = []
    seen: set[str] = set()

    def walk(at: str) -> bool:
        trail.append(at)
        for following in sorted(reads.get(at, ())):
            if following == code:
                trail.append(code)
                return True
            if following not in seen:
                seen.add(following)
                if walk(following):
                    return True
        trail.pop()
        return False

    return tuple(trail) if walk(code) else ()


def compute(definition: Definition, inputs: Mapping[str, Decimal]) -> Computed:
    """What the definition's formula gives for these inputs."""
    missing = tuple(sorted(names_of(definition.expressions) - inputs.keys()))
    if missing or not definition.expressions:
        return Computed(value=None, missing=missing)
    variables = _nested(inputs)
    if definition.formula:
        return Computed(value=_value(definition.formula, variables))
    top, bottom = _value(definition.numerator, variables), _value(definition.denominator, variables)
    if top is None or not bottom:
        return Computed(value=None, numerator=top, denominator=bottom)
    return Computed(value=ratio(top, bottom, definition.unit), numerator=top, denominator=bottom)


def ratio(numerator: Decimal, denominator: Decimal, unit: Unit) -> Decimal:
    """A quotient in its unit: per cent of a whole, or so many for each."""
    factor = 100 if unit is Unit.PERCENT else 1
    return rounded(factor * numerator / denominator)


def rounded(number: Decimal, places: int = PLACES) -> Decimal:
    """Half up, as people round."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def value_of(source: str, inputs: Mapping[str, Decimal]) -> Decimal | None:
    """What one expression gives for these inputs; None where it cannot be told."""
    return _value(source, _nested(inputs))


def _value(source: str, variables: Mapping[str, object]) -> Decimal | None:
    try:
        found = evaluate(parse(source), variables)
    except ExpressionError:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return rounded(Decimal(str(found)))


def _nested(inputs: Mapping[str, Decimal]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in inputs.items():
        outer, _, inner = name.partition(".")
        plain = int(value) if value == value.to_integral_value() else value
        if inner:
            held = found.setdefault(outer, {})
            if isinstance(held, dict):
                held[inner] = plain
        else:
            found[outer] = plain
    return found
