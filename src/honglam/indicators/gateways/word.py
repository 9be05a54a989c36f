"""A written report as a Word document that people go on editing: the parts of WordprocessingML, written out.

Headings are real headings, tables real tables, figures real links (ECMA-376, parts 1 and 2). No library stands between:
the document's structure is already data, and python-docx knows no links. Text is always escaped; nothing is a field.
"""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from honglam.indicators.contracts import Laid, LaidPart, LaidPiece, LaidTable, PartKind
from honglam.indicators.gateways.word_parts import CONTENT_TYPES, HEADER, PACKAGE, RELATIONSHIPS, STYLES, document

_TEXT_WIDTH = 9354
"""Between the margins of A4, in twentieths of a point: 210 − 30 − 15 mm."""
_MOMENT = (2020, 3, 5, 0, 0, 0)
"""The day of the decree stands in every entry, so that the same report is the same file."""


def write_docx(laid: Laid) -> bytes:
    """The file."""
    writer = _Writer()
    cut = next((at for at, part in enumerate(laid.parts) if part.appendix), len(laid.parts))
    body = [_head(laid), _title(laid)]
    body += [writer.part(part) for part in laid.parts[:cut]]
    body += [_foot(laid)]
    body += [writer.part(part) for part in laid.parts[cut:]]
    links = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONSHIPS}/hyperlink" Target={quoteattr(href)} TargetMode="External"/>'
        for href, key in writer.links.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", PACKAGE),
            ("word/document.xml", document("".join(body))),
            ("word/styles.xml", STYLES),
            ("word/header1.xml", HEADER),
            ("word/_rels/document.xml.rels", _relations(links)),
        ):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Parts as XML; remembers the links that they name."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}

    def part(self, part: LaidPart) -> str:
        """One part with people's own words behind it."""
        own = "".join(_paragraph(_run(words)) for words in part.paragraphs)
        return ("" if part.struck else self._composed(part)) + own

    def _composed(self, part: LaidPart) -> str:
        if part.kind is PartKind.HEADING:
            style = "Phuluc" if part.appendix else f"Heading{part.level}"
            return _paragraph(self._said(part.pieces), style, page=part.appendix)
        if part.kind is PartKind.TEXT:
            return _paragraph(self._said(part.pieces))
        if part.kind is PartKind.BULLET:
            return _paragraph(_run("– ") + self._said(part.pieces))
        if part.kind is PartKind.TABLE and part.table is not None:
            return self._table(part.table)
        if part.kind is PartKind.CHART:
            return self._chart(part)
        return ""

    def _said(self, pieces: tuple[LaidPiece, ...], bold: bool = False) -> str:
        return "".join(self._link(piece, bold) if piece.href else _run(piece.text, bold=bold) for piece in pieces)

    def _link(self, piece: LaidPiece, bold: bool) -> str:
        key = self.links.setdefault(piece.href, f"rL{len(self.links) + 1}")
        style = "Hyperlink" if piece.figure else ""
        return f'<w:hyperlink r:id="{key}" w:history="1">{_run(piece.text, style=style, bold=bold)}</w:hyperlink>'

    def _table(self, table: LaidTable) -> str:
        title = _paragraph(_run(table.title, bold=True), "Bang")
        if not table.rows:
            return title + _paragraph(_run(table.none), "Canhgiua")
        unit = _paragraph(_run(f"Đơn vị tính: {table.unit}"), "Donvi") if table.unit else ""
        whole = sum(table.widths)
        widths = [int(_TEXT_WIDTH * width / whole) for width in table.widths]
        rows = [
            _row(
                [_cell(_run(head, bold=True), width, "center") for head, width in zip(table.head, widths, strict=True)],
                head=True,
            )
        ]
        for at, row in enumerate(table.rows):
            cells = zip(row, widths, table.numeric, strict=True)
            bold = at in table.totals
            rows.append(
                _row([_cell(self._said(cell, bold), width, "right" if n else "left") for cell, width, n in cells])
            )
        remarks = "".join(_paragraph(_run(f"Ghi chú: {words}"), "Ghichu") for words in table.remarks)
        return title + unit + _grid(widths, rows) + remarks + _paragraph("", "Dem")

    def _chart(self, part: LaidPart) -> str:
        """Bars as a table of two columns: each bar a run of shaded cells stays a number that people can correct."""
        title = _paragraph(self._said(part.pieces, bold=True), "Bang")
        if not part.bars:
            return title + _paragraph(_run(part.hint), "Canhgiua")
        widths = [2900, 4454, 2000]
        rows = []
        for bar in part.bars:
            blocks = _run("█" * max(1, round(bar.share * 28)) if bar.number is not None else "", color="14759E")
            number = self._said((LaidPiece(text=bar.text, href=bar.href, figure=True),))
            cells = [_cell(_run(bar.label), widths[0], "right"), _cell(blocks, widths[1], "left")]
            rows.append(_row([*cells, _cell(number, widths[2], "left")]))
        return title + _grid(widths, rows, lines=False) + _paragraph("", "Dem")


