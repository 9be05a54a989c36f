"""Citizen identity numbers: the province codes of their time, century and gender, year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.identity.contracts import (
    CitizenIdBirth,
    CitizenIdFuture,
    CitizenIdGender,
    CitizenIdLength,
    CitizenIdOldCard,
    CitizenIdProvince,
    FormatFault,
    Gender,
)
from honglam.identity.rules.citizen_ids import PROVINCE_CODES, birth_year, check_citizen_id, gender

numbers = st.builds(
    lambda place, century, year, rest: f"{place}{century}{year:02}{rest:06}",
    st.sampled_from(sorted(PROVINCE_CODES)),
    st.integers(0, 9),
    st.integers(0, 99),
    st.integers(0, 999_999),
)


def test_there_are_sixty_three_provinces_of_their_time() -> None:
    assert len(PROVINCE_CODES) == 63
    assert all(len(code) == 3 and 1 <= int(code) <= 96 for code in PROVINCE_CODES)


@pytest.mark.parametrize(
    ("value", "year", "who"),
    [
        ("042085001234", 1985, Gender.MALE),
        ("042185001234", 1985, Gender.FEMALE),
        ("001201012345", 2001, Gender.MALE),
        ("079303012345", 2003, Gender.FEMALE),
        ("096000000001", 1900, Gender.MALE),
    ],
)
def test_what_a_number_says(value: str, year: int, who: Gender) -> None:
    assert check_citizen_id(value) == value
    assert birth_year(value) == year
    assert gender(value) is who


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("042 085 001 234", "042085001234"),
        ("042.085.001.234", "042085001234"),
        (" 042085001234\u00a0", "042085001234"),
        ("0４2085001234", "042085001234"),  # a wide digit, as an input method may send it
        ("301085001234", "301085001234"),  # born abroad: a country's code
    ],
)
def test_ways_of_writing(typed: str, stored: str) -> None:
    assert check_citizen_id(typed) == stored


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", CitizenIdLength),
        ("12345678901", CitizenIdLength),
        ("0420850012345", CitizenIdLength),
        ("04208500123a", CitizenIdLength),
        ("٠٤٢٠٨٥٠٠١٢٣٤", CitizenIdLength),  # digits, but not ours
        ("183012345", CitizenIdOldCard),
        ("003085001234", CitizenIdProvince),
        ("000085001234", CitizenIdProvince),
        ("097085001234", CitizenIdProvince),
        ("042085001234' OR 1=1", CitizenIdLength),
    ],
)
def test_refusals_have_names(typed: str, fault: type[FormatFault]) -> None:
    with pytest.raises(fault):
        check_citizen_id(typed)


def test_birth_and_gender_must_fit() -> None:
    assert check_citizen_id("042085001234", birth="1985", gender_entered="male")
    assert check_citizen_id("042085001234", birth=date(1985, 3, 12))
    with pytest.raises(CitizenIdBirth):
        check_citizen_id("042085001234", birth="1986-03")
    with pytest.raises(CitizenIdGender):
        check_citizen_id("042085001234", gender_entered="female")


def test_nobody_is_born_tomorrow() -> None:
    assert check_citizen_id("042226001234", on=date(2026, 1, 1))
    with pytest.raises(CitizenIdFuture):
        check_citizen_id("042227001234", on=date(2026, 12, 31))


@given(numbers)
def test_a_number_agrees_with_itself(number: str) -> None:
    assert check_citizen_id(number, birth=str(birth_year(number)), gender_entered=gender(number).value) == number


@given(st.text(max_size=40))
def test_any_text_is_accepted_or_refused_by_name(text: str) -> None:
    try:
        accepted = check_citizen_id(text)
    except FormatFault:
        return
    assert len(accepted) == 12
    assert accepted.isascii()
    assert check_citizen_id(accepted) == accepted
