"""Dossiers from the national portal when papers come slowly, workers cross each other, or something fails here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from honglam.dossiers.contracts import DeskWithoutOfficer
from honglam.dossiers.models import Dossier
from honglam.exchange import api
from honglam.exchange.contracts import FileElsewhere, FilingFile, FilingState, PortalFault, Trouble
from honglam.exchange.gateways import national_portal
from honglam.exchange.models import NationalFiling, NationalReport
from honglam.exchange.services import receiving
from honglam.files import api as files
from honglam.files.contracts import StorageUnavailable
from honglam.identity.contracts import AccountNotFound
from honglam.identity.models import Account
from honglam.kernel.jobs import declared
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import Actor, NotFound
from tests.dossiers.scene import MORNING, Scene
from tests.exchange.test_national_portal import URL, accepted, filing, portal, told

__all__ = ["portal"]

Work = Callable[..., None]
SLOW = timedelta(minutes=3)
pytestmark = pytest.mark.django_db


def test_who_lost_a_filing_neither_files_nor_refuses_it(scene: Scene, system: Actor, work: Work) -> None:
    arrived = api.receive_filing(actor=system, filing=filing(), at=MORNING)
    slow = receiving.take_filing(filing_id=arrived.id, at=MORNING)
    assert slow is not None
    assert api.file_next(filing_id=arrived.id, at=MORNING) is None, "it is in other hands"
    filed = api.file_next(filing_id=arrived.id, at=MORNING + SLOW)
    assert filed is not None
    assert receiving.keep_filing(taken=slow, at=MORNING + SLOW) is False
    assert receiving.file_dossier(taken=slow, papers=(), at=MORNING + SLOW) is None
    receiving.refuse_filing(taken=slow, fault=NotFound(), at=MORNING + SLOW)
    fault = PortalFault("late", trouble=Trouble.TIMED_OUT)
    receiving.settle_unfiled(taken=slow, fault=fault, at=MORNING + SLOW)
    row = NationalFiling.objects.get()
    assert (row.state, row.dossier_id) == (FilingState.FILED, filed)
    work(MORNING + SLOW)
    assert [line["TrangThai"] for line in told()[row.code]["progress"]] == ["1"]


def test_the_claim_is_renewed_for_each_paper(scene: Scene, system: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    ran, renewed = [0.0], []

    def dripping(*, url: str, limit: int) -> bytes:
        ran[0] += 80
        row = NationalFiling.objects.get()
        renewed.append(row.next_attempt_at)
        return b"%PDF-1.4 " + url.encode()

    monkeypatch.setattr(national_portal, "fetch", dripping)
    monkeypatch.setattr(api.national.stopwatch, "monotonic", lambda: ran[0])
    papers = tuple(replace(one, id="tep-1") for one in filing().files)
    arrived = api.receive_filing(actor=system, filing=filing(files=papers), at=MORNING)
    dossier_id = api.file_next(filing_id=arrived.id, at=MORNING)
    assert renewed == [MORNING + timedelta(seconds=gone + 120) for gone in (0, 80)]
    kept = {files.get(file_id=paper.file_id).sha256 for paper in Dossier.objects.get(id=dossier_id).papers.all()}
    assert len(kept) == 2, "two papers under one number stay two papers"


def test_a_portal_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = iter(range(0, 1000, 60))
    monkeypatch.setattr(national_portal.stopwatch, "monotonic", lambda: next(ran))
    with pytest.raises(PortalFault) as fault:
        national_portal._collected(iter([b"a", b"b", b"c"]), 100)
    assert (fault.value.fault.trouble, fault.value.final) == (Trouble.TIMED_OUT, False)


OURS = (StorageUnavailable(), DeskWithoutOfficer(desk="UBND xã"), AccountNotFound(), RuntimeError("odd"))


@pytest.mark.parametrize("fault", OURS)
def test_what_fails_here_is_not_told_to_the_citizen(
    scene: Scene, system: Actor, work: Work, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def failing(**_: Any) -> None:
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr(receiving.dossiers, "file_from_elsewhere", failing)
        api.receive_filing(actor=system, filing=filing(), at=MORNING)
        work()
    row = NationalFiling.objects.get()
    assert (row.state, row.last_fault["trouble"], row.faults) == (FilingState.FAILED, "own", [])
    assert told() == {}
    api.take_up_overdue(at=MORNING + timedelta(minutes=5))
    assert NationalFiling.objects.get().state == FilingState.FILED


def test_an_odd_address_kept_from_before_is_a_fault_of_the_filing(scene: Scene, system: Actor) -> None:
    odd = f"{URL}/giay-to/a\n.pdf"
    with pytest.raises(FileElsewhere):
        national_portal.fetch(url=odd, limit=9)
    paper = FilingFile(id="1", name="a.pdf", component_code="TK", url=odd)
    arrived = api.receive_filing(actor=system, filing=filing(files=(paper,)), at=MORNING)
    assert api.file_next(filing_id=arrived.id, at=MORNING) is None
    assert NationalFiling.objects.get().state == FilingState.REFUSED


def test_one_that_breaks_does_not_keep_the_others_waiting(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []

    def breaking(**asked: Any) -> None:
        looked.append(asked["filing_id"])
        raise RuntimeError("odd")

    monkeypatch.setattr(api.national.queries, "list_overdue_filings", lambda **_: [1, 2])
    monkeypatch.setattr(api.national, "file_next", breaking)
    assert api.take_up_overdue(at=MORNING) == 2
    assert looked == [1, 2]


def test_a_report_that_breaks_is_counted(scene: Scene, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def odd(**_: Any) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr(national_portal, "sync", odd)
    accepted(scene)
    work()
    report = NationalReport.objects.get()
    assert (report.state, report.attempts, report.last_fault["trouble"]) == ("failed", 1, "own")


def test_a_refusal_is_told_until_the_portal_knows(
    scene: Scene, system: Actor, work: Work, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    def deaf(**_: Any) -> None:
        raise PortalFault("nobody there", trouble=Trouble.CONNECTION_REFUSED)

    page = "/quan-tri/cong-quoc-gia/ho-so-den/"
    client.force_login(Account.objects.get(id=scene.administrator.id))
    with monkeypatch.context() as away:
        away.setattr(national_portal, "add_progress", deaf)
        api.receive_filing(actor=system, filing=filing(procedure_code="9.999999"), at=MORNING)
        work()
        at = MORNING
        for _ in range(12):
            at += timedelta(hours=25)
            api.take_up_overdue(at=at)
        assert "Chưa báo được lỗi cho Cổng Dịch vụ công quốc gia" in client.get(page).content.decode()
    row = NationalFiling.objects.get()
    assert (row.state, row.attempts) == (FilingState.REFUSED, 13)
    assert told() == {}
    api.take_up_overdue(at=at + timedelta(hours=25))
    assert told()[row.code]["progress"][0]["TrangThai"] == "3"
    assert NationalFiling.objects.get().next_attempt_at is None
    assert row.code not in client.get(page).content.decode(), "the portal knows: nobody need look at it"
    assert "Đã báo lỗi cho Cổng Dịch vụ công quốc gia" in client.get(page + "?muc=da-xong").content.decode()
    assert api.tell_refused(filing_id=row.id, at=at + timedelta(hours=99)) is False, "told once"


def test_a_filing_whose_papers_come_too_slowly_is_left_for_later(
    scene: Scene, system: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them in time, all together too long: the dossiers behind it wait."""
    ran = [0.0]

    def slow(*, url: str, limit: int) -> bytes:
        ran[0] += 80
        return b"%PDF-1.4 " + url.encode()

    monkeypatch.setattr(national_portal, "fetch", slow)
    monkeypatch.setattr(api.national.stopwatch, "monotonic", lambda: ran[0])
    papers = tuple(replace(filing().files[0], id=f"tep-{number}") for number in range(10))
    arrived = api.receive_filing(actor=system, filing=filing(files=papers), at=MORNING)
    assert api.file_next(filing_id=arrived.id, at=MORNING) is None
    row = NationalFiling.objects.get()
    assert (row.state, row.last_fault["trouble"]) == (FilingState.FAILED, Trouble.TIMED_OUT)
    assert ran[0] < 80 * 5


