"""Numbers and symbols: tables of cases."""

from datetime import date

import pytest
from django.utils.translation import gettext, override

from honglam.documents.contracts import KIND_LABELS, Doubt
from honglam.documents.contracts import DocumentKind as K
from honglam.documents.rules.doubts import doubts
from honglam.documents.rules.kinds import NAME_OF
from honglam.documents.rules.symbols import parse_symbol, symbol_key

D22, D23 = date(2017, 3, 22), date(2017, 3, 23)


@pytest.mark.parametrize(
    ("text", "number", "suffix", "year", "kind", "agency", "unit"),
    [
        ("47/BC-STTTT", 47, "", None, K.REPORT, "STTTT", ""),
        ("125/SGDĐT-VP", 125, "", None, K.OFFICIAL_LETTER, "SGDĐT", "VP"),
        ("15/2016/QĐ-UBND", 15, "", 2016, K.DECISION, "UBND", ""),
        ("05/KH-UBND", 5, "", None, K.PLAN, "UBND", ""),
        ("36a/NQ-CP", 36, "a", None, K.RESOLUTION, "CP", ""),
        ("52-NQ/TW", 52, "", None, K.RESOLUTION, "TW", ""),
        ("36a-NQ/CP", 36, "a", None, K.RESOLUTION, "CP", ""),
        ("345/SNV-CCHC&VTLT", 345, "", None, K.OFFICIAL_LETTER, "SNV", "CCHC&VTLT"),
        ("11/ KH-BCĐCNTT", 11, "", None, K.PLAN, "BCĐCNTT", ""),
        ("278 /STTTT-CNTT", 278, "", None, K.OFFICIAL_LETTER, "STTTT", "CNTT"),
        ("22/2016/NQ-\n\nHĐND", 22, "", 2016, K.RESOLUTION, "HĐND", ""),
        ("2843/UBND-NC2", 2843, "", None, K.OFFICIAL_LETTER, "UBND", "NC2"),
        ("148/2025/QH15", 148, "", 2025, K.LAW, "QH15", ""),
    ],
)
def test_a_symbol_is_taken_apart(
    text: str, number: int, suffix: str, year: int | None, kind: K, agency: str, unit: str
) -> None:
    found = parse_symbol(text)
    assert found is not None
    assert (found.number, found.suffix, found.year, found.kind) == (number, suffix, year, kind)
    assert (found.agency, found.unit) == (agency, unit)
    assert " " not in found.text


@pytest.mark.parametrize("text", ["", "47", "10/13", "1/500", "22/3/2017", "24/24 h", "BC-STTTT", "9999999/BC-X"])
def test_what_is_no_symbol(text: str) -> None:
    assert parse_symbol(text) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("05/KH-UBND", "5/KH-UBND", True),
        ("11/ KH-BCĐCNTT", "11/kh-bcdcntt", True),
        ("11/KH-BCĐCNTT", "11/KH-BCĐCNT", False),
        ("36a/NQ-CP", "36a-NQ/CP", False),
    ],
)
def test_symbols_are_compared_by_their_key(one: str, other: str, same: bool) -> None:
    assert (symbol_key(one) == symbol_key(other)) is same


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([("739/QĐ-UBND", D22), ("739/QĐ-UBND", D23)], {Doubt.DATE}),
        ([("739/QĐ-UBND", D22), ("739/QĐ-UBND", None), ("", D22)], set()),
        ([("11/KH-BCĐCNTT", D22), ("11/KH-BCĐCNT", D22)], {Doubt.SYMBOL}),
        ([("22/2016/NQ-HĐND", D22), ("22/2017/NQ-HĐND", D23)], {Doubt.SYMBOL, Doubt.DATE}),
        ([], set()),
    ],
)
def test_what_does_not_agree(told: list[tuple[str, date | None]], found: set[Doubt]) -> None:
    assert doubts(told) == found


@pytest.mark.parametrize("kind", NAME_OF)
def test_a_kind_is_called_as_the_decree_calls_it(kind: K) -> None:
    with override("vi"):
        assert gettext(KIND_LABELS[kind]).lower() == NAME_OF[kind]
