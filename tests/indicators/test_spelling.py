"""The arithmetic of contradictions in words: whatever is kept in codes is read by people."""

import pytest
from django.utils import translation

from honglam.indicators.contracts import FindingKind as Kind
from honglam.indicators.queries.figures.spelling import brief, spell
from honglam.indicators.rules.checking.said import bare

NAMES = {
    "protected_desktops": "Máy có phần mềm diệt virus",
    "desktops": "Máy tính để bàn",
    "r10": "10. Chuyên mục",
    "r10.y2019": "10. Chuyên mục, năm 2019",
    "upper": "Cấp THPT",
    "lower": "Cấp THCS",
    "bidding": "Đấu thầu",
}
CASES = [
    (
        Kind.LIMIT,
        "protected_desktops[52] > desktops = 21",
        "52 (Máy có phần mềm diệt virus) > 21 (Máy tính để bàn)",
        "52 > 21 (Máy tính để bàn)",
    ),
    (Kind.LIMIT, "nq22_year[2010] < 2017", "2010 (nq22_year) < 2017", "2010 < 2017"),
    (
        Kind.SUM,
        "upper[96938] + lower[3639] = 100577 ≠ __total__[97556] (-3021)",
        "96.938 (Cấp THPT) + 3.639 (Cấp THCS) = 100.577 ≠ 97.556 (tổng), chênh lệch −3.021",
        "96.938 + 3.639 = 100.577 ≠ 97.556, chênh lệch −3.021",
    ),
    (
        Kind.SUM,
        "r10[300] + upper[1777] = 4952 ≠ __total__[4652] (-300); |-300| = r10",
        "300 (10. Chuyên mục) + 1.777 (Cấp THPT) = 4.952 ≠ 4.652 (tổng), chênh lệch −300, "
        "đúng bằng số của “10. Chuyên mục”",
        "300 + 1.777 = 4.952 ≠ 4.652, chênh lệch −300, đúng bằng số của “10. Chuyên mục”",
    ),
    (
        Kind.PART_OUTSIDE,
        "r10.y2019: 2019 ∉ 2017..2018",
        "10. Chuyên mục, năm 2019: 2019 nằm ngoài 2017–2018",
        "10. Chuyên mục, năm 2019: 2019 nằm ngoài 2017–2018",
    ),
    (
        Kind.UNIT,
        "bidding: 10 %, upper: -0.25 %",
        "Đấu thầu: 10 %, Cấp THPT: −0,25 %",
        "Đấu thầu: 10 %, Cấp THPT: −0,25 %",
    ),
    (
        Kind.IMPLIED,
        "2019-01..2019-05: upper[6704] ÷ lower[13.25] % = 50596",
        "01/2019–05/2019: 6.704 (Cấp THPT) ÷ 13,25 % (Cấp THCS) = 50.596",
        "01/2019–05/2019: 6.704 ÷ 13,25 % = 50.596",
    ),
    (
        Kind.FALLS,
        "2019-03-31: 922 > 2019-Q2: 750",
        "31/03/2019: 922 > quý 2/2019: 750",
        "31/03/2019: 922 > quý 2/2019: 750",
    ),
    (
        Kind.FORMULA,
        "100 - upper[≈ 5] = 95 ≠ lower[100]",
        "100 − ≈ 5 (Cấp THPT) = 95 ≠ 100 (Cấp THCS)",
        "100 − ≈ 5 = 95 ≠ 100",
    ),
    (Kind.CITATION, "4 × 22/2016/NQ-HĐND ≠ 1 × 22/2017/NQ-HĐND", *2 * ("4 × 22/2016/NQ-HĐND ≠ 1 × 22/2017/NQ-HĐND",)),
]


@pytest.mark.parametrize(("kind", "kept", "whole", "short"), CASES)
def test_an_auditor_reads_names_and_numbers(kind: Kind, kept: str, whole: str, short: str) -> None:
    with translation.override("vi"):
        assert spell(kept, kind.value, NAMES) == whole
        assert brief(kept, kind.value, NAMES) == short


def test_what_was_explained_before_terms_had_names_is_the_same_calculation() -> None:
    assert bare("protected_desktops[52] > desktops = 21") == "52 > desktops = 21"
    assert bare("(upper[15]) ÷ (lower[20]) = 75") == "(15) ÷ (20) = 75"
