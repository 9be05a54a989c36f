"""Every number that a pack reads out of a sentence stands in the quote, or a note says how it was read."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "ha_tinh" / "indicators" / "values"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SCALES = {"ngàn": 10**3, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
WORDS = {
    "không": 0,
    "một": 1,
    "hàng trăm": 100,
    "hàng ngàn": 1000,
    "hàng chục ngàn": 10_000,
    "hàng trăm nghìn": 100_000,
}
MILLION = 10**6


def numbers_in(quote: str) -> set[Decimal]:
    """Every number that a reader may take out of a sentence: 1.612, 4,92, 0.01, 221/262, 17 ngàn, hàng trăm."""
    found = {Decimal(number) for word, number in WORDS.items() if word in quote.lower()}
    for one in NUMBER.finditer(quote):
        text = one.group()
        read = {Decimal(text.replace(".", "").replace(",", "."))} if text.count(",") < 2 else set()
        if re.fullmatch(r"\d+[.]\d{1,2}", text):
            read.add(Decimal(text))
        scale = SCALES.get(quote[one.end() :].strip().partition(" ")[0], 1)
        found |= read | {number * scale for number in read}
    return found


def said() -> Iterator[tuple[dict[str, Any], dict[str, Any], Decimal]]:
    """Sentence, figure and number of everything that the pack's sentences say."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for one in yaml.safe_load(path.read_text("utf-8"))["statements"]:
            for figure in (*one.get("figures", ()), *one.get("growth", ())):
                for name in ("value", "upper", "times", "plus", "percent"):
                    if name in figure:
                        yield one, figure, abs(Decimal(str(figure[name])))


def test_a_number_stands_in_its_quote_or_a_note_says_how_it_was_read() -> None:
    wrong = [
        f"{sentence['code']}: {number}"
        for sentence, figure, number in said()
        if not {number, number * MILLION} & numbers_in(f"{sentence['quote']} {sentence.get('note', '')}")
        and number != len(figure.get("named", ()))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("quote", "number", "stands"),
    [
        ("tăng 0.01 điểm", "0.01", True),
        ("đạt tỉ lệ 4,92%", "4.92", True),
        ("1.612 dịch vụ", "1612", True),
        ("phát hành 17 ngàn tờ rơi", "17000", True),
        ("hơn 200 tỷ đồng", "200000000000", True),
        ("221/262 xã", "262", True),
        ("không có hồ sơ quá hạn", "0", True),
        ("630 (Năm 2018: 405, Năm 2019: 490", "225", False),
        ("1.612 dịch vụ", "612", False),
        ("hàng quý", "4", False),
    ],
)
def test_what_stands_in_a_quote(quote: str, number: str, stands: bool) -> None:
    assert (Decimal(number) in numbers_in(quote)) is stands
