"""What people type, and what is stored."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from honglam.procedures.rules.browser import date_parts, joined_date
from honglam.procedures.rules.writing import (
    read_date,
    read_number,
    read_partial_date,
    read_whole,
    show_date,
    show_number,
)
from tests.procedures.figures import MONEY, NUMBERS


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("22/11/2026", "2026-11-22"),
        ("2/1/2026", "2026-01-02"),
        (" 02-01-2026 ", "2026-01-02"),
        ("2.1.2026", "2026-01-02"),
        ("02 01 2026", "2026-01-02"),
        ("02012026", "2026-01-02"),
        ("2026-11-22", "2026-11-22"),
        ("29/02/2024", "2024-02-29"),
        ("29/02/2026", None),
        ("31/04/2026", None),
        ("11/22/2026", None),
        ("22/11/26", None),
        ("22/11", None),
        ("1700-01-01", None),
        ("", None),
        ("hôm nay", None),
        ("٢٢/١١/٢٠٢٦", None),
    ],
)
def test_dates(typed: str, stored: str | None) -> None:
    assert read_date(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1985", "1985"),
        ("3/1985", "1985-03"),
        ("03-1985", "1985-03"),
        ("1985-03", "1985-03"),
        ("12/03/1985", "1985-03-12"),
        ("13/1985", None),
        ("85", None),
        ("0000", None),
        ("khoảng 1985", None),
    ],
)
def test_birth_dates_of_which_little_is_known(typed: str, stored: str | None) -> None:
    assert read_partial_date(typed) == stored


@pytest.mark.parametrize(("typed", "value"), MONEY)
def test_money(typed: str, value: int | None) -> None:
    assert read_whole(typed) == value


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
def test_numbers(typed: str, value: float | None) -> None:
    assert read_number(typed) == value


def test_shown_the_vietnamese_way() -> None:
    assert show_date("2026-11-22") == "22/11/2026"
    assert show_date("1985-03") == "03/1985"
    assert show_date("1985") == "1985"
    assert show_date("31/02/2026") == "31/02/2026"
    assert show_number(1_215_000) == "1.215.000"
    assert show_number(1234.5) == "1.234,5"


@settings(deadline=None)
@given(st.dates(date(1850, 1, 1), date(2200, 12, 31)))
def test_every_day_is_understood_as_it_is_shown(day: date) -> None:
    stored = day.isoformat()
    assert read_date(show_date(stored)) == stored
    assert read_partial_date(show_date(stored)) == stored
    assert read_partial_date(show_date(stored[:7])) == stored[:7]
    assert read_partial_date(show_date(stored[:4])) == stored[:4]
    parts = date_parts(show_date(stored))
    assert read_date(joined_date(parts.day, parts.month, parts.year)) == stored


@settings(deadline=None)
@given(st.integers(-(10**14), 10**14))
def test_every_amount_is_understood_as_it_is_shown(amount: int) -> None:
    assert read_whole(show_number(amount)) == amount
    assert read_whole(f"{show_number(amount)} đ") == amount


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_understood_or_not_but_never_breaks(text: str) -> None:
    for read in (read_date, read_partial_date):
        stored = read(text)
        assert stored is None or date.fromisoformat((stored + "-01-01")[:10]) - timedelta(days=1)
    assert read_whole(text) is None or isinstance(read_whole(text), int)
    assert read_number(text) is None or isinstance(read_number(text), int | float)
    parts = date_parts(text)
    assert read_date(joined_date(parts.day, parts.month, parts.year)) == read_date(text) or "/" not in text
