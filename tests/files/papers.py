"""Official papers made here, so that no binary stands in the repository: DOCX by hand, PDF by the product's printer."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BODY = '<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>{inside}</w:body></w:document>'
_NUMBERING = (
    f"<w:numbering {_W}>"
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)

Table = Sequence[Sequence[Sequence[str]]]


def paragraph(text: str, *, level: int | None = None) -> str:
    """One paragraph, perhaps an item of Word's own list."""
    listed = ""
    if level is not None:
        listed = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    return f"<w:p>{listed}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Table) -> str:
    """A table; each cell is a list of paragraphs."""
    cells = ("".join(f"<w:tc>{''.join(map(paragraph, cell))}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(*inside: str, space: str = _W, **more: bytes) -> bytes:
    """A DOCX around parts of a body; `more` are further entries, with `__` for `/` and `_dot_` for a dot."""
    entries = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": _BODY.format(space=space, inside="".join(inside)).encode(),
        "word/numbering.xml": _NUMBERING.encode(),
    }
    entries |= {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return zipped(entries)


def zipped(entries: dict[str, bytes]) -> bytes:
    """An archive of entries; the same entries are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


HEAD: Table = [
    [
        ["UBND TỈNH MẪU", "SỞ MẪU"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    ],
    [["Số: 47/BC-SM"], ["Mẫu, ngày 05 tháng 11 năm 2026"]],
]
FOOT: Table = [
    [
        ["Nơi nhận:", "- UBND tỉnh;", "- Các sở, ban, ngành;", "- Lưu: VT."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"],
    ]
]
BODY = (
    "Thực hiện Quyết định số 10/QĐ-UBND ngày 03/3/2025 của UBND tỉnh về danh mục thông tin phải công khai, "
    "Sở Mẫu báo cáo như sau:",
    "I. Kết quả",
    "Năm 2026, toàn ngành có 1.952 hồ sơ trực tuyến, đạt 85,5% tổng số hồ sơ.",
    "Theo Kế hoạch số 99/KH-UBND ngày 12/01/2026, hơn 300 cán bộ được tập huấn.",
)
NUMBERS: Table = [
    [["TT"], ["Nội dung"], ["Kinh phí (triệu đồng)"]],
    [["1"], ["Mua sắm thiết bị"], ["1.250"]],
    [["2"], ["Đào tạo"], ["300"]],
]


def report(*more: str) -> bytes:
    """A short report in the layout of the decree: head and signature in tables without lines, a table of money."""
    return docx(
        table(HEAD),
        paragraph("BÁO CÁO"),
        paragraph("Kết quả chuyển đổi số năm 2026"),
        *map(paragraph, BODY),
        table(NUMBERS),
        *map(paragraph, more),
        table(FOOT),
    )


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with a text layer, a page for each list of lines."""
    import typst

    from honglam.ui import fonts

    said = "#pagebreak()\n".join("\n\n".join(f'#"{line}"' for line in page) for page in pages)
    source = f'#set text(font: "Tinos", size: 13pt)\n#set page("a4")\n{said}'
    folder = str(next(iter(fonts.__path__)))
    return bytes(typst.compile(source.encode(), font_paths=[folder]))
