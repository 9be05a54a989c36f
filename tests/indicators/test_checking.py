"""Rules of the checker over many numbers: what they compare grows with the numbers, not with their square."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from honglam.indicators.contracts import Bound, Figure, Nature, Span, Unit
from honglam.indicators.rules.checking import pairs, relations
from honglam.indicators.rules.checking.said import Said, bare
from honglam.indicators.rules.figures.spans import overlap
from tests.indicators.test_figure_rules import definition

FIRST = date(2020, 1, 1)


def said(number: int, amount: int, span: Span, indicator: str = "x", source: str = "", place: str = "area:1") -> Said:
    """One number, of the whole of a place."""
    return Said(
        value_id=UUID(int=number),
        indicator=indicator,
        place=place,
        part="",
        span=span,
        nature=Nature.ACTUAL,
        figure=Figure(value=Decimal(amount)),
        unit=Unit.COUNT,
        source=source or str(number),
    )


class Day(date):
    """A day that counts how often it is compared."""

    compared = 0

    def __le__(self, other: date) -> bool:
        Day.compared += 1
        return self.toordinal() <= other.toordinal()

    def __lt__(self, other: date) -> bool:
        Day.compared += 1
        return self.toordinal() < other.toordinal()

    def __ge__(self, other: date) -> bool:
        Day.compared += 1
        return self.toordinal() >= other.toordinal()


def days(first: int, last: int) -> Span:
    """From a day to a day, counted from the first."""
    return Span(first_on=Day.fromordinal(FIRST.toordinal() + first), last_on=Day.fromordinal(FIRST.toordinal() + last))


def test_every_period_within_another_is_found_whatever_the_order() -> None:
    order = random.Random(7)
    spans = {(start, start + order.randrange(40)) for start in order.choices(range(60), k=80)}
    found = [said(number, 10, days(*span)) for number, span in enumerate(sorted(spans, key=lambda _: order.random()))]
    faults = list(pairs.nested([*found, said(999, 5, days(0, 99))]))
    assert {one.values[0] for one in faults if one.values[1] == UUID(int=999)} == {one.value_id for one in found}
    lighter = [said(number, 10 if number % 2 else 5, one.span) for number, one in enumerate(found)]
    expected = {
        (part.value_id, whole.value_id)
        for part in lighter
        for whole in lighter
        if part.amount > whole.amount
        and part.span != whole.span
        and whole.span.first_on <= part.span.first_on  # type: ignore[operator]
        and part.span.last_on <= whole.span.last_on
    }
    assert {one.values for one in pairs.nested(lighter)} == expected


def test_a_long_series_is_walked_once() -> None:
    months = [said(number, number, days(30 * number, 30 * number + 29)) for number in range(600)]
    Day.compared = 0
    assert list(pairs.nested(months)) == []
    assert Day.compared < 600 * 20, "each with each other would be 360,000"


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often two times were compared."""
    counted: list[int] = []

    def counting(one: Span, other: Span) -> bool:
        counted.append(1)
        return overlap(one, other)

    monkeypatch.setattr(relations, "overlap", counting)
    yield counted


def test_inputs_are_looked_up_and_not_searched(compared: list[int]) -> None:
    spans = [
        Span(first_on=day, last_on=day + timedelta(days=6)) for day in (FIRST + timedelta(7) * n for n in range(200))
    ]
    places = [f"agency:{number}" for number in range(3)]
    values = {
        code: [
            said(number * 1000 + at, 2 if code == "a" else 1, span, code, place=place)
            for number, place in enumerate(places)
            for at, span in enumerate(spans)
        ]
        for code in ("a", "x")
    }
    faults = list(relations.formulas(definition(formula="a + a"), relations.Neighbours(values)))
    assert len(faults) == 600
    assert {bare(one.arithmetic) for one in faults} == {"2 + 2 = 4 ≠ 1"}
    assert len(compared) < 600 * 4, "each with each other of its place would be 120,000"


@pytest.mark.parametrize(
    ("source", "day", "compares"),
    [
        ("own", "2020-06-30", True),
        ("own", "2020-05-31", True),
        ("other", "2020-06-30", True),
        ("other", "2020-05-31", False),
    ],
)
def test_a_moment_is_compared_with_its_day_and_with_what_its_source_says(source: str, day: str, compares: bool) -> None:
    one = said(1, 1, Span(first_on=None, last_on=date(2020, 6, 30)), source="own")
    given = said(2, 5, Span(first_on=None, last_on=date.fromisoformat(day)), "a", source=source)
    known = relations.Neighbours({"x": [one], "a": [given]})
    assert bool(list(relations.formulas(definition(formula="a"), known))) is compares


@pytest.mark.parametrize(("amount", "arithmetic"), [(100, []), (2, []), (1, ["> 5 - 3 = 2 ≠ 1"])])
def test_more_than_so_many_has_no_end_and_still_a_beginning(amount: int, arithmetic: list[str]) -> None:
    day = Span(first_on=None, last_on=FIRST)
    more = replace(said(1, 5, day, "a"), figure=Figure(value=Decimal(5), bound=Bound.ABOVE))
    values = {"a": [more], "b": [said(2, 3, day, "b")], "x": [said(3, amount, day)]}
    faults = list(relations.formulas(definition(formula="a - b"), relations.Neighbours(values)))
    assert [bare(one.arithmetic) for one in faults] == arithmetic


def test_denominators_are_compared_within_one_place_and_none_of_nothing() -> None:
    months = [days(31 * at, 31 * at + 30) for at in range(2)]
    share = definition(unit=Unit.PERCENT, numerator="a", denominator="b")
    for tops, expected in (((50, 50, 900, 900), 0), ((0, 50, 900, 900), 0), ((50, 500, 900, 900), 1)):
        given = [("agency:1", months[0]), ("agency:1", months[1]), ("agency:2", months[0]), ("agency:2", months[1])]
        rates = [said(10 + at, 10, span, place=place) for at, (place, span) in enumerate(given)]
        counted = [said(at, tops[at], span, "a", place=place) for at, (place, span) in enumerate(given)]
        found = list(relations.implied(share, relations.Neighbours({"x": rates, "a": counted})))
        assert len(found) == expected, "an agency of nine hundred is no other size of an agency of fifty"
