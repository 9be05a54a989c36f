"""File names as people gave them, made harmless without losing a diacritic."""

import re
import unicodedata

from honglam.files.contracts import MediaType, NameNotAllowed

MAX_BYTES = 200
"""Most file systems stop at 255 bytes; a Vietnamese letter may take three."""

EXTENSIONS: dict[MediaType, tuple[str, ...]] = {
    MediaType.PDF: ("pdf",),
    MediaType.PNG: ("png",),
    MediaType.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    MediaType.WEBP: ("webp",),
    MediaType.HEIC: ("heic", "heif"),
    MediaType.DOCX: ("docx",),
    MediaType.XLSX: ("xlsx",),
    MediaType.ODT: ("odt",),
    MediaType.ODS: ("ods",),
    MediaType.XML: ("xml",),
    MediaType.TEXT: ("txt", "csv"),
}

_SEPARATORS = re.compile(r"[/\\]")
# What a file system, a shell or a header would take for something else.
_RESERVED = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10))}


def clean_name(raw: str, media_type: MediaType) -> str:
    """The last path part of `raw`, NFC, without control and direction marks, with an extension that tells the truth.

    `../../scan.exe` becomes `scan.exe.pdf` when the content is a PDF. Raises `NameNotAllowed` when nothing is left.
    """
    name = _SEPARATORS.split(unicodedata.normalize("NFC", raw))[-1]
    name = "".join(letter for letter in name if not _is_invisible(letter))
    name = _SPACES.sub(" ", _RESERVED.sub("_", name)).rstrip(" .")
    stem, extension = _split(name, media_type)
    stem = stem.strip(" ._-")
    if not any(letter.isalnum() for letter in stem):
        raise NameNotAllowed
    if stem.lower() in _DEVICES:
        stem = f"_{stem}"
    return f"{_shortened(stem, MAX_BYTES - len(extension) - 1)}.{extension}"


def _is_invisible(letter: str) -> bool:
    """Control characters, format characters such as direction overrides, private and unassigned code points."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Cn"} and letter not in "\t\n\r"


def _split(name: str, media_type: MediaType) -> tuple[str, str]:
    """Stem and extension; an extension that does not fit the content stays in the stem and the right one follows."""
    stem, dot, extension = name.rpartition(".")
    known = EXTENSIONS[media_type]
    if dot and extension.lower() in known:
        return stem, extension.lower()
    return name, known[0]


def _shortened(stem: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8, cut between letters."""
    return stem.encode()[:limit].decode(errors="ignore").rstrip(" .")
