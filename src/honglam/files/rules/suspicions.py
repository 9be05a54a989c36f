"""What is odd about content that is otherwise taken. Heuristics for the eye of an officer, not a malware scanner."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from honglam.files.contracts import MediaType, Suspicion

_ARCHIVES = {MediaType.DOCX, MediaType.XLSX, MediaType.ODT, MediaType.ODS}
_IMAGES = {MediaType.PNG, MediaType.JPEG, MediaType.WEBP, MediaType.HEIC}
_EDGE = 64 * 1024

MOST_ENTRIES = 5_000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_RATIO = 200
"""A page of text shrinks to a tenth; nothing honest shrinks to a two-hundredth."""

_PDF_NAMES = {
    Suspicion.SCRIPT: (b"/JavaScript", b"/JS"),
    Suspicion.LAUNCH: (b"/Launch", b"/SubmitForm", b"/ImportData", b"/GoToE"),
    Suspicion.EMBEDDED_FILE: (b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia"),
    Suspicion.ENCRYPTED: (b"/Encrypt",),
}
_LETTERS = sorted({letter for names in _PDF_NAMES.values() for name in names for letter in name[1:]})
_PDF_PATTERNS = {
    suspicion: re.compile(b"(?:" + b"|".join(map(re.escape, names)) + rb")(?![A-Za-z0-9])")
    for suspicion, names in _PDF_NAMES.items()
}
_HEX_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_ESCAPES = 50_000
"""An honest file has some hundreds, most of them by chance in its pictures."""
_OBJECT_STREAM = b"/ObjStm"
_STREAM = re.compile(rb"stream\r?\n")
_STREAM_WITHIN = 400
_MOST_STREAMS = 2_000
_MOST_PACKED = 1024 * 1024
_MOST_INFLATED = 8 * 1024 * 1024
"""Of all object streams together; a book of a thousand pages has half as much."""
_ACTIVE_MARKUP = re.compile(rb"<\s*(script|html|svg|iframe|object)\b|<\?php", re.IGNORECASE)


def inspect(content: BinaryIO, media_type: MediaType) -> tuple[Suspicion, ...]:
    """Everything odd about the content, each oddity once, in a fixed order."""
    found: set[Suspicion] = set()
    if media_type is MediaType.PDF:
        found |= _in_pdf(content)
    if media_type in _ARCHIVES:
        found |= _in_archive(content)
    elif _is_something_else_too(content, media_type):
        found.add(Suspicion.POLYGLOT)
    return tuple(suspicion for suspicion in Suspicion if suspicion in found)


def _in_pdf(content: BinaryIO) -> set[Suspicion]:
    """Names in the open and in compressed object streams; `/J#61vaScript` is the same name written to hide."""
    content.seek(0)
    raw = content.read()
    found = _named_in(raw)
    try:
        for part in _object_streams(raw):
            found |= _named_in(part)
    except _TooMuch:
        found.add(Suspicion.ARCHIVE_BOMB)
    return found


def _named_in(part: bytes) -> set[Suspicion]:
    plain = _spelt_out(part)
    return {suspicion for suspicion, pattern in _PDF_PATTERNS.items() if pattern.search(plain)}


def _spelt_out(part: bytes) -> bytes:
    """Escaped letters as themselves. Millions of them, which only a file made to occupy us has, go letter by letter."""
    if b"#" not in part:
        return part
    plain, count = _HEX_LETTER.subn(lambda match: bytes([int(match[1], 16)]), part, count=_MOST_ESCAPES)
    if count == _MOST_ESCAPES:
        for letter in _LETTERS:
            for escaped in {b"#%02x" % letter, b"#%02X" % letter}:
                plain = plain.replace(escaped, bytes([letter]))
    return plain


class _TooMuch(Exception):
    """More object streams than are looked into: what is in the rest nobody knows."""


def _object_streams(raw: bytes) -> Iterator[bytes]:
    """The content of each. Raises _TooMuch where there are more, or larger ones, than an honest file has."""
    left, view, at = _MOST_INFLATED, memoryview(raw), 0
    for _ in range(_MOST_STREAMS):
        at = raw.find(_OBJECT_STREAM, at)
        if at < 0:
            return
        at += len(_OBJECT_STREAM)
        begins = _STREAM.search(raw, at, at + _STREAM_WITHIN)
        if begins is None:
            continue
        at = begins.end()
        content = _inflated(view[at : at + _MOST_PACKED], left)
        left -= len(content)
        yield content
    raise _TooMuch


def _inflated(packed: memoryview, most: int) -> bytes:
    """The content of one stream, nothing where it is none. Raises _TooMuch."""
    inflating = zlib.decompressobj()
    try:
        content = inflating.decompress(packed, most)
    except zlib.error:
        return b""
    if len(content) >= most or (not inflating.eof and len(packed) == _MOST_PACKED):
        raise _TooMuch
    return content


def _in_archive(content: BinaryIO) -> set[Suspicion]:
    content.seek(0)
    with zipfile.ZipFile(content) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    found: set[Suspicion] = set()
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > packed * MOST_RATIO:
        found.add(Suspicion.ARCHIVE_BOMB)
    names = [entry.filename.lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        found.add(Suspicion.MACRO)
    if any(name.startswith(("word/embeddings/", "xl/embeddings/")) for name in names):
        found.add(Suspicion.EMBEDDED_FILE)
    if any(entry.flag_bits & 1 for entry in entries):
        found.add(Suspicion.ENCRYPTED)
    return found


def _is_something_else_too(content: BinaryIO, media_type: MediaType) -> bool:
    """An image or PDF that is an archive as well, a non-PDF that a PDF reader would open, markup inside an image."""
    content.seek(0)
    head = content.read(1024)
    end = content.seek(0, 2)
    content.seek(max(0, end - _EDGE))
    tail = content.read()
    if media_type in (MediaType.XML, MediaType.TEXT):
        return bool(_ACTIVE_MARKUP.search(head))
    if b"PK\x05\x06" in tail:
        return True
    if media_type is MediaType.PDF:
        return False
    return b"%PDF-" in head or bool(media_type in _IMAGES and _ACTIVE_MARKUP.search(head + tail))
