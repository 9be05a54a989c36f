"""Dates, times, money and numbers as people write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from honglam.ui import formats
from honglam.ui.tongues import cited

NBSP = "\u00a0"
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_moments_are_shown_on_vietnams_clock() -> None:
    assert formats.format_datetime(AT) == "16:30 ngày 25/11/2026"
    assert formats.format_time(AT) == "16:30"
    assert formats.format_date(datetime(2026, 11, 25, 18, 0, tzinfo=UTC)) == "26/11/2026"
    assert formats.format_date(date(2026, 1, 2)) == "02/01/2026"


def test_moments_in_english() -> None:
    with translation.override("en"):
        assert formats.format_datetime(AT) == "16:30 on 25/11/2026"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, None, "0"),
        (1215000, None, "1.215.000"),
        (1234.5, None, "1.234,5"),
        (Decimal("1234.50"), None, "1.234,5"),
        (97.0, 1, "97,0"),
        (2.345, 2, "2,35"),
        (-1200, None, "−1.200"),
        (100, None, "100"),
        (None, None, "–"),
    ],
)
def test_numbers(value: float | None, places: int | None, text: str) -> None:
    assert formats.format_number(value, places) == text


def test_money_and_shares() -> None:
    assert formats.format_money(1215000) == f"1.215.000{NBSP}đ"
    assert formats.format_money(None) == "–"
    assert formats.format_percent(97.5) == f"97,5{NBSP}%"
    assert formats.format_percent(100) == f"100{NBSP}%"


@pytest.mark.parametrize(
    ("octets", "text"),
    [(0, "0 B"), (740, "740 B"), (1024, "1 kB"), (1_572_864, "1,5 MB"), (26_214_400, "25 MB"), (3 * 1024**3, "3 GB")],
)
def test_sizes(octets: int, text: str) -> None:
    assert formats.format_size(octets) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("minutes", "day", "text"),
    [
        (0, 1440, "0 phút"),
        (45, 1440, "45 phút"),
        (60, 1440, "1 giờ"),
        (125, 1440, "2 giờ 5 phút"),
        (3060, 1440, "2 ngày 3 giờ"),
        (1005, 480, "2 ngày làm việc"),
    ],
)
def test_lengths_of_time(minutes: int, day: int, text: str) -> None:
    assert formats.format_minutes(minutes, day) == text


@pytest.mark.parametrize(
    ("minutes", "level", "words"),
    [
        (-2880, "late", "Quá hạn 2 ngày"),
        (-1, "late", "Quá hạn 1 phút"),
        (180, "soon", "Còn 3 giờ"),
        (1440, "soon", "Còn 1 ngày"),
        (1500, "fine", "Còn 1 ngày 1 giờ"),
    ],
)
def test_time_left(minutes: int, level: str, words: str) -> None:
    left = formats.time_left(AT + timedelta(minutes=minutes), AT)
    assert (left.level, left.words) == (level, words)


def test_without_a_limit() -> None:
    assert formats.time_left(None).level == "none"


@pytest.mark.parametrize(
    ("place", "vietnamese", "english"),
    [
        ("Đ4", "Điều 4", "Article 4"),
        ("Đ13–16", "Điều 13–16", "Article 13–16"),
        ("Đ7, Đ29–31", "Điều 7, Điều 29–31", "Article 7, Article 29–31"),
        ("Đ102.1", "khoản 1 Điều 102", "Article 102, clause 1"),
        ("766/QĐ-TTg, Đ3", "766/QĐ-TTg, Điều 3", "766/QĐ-TTg, Article 3"),
    ],
)
def test_places_in_law_are_spelled_for_readers(place: str, vietnamese: str, english: str) -> None:
    assert cited(place) == vietnamese
    with translation.override("en"):
        assert cited(place) == english


def test_other_places_in_law_stay_as_they_are() -> None:
    assert cited("Phụ lục I, mẫu số 07") == "Phụ lục I, mẫu số 07"
    assert cited("61/2018/NĐ-CP") == "61/2018/NĐ-CP"
