"""The words of a DOCX: paragraphs with the labels of their lists, tables with their rows. Runs confined, in `texts`.

Only the body and its numbering are opened, each with a limit; pictures, links and embedded files are never touched.
What was struck out under “track changes” is not said, what was put in is.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from honglam.ui.workbooks import Unreadable, check_xml

MOST_PARTS = 5_000
MOST_SPAN = 63
"""Columns of a table in Word."""
MOST_XML = 30 * 1024 * 1024
"""A report of 300 pages has about 3 MB of body; a tree of the whole takes some fifteen times as much memory."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SILENT = {f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_W}instrText"}
_SILENT.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_SAID_AS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PASSED = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}

Block = str | dict[str, Any]


class Refused(Exception):
    """Why nothing is read of it, as a short code."""


def blocks(path: Path) -> list[Block]:
    """Paragraphs as texts, tables as `{"rows": [[[paragraph, …], …], …]}`, in order. Raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_programs(archive)
            body = _part(archive, "word/document.xml")
            labels = _Labels(_part(archive, "word/numbering.xml"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, Unreadable) as fault:
        raise Refused("broken") from fault
    if body is None or (inside := body.find(f"{_W}body")) is None:
        raise Refused("broken")
    return list(_blocks(inside, labels))


def _refuse_programs(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused("too_long")
    if any(part.filename.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts):
        raise Refused("macros")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """One part as a tree; it is read with a limit, for a header may lie about its size."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as stream:
        content = stream.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise Refused("too_long")
    check_xml(content)
    try:
        return ElementTree.fromstring(content)  # noqa: S314 - no document type, no entities: checked above
    except ElementTree.ParseError as fault:
        raise Refused("broken") from fault


def _blocks(parent: ElementTree.Element, labels: "_Labels") -> Iterator[Block]:
    for one in parent:
        if one.tag == f"{_W}p":
            yield labels.of(one) + _text(one)
        elif one.tag == f"{_W}tbl":
            yield {"rows": [_cells(row, labels) for row in _rows(one)]}
        elif one.tag in _PASSED:
            yield from _blocks(one, labels)


def _rows(table: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for one in table:
        if one.tag == f"{_W}tr":
            yield one
        elif one.tag in _PASSED:
            yield from _rows(one)


def _cells(row: ElementTree.Element, labels: "_Labels") -> list[list[str]]:
    """Each cell as its paragraphs; a table inside a cell is said row by row. One over several columns is followed by
    empty ones, so that what stands in one column stays in it."""
    found: list[list[str]] = []
    for cell in _of_row(row):
        said: list[str] = []
        for block in _blocks(cell, labels):
            said += [block] if isinstance(block, str) else [" / ".join(map(" ".join, row)) for row in block["rows"]]
        width = cell.find(f"{_W}tcPr/{_W}gridSpan")
        told = "" if width is None else width.get(f"{_W}val", "")
        found += [
            said,
            *([] for _ in range(min(int(told), MOST_SPAN) - 1 if told.isascii() and told.isdecimal() else 0)),
        ]
    return found


def _of_row(row: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for one in row:
        if one.tag == f"{_W}tc":
            yield one
        elif one.tag in _PASSED:
            yield from _of_row(one)


def _text(paragraph: ElementTree.Element) -> str:
    """What stands in a paragraph, text boxes included."""
    return "".join(_said(paragraph)).replace("\xa0", " ").strip()


def _said(element: ElementTree.Element) -> Iterator[str]:
    for one in element:
        if one.tag in _SILENT:
            continue
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _SAID_AS:
            yield _SAID_AS[one.tag]
        elif one.tag == f"{_W}p":
            yield from ("\n", *_said(one))
        else:
            yield from _said(one)


class _Labels:
    """The numbers and marks that Word draws before the items of its lists, and that stand in no text."""

    def __init__(self, numbering: ElementTree.Element | None) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = {}
        for one in numbering if numbering is not None else ():
            if one.tag == f"{_W}abstractNum":
                self._learn(one)
            elif one.tag == f"{_W}num":
                self.lists[one.get(f"{_W}numId", "")] = _value(one, "abstractNumId")

    def _learn(self, described: ElementTree.Element) -> None:
        for level in described.findall(f"{_W}lvl"):
            depth, begin = level.get(f"{_W}ilvl", "0"), _value(level, "start") or "1"
            if depth.isdecimal() and begin.isdecimal():
                key = described.get(f"{_W}abstractNumId", ""), int(depth)
                self.levels[key] = _value(level, "numFmt"), _value(level, "lvlText"), int(begin)

    def of(self, paragraph: ElementTree.Element) -> str:
        """What stands before a paragraph: `1.2. `, `- `, or nothing. Counts it."""
        told = paragraph.find(f"{_W}pPr/{_W}numPr")
        if told is None:
            return ""
        kept, depth = self.lists.get(_value(told, "numId"), ""), _value(told, "ilvl") or "0"
        level = self.levels.get((kept, int(depth))) if depth.isdecimal() else None
        if level is None:
            return ""
        if level[0] == "bullet":
            return "- "
        counts = self.counts.setdefault(kept, {})
        counts[int(depth)] = counts.get(int(depth), level[2] - 1) + 1
        for deeper in [one for one in counts if one > int(depth)]:
            del counts[deeper]
        return self._written(kept, level[1], counts) + " "

    def _written(self, kept: str, pattern: str, counts: dict[int, int]) -> str:
        def number(found: "re.Match[str]") -> str:
            depth = int(found[1]) - 1
            form, _, begin = self.levels.get((kept, depth), ("decimal", "", 1))
            return _as(form, counts.get(depth, begin))

        return re.sub(r"%([1-9])", number, pattern)


def _value(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")


def _as(form: str, number: int) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((96 if form == "lowerLetter" else 64) + number)
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 400:
        roman, left = "", number
        for sign, worth in (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4)):
            roman, left = roman + sign * (left // worth), left % worth
        roman += "I" * left
        return roman if form == "upperRoman" else roman.lower()
    return str(number)
