"""Days: open ends, last days inclusive, unknown beginnings."""

from datetime import date

import pytest

from honglam.directory.contracts import WrongOrder
from honglam.directory.rules.validity import (
    Span,
    check_order,
    covers,
    free_of_overlap,
    last_day_of_holding,
    lies_within,
    overlaps,
)

A, B, C, D = (date(2025, 7, day) for day in (1, 10, 20, 30))
TODAY = date(2025, 7, 15)


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, TODAY, True),
        (TODAY, None, True),
        (C, None, False),
        (None, B, False),
        (A, D, True),
    ],
)
def test_both_ends_are_part_of_a_span(first: date | None, last: date | None, there: bool) -> None:
    assert covers(first, last, TODAY) is there


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((A, B), (B, C), True),
        ((A, B), (C, D), False),
        ((None, B), (None, D), True),
        ((None, B), (C, None), False),
        ((A, None), (D, None), True),
        ((B, C), (A, D), True),
    ],
)
def test_spans_that_share_a_day_overlap(one: Span, other: Span, meet: bool) -> None:
    assert overlaps(one, other) is meet
    assert overlaps(other, one) is meet


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ((B, C), (A, D), True),
        ((A, D), (A, D), True),
        ((A, D), (B, D), False),
        ((A, None), (A, D), False),
        ((None, B), (A, D), True),
        ((None, None), (None, None), True),
        ((A, D), (None, C), False),
    ],
)
def test_what_lies_within(inner: Span, outer: Span, inside: bool) -> None:
    assert lies_within(inner, outer) is inside


def test_an_end_before_the_beginning_is_refused_at_its_field() -> None:
    check_order(A, A)
    check_order(None, A)
    with pytest.raises(WrongOrder) as refused:
        check_order(B, A, field="last_day")
    assert refused.value.field == "last_day"


def test_an_appointment_taken_back_ends_the_day_before_it_began() -> None:
    assert last_day_of_holding(B, D) == D
    assert last_day_of_holding(B, B) == B
    assert last_day_of_holding(B, A) == date(2025, 7, 9)


def test_lives_of_one_code_do_not_overlap() -> None:
    assert free_of_overlap([(C, None), (None, B)])
    assert not free_of_overlap([(A, None), (C, D), (None, None)])
