"""What the bytes are. The first bytes decide; archives are told apart by what lies inside them."""

import zipfile
import zlib
from collections.abc import Container
from typing import BinaryIO

from honglam.files.contracts import FileTypeNotAllowed, MediaType
from honglam.files.rules import names as file_names

HEAD = 4096
MOST_PARTS = 20_000
"""Four times as many as an officer is warned of; the list of more would fill the memory before anybody reads it."""
_IMAGES = {b"\x89PNG\r\n\x1a\n": MediaType.PNG, b"\xff\xd8\xff": MediaType.JPEG}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_OPEN_DOCUMENT = {kind.value.encode(): kind for kind in (MediaType.ODT, MediaType.ODS)}
_ENTRY = b"PK\x01\x02"
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How office programs pack. The others are unpacked whole before anything is cut off, whatever a header promises."""
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

# Only to name in a refusal what somebody sent.
_REFUSED = {
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"PK": "ZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x1f\x8b": "GZ",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\xd0\xcf\x11\xe0": "DOC, XLS",
    b"{\\rtf": "RTF",
    b"\0\0\0": "MP4",
}


def detect(content: BinaryIO) -> MediaType | None:
    """The kind of the content, or None when it is none we know. Leaves `content` anywhere."""
    content.seek(0)
    head = content.read(HEAD)
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    for magic, kind in _IMAGES.items():
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return MediaType.HEIC
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return _text_kind(head)


def allowed_type(content: BinaryIO, name: str, allowed: tuple[MediaType, ...]) -> MediaType:
    """The kind of the content. Raises `FileTypeNotAllowed` where it is none of those."""
    found = detect(content)
    if found is None or found not in allowed:
        words = ", ".join(file_names.EXTENSIONS[kind][0].upper() for kind in allowed)
        raise FileTypeNotAllowed(found=describe(content, name), allowed=words)
    return found


def describe(content: BinaryIO, name: str) -> str:
    """A word for what was refused, from the bytes where they tell, else from the name's extension."""
    content.seek(0)
    head = content.read(HEAD)
    for magic, word in _REFUSED.items():
        if head.startswith(magic):
            return word
    _, dot, extension = name.rpartition(".")
    return extension.upper()[:8] if dot and extension.isalnum() else "?"


def _office_kind(content: BinaryIO) -> MediaType | None:
    content.seek(0)
    if content.read().count(_ENTRY) > MOST_PARTS:
        return None
    try:
        with zipfile.ZipFile(content) as archive:
            if any(part.compress_type not in _PACKED for part in archive.infolist()):
                return None
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    return _OPEN_DOCUMENT.get(stream.read(100).strip())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    return _by_parts(names)


def _by_parts(names: Container[str]) -> MediaType | None:
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return MediaType.DOCX
    return MediaType.XLSX if "xl/workbook.xml" in names else None


def _text_kind(head: bytes) -> MediaType | None:
    """Text without control characters; XML if it begins like it. A letter cut by the end of the head is forgiven."""
    encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), "utf-8")
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError as error:
        if len(head) < HEAD or error.start < len(head) - 4:
            return None
        text = head[: error.start].decode(encoding)
    text = text.lstrip("\ufeff")
    if not text.strip() or any(letter < " " and letter not in "\t\n\r\f" for letter in text):
        return None
    return MediaType.XML if text.lstrip().startswith("<?xml") else MediaType.TEXT
