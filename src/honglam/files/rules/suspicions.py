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
_PDF_PATTERNS = {
    suspicion: re.compile(b"(?:" + b"|".join(map(re.escape, names)) + rb")(?![A-Za-z0-9])")
    for suspicion, names in _PDF_NAMES.items()
}
_HEX_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_MOST_STREAMS = 200
_MOST_INFLATED = 1024 * 1024
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
    found: set[Suspicion] = set()
    for part in (raw, *_object_streams(raw)):
        plain = _HEX_LETTER.sub(lambda match: bytes([int(match[1], 16)]), part) if b"#" in part else part
        found |= {suspicion for suspicion, pattern in _PDF_PATTERNS.items() if pattern.search(plain)}
    return found


def _object_streams(raw: bytes) -> Iterator[bytes]:
    for count, match in enumerate(_OBJECT_STREAM.finditer(raw)):
        if count == _MOST_STREAMS:
            return
        try:
            yield zlib.decompressobj().decompress(raw[match.end() : match.end() + _MOST_INFLATED], _MOST_INFLATED)
        except zlib.error:
            continue


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
