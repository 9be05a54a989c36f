"""Tax codes: check digit, branches, the citizen id as tax code since 1 July 2025."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.identity.contracts import FormatFault, TaxCodeCheckDigit, TaxCodeFormat
from honglam.identity.rules.tax_codes import check_digit, check_tax_code


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0100109106", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("0300588569", "0300588569"),
        (" 0101248141 ", "0101248141"),
        ("042085001234", "042085001234"),
    ],
)
def test_real_codes(typed: str, stored: str) -> None:
    assert check_tax_code(typed, on=date(2026, 11, 22)) == stored


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("0100109107", TaxCodeCheckDigit),
        ("1000109106", TaxCodeCheckDigit),
        ("0100109106-000", TaxCodeFormat),
        ("010010910", TaxCodeFormat),
        ("01001091060", TaxCodeFormat),
        ("abcdefghij", TaxCodeFormat),
        ("", TaxCodeFormat),
        ("003085001234", TaxCodeFormat),
    ],
)
def test_refusals_have_names(typed: str, fault: type[FormatFault]) -> None:
    with pytest.raises(fault):
        check_tax_code(typed)


def test_a_citizen_id_counts_from_the_first_of_july_2025() -> None:
    assert check_tax_code("042085001234", on=date(2025, 7, 1))
    with pytest.raises(TaxCodeFormat):
        check_tax_code("042085001234", on=date(2025, 6, 30))


@given(st.integers(0, 999_999_999), st.integers(0, 9))
def test_one_wrong_digit_is_noticed(stem: int, wrong: int) -> None:
    first = f"{stem:09}"
    right = check_digit(first)
    if right is None:
        with pytest.raises(TaxCodeCheckDigit):
            check_tax_code(f"{first}{wrong}")
        return
    assert check_tax_code(f"{first}{right}") == f"{first}{right}"
    if wrong != right:
        with pytest.raises(TaxCodeCheckDigit):
            check_tax_code(f"{first}{wrong}")


@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_before_the_last_is_noticed(stem: int, place: int, by: int) -> None:
    first = f"{stem:09}"
    right = check_digit(first)
    changed = f"{first[:place]}{(int(first[place]) + by) % 10}{first[place + 1 :]}"
    if right is not None:
        with pytest.raises(TaxCodeCheckDigit):
            check_tax_code(f"{changed}{right}")
