"""When two numbers, as they were said, can both be right: “hơn 480” and 470 cannot, 84 % and 221/262 can."""

from decimal import Decimal

from honglam.indicators.contracts import Bound, Figure, Unit
from honglam.indicators.rules.figures.units import factor, turns

Interval = tuple[Decimal, Decimal]
_WITHOUT_END = Decimal(10) ** 30
_ABOUT = Decimal("0.05")
"""“About” is taken as five per cent to either side."""


def interval(figure: Figure) -> Interval:
    """The numbers that a saying allows. An exact one stands for all that would be rounded to it."""
    value = figure.value
    half = Decimal(5).scaleb(-decimals(value) - 1)
    match figure.bound:
        case Bound.ABOUT:
            return value - abs(value) * _ABOUT, value + abs(value) * _ABOUT
        case Bound.ABOVE:
            return value, _WITHOUT_END
        case Bound.BELOW:
            return -_WITHOUT_END, value
        case Bound.ORDER:
            return value, value * 10
        case Bound.RANGE:
            return value - half, (figure.upper if figure.upper is not None else value) + half
    return value - half, value + half


def compatible(one: Figure, other: Figure, unit: Unit | None = None) -> bool:
    """Whether both can be right. `unit` is the dictionary's, for a figure that names none of its own.

    Numbers in units that cannot be turned into each other are not compared here: that is a fault of another kind.
    """
    units = (one.unit or unit, other.unit or unit)
    if units[0] is not units[1]:
        if None in units or not turns(*units):
            return True
        one, other = (_in_dong(each, said) for each, said in zip((one, other), units, strict=True))
    return meet(interval(one), interval(other)) or one.value == other.value


def meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals share more than an end."""
    return one[0] < other[1] and other[0] < one[1]


def decimals(value: Decimal) -> int:
    """Digits behind the point, without zeros at the end."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _in_dong(figure: Figure, unit: Unit | None) -> Figure:
    by = factor(unit, Unit.DONG)
    upper = None if figure.upper is None else figure.upper * by
    return Figure(value=figure.value * by, upper=upper, bound=figure.bound)