def _head(laid: Laid) -> str:
    number = laid.number or f"       /{laid.symbol}"
    parent = _paragraph(_run(laid.parent.upper()), "Dau") if laid.parent else ""
    left = (
        parent + _paragraph(_run(laid.agency.upper(), bold=True), "Dauke") + _paragraph(_run(f"Số: {number}"), "Dau13")
    )
    right = (
        _paragraph(_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True), "Dau")
        + _paragraph(_run("Độc lập - Tự do - Hạnh phúc", bold=True), "Dauke13")
        + _paragraph(_run(laid.date_line, italic=True), "Dau13")
    )
    return _grid([4000, 5354], [_row([_raw(left, 4000), _raw(right, 5354)])], lines=False)


def _title(laid: Laid) -> str:
    return _paragraph(_run(laid.document, bold=True), "Tenloai") + _paragraph(_run(laid.subject, bold=True), "Trichyeu")


def _foot(laid: Laid) -> str:
    places = [*(f"- {one};" for one in laid.recipients), "- Lưu: VT."]
    left = _paragraph(_run("Nơi nhận:", bold=True, italic=True), "Noinhan")
    left += "".join(_paragraph(_run(one), "Noinhan") for one in places)
    right = _paragraph(_run(laid.signer_title.upper(), bold=True), "Ky") + _paragraph("", "Ky") * 4
    right += _paragraph(_run(laid.signer, bold=True), "Ky")
    draft = _paragraph(_run(laid.draft_line, italic=True), "Ghichu") if laid.draft_line else ""
    return _grid([4677, 4677], [_row([_raw(left, 4677), _raw(right, 4677)])], lines=False) + draft


def _run(text: str, *, style: str = "", bold: bool = False, italic: bool = False, color: str = "") -> str:
    marks = (
        (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    )
    marks += f'<w:color w:val="{color}"/>' if color else ""
    clean = "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= 32)
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(clean)}</w:t></w:r>'


def _paragraph(runs: str, style: str = "Normal", *, page: bool = False) -> str:
    breaks = "<w:pageBreakBefore/>" if page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{breaks}</w:pPr>{runs}</w:p>'


def _cell(runs: str, width: int, align: str) -> str:
    inner = f'<w:p><w:pPr><w:pStyle w:val="O"/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def _raw(paragraphs: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _row(cells: list[str], *, head: bool = False) -> str:
    marks = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{marks}{''.join(cells)}</w:tr>"


def _grid(widths: list[int], rows: list[str], *, lines: bool = True) -> str:
    style = '<w:tblStyle w:val="Ke"/>' if lines else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _relations(links: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rS" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rH" Type="{RELATIONSHIPS}/header" Target="header1.xml"/>{links}</Relationships>'
    )
