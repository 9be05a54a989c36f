"""The traffic with the national portal, against a portal that has bad days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import Applicant, DossierWithdrawn, DueTimesRecomputed
from honglam.dossiers.models import Dossier
from honglam.exchange import api
from honglam.exchange.api import national
from honglam.exchange.contracts import (
    FileElsewhere,
    Filing,
    FilingChanged,
    FilingErased,
    FilingFile,
    FilingNotFound,
    FilingState,
    ReportNotFound,
    ReportState,
    Topic,
)
from honglam.exchange.models import NationalFiling, NationalLink, NationalReport
from honglam.exchange.rules.national import moment, read_moment, status_number
from honglam.exchange.rules.wording import LINES, line_for
from honglam.exchange.services import reporting
from honglam.exchange.services.receiving import erase_filings
from honglam.identity.models import Account
from honglam.identity.services.tokens import issue_token
from honglam.kernel import events
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.settings.base import national_portal
from honglam.simulators.national_portal import _DOSSIERS
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, MORNING, Scene

URL = "http://portal.example/gia-lap/cong-quoc-gia"
Work = Callable[..., None]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulator, reached at an address of its own, forgetting everything before each test."""
    monkeypatch.setenv("NATIONAL_PORTAL_USERNAME", "honglam")
    monkeypatch.setenv("NATIONAL_PORTAL_PASSWORD", "for-the-simulator-only")
    settings.NATIONAL_PORTAL = national_portal(simulated=False) | {
        "url": URL,
        "agency_code": "H99",
        "transport": "honglam.simulators.national_portal.transport",
    }
    cache.clear()


def told() -> dict[str, Any]:
    """What the portal knows by now: by code, the record and its lines."""
    return dict(cache.get(_DOSSIERS, {}))


def accepted(scene: Scene, number: str = "0912345678") -> Dossier:
    """A received dossier of somebody with this number."""
    dossier_id = scene.submitted(applicant=replace(scene.submission().applicant, phone=number))
    scene.accept(dossier_id)
    return Dossier.objects.get(id=dossier_id)


def filing(**changes: Any) -> Filing:
    """A dossier as the portal hands it on."""
    values: dict[str, Any] = {
        "code": "G22.99.1-261115-000123",
        "procedure_code": HOUSEHOLD,
        "submitted_at": MORNING - timedelta(hours=14),
        "applicant": Applicant(name="Nguyễn Thị Hồng", id_number="042185001234", phone="0912345678"),
        "unit_code": "99001",
        "answers": ANSWERS,
        "files": (
            FilingFile(id="tep-1", name="giay-to.pdf", component_code="TK", url=f"{URL}/giay-to/a.pdf"),
            FilingFile(id="tep-2", name="viec-nha.pdf", component_code="GT", url=f"{URL}/giay-to/b.pdf"),
        ),
    }
    return Filing(**values | changes)


@pytest.mark.parametrize(
    ("number", "minutes"),
    [("0912345678", 0), ("0912340503", 15), ("0912340401", 0), ("0912340440", 15), ("0912340200", 15)],
)
def test_every_bad_day_ends_with_one_dossier_and_each_line_once(
    scene: Scene, work: Work, number: str, minutes: int
) -> None:
    dossier = accepted(scene, number)
    work(MORNING)
    for minute in range(minutes):
        api.take_up_overdue(at=MORNING + timedelta(minutes=minute))
    assert list(told()) == [dossier.code]
    known = told()[dossier.code]
    assert known["record"]["TrangThaiHoSo"] == status_number(dossiers.get_national_record(dossier_id=dossier.id).status)
    assert known["record"]["NgayHenTra"] == moment(dossier.due_at)
    assert len(known["progress"]) == 1
    assert NationalReport.objects.get().state == ReportState.SENT
    assert Dossier.objects.get().synchronised_at is not None, "the indices count it"


def test_a_dossier_that_was_only_filed_is_no_business_of_the_portal(scene: Scene, work: Work) -> None:
    scene.submitted()
    work()
    assert told() == {}
    assert not NationalReport.objects.exists()


def test_what_the_portal_refuses_waits_for_a_person_and_does_not_hold_up_what_follows(
    scene: Scene, work: Work, client: Client
) -> None:
    dossier = accepted(scene, "0912340422")
    work()
    report = NationalReport.objects.get()
    assert report.state == ReportState.DEAD
    assert "procedure not published" in report.last_error
    assert Dossier.objects.get().synchronised_at is None
    for stranger in (scene.citizen, scene.officer, scene.reception):
        with pytest.raises(ReportNotFound):
            api.send_again(actor=stranger, report_id=report.id, at=MORNING)
        assert api.list_reports(actor=stranger, states=tuple(ReportState)).items == []
    Dossier.objects.filter(id=dossier.id).update(applicant_phone="0912345678")
    api.send_again(actor=scene.administrator, report_id=report.id, at=MORNING)
    work()
    assert NationalReport.objects.get().state == ReportState.SENT
    api.drop_report(actor=scene.administrator, report_id=report.id, at=MORNING)
    assert NationalReport.objects.get().state == ReportState.SENT, "only what is dead can be given up"


def test_after_eight_attempts_a_person_is_asked(scene: Scene, work: Work) -> None:
    accepted(scene, "0912340500")
    at = MORNING
    work(at)
    while NationalReport.objects.get().next_attempt_at:
        at += timedelta(hours=25)
        api.take_up_overdue(at=at)
    report = NationalReport.objects.get()
    assert (report.state, report.attempts) == (ReportState.DEAD, 8)


def test_what_was_filed_there_arrives_once_and_its_progress_goes_back_under_its_own_code(
    scene: Scene, system: Actor, work: Work
) -> None:
    first = api.receive_filing(actor=system, filing=filing(), at=MORNING)
    again = api.receive_filing(actor=system, filing=filing(), at=MORNING)
    assert first.id == again.id
    work()
    arrived = NationalFiling.objects.get()
    assert arrived.state == FilingState.FILED, (arrived.faults, arrived.last_error)
    dossier = Dossier.objects.get()
    assert dossier.submitted_at == MORNING - timedelta(hours=14)
    assert dossier.owner_account_id == scene.citizen.id, "it stands among the citizen's own dossiers"
    scene.accept(dossier.id)
    work()
    dossier.refresh_from_db()
    assert dossier.code
    known = told()["G22.99.1-261115-000123"]
    assert known["record"]["GhiChu"] == dossier.code
    assert [line["TrangThai"] for line in known["progress"]] == ["1", "2"]
    assert NationalLink.objects.get().dossier_id == dossier.id


def test_what_cannot_be_filed_is_refused_with_every_fault_and_the_portal_is_told(
    scene: Scene, system: Actor, work: Work
) -> None:
    wrong = filing(answers={**ANSWERS, "so_ban": 99}, applicant=Applicant(name="Hồng", id_number="12"))
    api.receive_filing(actor=system, filing=wrong, at=MORNING)
    work()
    refused = api.find_filing(actor=system, code=wrong.code)
    assert refused is not None
    assert refused.state is FilingState.REFUSED
    fields = {field for field, _ in refused.faults}
    assert {"applicant.phone", "applicant.id_number", "so_ban"} <= fields
    assert told()[wrong.code]["progress"][0]["TrangThai"] == "3"
    assert not Dossier.objects.exists()


def test_a_lost_paper_is_asked_for_again_and_then_left_to_a_person(scene: Scene, system: Actor, work: Work) -> None:
    lost = FilingFile(id="tep-1", name="mat.pdf", component_code="GT", url=f"{URL}/giay-to/lost.pdf")
    api.receive_filing(actor=system, filing=filing(files=(lost,)), at=MORNING)
    at: datetime = MORNING
    work(at)
    while NationalFiling.objects.get().next_attempt_at:
        at += timedelta(hours=25)
        api.take_up_overdue(at=at)
    assert NationalFiling.objects.get().state == FilingState.DEAD
    api.file_again(actor=scene.administrator, filing_id=NationalFiling.objects.get().id, at=at)
    assert NationalFiling.objects.get().state == FilingState.RECEIVED


def test_what_nobody_could_file_is_erased_in_time_and_then_not_tried(scene: Scene, system: Actor) -> None:
    api.receive_filing(actor=system, filing=filing(), at=MORNING)
    NationalFiling.objects.update(state=FilingState.DEAD)
    assert erase_filings(before=MORNING + timedelta(days=1), limit=9, at=MORNING) == 1
    row = NationalFiling.objects.get()
    assert row.body == {} and row.code
    with pytest.raises(FilingErased):
        api.file_again(actor=scene.administrator, filing_id=row.id, at=MORNING)
    other = filing(unit_code="99002")
    assert api.receive_filing(actor=system, filing=other, at=MORNING).state is FilingState.RECEIVED, "handed on again"
    row.refresh_from_db()
    assert (row.body["unit_code"], row.received_at, row.next_attempt_at) == ("99002", MORNING, MORNING)
    NationalFiling.objects.update(state=FilingState.FILED, body={})
    with pytest.raises(FilingChanged):
        api.receive_filing(actor=system, filing=filing(), at=MORNING)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "http://portal.example:81/a.pdf",
        "https://portal.example/a.pdf",
        "file:///etc/passwd",
        "//portal.example/a",
    ],
)
def test_papers_come_from_the_portal_and_from_nowhere_else(scene: Scene, system: Actor, url: str) -> None:
    paper = FilingFile(id="tep-1", name="a.pdf", component_code="cccd", url=url)
    with pytest.raises(FileElsewhere):
        api.receive_filing(actor=system, filing=filing(files=(paper,)), at=MORNING)
    assert not NationalFiling.objects.exists()


def test_the_same_code_with_other_content_is_refused(scene: Scene, system: Actor) -> None:
    api.receive_filing(actor=system, filing=filing(), at=MORNING)
    with pytest.raises(FilingChanged):
        api.receive_filing(actor=system, filing=filing(unit_code="99002"), at=MORNING)


def test_only_other_systems_hand_dossiers_on(scene: Scene, system: Actor) -> None:
    for actor in (scene.citizen, scene.reception, scene.administrator):
        with pytest.raises(FilingNotFound):
            api.receive_filing(actor=actor, filing=filing(), at=MORNING)
    assert api.find_filing(actor=scene.citizen, code=filing().code) is None


def test_the_api_speaks_the_portals_words(scene: Scene, system: Actor, client: Client) -> None:
    assert system.id is not None
    token = issue_token(actor=SYSTEM, account_id=system.id, label="cổng", scopes=("portal:file",), at=MORNING).secret
    headers = {"Authorization": f"Bearer {token}"}
    body = {
        "MaHoSo": "G22.99.1-261115-000124",
        "MaTTHC": HOUSEHOLD,
        "NgayNop": "20261115190000",
        "ChuHoSo": "Nguyễn Thị Hồng",
        "SoDienThoai": "0912345678",
        "MaXa": "99001",
        "DuLieuKhai": ANSWERS,
    }
    url = "/api/v1/national-portal/filings"
    answer = client.post(url, body, content_type="application/json", headers=headers)
    assert answer.status_code == 202, answer.content
    assert client.get(f"{url}/{body['MaHoSo']}", headers=headers).json()["state"] == "received"
    assert client.get(f"{url}/G22-000000-0000", headers=headers).status_code == 404
    wrong = client.post(url, body | {"NgayNop": "20261399000000"}, content_type="application/json", headers=headers)
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "NgayNop"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"DuLieuKhai": {"ho_ten": "a\0b"}}, "DuLieuKhai", "not_storable"),
        ({"DuLieuKhai": {"\0": ["x"]}}, "DuLieuKhai", "not_storable"),
        ({"DuLieuKhai": {"con": [{"ten": "\ud800"}]}}, "DuLieuKhai", "not_storable"),
        ({"TaiLieuNop": "https://["}, "TaiLieuNop", "file_elsewhere"),
        ({"TaiLieuNop": "https://[::1"}, "TaiLieuNop", "file_elsewhere"),
        ({"TaiLieuNop": f"{URL}/giay-to/a\n.pdf"}, "DuongDanTaiTepTin", "string_pattern_mismatch"),
        ({"TaiLieuNop": f"{URL}/giay-to/a\0.pdf"}, "DuongDanTaiTepTin", "string_pattern_mismatch"),
        ({"NgayNop": "00010101000000"}, "NgayNop", "moment_malformed"),
        ({"NgayNop": "19000101000000"}, "NgayNop", "moment_malformed"),
    ],
)
def test_what_nothing_can_be_made_of_is_refused_at_its_field(
    scene: Scene, system: Actor, client: Client, change: dict[str, Any], field: str, code: str
) -> None:
    assert system.id is not None
    token = issue_token(actor=SYSTEM, account_id=system.id, label="cổng", scopes=("portal:file",), at=MORNING).secret
    body = {"MaHoSo": "G22-1", "MaTTHC": HOUSEHOLD, "NgayNop": "20261115190000", "ChuHoSo": "Nguyễn Thị Hồng"} | change
    if url := change.get("TaiLieuNop"):
        paper = {"TepDinhKemId": "1", "TenTepDinhKem": "a.pdf", "MaThanhPhanHoSo": "TK", "DuongDanTaiTepTin": url}
        body["TaiLieuNop"] = [paper]
    where, headers = "/api/v1/national-portal/filings", {"Authorization": f"Bearer {token}"}
    answer = client.post(where, body, content_type="application/json", headers=headers)
    assert answer.status_code == 422, answer.content
    told = answer.json()
    faults = {one["field"].rpartition(".")[2]: one["code"] for one in told["errors"]}
    assert faults == {field: code}, told
    assert not NationalFiling.objects.exists()


