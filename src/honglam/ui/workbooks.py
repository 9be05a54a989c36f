"""Uploaded workbooks are hostile: what a container may hold is judged before anything in it is parsed."""

import codecs
import io
import re
import zipfile
import zlib
from copy import copy

MAX_BYTES = 5_000_000
MAX_UNPACKED = 40_000_000
MAX_PARTS = 200
MAX_SMALL = 1_000_000
"""For every part but the cells and their texts, which are read row by row: the others are built in memory whole, a
megabyte of styles makes some twenty of objects."""
MAX_TAGS = 1_500_000
"""Of all parts together: each becomes an object when it is read, and `<c/>` takes four bytes of the limit above."""
MAX_CELLS = 16_384
"""Of one row, as wide as office programs go: a row is built whole before anybody sees it."""
_LARGE = ("xl/worksheets/sheet", "xl/sharedstrings.xml")
_XML = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How office programs pack. The others are unpacked whole before a limit is asked, whatever it says."""
_ROW = re.compile(rb"<(?:[^<>\s/:]+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:[^<>\s/:]+:)?c[\s>/]")
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 10 * MAX_PARTS
"""Seen in the bytes, where archives may lie within the archive; more would fill the memory when they are listed."""
_MACROS = ("vbaproject.bin", "vbadata.xml")


class Unreadable(Exception):
    """No workbook, or one that hides a document type or entities."""


class TooLarge(Exception):
    """Too many bytes, packed or unpacked, or too many parts."""


class WithMacros(Exception):
    """Programs inside."""


def check_container(content: bytes, *, macros: bool = True) -> None:
    """Read each part once with a limit: a header may lie about a size, and a DOCTYPE may grow without bound.

    What is counted in bytes and elements is what reading it will cost.

    Raises Unreadable, TooLarge, and WithMacros unless `macros` says that their presence does not matter.
    """
    if len(content) > MAX_BYTES or content.count(_ENTRY) > _MOST_ENTRIES:
        raise TooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TooLarge
            left, tags = MAX_UNPACKED, MAX_TAGS
            for part in parts:
                inside = _check_part(archive, part, left)
                left, tags = left - len(inside), tags - inside.count(b"<")
                if tags < 0 or _has_wide_row(inside):
                    raise TooLarge
                if macros and part.filename.lower().endswith(_MACROS):
                    raise WithMacros
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError) as fault:
        raise Unreadable from fault


def _has_wide_row(content: bytes) -> bool:
    rows = [found.start() for found in _ROW.finditer(content)]
    ends = [*rows[1:], len(content)]
    return any(
        content.count(b"<", start, end) > MAX_CELLS and len(_CELL.findall(content, start, end)) > MAX_CELLS
        for start, end in zip(rows, ends, strict=False)
    )


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """A part, if it has as many bytes as its header says: whoever reads it later trusts the number there."""
    if part.compress_type not in _PACKED:
        raise Unreadable
    name = part.filename.lower().lstrip("/")
    most = left if name.startswith(_LARGE) else min(left, MAX_SMALL)
    whole = copy(part)
    whole.file_size = 2 * MAX_UNPACKED  # else no more is read than the header admits
    with archive.open(whole) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise TooLarge
    if len(content) != part.file_size:
        raise Unreadable
    if name.endswith(_XML) or content.lstrip()[:1] == b"<":
        check_xml(content)
    return content


def check_xml(content: bytes) -> None:
    """Refuse what may declare entities, wherever it stands, and encodings in which that could not be seen.

    Raises Unreadable, ValueError.
    """
    declared = _ENCODING.match(content.removeprefix(codecs.BOM_UTF8))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unreadable
    content.decode("utf-8")
    if b"\0" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable
