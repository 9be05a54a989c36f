"""Pure rules of figures: times, comparisons, units, formulas, circles. Tables of cases."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from honglam.indicators.contracts import Bound, Definition, Direction, Figure, Frequency, Span, Unit
from honglam.indicators.rules.figures.comparing import compatible
from honglam.indicators.rules.figures.formulas import Computed, circle, compute
from honglam.indicators.rules.figures.spans import NoSuchTime, overlap, read_span, write_span
from honglam.indicators.rules.figures.units import PLAIN, dimension_of, infer
from honglam.kernel.expressions import ExpressionError, parse


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-Q1", "2018-01-01", "2018-03-31"),
        ("2018-Q4", "2018-10-01", "2018-12-31"),
        ("2017-H1", "2017-01-01", "2017-06-30"),
        ("2017-H2", "2017-07-01", "2017-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-02-13", "2020-02-13", "2020-02-13"),
        ("2015..2018", "2015-01-01", "2018-12-31"),
        ("2019-01..2019-05", "2019-01-01", "2019-05-31"),
        ("2017-05..2017-H1", "2017-05-01", "2017-06-30"),
    ],
)
def test_a_written_time_is_days(text: str, first: str, last: str) -> None:
    span = Span(first_on=date.fromisoformat(first), last_on=date.fromisoformat(last))
    assert read_span(text) == span
    assert read_span(write_span(span)) == span


@pytest.mark.parametrize("text", ["2018-13", "2018-02-30", "2019..2018", "18", "2018-Q5", "hôm qua"])
def test_no_calendar_has_such_a_time(text: str) -> None:
    with pytest.raises(NoSuchTime):
        read_span(text)


def test_a_day_meets_the_period_that_ends_on_it() -> None:
    moment, year = Span(first_on=None, last_on=date(2018, 12, 31)), read_span("2018")
    assert overlap(moment, year)
    assert not overlap(read_span("2018-H2"), year)
    assert write_span(moment) == "2018-12-31"


def said(value: str, bound: Bound = Bound.EXACT, upper: str = "", unit: Unit | None = None) -> Figure:
    """A number as it was said."""
    return Figure(value=Decimal(value), bound=bound, upper=Decimal(upper) if upper else None, unit=unit)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (said("1995"), said("1995"), True),
        (said("1995"), said("1967"), False),
        (said("470"), said("471"), False),
        (said("84"), said("84.35"), True),
        (said("92"), said("92.307692"), True),
        (said("85"), said("84.35"), False),
        (said("480", Bound.ABOVE), said("470"), False),
        (said("480", Bound.ABOVE), said("481"), True),
        (said("10", Bound.BELOW), said("13.25"), False),
        (said("10", Bound.BELOW), said("4.92"), True),
        (said("100", Bound.ORDER), said("350"), True),
        (said("100", Bound.ORDER), said("2000"), False),
        (said("2", Bound.RANGE, "3"), said("3"), True),
        (said("2", Bound.RANGE, "3"), said("1"), False),
        (said("20", Bound.ABOUT), said("19.5"), True),
        (said("20", Bound.ABOUT), said("18"), False),
        (said("480", Bound.ABOVE), said("470", Bound.ABOVE), True),
        (said("150000000", unit=Unit.DONG), said("150", unit=Unit.MILLION_DONG), True),
        (said("150000001", unit=Unit.DONG), said("151", unit=Unit.MILLION_DONG), False),
        (said("15", unit=Unit.PERCENT), said("0.01", unit=Unit.POINT), True),
    ],
)
def test_whether_both_can_be_right(one: Figure, other: Figure, agree: bool) -> None:
    assert compatible(one, other, Unit.COUNT) is agree
    assert compatible(other, one, Unit.COUNT) is agree


NAMES = {
    "dossiers.received": dimension_of(Unit.COUNT),
    "spent": dimension_of(Unit.MILLION_DONG),
    "paid": dimension_of(Unit.DONG),
    "rate": PLAIN,
}


@pytest.mark.parametrize(
    ("source", "gives"),
    [
        ("dossiers.received", {"count": 1}),
        ("100 * dossiers.received / dossiers.received", {}),
        ("spent / dossiers.received", {"million_dong": 1, "count": -1}),
        ("spent + spent", {"million_dong": 1}),
        ("max(dossiers.received, 0) + 3", {"count": 1}),
        ("rate * dossiers.received", {"count": 1}),
        ("rate + 1", {}),
    ],
)
def test_what_a_formula_is_counted_in(source: str, gives: dict[str, int]) -> None:
    assert dict(infer(parse(source), NAMES.get) or {}) == gives


@pytest.mark.parametrize("source", ["spent + paid", "dossiers.received - spent", "min(rate, spent)"])
def test_unlike_things_are_not_added(source: str) -> None:
    with pytest.raises(ExpressionError, match="Unlike things"):
        infer(parse(source), NAMES.get)


def definition(**said: Any) -> Definition:
    """A definition of which only the formula matters."""
    plain: dict[str, Any] = {
        "code": "x",
        "version": 1,
        "name": "x",
        "name_en": "",
        "topic": "",
        "definition": "",
        "unit": Unit.COUNT,
        "noun": "",
        "places": 2,
        "direction": Direction.HIGHER,
        "frequency": Frequency.YEAR,
        "formula": "",
        "numerator": "",
        "denominator": "",
        "least": "",
        "limit": "",
        "accumulates": False,
        "parts": (),
        "owner": "",
        "public": True,
        "valid_from": date(2015, 1, 1),
        "valid_to": None,
        "source": None,
        "provisional": False,
    }
    return Definition(**plain | said)


RATE = {"numerator": "online", "denominator": "dossiers.received", "unit": Unit.PERCENT}


@pytest.mark.parametrize(
    ("formula", "inputs", "result"),
    [
        ({"formula": "a + b"}, {"a": "3", "b": "2.5"}, Computed(value=Decimal("5.500000"))),
        (
            RATE,
            {"online": "1952", "dossiers.received": "39675"},
            Computed(value=Decimal("4.919975"), numerator=Decimal(1952), denominator=Decimal(39675)),
        ),
        (
            {"numerator": "a", "denominator": "b", "unit": Unit.EACH},
            {"a": "2450", "b": "22"},
            Computed(value=Decimal("111.363636"), numerator=Decimal(2450), denominator=Decimal(22)),
        ),
        (
            RATE,
            {"online": "3", "dossiers.received": "0"},
            Computed(value=None, numerator=Decimal(3), denominator=Decimal(0)),
        ),
        (RATE, {"online": "3"}, Computed(value=None, missing=("dossiers.received",))),
        ({"formula": "a / b"}, {"a": "1", "b": "0"}, Computed(value=None)),
        ({}, {}, Computed(value=None)),
    ],
)
def test_a_formula_gives_both_sides_to_the_digit(formula: Any, inputs: dict[str, str], result: Computed) -> None:
    assert compute(definition(**formula), {name: Decimal(text) for name, text in inputs.items()}) == result


@pytest.mark.parametrize(
    ("reads", "way"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, ()),
        ({"a": {"a"}}, ("a", "a")),
        ({"a": {"b", "dossiers.received"}, "b": {"c"}, "c": {"a"}}, ("a", "b", "c", "a")),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, ()),
    ],
)
def test_a_formula_that_comes_back_to_itself(reads: dict[str, set[str]], way: tuple[str, ...]) -> None:
    assert circle("a", {name: frozenset(found) for name, found in reads.items()}) == way
