"""Numbers in words: the table a cashier would write, and that no two numbers are written alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.kernel.numerals import LIMIT, in_words, money_in_words

WORDS = {
    0: "không",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    55: "năm mươi lăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    999: "chín trăm chín mươi chín",
    1_000: "một nghìn",
    1_005: "một nghìn không trăm linh năm",
    1_021: "một nghìn không trăm hai mươi mốt",
    10_000: "mười nghìn",
    1_215_000: "một triệu hai trăm mười lăm nghìn",
    1_000_001: "một triệu không trăm linh một",
    2_000_005_000: "hai tỷ không trăm linh năm nghìn",
    1_000_000_000_000: "một nghìn tỷ",
    3_004_000_000_000: "ba nghìn không trăm linh bốn tỷ",
    -8_000: "âm tám nghìn",
}


@pytest.mark.parametrize("number", WORDS)
def test_the_words_of_a_number(number: int) -> None:
    assert in_words(number) == WORDS[number]


def test_money_begins_a_line() -> None:
    assert money_in_words(1_215_000) == "Một triệu hai trăm mười lăm nghìn đồng"
    assert money_in_words(0) == "Không đồng"


@given(st.integers(0, LIMIT - 1), st.integers(0, LIMIT - 1))
def test_no_two_numbers_are_written_alike(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


def test_beyond_words() -> None:
    with pytest.raises(ValueError, match=str(LIMIT)):
        in_words(LIMIT)
