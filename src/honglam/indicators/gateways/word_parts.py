"""The parts of a Word document that are the same in every report: kinds of parts, styles after NĐ 30/2020/NĐ-CP, page.

Sizes are in half points, distances in twentieths of a point.
"""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_KIND}.header+xml"/></Types>'
)
PACKAGE = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rD" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/></Relationships>'
)
HEADER = (
    f'{_HEAD}<w:hdr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Dau13"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_CENTRED = '<w:ind w:firstLine="0"/><w:jc w:val="center"/>'
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def _style(code: str, name: str, paragraph: str, run: str = "", based: str = "Normal") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _tight(rest: str, after: int = 0) -> str:
    return f'<w:spacing w:before="0" w:after="{after}" w:line="240" w:lineRule="auto"/>{rest}'


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>'
    '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="720"/>'
    '<w:jc w:val="both"/></w:pPr></w:style>'
    + _style("Heading1", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', "<w:b/>")
    + _style("Heading2", "heading 2", '<w:keepNext/><w:outlineLvl w:val="1"/>', "<w:b/><w:i/>")
    + _style("Phuluc", "Phu luc", f'{_CENTRED}<w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="28"/>')
    + _style("Dau", "Dau", _tight(_CENTRED), '<w:sz w:val="24"/>')
    + _style("Dau13", "Dau 13", _tight(_CENTRED))
    + _style(
        "Dauke",
        "Dau ke",
        _RULE + _tight('<w:ind w:left="1100" w:right="1100" w:firstLine="0"/><w:jc w:val="center"/>', 80),
        '<w:sz w:val="24"/>',
    )
    + _style(
        "Dauke13",
        "Dau ke 13",
        _RULE + _tight('<w:ind w:left="900" w:right="900" w:firstLine="0"/><w:jc w:val="center"/>', 80),
    )
    + _style("Tenloai", "Ten loai", f'<w:spacing w:before="360" w:after="0"/>{_CENTRED}', '<w:sz w:val="28"/>')
    + _style("Trichyeu", "Trich yeu", f'<w:spacing w:before="0" w:after="240"/>{_CENTRED}', '<w:sz w:val="28"/>')
    + _style("Bang", "Bang", f'<w:keepNext/><w:spacing w:before="120" w:after="60"/>{_CENTRED}')
    + _style("Canhgiua", "Canh giua", _CENTRED, "<w:i/>")
    + _style(
        "Donvi",
        "Don vi",
        "<w:keepNext/>" + _tight('<w:ind w:firstLine="0"/><w:jc w:val="right"/>', 40),
        '<w:i/><w:sz w:val="22"/>',
    )
    + _style("Ghichu", "Ghi chu", _tight('<w:ind w:firstLine="0"/>', 60), '<w:i/><w:sz w:val="22"/>')
    + _style("O", "O bang", _tight('<w:ind w:firstLine="0"/>', 20), '<w:sz w:val="22"/>')
    + _style("Dem", "Dem", _tight('<w:ind w:firstLine="0"/>', 60), '<w:sz w:val="12"/>')
    + _style("Noinhan", "Noi nhan", _tight('<w:ind w:firstLine="0"/><w:jc w:val="left"/>'), '<w:sz w:val="22"/>')
    + _style("Ky", "Ky", _tight(_CENTRED))
    + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0B4F6C"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Ke"><w:name w:val="Table Grid"/><w:tblPr>'
    f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style></w:styles>"
)


def document(body: str) -> str:
    """A4, margins 20–20–30–15 mm, the page's number on top from the second page on."""
    return (
        f'{_HEAD}<w:document xmlns:w="{_MAIN}" xmlns:r="{RELATIONSHIPS}"><w:body>{body}'
        '<w:sectPr><w:headerReference w:type="default" r:id="rH"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )
