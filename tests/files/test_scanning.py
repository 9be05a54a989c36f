"""What the scanner says late: of bytes taken in while there was none, while it was away; and what it never judges."""

from datetime import timedelta
from typing import Any, BinaryIO

import pytest
from django.db import transaction

from honglam.cli import doctor
from honglam.embedded.doctor import Level
from honglam.files import api, models
from honglam.files.contracts import MalwareFound, Scan, ScanCounts, StorageUnavailable, StoredFile
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM
from tests.files import samples
from tests.files.fakes import FakeClamd, serving

pytestmark = pytest.mark.django_db


class Away:
    """A store that nobody reaches."""

    def open(self, key: str) -> BinaryIO:
        raise StorageUnavailable


def store(content: bytes = samples.PDF) -> StoredFile:
    return api.store(actor=SYSTEM, content=content, name="Đơn.pdf", at=now(), purpose="paper")


def judged() -> list[tuple[str, str]]:
    return list(models.Blob.objects.order_by("scan").values_list("scan", "signature"))


def test_what_came_before_there_was_a_scanner_is_shown_to_it(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_BATCH", 1)
    store(), store(samples.EICAR)
    assert judged() == [(Scan.OFF, "")] * 2
    assert api.scan_pending(at=now()) == api.scan_unseen(at=now()) == 0, "there is none to be asked"
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert api.scan_pending(at=now()) == 0, "that is the night's work"
        assert api.scan_unseen(at=now()) == 2
        assert api.scan_unseen(at=now()) == 0
    assert judged() == [(Scan.CLEAN, ""), (Scan.INFECTED, "Eicar-Signature")]


@pytest.mark.parametrize("address", ["", "127.0.0.1:9"])
def test_a_verdict_on_bytes_that_are_stored_again_is_kept(settings: Any, address: str) -> None:
    settings.CLAMD_ADDRESS = address
    first, bad = store(), store(samples.EICAR)
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert store().scan is Scan.CLEAN
        with pytest.raises(MalwareFound):
            store(samples.EICAR)
        store()
    assert api.get(file_id=first.id).scan is Scan.CLEAN
    assert (api.get(file_id=bad.id).scan, api.get(file_id=bad.id).signature) == (Scan.INFECTED, "Eicar-Signature")
    assert AuditEntry.objects.filter(action="files.scanned").count() == 2


def test_a_verdict_that_the_refusal_took_back_comes_with_the_next_round(settings: Any) -> None:
    store(samples.EICAR)
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        with pytest.raises(MalwareFound), transaction.atomic():
            store(samples.EICAR)
        assert judged() == [(Scan.OFF, "")], "it went with the caller's transaction"
        assert api.scan_unseen(at=now()) == 1
    assert judged() == [(Scan.INFECTED, "Eicar-Signature")]


def test_a_store_that_is_away_uses_up_no_try(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_ASKED", 2)
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    file = store()
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        with monkeypatch.context() as away:
            away.setattr(api.stores, "store", Away)
            for _ in range(3):
                with pytest.raises(StorageUnavailable):
                    api.scan_pending(at=now())
        assert api.scan_pending(at=now()) == 1
    assert api.get(file_id=file.id).scan is Scan.CLEAN


def test_what_was_judged_is_not_judged_otherwise_by_a_scanner_that_is_away(settings: Any) -> None:
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        file = store()
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    store()
    assert api.get(file_id=file.id).scan is Scan.CLEAN


def test_bytes_that_the_scanner_never_judges_are_not_sent_to_it_all_day(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "MOST_ASKED", 3)
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS, scanner.answer = scanner.address, b"INSTREAM size limit exceeded. ERROR"
        store()
        for _ in range(6):
            assert api.scan_pending(at=now()) == 0
        assert len(scanner.seen) == 1 + 3
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    store(samples.EICAR)
    for _ in range(6):
        assert api.scan_pending(at=now()) == 0
    with serving(FakeClamd()) as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        assert api.scan_pending(at=now()) == 1, "a scanner that was away was not asked"


def test_the_doctor_counts_what_nobody_can_open(settings: Any) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    store(), store(samples.EICAR)
    assert api.count_scans(at=now()) == ScanCounts(infected=0, waiting=0)
    assert list(doctor.look_at_scans()) == []
    models.Blob.objects.filter(sha256=store().sha256).update(stored_at=now() - timedelta(hours=25))
    models.Blob.objects.exclude(sha256=store().sha256).update(scan=Scan.INFECTED)
    assert api.count_scans(at=now()) == ScanCounts(infected=1, waiting=1)
    found = list(doctor.look_at_scans())
    assert [one.level for one in found] == [Level.NOTE, Level.NOTE]
    assert "1 stored files carry malware" in found[0].what
