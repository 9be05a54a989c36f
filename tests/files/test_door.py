"""Taking files in, refusing by name, keeping and collecting."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from honglam.files import api, models
from honglam.files.contracts import (
    BlobFault,
    FileEmpty,
    FileNotFound,
    FileTooLarge,
    FileTypeNotAllowed,
    Holder,
    MalwareFound,
    MediaType,
    NameNotAllowed,
    Scan,
    StorageUnavailable,
    StoredFile,
    Suspicion,
)
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM
from tests.files import samples
from tests.files.fakes import FakeClamd, serving

pytestmark = pytest.mark.django_db
DRAFT = Holder(kind="draft", id="1")
DOSSIER = Holder(kind="dossier", id="2")
DAY = timedelta(days=1)
EVERYWHERE = [f"{number:02x}" for number in range(256)]


def store(content: bytes = samples.PDF, **more: Any) -> StoredFile:
    asked = {"actor": SYSTEM, "content": content, "name": "Đơn.pdf", "at": now(), "purpose": "paper"} | more
    return api.store(**asked)


def blobs(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_are_kept_under_their_digest_and_come_back_unchanged(folder: Path) -> None:
    file = store()
    assert file.sha256 == hashlib.sha256(samples.PDF).hexdigest()
    assert (file.size, file.media_type, file.name) == (len(samples.PDF), MediaType.PDF, "Đơn.pdf")
    assert blobs(folder) == [folder / file.sha256[:2] / file.sha256[2:4] / file.sha256]
    assert api.read(file_id=file.id) == samples.PDF
    assert api.get(file_id=file.id) == file


def test_a_signed_pdf_is_the_same_to_the_last_byte() -> None:
    """A signature covers byte ranges: one byte more at the end, and every reader says "changed after signing"."""
    signed = samples.PDF + b"/ByteRange [0 10 20 30]/Contents <" + bytes(range(256)) * 40 + b">\r\n%%EOF\r\n \0"
    file = store(signed)
    with api.open_content(file_id=file.id) as content:
        assert hashlib.sha256(content.read()).digest() == hashlib.sha256(signed).digest()


def test_the_same_bytes_are_kept_once_under_as_many_names_as_people_gave(folder: Path) -> None:
    first, second = store(), store(name="Bản sao.pdf")
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert len(blobs(folder)) == 1
    assert [file.name for file in api.get_many(file_ids=[second.id, uuid4(), first.id])] == ["Bản sao.pdf", "Đơn.pdf"]


class Pieces:
    """An upload that arrives in small pieces and counts how much was asked for."""

    def __init__(self, size: int) -> None:
        self.left, self.given = size, 0

    def read(self, size: int = -1, /) -> bytes:
        piece = b"x" * min(size, self.left, 1000)
        self.left -= len(piece)
        self.given += len(piece)
        return piece


def test_a_file_over_the_limit_is_dropped_as_soon_as_that_is_known(settings: Any, folder: Path) -> None:
    settings.FILE_MAX_BYTES = 2 * 1024 * 1024
    endless = Pieces(10_000_000_000)
    with pytest.raises(FileTooLarge) as refusal:
        store(endless)  # type: ignore[arg-type]
    assert refusal.value.params == {"limit": "2 MB"}
    assert endless.given < 2 * 1024 * 1024 + 2000
    assert blobs(folder) == []


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.pdf", FileEmpty),
        (b"MZ\x90", "a.pdf", FileTypeNotAllowed),
        (samples.PDF, "\u202e.pdf", NameNotAllowed),
    ],
)
def test_a_refusal_is_named_and_leaves_nothing(
    content: bytes, name: str, refusal: type[Exception], folder: Path
) -> None:
    with pytest.raises(refusal):
        store(content, name=name)
    assert blobs(folder) == []
    assert not models.Blob.objects.exists()


def test_a_refusal_of_a_kind_says_what_it_was_and_what_may_come() -> None:
    with pytest.raises(FileTypeNotAllowed) as refusal:
        store(samples.docx(), allowed=[MediaType.PDF, MediaType.PNG])
    assert refusal.value.params == {"found": "ZIP", "allowed": "PDF, PNG"}


def test_oddities_are_recorded_and_shown() -> None:
    odd = store(samples.pdf_with(b"/S/JavaScript"))
    assert api.get(file_id=odd.id).suspicions == (Suspicion.SCRIPT,)


def test_storing_costs_a_fixed_number_of_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):  # savepoint; blob and its lock; file, claim and audit; release
        store(holder=DRAFT)
    with django_assert_num_queries(4):
        store(holder=DRAFT)


@pytest.mark.parametrize(("address", "mode"), [("", 0o600), ("/_files/", 0o640)])
def test_a_web_server_in_front_may_read_what_it_is_to_send(
    settings: Any, folder: Path, address: str, mode: int
) -> None:
    settings.FILES_ACCEL = address
    store()
    assert [path.stat().st_mode & 0o777 for path in blobs(folder)] == [mode]


def test_a_full_disk_is_named(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.FILES = tmp_path / "file"
    with pytest.raises(StorageUnavailable):
        store()


def test_a_rolled_back_upload_leaves_bytes_that_the_collector_finds(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store()
        raise ZeroDivisionError
    assert len(blobs(folder)) == 1
    assert api.collect(at=now(), grace=DAY, prefixes=EVERYWHERE) == 0, "too young"
    assert api.collect(at=now() + 2 * DAY, grace=DAY, prefixes=EVERYWHERE) == 1
    assert blobs(folder) == []
    assert not models.Blob.objects.exists()


def test_what_nobody_claims_goes_after_the_grace_time_and_not_before(folder: Path) -> None:
    kept, left = store(samples.PDF, holder=DRAFT), store(samples.image("PNG"), name="anh")
    assert api.collect(at=now() + timedelta(hours=23), grace=DAY, prefixes=EVERYWHERE) == 0
    assert api.collect(at=now() + 2 * DAY, grace=DAY, prefixes=EVERYWHERE) == 2
    assert [path.name for path in blobs(folder)] == [kept.sha256]
    with pytest.raises(FileNotFound):
        api.get(file_id=left.id)


def test_one_night_takes_everything_however_much_there_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_BATCH", 2)
    for number in range(5):
        store(samples.pdf_with(b"/A%d" % number))
    assert api.collect(at=now() + 2 * DAY, grace=DAY) == 10
    assert not blobs(folder)


def test_bytes_stay_while_another_name_needs_them(folder: Path) -> None:
    kept = store(holder=DRAFT)
    store()
    assert api.collect(at=now() + 2 * DAY, grace=DAY) == 1
    assert api.read(file_id=kept.id) == samples.PDF


def test_a_released_file_goes_and_a_moved_claim_keeps_it() -> None:
    moved, released = store(holder=DRAFT), store(samples.image("PNG"), name="anh", holder=DRAFT)
    api.release(actor=SYSTEM, file_ids=[released.id], holder=DRAFT, at=now())
    api.move_claims(actor=SYSTEM, source=DRAFT, target=DOSSIER, at=now())
    api.release(actor=SYSTEM, file_ids=[moved.id], holder=DRAFT, at=now())
    api.collect(at=now() + 2 * DAY, grace=DAY)
    assert [file.id for file in api.get_many(file_ids=[moved.id, released.id])] == [moved.id]


def test_claiming_twice_is_once_and_claiming_what_is_gone_is_refused() -> None:
    file = store()
    for _ in range(2):
        api.claim(actor=SYSTEM, file_ids=[file.id, file.id], holder=DOSSIER, at=now())
    assert models.Claim.objects.count() == 1
    with pytest.raises(FileNotFound):
        api.claim(actor=SYSTEM, file_ids=[file.id, uuid4()], holder=DOSSIER, at=now())


def test_each_verb_leaves_an_audit_row() -> None:
    file = store(holder=DRAFT)
    api.move_claims(actor=SYSTEM, source=DRAFT, target=DOSSIER, at=now())
    api.release(actor=SYSTEM, file_ids=[file.id], holder=DOSSIER, at=now())
    api.collect(at=now() + 2 * DAY, grace=DAY)
    told = AuditEntry.objects.filter(subject_kind="file", subject_id=str(file.id)).order_by("seq")
    assert [entry.action for entry in told] == ["files.stored", "files.claimed", "files.released", "files.collected"]


def test_bytes_lost_or_changed_under_us_are_found(folder: Path) -> None:
    good, changed, lost = store(), store(samples.image("PNG"), name="a"), store(samples.image("JPEG"), name="b")
    assert api.verify_blobs() == ([], max(good.sha256, changed.sha256, lost.sha256))
    for path in blobs(folder):
        if path.name == changed.sha256:
            path.write_bytes(b"else")
        if path.name == lost.sha256:
            path.unlink()
    faults, _ = api.verify_blobs()
    assert sorted(faults, key=lambda fault: fault.reason) == [
        BlobFault(sha256=changed.sha256, reason="changed"),
        BlobFault(sha256=lost.sha256, reason=f"missing ({lost.size} bytes)"),
    ]
    assert api.verify_blobs(after="f" * 64) == ([], "")
    with pytest.raises(StorageUnavailable):
        api.read(file_id=lost.id)


def test_lost_bytes_come_back_when_somebody_stores_them_again(folder: Path) -> None:
    file = store()
    blobs(folder)[0].unlink()
    store()
    assert api.read(file_id=file.id) == samples.PDF


def test_a_half_received_upload_of_a_killed_process_is_swept_away(folder: Path) -> None:
    (folder / "incoming").mkdir(parents=True)
    (folder / "incoming" / "half").write_bytes(b"%PDF")
    api.collect(at=now(), grace=DAY)
    assert len(blobs(folder)) == 1
    api.collect(at=now() + 2 * DAY, grace=DAY)
    assert blobs(folder) == []


def test_the_database_refuses_a_digest_that_is_none() -> None:
    with pytest.raises(IntegrityError, match="files_digest_is_whole"), transaction.atomic():
        models.Blob.objects.create(sha256="ab", size=1, media_type="text/plain", scan="off", stored_at=now())


def test_harmful_content_is_refused_by_its_name_and_kept_nowhere(settings: Any, folder: Path) -> None:
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        clean = store()
        with pytest.raises(MalwareFound) as refusal:
            store(samples.EICAR)
    assert refusal.value.params == {"signature": "Eicar-Signature"}
    assert scanner.seen == [samples.PDF, samples.EICAR]
    assert clean.scan is Scan.CLEAN
    assert [path.name for path in blobs(folder)] == [clean.sha256]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"UNKNOWN COMMAND"])
def test_a_scanner_that_says_nothing_leaves_the_file_waiting_and_is_asked_again(settings: Any, answer: bytes) -> None:
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        scanner.answer = answer
        file = store()
        assert file.scan is Scan.PENDING
        assert api.scan_pending(at=now()) == 0
        scanner.answer = None
        assert api.scan_pending(at=now()) == 1
    assert api.get(file_id=file.id).scan is Scan.CLEAN


def test_a_file_of_which_the_scanner_says_nothing_holds_up_no_other(settings: Any) -> None:
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        scanner.answer = b"INSTREAM size limit exceeded. ERROR"
        contents = [samples.pdf_with(b"/A%d" % number) for number in range(3)]
        files = [store(content) for content in contents]
        first = min(files, key=lambda file: file.sha256)
        scanner.silent_on = contents[files.index(first)]
        assert api.scan_pending(at=now()) == 2
    states = {file.id: api.get(file_id=file.id).scan for file in files}
    assert states.pop(first.id) is Scan.PENDING
    assert set(states.values()) == {Scan.CLEAN}


def test_a_scanner_that_is_away_does_not_stop_people_from_filing(settings: Any) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    file = store(samples.EICAR)
    assert file.scan is Scan.PENDING
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert api.scan_pending(at=now()) == 1
    assert api.get(file_id=file.id).scan is Scan.INFECTED
    settings.CLAMD_ADDRESS = ""
    with pytest.raises(MalwareFound):
        store(samples.EICAR)


def test_an_upload_is_read_from_a_stream() -> None:
    assert store(io.BytesIO(samples.PDF)).size == len(samples.PDF)  # type: ignore[arg-type]
