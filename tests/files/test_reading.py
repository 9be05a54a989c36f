"""Reading what stands on papers, and making one paper of several pages: hostile ones, killed workers, no recogniser."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from honglam.files import api
from honglam.files.contracts import (
    BinderBusy,
    MediaType,
    Page,
    PagesUnusable,
    ReadingState,
    StorageUnavailable,
    StoredFile,
    TextRead,
    UploadNotFound,
)
from honglam.files.gateways import recognition, sheets
from honglam.files.models import Reading
from honglam.files.models import StoredFile as StoredFileRow
from honglam.files.services import reading
from honglam.identity import api as identity
from honglam.kernel.clock import now
from honglam.kernel.models import OutboxMessage
from honglam.kernel.ratelimit import TooManyRequests
from honglam.kernel.values import SYSTEM, Actor
from tests.files import pages, samples
from tests.files.pages import needs_tesseract

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Actor:
    """Somebody with an account."""
    account = identity.create_account(actor=SYSTEM, full_name="Nguyễn Thị Hồng", at=now())
    return identity.actor_of(account_id=account.id)


def keep(content: bytes, name: str = "to-khai.jpg") -> UUID:
    return api.store(actor=SYSTEM, content=content, name=name, at=now(), purpose="paper").id


def upload(clerk: Actor, content: bytes, name: str = "trang.jpg") -> UUID:
    """A page that has arrived piece by piece."""
    view = api.begin_upload(actor=clerk, name=name, size=len(content), at=now())
    api.add_piece(actor=clerk, upload_id=view.id, position=0, data=content)
    return view.id


def bind(clerk: Actor, *wanted: Page) -> StoredFile:
    return api.bind_pages(actor=clerk, pages=wanted, name="giay.pdf", at=now(), purpose="paper")


def pdf(*sizes: tuple[int, int]) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for size in sizes:
        writer.add_blank_page(*size)
    writer.write(out)
    return out.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    ("told", "allowed"),
    [({}, 0.01), ({"askew": 1.5}, 0.015), ({"askew": -1.0, "noise": 40}, 0.02)],
    ids=["clean", "askew", "askew and grainy"],
)
def test_vietnamese_is_read_with_few_errors(told: dict[str, Any], allowed: float) -> None:
    content = io.BytesIO(pages.jpeg(pages.page(**told)))
    count, lines = recognition.read(content, MediaType.JPEG)
    assert count == 1
    assert pages.errors(pages.DECLARATION, "\n".join(line.text for line in lines)) < allowed
    assert all(line.box and min(line.box) >= 0 and max(line.box) <= 1000 for line in lines)
    assert {word.confidence for line in lines for word in line.words} <= set(range(101))


@needs_tesseract
def test_what_was_asked_for_is_read_once_and_told(clerk: Actor) -> None:
    content = pages.jpeg(pages.page())
    first, second = keep(content), keep(content, "ban-sao.jpg")
    assert api.get_reading(file_id=first) is None
    assert api.ask_reading(actor=clerk, file_ids=[first, second], at=now()) == 1
    assert api.ask_reading(actor=clerk, file_ids=[second], at=now()) == 0, "the same content is not read again"
    assert api.read_next(at=now())
    assert not api.read_next(at=now())
    found = api.get_reading(file_id=second)
    assert found is not None and found.state is ReadingState.READ and found.pages == 1
    assert "042192001234" in api.list_texts(file_ids=[first])[first]
    told = OutboxMessage.objects.get(name=TextRead.name)
    assert set(told.payload["file_ids"]) == {str(first), str(second)}


@needs_tesseract
def test_pages_are_bound_in_their_order_turned_upright_and_read(clerk: Actor) -> None:
    lying = upload(clerk, pages.jpeg(pages.page(pages.DECISION, turns=3)))
    upright = upload(clerk, pages.jpeg(pages.page()))
    bound = bind(clerk, Page(upload_id=lying, turns=1), Page(upload_id=upright))
    assert bound.media_type is MediaType.PDF
    sheets = PdfReader(io.BytesIO(api.read(file_id=bound.id))).pages
    assert [sheet.mediabox.width < sheet.mediabox.height for sheet in sheets] == [True, True]
    api.ask_reading(actor=clerk, file_ids=[bound.id], at=now())
    assert api.read_next(at=now())
    found = api.get_reading(file_id=bound.id)
    assert found is not None and found.pages == 2
    text = {number: " ".join(line.text for line in found.lines if line.page == number) for number in (1, 2)}
    assert "GIẤY KHAI SINH" in text[1] and "TỜ KHAI" in text[2]


def test_a_pdf_that_was_made_by_a_program_is_read_without_looking(clerk: Actor) -> None:
    stored = keep(_told_pdf("Quyết định số 12/QĐ-UBND về việc cấp phép xây dựng"), "qd.pdf")
    api.ask_reading(actor=clerk, file_ids=[stored], at=now())
    if not recognition.is_there():
        pytest.skip("no tesseract on this machine: nothing is read at all")
    assert api.read_next(at=now())
    assert "12/QĐ-UBND" in api.list_texts(file_ids=[stored])[stored]


def test_a_nul_in_the_text_of_a_pdf_does_not_stop_the_reader(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_there", lambda: True)
    stored = keep(_pdf_with_nul("Quyet dinh so 12 cua Uy ban nhan dan", "cap phep xay dung"), "qd.pdf")
    api.ask_reading(actor=clerk, file_ids=[stored], at=now())
    assert api.read_next(at=now())
    assert "cap phep xay dung" in api.list_texts(file_ids=[stored])[stored]


def _pdf_with_nul(*lines: str) -> bytes:
    """Text with a NUL between its lines, as some makers of PDFs leave it there."""
    shown = "\\000 ".join(lines)
    return _pdf_drawing(f"({shown}) Tj")


def _pdf_drawing(shown: str) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject(key): NameObject(value)
            for key, value in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(f"BT /F1 12 Tf 50 700 Td {shown} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(drawn)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_is_paper(clerk: Actor, mode: str, kind: str) -> None:
    drawn, out = Image.new(mode, (60, 80), 0), io.BytesIO()
    drawn.save(out, kind, **({"lossless": True} if kind == "WEBP" else {}))
    bound = bind(clerk, Page(upload_id=upload(clerk, out.getvalue(), f"trang.{kind.lower()}")))
    sheet = PdfReader(io.BytesIO(api.read(file_id=bound.id))).pages[0]
    assert sheet.images[0].image.convert("L").getextrema()[0] > 240


def _told_pdf(text: str) -> bytes:
    import typst

    return bytes(typst.compile(text.encode(), font_paths=[str(pages.FONTS)], format="pdf"))  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["a" * 100, "a " * 50], ids=["letters", "words"])
def test_no_more_is_read_than_anybody_could_search(line: str) -> None:
    long = _pdf_drawing(f"({line}) Tj 0 -14 Td " * 3_000)
    total, lines = recognition.read(io.BytesIO(long), MediaType.PDF)
    assert total == 1
    words = [word.text for one in lines for word in one.words]
    assert 0 < len(words) <= sheets.MOST_WORDS
    assert 0 < sum(map(len, words)) <= sheets.MOST_LETTERS


def test_one_pdf_stays_byte_for_byte_and_a_turned_one_is_made_anew(clerk: Actor) -> None:
    content = pdf((595, 842))
    same = bind(clerk, Page(upload_id=upload(clerk, content, "a.pdf")))
    assert api.read(file_id=same.id) == content, "a signed paper stays signed"
    page = Page(upload_id=upload(clerk, content, "a.pdf"), turns=1)
    turned = bind(clerk, page)
    assert PdfReader(io.BytesIO(api.read(file_id=turned.id))).pages[0].rotation == 90


def _locked() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("mật khẩu")
    writer.write(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: samples.PDF, "hong.pdf"),
        (_locked, "khoa.pdf"),
        (_bomb, "bom.png"),
        (lambda: pages.jpeg(pages.page())[:400], "dut.jpg"),
        (lambda: pdf(*[(10, 10)] * 61), "dai.pdf"),
        (samples.docx, "to-khai.docx"),
    ],
    ids=["no pages", "locked", "a bomb of pixels", "cut off", "too many pages", "no picture"],
)
def test_hostile_pages_are_refused_and_can_be_left_out(clerk: Actor, make: Any, name: str) -> None:
    good, bad = upload(clerk, pages.jpeg(Image.new("L", (60, 80), 255))), upload(clerk, make(), name)
    with pytest.raises(PagesUnusable):
        bind(clerk, Page(upload_id=good), Page(upload_id=bad))
    bound = bind(clerk, Page(upload_id=good))
    assert bound.media_type is MediaType.PDF, "nothing of the refused attempt is lost"


def test_pages_of_somebody_else_are_nobodys(clerk: Actor) -> None:
    other = identity.actor_of(account_id=identity.create_account(actor=SYSTEM, full_name="Lê An", at=now()).id)
    page = Page(upload_id=upload(other, pages.jpeg(Image.new("L", (60, 80), 255))))
    with pytest.raises(UploadNotFound):
        bind(clerk, page)


@pytest.mark.parametrize("make", [_bomb, lambda: pages.jpeg(pages.page())[:400], _locked])
def test_a_page_that_cannot_be_read_says_so(clerk: Actor, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_there", lambda: True)
    stored = keep(make(), "trang")
    api.ask_reading(actor=clerk, file_ids=[stored], at=now())
    assert api.read_next(at=now())
    found = api.get_reading(file_id=stored)
    assert found is not None and found.state is ReadingState.UNREADABLE and found.lines == ()


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), FileNotFoundError(), StorageUnavailable()])
def test_what_cannot_be_read_now_waits_behind_the_others(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """A full disk, a program that is missing, a store that breaks off: none of them says anything of the paper."""
    monkeypatch.setattr(recognition, "is_there", lambda: True)

    def fails(*_: Any) -> None:
        raise fault

    monkeypatch.setattr(recognition, "read", fails)
    at = now()
    stored, behind = (keep(pages.jpeg(Image.new("L", (60, 80), shade))) for shade in (100, 200))
    api.ask_reading(actor=clerk, file_ids=[stored], at=at)
    api.ask_reading(actor=clerk, file_ids=[behind], at=at + timedelta(seconds=1))
    for attempt in range(2 * reading.MOST_TRIES):
        assert not api.read_next(at=at + timedelta(minutes=attempt + 1)), "the job ends"
    assert set(Reading.objects.values_list("state", "tries")) == {(ReadingState.WAITING, 0)}
    monkeypatch.setattr(recognition, "read", lambda *_: (1, ()))
    assert [api.read_next(at=at + timedelta(hours=1)) for _ in range(3)] == [True, True, False]
    assert {row.state for row in Reading.objects.all()} == {ReadingState.READ}


def test_a_store_that_is_away_is_not_a_paper_whose_bytes_are_gone(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(recognition, "is_there", lambda: True)
    stored = keep(pages.jpeg(Image.new("L", (60, 80), 100)))
    api.ask_reading(actor=clerk, file_ids=[stored], at=now())

    class Away:
        def open(self, _key: str) -> None:
            raise StorageUnavailable

    with monkeypatch.context() as away:
        away.setattr(api.stores, "store", Away)
        assert not api.read_next(at=now())
    assert Reading.objects.get().state == ReadingState.WAITING
    next(path for path in folder.rglob("*") if path.is_file()).unlink()
    assert api.read_next(at=now())
    assert Reading.objects.values_list("state", "fault").get() == (ReadingState.UNREADABLE, "bytes_missing")


def test_without_a_recogniser_papers_wait_until_there_is_one(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "is_there", lambda: False)
    stored = keep(pages.jpeg(Image.new("L", (60, 80), 255)))
    api.ask_reading(actor=clerk, file_ids=[stored], at=now())
    assert api.read_next(at=now())
    found = api.get_reading(file_id=stored)
    assert found is not None and found.state is ReadingState.UNAVAILABLE
    assert api.resume_reading(at=now()) == 0
    monkeypatch.setattr(recognition, "is_there", lambda: True)
    assert api.resume_reading(at=now()) == 1
    assert Reading.objects.values_list("state", "tries").get() == (ReadingState.WAITING, 0), "nobody has tried"


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "READING_SECONDS", 0.01)
    with pytest.raises(recognition.NotRead, match="too_slow"):
        recognition.read(io.BytesIO(pages.jpeg(pages.page())), MediaType.JPEG)


def test_a_killed_reading_is_taken_up_again_and_given_up_in_the_end(clerk: Actor) -> None:
    at = now()
    stored = keep(pages.jpeg(Image.new("L", (60, 80), 255)))
    api.ask_reading(actor=clerk, file_ids=[stored], at=at)
    for attempt in range(reading.MOST_TRIES):
        assert reading.begin_reading(at=at + attempt * 2 * reading.GIVEN_UP)
        assert reading.begin_reading(at=at + attempt * 2 * reading.GIVEN_UP + timedelta(seconds=1)) is None
    behind = keep(pages.jpeg(Image.new("L", (60, 80), 100)))
    api.ask_reading(actor=clerk, file_ids=[behind], at=at + timedelta(seconds=1))
    begun = reading.begin_reading(at=at + 9 * reading.GIVEN_UP)
    rows = {row.blob_id: row.state for row in Reading.objects.all()}
    assert sorted(rows.values()) == [ReadingState.READING, ReadingState.UNREADABLE]
    assert begun is not None and rows[begun] == ReadingState.READING, "the next one is read, not the hopeless one"
    assert reading.begin_reading(at=at + 9 * reading.GIVEN_UP) is None


def test_too_many_pages_are_refused_before_any_is_touched(clerk: Actor) -> None:
    sent = Page(upload_id=upload(clerk, pages.jpeg(Image.new("L", (60, 80), 100))))
    with pytest.raises(PagesUnusable):
        bind(clerk, *[sent] * (recognition.MOST_BOUND + 1))
    assert not StoredFileRow.objects.exists()


def test_one_paper_is_put_together_at_a_time(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "PATIENCE", 0.01)
    sent = Page(upload_id=upload(clerk, pages.jpeg(Image.new("L", (60, 80), 100))))
    with recognition._BINDER, pytest.raises(BinderBusy):
        bind(clerk, sent)
    assert bind(clerk, sent).media_type is MediaType.PDF, "its pages were kept, and the next one has its turn"


def test_the_database_waits_while_a_paper_is_put_together(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: list[str] = []

    def bound(_pages: Any) -> tuple[bytes, int]:
        with connection.cursor() as cursor:
            cursor.execute("SHOW idle_in_transaction_session_timeout")
            allowed.extend(cursor.fetchone())
        return samples.PDF, 1

    monkeypatch.setattr(recognition, "bind", bound)
    bind(clerk, Page(upload_id=upload(clerk, pages.jpeg(Image.new("L", (60, 80), 255)))))
    assert allowed == ["140s"]


def test_whoever_has_papers_made_without_end_is_stopped(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_PAPERS", 2)
    api.allow_binding(actor=clerk)
    api.allow_binding(actor=clerk)
    with pytest.raises(TooManyRequests):
        api.allow_binding(actor=clerk)


def test_no_more_than_two_read_at_once(clerk: Actor) -> None:
    at = now()
    colours = [keep(pages.jpeg(Image.new("L", (60, 80), shade))) for shade in (0, 100, 200)]
    api.ask_reading(actor=clerk, file_ids=colours, at=at)
    assert [bool(reading.begin_reading(at=at)) for _ in colours] == [True, True, False]
