"""Choices and days of a form: what was offered, what was typed, and nothing in between."""

from datetime import date

import pytest

from honglam.kernel.values import NotOffered
from honglam.ui.typed import NotADay, choice_of, day_of


@pytest.mark.parametrize(
    ("typed", "blank", "chosen"),
    [("a", False, "a"), (" b ", False, "b"), ("", True, ""), (None, True, ""), ("a", True, "a")],
)
def test_a_choice_that_is_offered(typed: str | None, blank: bool, chosen: str) -> None:
    data = {} if typed is None else {"one": typed}
    assert choice_of(data, "one", ("a", "b"), blank=blank) == chosen


@pytest.mark.parametrize(("typed", "blank"), [("c", False), ("", False), ("A", False), ("c", True)])
def test_a_choice_that_is_not(typed: str, blank: bool) -> None:
    with pytest.raises(NotOffered) as refused:
        choice_of({"one": typed}, "one", ("a", "b"), blank=blank)
    assert refused.value.field == "one"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25/11/2026", date(2026, 11, 25)),
        ("2026-11-25", date(2026, 11, 25)),
        (" 5/1/2026 ", date(2026, 1, 5)),
        ("", None),
    ],
)
def test_a_day(typed: str, day: date | None) -> None:
    assert day_of({"on": typed}, "on") == day


@pytest.mark.parametrize("typed", ["31/02/2026", "mai", "2026", "01/01/0026", "2026-13-01"])
def test_no_day(typed: str) -> None:
    with pytest.raises(NotADay):
        day_of({"on": typed}, "on")