def test_filings_are_worked_on_one_at_a_time() -> None:
    for name in ("exchange.file", "exchange.take_up_overdue"):
        assert declared[name].lock == name, "a slow portal would hold every worker"


def test_what_is_dead_is_put_aside_when_it_was_done_another_way(scene: Scene, system: Actor, client: Client) -> None:
    arrived = api.receive_filing(actor=system, filing=filing(), at=MORNING)
    NationalFiling.objects.update(state=FilingState.DEAD, next_attempt_at=None)
    client.force_login(Account.objects.get(id=scene.administrator.id))
    page, own = "/quan-tri/cong-quoc-gia/ho-so-den/", f"/quan-tri/cong-quoc-gia/ho-so-den/{arrived.id}/"
    shown = client.get(page).content.decode()
    assert own + "nop-lai/" in shown and own + "da-xu-ly/" in shown
    NationalFiling.objects.update(body={})
    shown = client.get(page).content.decode()
    assert own + "nop-lai/" not in shown, "what the portal sent is gone: no button that only refuses"
    assert client.post(own + "da-xu-ly/").status_code == 302
    assert api.measure()["honglam_portal_filings_dead"] == 0
    assert AuditEntry.objects.filter(action="exchange.filing_dropped", subject_id=str(arrived.id)).count() == 1
    assert arrived.code not in client.get(page).content.decode()
    settled = client.get(page + "?muc=da-xong").content.decode()
    assert arrived.code in settled and own not in settled


def test_one_that_waits_to_be_tried_again_holds_up_no_other(
    scene: Scene, system: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue lets no job through behind one that waits for its hour under the same lock."""

    def away(**_: Any) -> bytes:
        raise PortalFault("nobody there", trouble=Trouble.CONNECTION_REFUSED)

    arrived = api.receive_filing(actor=system, filing=filing(), at=MORNING)
    OutboxMessage.objects.all().delete()
    with monkeypatch.context() as broken:
        broken.setattr(national_portal, "fetch", away)
        assert api.file_next(filing_id=arrived.id, at=MORNING) is None
    row = NationalFiling.objects.get()
    assert (row.state, row.next_attempt_at) == (FilingState.FAILED, MORNING + timedelta(minutes=1))
    assert not OutboxMessage.objects.filter(name=receiving.JOB).exists()
    api.take_up_overdue(at=MORNING + timedelta(seconds=59))
    assert NationalFiling.objects.get().state == FilingState.FAILED
    api.take_up_overdue(at=MORNING + timedelta(minutes=1))
    assert NationalFiling.objects.get().state == FilingState.FILED


@pytest.mark.parametrize("settled", [True, False])
def test_the_lists_do_not_go_through_what_is_filed(scene: Scene, settled: bool) -> None:
    with CaptureQueriesContext(connection) as asked:
        api.list_filings(actor=scene.administrator, settled=settled)
    (statement,) = (one["sql"] for one in asked.captured_queries if "exchange_nationalfiling" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Bitmap Index Scan on exchange_filings_by_state" in plan
