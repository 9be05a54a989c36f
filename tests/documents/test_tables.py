"""Figures in the cells of tables: each under the heads of its column and behind the name of its row."""

from decimal import Decimal

import pytest

from honglam.documents.rules import tabling
from honglam.documents.rules.reading import read_document
from honglam.files.gateways import office

Found = list[tuple[str, str, str, str]]


def read(*lines: str) -> Found:
    """What is read in cells: the sentence, the number, its unit, its period."""
    reading = read_document("\n".join(lines), broken=False)
    texts = {one.number: one.text for one in reading.paragraphs}
    cells = [one for one in reading.figures if tabling.is_row(texts[one.paragraph])]
    for one in cells:
        assert one.sentence.endswith(texts[one.paragraph][one.start : one.end]) or one.unit, "its place is the number's"
    return [(one.sentence, f"{one.value:f}", one.unit, one.period) for one in cells]


CASES: list[tuple[str, list[str], Found]] = [
    (
        "the unit stands in the head",
        ["TT | Nội dung | Kinh phí (triệu đồng)", "1 | Mua sắm thiết bị | 1.250", "2 | Đào tạo | 300,5"],
        [
            ("Mua sắm thiết bị – Kinh phí (triệu đồng): 1.250", "1250000000", "đồng", ""),
            ("Đào tạo – Kinh phí (triệu đồng): 300,5", "300500000.0", "đồng", ""),
        ],
    ),
    (
        "the unit stands above the table, the year in the head",
        ["Biểu 2. Kết quả", "ĐVT: hồ sơ", "Đơn vị | Năm 2021 | 2022", "Sở A | 12 | 1.034", "Tổng cộng | 12 | 1.034"],
        [
            ("Sở A – Năm 2021: 12", "12", "hồ sơ", "năm 2021"),
            ("Sở A – 2022: 1.034", "1034", "hồ sơ", "năm 2022"),
            ("Tổng cộng – Năm 2021: 12", "12", "hồ sơ", "năm 2021"),
            ("Tổng cộng – 2022: 1.034", "1034", "hồ sơ", "năm 2022"),
        ],
    ),
    (
        "a head over two columns, columns numbered below",
        [
            "Đơn vị | Số hồ sơ |  | Tỷ lệ (%)",
            "| Trực tuyến | Trực tiếp |",
            "(1) | (2) | (3) | (4)",
            "Xã An | 10 | 5 | 66,7",
        ],
        [
            ("Xã An – Số hồ sơ, Trực tuyến: 10", "10", "hồ sơ", ""),
            ("Xã An – Số hồ sơ, Trực tiếp: 5", "5", "hồ sơ", ""),
            ("Xã An – Tỷ lệ (%): 66,7", "66.7", "%", ""),
        ],
    ),
    (
        "a column of units",
        ["STT | Chỉ tiêu | Đơn vị tính | Kết quả", "1 | Máy tính được trang bị | Chiếc | 24"],
        [("Máy tính được trang bị – Kết quả: 24", "24", "Chiếc", "")],
    ),
    (
        "the unit stands in the cell",
        ["Nội dung | Kết quả", "Cán bộ được tập huấn | 120 người", "Dịch vụ toàn trình | 45%"],
        [
            ("Cán bộ được tập huấn – Kết quả: 120 người", "120", "người", ""),
            ("Dịch vụ toàn trình – Kết quả: 45%", "45", "%", ""),
        ],
    ),
    ("years begin the rows", ["Năm | Số lớp", "2021 | 3"], [("2021 – Số lớp: 3", "3", "lớp", "")]),
    (
        "names, codes, telephones and years are no figures",
        [
            "TT | Họ tên | Điện thoại | Năm sinh | Mã số | Số văn bản",
            "1 | Nguyễn An | 0912345678 | 1980 | 77 | 12",
            "2 | Trần Bình | 0912345679 | 1981 | 78 | 13",
        ],
        [],
    ),
    ("without a name on its left a number says nothing", ["1 | 2.500 | 3.000", "2 | 7.500 | 9.000"], []),
    (
        "a list of pairs without heads is read",
        ["Môn | Số câu hỏi", "Toán | 14.226", "Vật lí | 9.001"],
        [("Toán – Số câu hỏi: 14.226", "14226", "câu hỏi", ""), ("Vật lí – Số câu hỏi: 9.001", "9001", "câu hỏi", "")],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cells_are_read_with_their_heads(lines: list[str], expected: Found) -> None:
    assert read(*lines) == expected


def test_words_in_cells_are_still_read_as_sentences() -> None:
    found = read("TT | Nhiệm vụ | Kết quả", "1 | Tập huấn | Đã tổ chức 12 lớp cho 300 cán bộ")
    assert [(value, unit) for _, value, unit, _ in found] == [("12", "lớp"), ("300", "cán bộ")]


def test_empty_cells_keep_columns_in_line() -> None:
    assert [cell.text for cell in tabling.cells_of("| A |  | 5 |")] == ["", "A", "", "5", ""]
    assert [cell.start for cell in tabling.cells_of("Sở A | 12 | 3")] == [0, 7, 12]


def test_no_table_is_without_end() -> None:
    head = "Đơn vị | Số hồ sơ"
    long = [head, *(f"Xã {at} | {at}" for at in range(5, tabling.MOST_ROWS + 500))]
    assert len(read(*long)) == tabling.MOST_ROWS - 1
    wide = " | ".join(["Đơn vị", *["Số hồ sơ"] * tabling.MOST_COLUMNS])
    assert read(wide, " | ".join(["Xã", *["7"] * tabling.MOST_COLUMNS])) == []
    many = [" | ".join(["Xã An", *["7"] * 30]) for _ in range(900)]
    assert len(read(" | ".join(["Đơn vị", *["Số hồ sơ"] * 30]), *many)) == tabling.MOST_CELLS


def test_money_is_the_same_however_it_is_scaled() -> None:
    for head, cell in (("Kinh phí (tỷ đồng)", "1,25"), ("Kinh phí (nghìn đồng)", "1.250.000")):
        ((_, value, unit, _),) = read(f"Nội dung | {head}", f"Mua sắm | {cell}")
        assert (Decimal(value), unit) == (Decimal(1_250_000_000), "đồng")


def test_a_cell_over_several_columns_does_not_push_the_others_aside(tmp_path: "object") -> None:
    from tests.files import papers

    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + papers.paragraph("Số hồ sơ") + "</w:tc>"
    endless = wide.replace('"2"', '"999999999"')

    def cell(text: str) -> str:
        return f"<w:tc>{papers.paragraph(text)}</w:tc>"

    inner = f"<w:tc>{papers.table([[['Sở A'], ['7']]])}</w:tc>"
    rows = (cell("Đơn vị") + wide + cell("Tỷ lệ"), inner + cell("1") + cell("2"), endless)
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    path = tmp_path / "a.docx"  # type: ignore[operator]
    path.write_bytes(papers.docx(body))
    (block,) = office.blocks(path)
    assert isinstance(block, dict)
    assert block["rows"][0] == [["Đơn vị"], ["Số hồ sơ"], [], ["Tỷ lệ"]]
    assert block["rows"][1] == [["Sở A / 7"], ["1"], ["2"]], "what stands in a table inside is said once"
    assert len(block["rows"][2]) == office.MOST_SPAN
