"""What makes a password good enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.identity.contracts import (
    FormatFault,
    PasswordCommon,
    PasswordPersonal,
    PasswordSimple,
    PasswordTooLong,
    PasswordTooShort,
)
from honglam.identity.rules.passwords import MAX_LENGTH, MIN_LENGTH, find_fault

PERSON = ("Nguyễn Văn An", "nguyenvanan@example.vn", "+84912345678", "042085001234")


@pytest.mark.parametrize(
    "password", ["con trâu ăn cỏ non", "bún bò ngon nhất chợ", "mưa-nắng-gió-sương", "Tr0ng đầm gì đẹp", "4v^x!kQz9&pL"]
)
def test_good_ones(password: str) -> None:
    assert find_fault(password, personal=PERSON, common={"correcthorse"}) is None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordTooShort),
        ("ngắn quá", PasswordTooShort),
        ("x" * 129, PasswordTooLong),
        ("aaaaaaaaaaaa", PasswordSimple),
        ("abcabcabcabc", PasswordSimple),
        ("1234567890", PasswordSimple),
        ("0987654321", PasswordSimple),
        ("qwertyuiop", PasswordSimple),
        ("matkhau12345", PasswordCommon),
        ("Mật khẩu 123", PasswordCommon),
        ("anhyeuem2024", PasswordCommon),
        ("CorrectHorse", PasswordCommon),
        ("nguyenvanan85", PasswordPersonal),
        ("Nguyễn Văn An 85", PasswordPersonal),
        ("dt0912345678", PasswordPersonal),
        ("so042085001234", PasswordPersonal),
    ],
)
def test_bad_ones_have_names(password: str, fault: type[FormatFault]) -> None:
    assert type(find_fault(password, personal=PERSON, common={"correcthorse"})) is fault


@given(st.text(max_size=200))
def test_length_is_judged_first(password: str) -> None:
    fault = find_fault(password)
    composed_too_short = len(password) < MIN_LENGTH
    if composed_too_short:
        assert isinstance(fault, PasswordTooShort)
    if fault is None:
        assert len(password) >= MIN_LENGTH
        assert len(password) <= MAX_LENGTH * 2
