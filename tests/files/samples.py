"""Small contents of every kind, made here so that no binary stands in the repository."""

import io
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64
EICAR = b"%PDF-1.7\n" + b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*\n%%EOF"


def image(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, form)
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def lying_archive(name: str, content: bytes, *, packing: int, others: dict[str, bytes], said: int = 5) -> bytes:
    """One part whose headers say that it unpacks to `said` bytes, with the check sum of those."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for other, inside in others.items():
            file.writestr(other, inside)
        file.writestr(name, content, packing)
        true = file.getinfo(name)
        true.file_size, true.CRC = said, zlib.crc32(content[:said])
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"} | more)


def xlsx() -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def odf(kind: str) -> bytes:
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<x/>"})


def pdf_with(extra: bytes) -> bytes:
    return PDF.replace(b"endobj", extra + b" endobj")


def pdf_with_hidden(extra: bytes) -> bytes:
    """The object stands in a compressed object stream, where a plain search does not find it."""
    packed = zlib.compress(extra)
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return PDF.replace(b"trailer", b"5 0 obj" + stream + packed + b"\nendstream endobj\ntrailer")
