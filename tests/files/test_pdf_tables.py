"""Tables that a PDF draws with lines come out as tables; everything else as the text that it was."""

import io
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from honglam.files.contracts import MediaType, TableBlock
from honglam.files.gateways import extraction, pdf_tables, texts
from honglam.files.gateways.pdf_tables import Line, Page

Rows = list[list[str]]
HEADS = ["Nội dung", "Năm 2021", "Năm 2022"]
REPORT = [["Hồ sơ tiếp nhận", "1.250", "1.300"], ["Hồ sơ giải quyết trước hạn và đúng hạn", "1.100", "1.290"]]


def printed(source: str) -> bytes:
    """A PDF as the typesetter makes it."""
    return typst.compile(source.encode())


def table(rows: Rows, options: str = "columns: 3") -> str:
    """A table in the typesetter's words."""
    return f"#table({options}, " + ", ".join(f"[{cell}]" for row in rows for cell in row) + ")"


def told(source: str) -> list[str | Rows]:
    """What is told of it, tables as their cells."""
    found = extraction.extract(io.BytesIO(printed(source)), MediaType.PDF)
    return [
        [[" ".join(cell) for cell in row] for row in one.rows] if isinstance(one, TableBlock) else one
        for one in found.blocks
        if isinstance(one, TableBlock) or one.strip()
    ]


def test_a_table_stands_between_what_is_above_and_below() -> None:
    assert told(f"Kết quả như sau:\n\n{table([HEADS, *REPORT])}\n\nNguồn: tự thống kê.") == [
        "Kết quả như sau:",
        [HEADS, *REPORT],
        "Nguồn: tự thống kê.",
    ]


def test_a_head_over_two_columns_stands_in_the_first_of_them() -> None:
    source = (
        "#table(columns: 3, table.cell(rowspan: 2)[Đơn vị], table.cell(colspan: 2, align: right)[Số hồ sơ],"
        "[Trực tuyến], [Trực tiếp], [Xã An], [10], [5])"
    )
    assert told(f"Biểu tổng hợp tình hình tiếp nhận hồ sơ trong kỳ báo cáo.\n\n{source}")[1:] == [
        [["Đơn vị", "Số hồ sơ", ""], ["", "Trực tuyến", "Trực tiếp"], ["Xã An", "10", "5"]]
    ]


@pytest.mark.parametrize("options", ["columns: 3", "columns: 3, stroke: (x: none, y: 1pt)"])
def test_a_table_that_goes_on_over_the_page_is_one_and_its_heads_are_not_its_rows(options: str) -> None:
    rows = [[f"Xã thứ {at}", str(at), str(2 * at)] for at in range(60)]
    heads = "table.header(" + ", ".join(f"[{one}]" for one in HEADS) + ")"
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    found = told(f'#set page(numbering: "1")\nBiểu kèm theo.\n\n#table({options}, {heads}, {cells})')
    tables = [one for one in found if isinstance(one, list)]
    if "none" in options:
        assert tables == [], "without lines down there are no cells to be seen"
    else:
        assert tables == [[HEADS, *rows]]


@pytest.mark.parametrize(
    "source",
    [
        "#rect(width: 90%)[Khung quanh một đoạn chữ dài có số 12 và số 15, không phải là bảng biểu gì cả.]",
        "#underline[Cộng hòa xã hội chủ nghĩa Việt Nam] và #strike[một đoạn bị gạch] rồi một đoạn nữa cho đủ dài.",
        "Một trang chỉ có chữ, không có đường kẻ nào, và cũng không có số liệu gì đáng kể.",
    ],
)
def test_frames_and_lines_under_words_are_no_tables(source: str) -> None:
    assert all(isinstance(one, str) for one in told(source))


def test_what_is_drawn_to_keep_a_computer_busy_is_left_alone() -> None:
    page = Page()
    for at in range(3 * pdf_tables.MOST_LINES):
        page.draw(b"m", [0, at], (1, 0, 0, 1, 0, 0), None)
        page.draw(b"l", [99, at], (1, 0, 0, 1, 0, 0), None)
        page.draw(b"S", [], (1, 0, 0, 1, 0, 0), None)
    assert len(page.across) <= pdf_tables.MOST_LINES + 1


def test_what_breaks_the_reader_of_lines_breaks_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Page, *_given: Any) -> None:
        raise ValueError

    monkeypatch.setattr(Page, "draw", broken)
    (page,) = PdfReader(io.BytesIO(printed(f"Kết quả.\n\n{table([HEADS, *REPORT])}"))).pages
    assert texts._with_tables(page) is None


def test_thin_boxes_are_lines_and_thick_ones_are_grounds() -> None:
    page = Page()
    for left, low, wide, high in ((0, 0, 100, 1), (0, 0, 1, 50), (0, 0, 100, 50)):
        page.draw(b"re", [left, low, wide, high], (1, 0, 0, 1, 0, 0), None)
        page.draw(b"f", [], (1, 0, 0, 1, 0, 0), None)
    assert page.across == [Line(0.5, 0, 100)]
    assert page.down == [Line(0.5, 0, 50)]
