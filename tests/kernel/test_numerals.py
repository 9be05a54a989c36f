"""Numbers in words: the table of the textbook, whoever listens understands, no two numbers are written alike."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.kernel.numerals import LIMIT, date_line, in_words, money_in_words

WORDS = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    31: "ba mươi mốt",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    144: "một trăm bốn mươi tư",
    555: "năm trăm năm mươi lăm",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_005: "một nghìn không trăm linh năm",
    1_010: "một nghìn không trăm mười",
    1_021: "một nghìn không trăm hai mươi mốt",
    1_100: "một nghìn một trăm",
    10_000: "mười nghìn",
    21_000: "hai mươi mốt nghìn",
    100_000: "một trăm nghìn",
    105_015: "một trăm linh năm nghìn không trăm mười lăm",
    1_000_000: "một triệu",
    1_000_001: "một triệu không trăm linh một",
    1_001_000: "một triệu không trăm linh một nghìn",
    1_215_000: "một triệu hai trăm mười lăm nghìn",
    1_000_000_000: "một tỷ",
    1_000_000_005: "một tỷ không trăm linh năm",
    1_000_005_000: "một tỷ không trăm linh năm nghìn",
    1_024_000_000: "một tỷ không trăm hai mươi tư triệu",
    21_000_000_000: "hai mươi mốt tỷ",
    1_000_000_000_000: "một nghìn tỷ",
    1_001_000_000_000: "một nghìn không trăm linh một tỷ",
    1_234_567_891_234: "một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu "
    "tám trăm chín mươi mốt nghìn hai trăm ba mươi tư",
    10**15: "một triệu tỷ",
    999: "chín trăm chín mươi chín",
    2_000_005_000: "hai tỷ không trăm linh năm nghìn",
    3_004_000_000_000: "ba nghìn không trăm linh bốn tỷ",
    -8_000: "âm tám nghìn",
}
_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VALUES = {word: value for value, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}
_SCALES = {"nghìn": 1_000, "triệu": 1_000_000}


def heard(words: str) -> int:
    """What somebody who listens understands, digit by digit; written apart from the rule it tries."""
    whole = part = group = 0
    pending: int | None = None
    for word in words.split():
        if word in _VALUES:
            pending = _VALUES[word]
        elif word == "mười":
            group, pending = group + 10, None
        elif word in ("trăm", "mươi"):
            group, pending = group + (pending or 0) * {"trăm": 100, "mươi": 10}[word], None
        elif word in _SCALES:
            part, group, pending = part + (group + (pending or 0)) * _SCALES[word], 0, None
        elif word == "tỷ":
            whole, part, group, pending = (whole + part + group + (pending or 0)) * 10**9, 0, 0, None
        else:
            assert word == "linh", word
    return whole + part + group + (pending or 0)


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


@given(st.integers(min_value=0, max_value=LIMIT - 1))
def test_whoever_listens_understands_the_number(number: int) -> None:
    assert heard(in_words(number)) == number


@given(st.integers(min_value=1, max_value=LIMIT - 1))
def test_the_small_words_stand_where_they_may(number: int) -> None:
    words = in_words(number).split()
    for before, word in zip(["", *words], words, strict=False):
        if word in ("mốt", "tư"):
            assert before == "mươi"
        if word == "lăm":
            assert before in ("mươi", "mười")
        if word == "linh":
            assert before == "trăm"
    assert "  " not in in_words(number)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_a_day_as_official_papers_write_it(on: date, said: str) -> None:
    assert date_line(on) == said
