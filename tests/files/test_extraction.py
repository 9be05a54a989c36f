"""The text of whole documents: what an honest one says, and every way in which a hostile one is stopped."""

import io
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from honglam.files import api
from honglam.files.contracts import ExtractedText, MediaType, TableBlock, TextFault, TextNotExtracted
from honglam.files.gateways import extraction
from honglam.kernel import confined
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from tests.files import pages, papers
from tests.files.pages import needs_tesseract
from tests.files.papers import docx, paragraph

LONG = "Sở Mẫu báo cáo kết quả thực hiện nhiệm vụ quý ba của năm."


def _read(content: bytes, kind: MediaType = MediaType.DOCX) -> ExtractedText:
    return extraction.extract(io.BytesIO(content), kind)


def _said(content: bytes, kind: MediaType = MediaType.DOCX) -> list[str]:
    return [one for one in _read(content, kind).blocks if isinstance(one, str)]


def _locked(content: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(content))), io.BytesIO()
    writer.encrypt("mật khẩu")
    writer.write(out)
    return out.getvalue()


def _blank(count: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def _scan() -> bytes:
    out = io.BytesIO()
    pages.page().convert("L").save(out, "PDF", resolution=200)
    return out.getvalue()


def test_a_word_file_keeps_its_paragraphs_lists_and_rows() -> None:
    found = _read(papers.report()).blocks
    assert found[1:3] == ("BÁO CÁO", "Kết quả chuyển đổi số năm 2026")
    assert found[-2] == TableBlock(rows=tuple(tuple(tuple(cell) for cell in row) for row in papers.NUMBERS))
    items = [("Kết quả", 0), ("Đào tạo", 1), ("Tập huấn", 2), ("Thiết bị", 1), ("Tồn tại", 0), ("Máy tính", 1)]
    assert _said(docx(paragraph(LONG), *(paragraph(text, level=level) for text, level in items)))[1:] == [
        *("I. Kết quả", "1. Đào tạo", "- Tập huấn", "2. Thiết bị", "II. Tồn tại", "1. Máy tính"),
    ]


def test_what_was_struck_out_is_not_said() -> None:
    changed = (
        "<w:p><w:r><w:t>Có </w:t></w:r><w:del><w:r><w:delText>85</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>cũ"
        "</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>86</w:t></w:r></w:ins><w:r><w:tab/><w:t>hồ sơ</w:t></w:r></w:p>"
    )
    assert _said(docx(paragraph(LONG), changed))[1] == "Có 86 hồ sơ"


def test_other_kinds_of_document() -> None:
    assert _said(f"{LONG}\r\n\r\nHết.".encode("utf-16"), MediaType.TEXT) == [LONG, "", "Hết."]
    found = _read(papers.pdf([LONG], ["Trang thứ hai"]), MediaType.PDF)
    assert (found.pages, found.recognised, found.unread) == (2, 0, 0)
    assert LONG in " ".join(map(str, found.blocks)).replace("  ", " ")


_BOMB = docx(paragraph(LONG) + " " * (31 * 1024 * 1024))
_LAUGHS = papers.zipped(
    {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    }
)


@pytest.mark.parametrize(
    ("content", "kind", "fault"),
    [
        (docx(paragraph(LONG), word__vbaProject_dot_bin=b"x"), MediaType.DOCX, TextFault.MACROS),
        (_BOMB, MediaType.DOCX, TextFault.TOO_LONG),
        (docx(paragraph("dài " * 400_000)), MediaType.DOCX, TextFault.TOO_LONG),
        (_LAUGHS, MediaType.DOCX, TextFault.BROKEN),
        (papers.report()[:900], MediaType.DOCX, TextFault.BROKEN),
        (docx("<w:tbl><w:tr><w:tc>" * 4000), MediaType.DOCX, TextFault.BROKEN),
        (docx("<w:tbl><w:tr><w:tc>" * 4000 + "</w:tc></w:tr></w:tbl>" * 4000), MediaType.DOCX, TextFault.BROKEN),
        (docx(paragraph("")), MediaType.DOCX, TextFault.NO_TEXT),
        (docx(paragraph(LONG), space='xmlns:w="urn:other"'), MediaType.DOCX, TextFault.BROKEN),
        (_locked(papers.pdf([LONG])), MediaType.PDF, TextFault.LOCKED),
        (papers.pdf([LONG])[:400], MediaType.PDF, TextFault.BROKEN),
        (_blank(401), MediaType.PDF, TextFault.TOO_MANY_PAGES),
        (_blank(2), MediaType.PDF, TextFault.NO_TEXT),
        (b"\xff\xfe\x00", MediaType.TEXT, TextFault.BROKEN),
    ],
)
def test_hostile_and_broken_documents_are_refused_by_name(content: bytes, kind: MediaType, fault: TextFault) -> None:
    with pytest.raises(TextNotExtracted) as refusal:
        _read(content, kind)
    assert refusal.value.params["reason"] is fault


def test_a_scan_says_what_it_is_where_nothing_can_be_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction.recognition, "is_there", lambda: False)
    with pytest.raises(TextNotExtracted) as refusal:
        _read(_scan(), MediaType.PDF)
    assert refusal.value.params["reason"] is TextFault.NO_TEXT


@needs_tesseract
def test_a_scan_is_recognised_where_the_machine_can() -> None:
    found = _read(_scan(), MediaType.PDF)
    assert (found.pages, found.recognised) == (1, 1)
    assert pages.errors(pages.DECLARATION, "\n".join(map(str, found.blocks))) < 0.02


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        ("import time; time.sleep(300)", "too_slow"),
        ("import os; os.abort()", "broke_off"),
        ("print('[1]')", "broke_off"),
        (
            "from honglam.kernel.confined import confine; confine(memory=300_000_000, cpu_seconds=9, file_bytes=9);"
            "x = 'x' * 1_000_000_000; print('{}')",
            "broke_off",
        ),
    ],
)
def test_a_program_that_does_not_answer_is_ended(program: str, fault: str, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-c", program]
    assert confined.run(command=command, asked={}, folder=tmp_path, seconds=2 if fault == "too_slow" else 60) == {
        "fault": fault
    }


def test_what_keeps_within_its_bounds_answers(tmp_path: Path) -> None:
    program = (
        "from honglam.kernel.confined import confine; confine(memory=1_000_000_000, cpu_seconds=9, file_bytes=9);"
        "x = 'x' * 1_000_000; print('{\"ok\": 1}')"
    )
    assert confined.run(command=[sys.executable, "-I", "-c", program], asked={}, folder=tmp_path, seconds=60) == {
        "ok": 1
    }


@pytest.mark.django_db
def test_only_documents_have_a_text() -> None:
    kept = api.store(actor=SYSTEM, content=papers.report(), name="bao-cao.docx", at=now(), purpose="document")
    assert "BÁO CÁO" in api.extract_text(file_id=kept.id).blocks
    picture = api.store(actor=SYSTEM, content=pages.jpeg(pages.page()), name="anh.jpg", at=now(), purpose="document")
    with pytest.raises(TextNotExtracted):
        api.extract_text(file_id=picture.id)
