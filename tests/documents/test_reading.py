"""Rules that read a text: tables of cases, and what they reach on documents that people read before them."""

from datetime import date
from decimal import Decimal

import pytest

from honglam.documents.contracts import Bound, DocumentKind, Paragraph, Relation
from honglam.documents.rules.citing import find_citations
from honglam.documents.rules.counting import find_figures
from honglam.documents.rules.dates import find_dates
from honglam.documents.rules.heading import read_head
from honglam.documents.rules.paragraphs import read_paragraphs

LETTER = """UBND TỈNH MẪU\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ MẪU\tĐộc lập - Tự do - Hạnh phúc
Số: 125/SM-VP
Mẫu, ngày 05 tháng 01 năm 2020
V/v báo cáo số liệu
Kính gửi: Các sở
Ngày 22/3/2019 đã họp.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Nguyễn Văn An
"""


def _one(text: str) -> Paragraph:
    return Paragraph(number=1, text=text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ngày 05 tháng 01 năm 2020", [date(2020, 1, 5)]),
        ("ngày 7/02/2017 và 22-03-2017, 22.3.2017", [date(2017, 2, 7), date(2017, 3, 22), date(2017, 3, 22)]),
        ("ngày\n\n26/10/2015", [date(2015, 10, 26)]),
        ("31/02/2017, 10/13 huyện, 1/500, 24/24", []),
        ("112/3/2017", []),
    ],
)
def test_dates(text: str, days: list[date]) -> None:
    assert [one.on for one in find_dates(text)] == days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quyết định số 739/QĐ-UBND ngày 22/3/2017 của UBND tỉnh", [("739/QĐ-UBND", date(2017, 3, 22))]),
        ("Quyết định số 3286/QĐ-UBND, ngày 18/11/2016.", [("3286/QĐ-UBND", date(2016, 11, 18))]),
        ("Ngày 18/03/2019, Sở Nội vụ có Công văn số 345/SNV-CCHC&VTLT về", [("345/SNV-CCHC&VTLT", date(2019, 3, 18))]),
        ("Nghị quyết số 52-NQ/TW ngày 27/9/2019", [("52-NQ/TW", date(2019, 9, 27))]),
        ("thay thế Nghị định 102 về", [("102", None)]),
        ("năm 2018, 10/13 UBND cấp huyện, 02 lần/tuần, trang http://a.vn/12/QD-X", []),
        ("Kế hoạch 2020 của tỉnh", []),
        ("theo Quyết định 739/QĐ-UBND của UBND tỉnh. Ngày 01/01/2020 họp", [("739/QĐ-UBND", None)]),
    ],
)
def test_citations(text: str, found: list[tuple[str, date | None]]) -> None:
    assert [(one.symbol, one.dated) for one in find_citations(_one(text))] == found


def test_a_law_is_cited_by_name_and_replacing_is_more_than_citing() -> None:
    law = find_citations(_one("Căn cứ Luật Công nghệ thông tin ngày 29/6/2006;"))[0]
    assert (law.title, law.dated, law.kind) == ("Luật Công nghệ thông tin", date(2006, 6, 29), DocumentKind.LAW)
    own = "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 508/QĐ-UBND ngày 21/02/2014."
    assert [one.relation for one in find_citations(_one(own))] == [Relation.REPLACES]
    other = "Sớm thay thế Quyết định số 508/QĐ-UBND ngày 21/02/2014."
    assert [one.relation for one in find_citations(_one(other))] == [Relation.CITES]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("phát sinh 1.952 hồ sơ DVC mức 3, mức 4", [("1952", None, "hồ sơ", Bound.EXACT)]),
        ("có 221/262 UBND cấp xã", [("221", "262", "UBND cấp xã", Bound.EXACT)]),
        ("hơn 200 tỷ đồng", [("200000000000", None, "đồng", Bound.ABOVE)]),
        ("tăng gấp 5,5 lần so với năm 2015", [("5.5", None, "lần", Bound.EXACT)]),
        ("đạt thứ 17/63 tỉnh", [("17", "63", "thứ", Bound.EXACT)]),
        ("còn dưới 10%", [("10", None, "%", Bound.BELOW)]),
        ("hàng chục ngàn lượt cán bộ", [("10000", None, "lượt", Bound.ORDER)]),
        ("trong 6 tháng đầu năm 2017, Điều 4, mức độ 3, tỷ lệ 1/500, cách mạng 4.0, lần thứ 4", []),
        ("ngày 22/3/2017, từ 2015-2018, năm 2018", []),
        ("Điện lực: 27 - tại", [("27", None, "", Bound.EXACT)]),
    ],
)
def test_figures(text: str, figures: list[tuple[str, str | None, str, Bound]]) -> None:
    found = find_figures(_one(text), find_citations(_one(text)))
    wanted = [(Decimal(value), Decimal(of) if of else None, unit, bound) for value, of, unit, bound in figures]
    assert [(one.value, one.of, one.unit, one.bound) for one in found] == wanted


def test_a_figure_comes_with_its_sentence_and_period() -> None:
    text = "Đã họp. Năm nay, trong năm 2018 phát sinh 395 hồ sơ cấp xã. Hết."
    found = find_figures(_one(text), [])[0]
    assert found.sentence == "Năm nay, trong năm 2018 phát sinh 395 hồ sơ cấp xã."
    assert found.period == "năm 2018"
    assert text[found.start : found.end].strip() == "395"


def test_the_head_of_a_letter() -> None:
    head = read_head(LETTER)
    assert (head.kind, head.symbol, head.dated) == (DocumentKind.OFFICIAL_LETTER, "125/SM-VP", date(2020, 1, 5))
    assert (head.issuer, head.abstract, head.recipients) == ("SỞ MẪU", "báo cáo số liệu", ("Như trên",))
    assert (head.authority, head.signer_post, head.signer) == ("KT.", "PHÓ GIÁM ĐỐC", "Nguyễn Văn An")


def test_lines_become_paragraphs_with_their_sections() -> None:
    body = "Đã làm được nhiều việc, trong đó có việc\n\nnày.\n\n2\n\nThêm nữa.\n\na) Phụ.\n\nHết."
    text = f"A. CHUNG\n\n1. Kết quả:\n\n{body}"
    assert [(one.text, one.section) for one in read_paragraphs(text)] == [
        ("A. CHUNG", "A"),
        ("1. Kết quả:", "A.1"),
        ("Đã làm được nhiều việc, trong đó có việc này.", "A.1"),
        ("Thêm nữa.", "A.1"),
        ("a) Phụ.", "A.1.a"),
        ("Hết.", "A.1.a"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "%" * 5000, "1" * 5000, "Số: " * 2000, "a/" * 5000, "12/QĐ-" * 2000])
def test_odd_texts_are_read_quietly(text: str) -> None:
    read_head(text)
    for one in read_paragraphs(text):
        find_figures(one, find_citations(one))