def test_a_backslash_is_no_nul(scene: Scene, system: Actor, client: Client) -> None:
    assert system.id is not None
    token = issue_token(actor=SYSTEM, account_id=system.id, label="cổng", scopes=("portal:file",), at=MORNING).secret
    body = {"MaHoSo": "G22-1", "MaTTHC": HOUSEHOLD, "NgayNop": "20261115190000", "ChuHoSo": "Nguyễn Thị Hồng"}
    answer = client.post(
        "/api/v1/national-portal/filings",
        body | {"DuLieuKhai": {"ghi_chu": "\\u0000"}},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 202, answer.content


def test_a_slow_sweep_takes_each_report_at_its_own_moment_and_leaves_the_rest(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten seconds each: a claim counted from the beginning would be over before the last is sent.

    However many filings wait, they take no time from the reports.
    """
    taken: list[tuple[object, datetime]] = []
    ran = [0.0]

    def slow(*, at: datetime, **one: Any) -> None:
        taken.append((*one.values(), at))
        ran[0] += 10

    monkeypatch.setattr(national.queries, "list_overdue_reports", lambda **_: [1, 2])
    monkeypatch.setattr(national.queries, "list_overdue_filings", lambda **_: [3, 4, 5])
    monkeypatch.setattr(national, "report_next", slow)
    monkeypatch.setattr(national, "file_next", slow)
    monkeypatch.setattr(national.stopwatch, "monotonic", lambda: ran[0])
    assert api.take_up_overdue(at=MORNING) == 4
    assert taken == [(one, MORNING + timedelta(seconds=gone)) for one, gone in ((3, 0), (4, 10), (1, 20), (2, 30))]


@pytest.mark.parametrize("text", ["20261315000000", "2026", "", "20261115250000"])
def test_no_moment_is_no_moment(text: str) -> None:
    assert read_moment(text) is None


def test_moments_are_vietnamese() -> None:
    assert moment(MORNING) == "20261116090000"
    assert read_moment("20261116090000") == MORNING
    assert moment(None) == ""


def test_the_screens_show_what_needs_somebody_and_let_them_act(
    scene: Scene, system: Actor, work: Work, client: Client
) -> None:
    accepted(scene, "0912340422")
    api.receive_filing(actor=system, filing=filing(procedure_code="9.999999"), at=MORNING)
    work()
    client.force_login(Account.objects.get(id=scene.administrator.id))
    reports = client.get("/quan-tri/cong-quoc-gia/").content.decode()
    assert "procedure not published" in reports
    arrived = client.get("/quan-tri/cong-quoc-gia/ho-so-den/?muc=da-xong").content.decode()
    assert filing().code in arrived
    report, came = NationalReport.objects.get(), NationalFiling.objects.get()
    for verb in ("bo-qua", "gui-lai"):
        answer = client.post(f"/quan-tri/cong-quoc-gia/{report.id}/{verb}/")
        assert answer.headers["location"] == "/quan-tri/cong-quoc-gia/"
    client.post(f"/quan-tri/cong-quoc-gia/ho-so-den/{came.id}/nop-lai/")
    assert NationalReport.objects.get().state == ReportState.QUEUED
    assert NationalFiling.objects.get().state == FilingState.RECEIVED
    assert "Không có gì ở đây" in client.get("/quan-tri/cong-quoc-gia/?muc=da-gui").content.decode()


@pytest.mark.parametrize(
    ("act", "number", "what"),
    [
        ("_at_awaiting_payment", "6", "Hồ sơ chờ thực hiện nghĩa vụ tài chính"),
        ("_at_stopped", "8", "Dừng giải quyết hồ sơ"),
    ],
)
def test_the_portal_hears_that_the_time_limit_stands(
    scene: Scene, work: Work, act: str, number: str, what: str
) -> None:
    dossier = Dossier.objects.get(id=getattr(scene, act)(MORNING))
    work()
    assert dossier.code
    known = told()[dossier.code]
    assert (known["record"]["TrangThaiHoSo"], known["progress"][-1]["TrangThai"]) == (number, number)
    assert known["progress"][-1]["NoiDungXuLy"] == what


def test_the_portal_hears_of_appointments_that_moved_with_the_calendar(scene: Scene, work: Work) -> None:
    dossier, only_filed = accepted(scene), scene.submitted()
    events.publish(DueTimesRecomputed(dossier_ids=[dossier.id, only_filed]), at=MORNING)
    work()
    assert dossier.code
    assert [line["NoiDungXuLy"] for line in told()[dossier.code]["progress"]][1:] == ["Đã đổi ngày hẹn trả kết quả"]
    assert list(told()) == [dossier.code]


def test_a_dossier_given_back_for_silence_is_not_told_as_withdrawn(scene: Scene) -> None:
    facts = dict.fromkeys(("code", "procedure_code", "procedure_name", "channel", "status", "reason"), "")
    gone = DossierWithdrawn(dossier_id=uuid7(), lead_agency_id=1, desk_id=1, **facts)
    assert line_for(Topic.WITHDRAWN, gone) == LINES[Topic.WITHDRAWN]
    assert line_for(Topic.WITHDRAWN, replace(gone, expired=True)) != LINES[Topic.WITHDRAWN]


def test_reports_go_in_the_order_in_which_things_happened(scene: Scene, work: Work) -> None:
    dossier = accepted(scene)
    work()
    first = NationalReport.objects.get()
    early, late = uuid7(1_000), uuid7(2_000)
    waiting = {"state": ReportState.QUEUED, "attempts": 0, "next_attempt_at": MORNING}
    happened = ((late, Topic.RETURNED), (early, Topic.RESULT_ISSUED), (early, Topic.STEP_FINISHED))
    for number, (event_id, topic) in enumerate(happened):
        values = {"id": uuid7(), "topic": topic, "event_id": UUID(int=event_id.int + number)} | waiting
        NationalReport.objects.create(
            **{name: values.get(name, getattr(first, name)) for name in [one.attname for one in first._meta.fields]}
        )
    turns = []
    while (progress := reporting.take_report(dossier_id=dossier.id, at=MORNING)) is not None:
        turns.append(NationalReport.objects.get(id=progress.report_id).topic)
        assert reporting.take_report(dossier_id=dossier.id, at=MORNING) is None, "never two at once"
        # An earlier one that is heard of late waits for the one under way.
        NationalReport.objects.filter(id=progress.report_id).update(event_id=UUID(int=late.int + 9 + len(turns)))
        assert reporting.take_report(dossier_id=dossier.id, at=MORNING) is None
        reporting.settle_sent(progress=progress, at=MORNING)
    assert turns == [Topic.STEP_FINISHED, Topic.RESULT_ISSUED, Topic.RETURNED]
