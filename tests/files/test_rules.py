"""What the bytes are, what is odd about them, what they may be called, how they are handed out. No database."""

import io
import tracemalloc
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honglam.files.contracts import MediaType, NameNotAllowed, Suspicion
from honglam.files.rules.names import EXTENSIONS, MAX_BYTES, clean_name
from honglam.files.rules.serving import headers
from honglam.files.rules.suspicions import MOST_ENTRIES, inspect
from honglam.files.rules.types import HEAD, MOST_PARTS, describe, detect
from tests.files import samples

KINDS = {
    MediaType.PDF: samples.PDF,
    MediaType.PNG: samples.image("PNG"),
    MediaType.JPEG: samples.image("JPEG"),
    MediaType.WEBP: samples.image("WEBP"),
    MediaType.HEIC: samples.HEIC,
    MediaType.DOCX: samples.docx(),
    MediaType.XLSX: samples.xlsx(),
    MediaType.ODT: samples.odf("text"),
    MediaType.ODS: samples.odf("spreadsheet"),
    MediaType.XML: '<?xml version="1.0"?><tờ-khai/>'.encode(),
    MediaType.TEXT: "Kính gửi Ủy ban nhân dân\r\n\tphường".encode(),
}


@pytest.mark.parametrize("kind", MediaType)
def test_every_kind_is_known_by_its_bytes_and_is_not_suspicious(kind: MediaType) -> None:
    content = io.BytesIO(KINDS[kind])
    assert detect(content) is kind
    assert inspect(content, kind) == ()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeffxin chào".encode(), id="byte order mark"),
        pytest.param("xin chào".encode("utf-16"), id="UTF-16 from Notepad"),
        pytest.param("ấ".encode() * HEAD, id="a letter cut by the end of the head"),
    ],
)
def test_text_from_common_editors_is_text(content: bytes) -> None:
    assert detect(io.BytesIO(content)) is MediaType.TEXT


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"MZ\x90\0", "tai-lieu.pdf", "EXE"),
        (b"\x7fELF\x02", "x", "ELF"),
        (samples.archive({"a.exe": b"MZ"}), "a.docx", "ZIP"),
        (b"PK\x03\x04 broken archive", "a.docx", "ZIP"),
        (b"Rar!\x1a\x07", "a.rar", "RAR"),
        (b"GIF89a\x01\0", "a.gif", "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "don.doc", "DOC, XLS"),
        (b"{\\rtf1\x00", "a.rtf", "RTF"),
        (b"\0\0\0\x18ftypmp42", "a.mp4", "MP4"),
        (b"\xff\xfe\x00", "a.bin", "BIN"),
        (b"abc\x00def", "a.txt", "TXT"),
        ("Tiếng Việt".encode("cp1258", "replace") + b"\xff\xd8", "a", "?"),
        (b"  %PDF-1.7", "a\u202egpj.", "?"),
    ],
)
def test_everything_else_is_refused_under_the_name_people_know(content: bytes, name: str, word: str) -> None:
    found = detect(io.BytesIO(content))
    assert found is None or (found is MediaType.TEXT and content.startswith(b"  %PDF"))
    assert describe(io.BytesIO(content), name) == word


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (samples.pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), MediaType.PDF, {Suspicion.SCRIPT}),
        (samples.pdf_with(b"/S/J#61vaScript"), MediaType.PDF, {Suspicion.SCRIPT}),
        (samples.pdf_with_hidden(b"<</S/JavaScript/JS(x)>>"), MediaType.PDF, {Suspicion.SCRIPT}),
        (samples.pdf_with(b"/S/Launch/F(cmd.exe)"), MediaType.PDF, {Suspicion.LAUNCH}),
        (samples.pdf_with(b"/Type/EmbeddedFile"), MediaType.PDF, {Suspicion.EMBEDDED_FILE}),
        (samples.pdf_with(b"/Encrypt 9 0 R"), MediaType.PDF, {Suspicion.ENCRYPTED}),
        (samples.pdf_with(b"/JSON/Launcher/Encrypted"), MediaType.PDF, set()),
        (samples.PDF + samples.archive({"a": b"b"}), MediaType.PDF, {Suspicion.POLYGLOT}),
        (samples.image("PNG") + samples.archive({"a.jar": b"b"}), MediaType.PNG, {Suspicion.POLYGLOT}),
        (samples.image("JPEG") + b"<script>alert(1)</script>", MediaType.JPEG, {Suspicion.POLYGLOT}),
        (samples.image("JPEG")[:20] + b"%PDF-1.4", MediaType.JPEG, {Suspicion.POLYGLOT}),
        (b"<?xml version='1.0'?><svg onload='x'/>", MediaType.XML, {Suspicion.POLYGLOT}),
        (b"hello <script>", MediaType.TEXT, {Suspicion.POLYGLOT}),
        (samples.docx(**{"word/vbaProject.bin": b"x"}), MediaType.DOCX, {Suspicion.MACRO}),
        (samples.docx(**{"word/embeddings/oleObject1.bin": b"x"}), MediaType.DOCX, {Suspicion.EMBEDDED_FILE}),
        (samples.docx(**{"word/media/a.bin": b"\0" * 5_000_000}), MediaType.DOCX, {Suspicion.ARCHIVE_BOMB}),
    ],
)
def test_oddities_are_noticed(content: bytes, kind: MediaType, expected: set[Suspicion]) -> None:
    assert set(inspect(io.BytesIO(content), kind)) == expected


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_that_lies_about_its_size_fills_no_memory(packing: int) -> None:
    bomb = MediaType.ODT.value.encode() + b"\n" + b" " * 40_000_000
    others = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    content = io.BytesIO(samples.lying_archive("mimetype", bomb, packing=packing, others=others, said=39))
    del bomb
    tracemalloc.start()
    found = detect(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert found is (MediaType.ODT if packing == zipfile.ZIP_DEFLATED else None)


def test_an_archive_with_more_parts_than_can_be_listed_is_none() -> None:
    many = samples.docx(**{f"word/{number}": b"" for number in range(MOST_PARTS)})
    assert detect(io.BytesIO(many)) is None


def test_a_name_behind_thousands_of_escaped_letters_is_found() -> None:
    content = samples.pdf_with(b"/#41#42" * 40_000 + b"/J#61v#61Script")
    assert inspect(io.BytesIO(content), MediaType.PDF) == (Suspicion.SCRIPT,)


@pytest.mark.parametrize(
    "hiding",
    [
        b"/ObjStm" * 5_000,
        (b"/ObjStm stream\n" + zlib.compress(b" " * 900_000) + b"\nendstream\n") * 12,
        b"/ObjStm stream\n" + zlib.compress(b" " * 9_000_000) + b"\nendstream\n",
    ],
    ids=["many", "large together", "one large"],
)
def test_object_streams_that_nobody_could_look_through_are_noticed(hiding: bytes) -> None:
    assert Suspicion.ARCHIVE_BOMB in inspect(io.BytesIO(samples.pdf_with(hiding)), MediaType.PDF)


def test_an_archive_of_too_many_entries_is_noticed() -> None:
    many = samples.docx(**{f"word/{number}": b"" for number in range(MOST_ENTRIES)})
    assert inspect(io.BytesIO(many), MediaType.DOCX) == (Suspicion.ARCHIVE_BOMB,)


@pytest.mark.parametrize(
    ("raw", "kind", "clean"),
    [
        ("Giấy khai sinh.pdf", MediaType.PDF, "Giấy khai sinh.pdf"),
        (unicodedata.normalize("NFD", "Giấy khai sinh.pdf"), MediaType.PDF, "Giấy khai sinh.pdf"),
        ("../../etc/passwd", MediaType.TEXT, "passwd.txt"),
        ("C:\\Users\\An\\đơn.PDF", MediaType.PDF, "đơn.pdf"),
        ("hoa\u202egpj.exe", MediaType.PDF, "hoagpj.exe.pdf"),
        ("anh.jpeg", MediaType.JPEG, "anh.jpeg"),
        ("anh.png", MediaType.JPEG, "anh.png.jpg"),
        ("a\r\nSet-Cookie: x.pdf", MediaType.PDF, "a Set-Cookie_ x.pdf"),
        ("tờ \t khai\n1.pdf", MediaType.PDF, "tờ khai 1.pdf"),
        ("...hidden.pdf", MediaType.PDF, "hidden.pdf"),
        ("con.pdf", MediaType.PDF, "_con.pdf"),
        ('a"b<c>|d?.pdf', MediaType.PDF, "a_b_c__d.pdf"),
        ("😀 1.pdf", MediaType.PDF, "😀 1.pdf"),
    ],
)
def test_names_become_harmless_and_keep_their_diacritics(raw: str, kind: MediaType, clean: str) -> None:
    assert clean_name(raw, kind) == clean


@pytest.mark.parametrize("raw", ["", ".pdf", "///", "\u202e\u200b.pdf", "----.pdf", "..", "????.pdf"])
def test_a_name_of_which_nothing_is_left_is_refused(raw: str) -> None:
    with pytest.raises(NameNotAllowed):
        clean_name(raw, MediaType.PDF)


@given(st.text(max_size=400), st.sampled_from(MediaType))
def test_no_name_escapes(raw: str, kind: MediaType) -> None:
    try:
        clean = clean_name(raw, kind)
    except NameNotAllowed:
        return
    assert not set(clean) & set('/\\\0\r\n<>:"|?*')
    assert not clean.startswith(".")
    assert len(clean.encode()) <= MAX_BYTES
    assert clean.rpartition(".")[2] in EXTENSIONS[kind]
    assert clean == unicodedata.normalize("NFC", clean)
    assert clean_name(clean, kind) == clean


def test_a_long_name_is_cut_between_letters() -> None:
    clean = clean_name("ế" * 300 + ".pdf", MediaType.PDF)
    assert len(clean.encode()) <= MAX_BYTES
    assert set(clean.removesuffix(".pdf")) == {"ế"}


def test_a_pdf_may_be_shown_and_loads_nothing() -> None:
    made = headers(name="Giấy “khai” sinh.pdf", media_type=MediaType.PDF, size=12, inline=True)
    assert made["Content-Disposition"] == (
        "inline; filename=\"Giay _khai_ sinh.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y%20%E2%80%9Ckhai%E2%80%9D%20sinh.pdf"
    )
    assert made["X-Content-Type-Options"] == "nosniff"
    assert made["Cache-Control"] == "private, no-store"
    assert made["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'self'"


@pytest.mark.parametrize("kind", [MediaType.XML, MediaType.TEXT, MediaType.DOCX, MediaType.HEIC, MediaType.ODT])
def test_what_a_browser_might_run_is_only_ever_saved(kind: MediaType) -> None:
    made = headers(name="a.xml", media_type=kind, size=1, inline=True)
    assert made["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in made["Content-Security-Policy"]


def test_an_image_is_shown_in_a_sandbox_and_a_pdf_is_saved_unless_asked_for() -> None:
    shown = headers(name="a.png", media_type=MediaType.PNG, size=1, inline=True)["Content-Security-Policy"]
    assert "sandbox" in shown
    assert "style-src 'unsafe-inline'" in shown, "the browser styles the page it draws the picture in"
    saved = headers(name="a.pdf", media_type=MediaType.PDF, size=1, inline=False)
    assert saved["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in saved["Content-Security-Policy"]
