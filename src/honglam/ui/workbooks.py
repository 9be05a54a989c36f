"""Uploaded workbooks are hostile: what a container may hold is judged before anything in it is parsed."""

import io
import zipfile

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_PARTS = 200
_MACROS = ("vbaproject.bin", "vbadata.xml")


class Unreadable(Exception):
    """No workbook, or one that hides a document type or entities."""


class TooLarge(Exception):
    """Too many bytes, packed or unpacked, or too many parts."""


class WithMacros(Exception):
    """Programs inside."""


def check_container(content: bytes, *, macros: bool = True) -> None:
    """Read each part once with a limit: a header may lie about a size, and a DOCTYPE may grow without bound.

    Raises Unreadable, TooLarge, and WithMacros unless `macros` says that their presence does not matter.
    """
    if len(content) > MAX_BYTES:
        raise TooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TooLarge
            for part in parts:
                _check_part(archive, part)
                if macros and part.filename.lower().endswith(_MACROS):
                    raise WithMacros
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as fault:
        raise Unreadable from fault


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as stream:
        content = stream.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise TooLarge
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise Unreadable
