"""Personal data over all blocks: erased when its time is over, on request, copied for its owner; records stay."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from honglam.dossiers import api
from honglam.dossiers.contracts import DraftNotFound, Satisfaction
from honglam.dossiers.models import Dossier, Draft, Rating
from honglam.dossiers.queries.own_data import list_own_dossiers
from honglam.dossiers.services.erasing import erase_comments_of
from honglam.files.models import Claim
from honglam.identity import api as identity
from honglam.identity.contracts import (
    AnswerMissing,
    AskKind,
    AskNotAllowed,
    AskNotFound,
    AskOpen,
    AskState,
    CitizenIdBirth,
    CitizenIdLength,
    FormatFault,
    GroundsMissing,
    MandateTerms,
    NothingAsked,
    Power,
    Proof,
)
from honglam.identity.models import Account, DataRequest, RetentionRule, SignIn
from honglam.identity.queries.keeping import get_request, list_open_requests, list_own_requests
from honglam.identity.queries.own_data import copy_of_data
from honglam.identity.services import consents, data_requests, mandates
from honglam.identity.services.retention import erase_batch
from honglam.identity.views import answering
from honglam.kernel import registry
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.personal import data_kinds, own_data
from honglam.kernel.ratelimit import TooManyRequests
from honglam.kernel.values import Actor
from honglam.notices.models import Message
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene, later, vn

pytestmark = pytest.mark.django_db


def draft(scene: Scene, days_ago: int = 0) -> Any:
    made = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    Draft.objects.filter(id=made.id).update(saved_at=MORNING - timedelta(days=days_ago))
    return made


def asked(scene: Scene, *kinds: str, actor: Actor | None = None) -> Any:
    items = dict.fromkeys(kinds, "")
    return data_requests.ask(
        actor=actor or scene.citizen, kind=AskKind.ERASE, items=items, wish="Không dùng nữa", at=MORNING
    )


def rated(scene: Scene) -> None:
    dossier_id = scene.returned()
    api.rate_dossier(
        actor=scene.citizen, dossier_id=dossier_id, level=Satisfaction.SATISFIED, comment="Chị Hoa giúp tôi", at=MORNING
    )


def test_every_kind_has_a_rule_and_what_it_can_do() -> None:
    for code, kind in data_kinds.items():
        assert (kind.erase is not None) == (kind.fate.value != "archive"), code


def test_abandoned_drafts_go_with_their_files_and_are_counted(scene: Scene) -> None:
    old, young = draft(scene, 181), draft(scene, 179)
    api.attach_paper(actor=scene.citizen, draft_id=old.id, paper=scene.paper("GT"), at=MORNING)
    Draft.objects.filter(id=old.id).update(saved_at=MORNING - timedelta(days=181))
    assert erase_batch(kind="dossiers.drafts", at=MORNING) == 1
    assert list(Draft.objects.values_list("id", flat=True)) == [young.id]
    assert not Claim.objects.filter(holder_kind="draft", holder_id=str(old.id)).exists()
    with pytest.raises(DraftNotFound):
        api.get_draft(actor=scene.citizen, draft_id=old.id)
    entry = AuditEntry.objects.get(action="identity.data_erased")
    assert (entry.subject_id, entry.detail["rows"]) == ("dossiers.drafts", 1)
    assert erase_batch(kind="dossiers.drafts", at=MORNING) == 0
    assert AuditEntry.objects.filter(action="identity.data_erased").count() == 1


def test_words_of_ratings_go_and_the_level_stays(scene: Scene) -> None:
    rated(scene)
    assert erase_batch(kind="dossiers.rating_comments", at=later(days=729)) == 0
    assert erase_batch(kind="dossiers.rating_comments", at=later(days=731)) == 1
    row = Rating.objects.get()
    assert (row.comment, row.level) == ("", "satisfied")


def test_sign_ins_that_go_on_are_not_erased(scene: Scene) -> None:
    facts = {"account_id": scene.citizen.id, "method": "password", "succeeded": True, "began_at": MORNING}
    SignIn.objects.create(**facts, last_seen_at=MORNING, ended_at=MORNING)
    SignIn.objects.create(**facts, last_seen_at=MORNING)  # the window was closed, nobody signed out
    SignIn.objects.create(**facts, last_seen_at=later(days=365))
    assert erase_batch(kind="identity.sign_ins", at=later(days=366)) == 2
    assert SignIn.objects.get().ended_at is None


@pytest.mark.parametrize("change", [{"fate": "archive"}, {"retired_at": MORNING}, {"valid_from": "2029-01-01"}])
def test_without_a_rule_in_force_nothing_is_erased(scene: Scene, change: dict[str, Any]) -> None:
    draft(scene, 900)
    RetentionRule.objects.filter(kind="dossiers.drafts").update(**change)
    assert erase_batch(kind="dossiers.drafts", at=MORNING) == 0
    assert erase_batch(kind="dossiers.dossiers", at=later(days=9000)) == 0


def test_a_request_is_answered_in_part_and_names_the_law(scene: Scene) -> None:
    kept = draft(scene)
    rated(scene)
    view = asked(scene, "dossiers.drafts", "dossiers.rating_comments", "dossiers.dossiers")
    assert (view.respond_by, view.due_at) == (vn("2026-11-18 09:00"), vn("2026-12-07 17:00"))
    officer = scene.administrator
    data_requests.take_up(actor=officer, request_id=view.id, at=MORNING)
    data_requests.extend(actor=officer, request_id=view.id, reason="Nhiều hồ sơ", at=MORNING)
    everything = [*view.items]
    with pytest.raises(AnswerMissing):
        data_requests.answer(actor=officer, request_id=view.id, done=everything, answer=" ", grounds="", at=MORNING)
    with pytest.raises(GroundsMissing):
        data_requests.answer(actor=officer, request_id=view.id, done=[], answer="Không", grounds="", at=MORNING)
    assert Draft.objects.filter(id=kept.id).exists(), "a refused answer erases nothing"
    answered = data_requests.answer(
        actor=officer, request_id=view.id, done=everything, answer="Đã xóa nháp và góp ý.", grounds="", at=MORNING
    )
    assert answered.state is AskState.PARTLY
    assert set(answered.done) == {"dossiers.drafts", "dossiers.rating_comments"}
    assert answered.kept == {"dossiers.dossiers": "33/2024/QH15"}
    assert (Draft.objects.count(), Rating.objects.get().comment) == (0, "")
    told = get_request(actor=officer, request_id=view.id)
    assert [line.act.value for line in told.lines] == ["ask", "take", "extend", "grant_partly"]
    assert told.due_at == vn("2026-12-28 17:00")
    letters = Message.objects.filter(template__startswith="identity.data_", channel="inbox").order_by("id")
    assert [one.template for one in letters] == [
        "identity.data_asked",
        "identity.data_taken",
        "identity.data_extended",
        "identity.data_answered",
    ]
    entry = AuditEntry.objects.get(action="identity.data_request_grant_partly")
    assert entry.detail["rows"] == {"dossiers.drafts": 1, "dossiers.rating_comments": 1}


@pytest.mark.parametrize("kind", ["dossiers.drafts", "notices.letters"])
def test_ones_own_request_waits_for_what_is_held_and_the_night_leaves_it(scene: Scene, kind: str) -> None:
    """What was skipped would stay for good, and the answer would have said that it is gone."""
    draft(scene)
    erase, erase_of = data_kinds.get(kind).erase, data_kinds.get(kind).erase_of
    assert erase is not None
    assert erase_of is not None
    with CaptureQueriesContext(connection) as own:
        erase_of(account_id=scene.citizen.id, at=MORNING)  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as night:
        erase(before=MORNING, limit=10, at=MORNING)
    locked = [[query["sql"] for query in asked if "FOR UPDATE" in query["sql"]] for asked in (own, night)]
    assert [["SKIP LOCKED" in sql for sql in found[:1]] for found in locked] == [[False], [True]]


def test_nobody_answers_their_own_and_strangers_find_nothing(scene: Scene) -> None:
    own = asked(scene, "identity.sign_ins", actor=scene.administrator)
    assert list_open_requests(actor=scene.administrator).items == []
    other = asked(scene, "identity.sign_ins")
    for actor, view in ((scene.administrator, own), (scene.stranger, other), (scene.officer, other)):
        with pytest.raises(AskNotFound):
            data_requests.take_up(actor=actor, request_id=view.id, at=MORNING)
    with pytest.raises(AskNotFound):
        data_requests.withdraw(actor=scene.stranger, request_id=other.id, at=MORNING)
    data_requests.withdraw(actor=scene.citizen, request_id=other.id, at=MORNING)
    assert list_own_requests(account_id=scene.citizen.id)[0].state is AskState.WITHDRAWN  # type: ignore[arg-type]


def test_one_open_request_for_one_thing(scene: Scene) -> None:
    asked(scene, "identity.sign_ins")
    with pytest.raises(AskOpen):
        asked(scene, "dossiers.drafts")
    with pytest.raises(NothingAsked):
        asked(scene, "no.such_kind", actor=scene.stranger)
    assert DataRequest.objects.count() == 1


def test_facts_are_corrected_where_the_papers_prove_it(scene: Scene) -> None:
    citizen = scene.stranger
    items = {"full_name": "Trần Văn Lâm", "citizen_id": "042 190 001 234", "other": "Sai tên xã"}
    view = data_requests.ask(actor=citizen, kind=AskKind.CORRECT, items=items, wish="Thẻ căn cước", at=MORNING)
    assert view.items == {"full_name": "Trần Văn Lâm", "citizen_id": "042190001234", "other": "Sai tên xã"}
    assert view.due_at == vn("2026-11-26 17:00")
    done = ["full_name", "citizen_id"]
    answered = data_requests.answer(
        actor=scene.administrator, request_id=view.id, done=done, answer="Đã sửa.", grounds="Điều 13", at=MORNING
    )
    assert (answered.state, answered.kept) == (AskState.PARTLY, {"other": "Điều 13"})
    account = identity.get_account(account_id=citizen.id)  # type: ignore[arg-type]
    assert (account.full_name, account.citizen_id) == ("Trần Văn Lâm", "042190001234")
    assert account.citizen_id_proof is Proof.COUNTER


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [("citizen_id", "123", CitizenIdLength), ("birth", "31/02/1990", FormatFault), ("full_name", "1234", FormatFault)],
)
def test_a_wish_that_cannot_be_is_named_at_its_field(
    scene: Scene, field: str, value: str, fault: type[FormatFault]
) -> None:
    with pytest.raises(fault) as refused:
        data_requests.ask(actor=scene.citizen, kind=AskKind.CORRECT, items={field: value}, wish="", at=MORNING)
    assert refused.value.field == field
    assert not issubclass(fault, CitizenIdBirth)


def test_a_copy_has_everything_of_its_owner_and_nothing_of_others(scene: Scene) -> None:
    rated(scene)
    dossier_id = scene.accepted()
    draft(scene)
    api.get_dossier(actor=scene.province_chairman, dossier_id=dossier_id, at=MORNING)
    files = zipfile.ZipFile(io.BytesIO(copy_of_data(account_id=scene.citizen.id, at=MORNING)))  # type: ignore[arg-type]
    told = {name: files.read(name).decode() for name in files.namelist()}
    assert set(told) == {
        "README.txt", "account.json", "dossiers.json", "drafts.json", "feedback.json", "letters.json", "papers.json",
        "parcels.json", "payments.json", "who-looked.json",
    }  # fmt: skip
    dossiers = json.loads(told["dossiers.json"])
    assert [one["answers"]["chu_ho"]["ho_ten"] for one in dossiers] == ["Nguyễn Thị Hồng"] * 2
    assert dossiers[1]["rating"]["comment"] == "Chị Hoa giúp tôi"
    assert json.loads(told["who-looked.json"])[0]["by"] == scene.province_chairman.name
    strangers = zipfile.ZipFile(io.BytesIO(copy_of_data(account_id=scene.stranger.id, at=MORNING)))  # type: ignore[arg-type]
    for name in strangers.namelist():
        assert "Hồng" not in strangers.read(name).decode().replace("Hồng Lam", "")


def test_a_copy_tells_the_whole_account(scene: Scene) -> None:
    """Every sign-in and not the latest twenty, what was asked with its answer, mandates of both sides, payments."""
    account_id: UUID = scene.citizen.id  # type: ignore[assignment]
    SignIn.objects.bulk_create(
        SignIn(account_id=account_id, method="password", succeeded=True, began_at=MORNING, last_seen_at=MORNING)
        for _ in range(25)
    )
    for _ in range(21):
        data_requests.withdraw(actor=scene.citizen, request_id=asked(scene, "dossiers.drafts").id, at=MORNING)
    Account.objects.filter(id=account_id).update(citizen_id_proof=Proof.COUNTER.value)
    offer = {"powers": frozenset(Power), "first_day": date(2026, 11, 16), "last_day": date(2026, 12, 31)}
    mandates.offer(actor=scene.citizen, terms=MandateTerms(contact="ban@example.vn", **offer), at=MORNING)
    files = zipfile.ZipFile(io.BytesIO(copy_of_data(account_id=account_id, at=MORNING)))
    (told,) = json.loads(files.read("account.json"))
    assert len(told["sign_ins"]) == 25
    assert {one["wish"] for one in told["requests"]} == {"Không dùng nữa"}
    assert [line["act"] for line in told["requests"][-1]["course"]] == ["ask", "withdraw"]
    assert len(told["requests"]) == 21
    assert [(one["offered_to"], one["last_day"]) for one in told["mandates_given"]] == [
        ("ban@example.vn", "2026-12-31")
    ]
    assert "Là các mảnh dở dang của tệp" in files.read("README.txt").decode(), "what is not told says why"


def test_every_kind_of_data_is_told_to_its_owner_or_says_why_not() -> None:
    files = {name for name, _ in own_data.items()}
    for code, kind in data_kinds.items():
        assert bool(kind.told_in) != bool(kind.untold), code
        assert set(kind.told_in) <= files, code
    told = {name for _, kind in data_kinds.items() for name in kind.told_in}
    assert told == files, "a file of the copy that belongs to no kind has no time of keeping"


def test_a_copy_is_not_taken_without_end(scene: Scene) -> None:
    for _ in range(consents.COPIES_PER_DAY):
        consents.note_copy(actor=scene.citizen, at=MORNING)
    with pytest.raises(TooManyRequests):
        consents.note_copy(actor=scene.citizen, at=MORNING)
    consents.note_copy(actor=scene.stranger, at=MORNING)
    assert DataRequest.objects.filter(account_id=scene.citizen.id).count() == consents.COPIES_PER_DAY


def test_a_copy_tells_of_a_dossier_what_its_page_tells(scene: Scene) -> None:
    """The office's notes and who of its people did a step stay there; a reason given to the applicant is theirs."""
    noted, asked_of = scene.processing(), scene.processing()
    task_id = scene.task(noted).id
    api.finish_step(actor=scene.officer, task_id=task_id, outcome="dat", note="Chị này hay khiếu nại", at=MORNING)
    scene.ask(asked_of, reason="Bản chụp bị mờ")
    copies = list(list_own_dossiers(account_id=scene.citizen.id))  # type: ignore[arg-type]
    for dossier_id, told in zip((asked_of, noted), copies, strict=True):
        shown = api.get_dossier(actor=scene.citizen, dossier_id=dossier_id, at=MORNING).timeline
        lines = [(line["what"], line["reason"]) for line in told["history"]]
        assert lines == [(line.verb.value, line.reason) for line in shown]
    packed = json.dumps([told["history"] for told in copies], ensure_ascii=False)
    assert "Bản chụp bị mờ" in packed
    assert "Cán Bộ" not in packed
    assert "khiếu nại" not in packed


def test_a_persons_erasure_leaves_the_words_of_an_enterprise(scene: Scene) -> None:
    rated(scene)
    enterprise = identity.add_enterprise(actor=scene.citizen, tax_code="0100109106", name="Công ty Mẫu", at=MORNING)
    Dossier.objects.update(enterprise_id=enterprise.id)
    assert erase_comments_of(account_id=scene.citizen.id, at=MORNING) == 0  # type: ignore[arg-type]
    assert Rating.objects.get().comment == "Chị Hoa giúp tôi"
    Dossier.objects.update(enterprise=None)
    assert erase_comments_of(account_id=scene.citizen.id, at=MORNING) == 1  # type: ignore[arg-type]


def test_pages(scene: Scene, client: Client) -> None:
    page = client.get("/du-lieu-ca-nhan/").content.decode()
    assert "Giữ 180 ngày kể từ ngày lưu cuối cùng." in page
    assert "33/2024/QH15" in page
    client.post("/tai-khoan/dang-nhap/", {"login": "citizen@example.vn", "password": "con trâu ăn cỏ non"})
    refused = client.post("/tai-khoan/du-lieu/xoa/", {"wish": "Vì tôi muốn thế"})
    assert refused.status_code == 422
    assert "chọn hoặc điền ít nhất một mục" in refused.content.decode()
    assert "Vì tôi muốn thế" in refused.content.decode()
    sent = client.post("/tai-khoan/du-lieu/xoa/", {"items": ["dossiers.drafts"], "wish": "Bỏ nháp"})
    own = client.get(sent["Location"]).content.decode()
    assert "Hồ sơ nháp chưa nộp" in own
    request = DataRequest.objects.get()
    assert client.get(f"/quan-tri/du-lieu-ca-nhan/{request.id}/").status_code == 404
    officer = Client()
    officer.force_login(Account.objects.get(id=scene.administrator.id))
    assert "Nguyễn Thị Hồng" in officer.get("/quan-tri/du-lieu-ca-nhan/").content.decode()
    address = f"/quan-tri/du-lieu-ca-nhan/{request.id}/"
    again = officer.post(address, {"act": "answer", "done": ["dossiers.drafts"], "answer": "", "grounds": "Điều 5"})
    assert again.status_code == 422
    assert "Điều 5" in again.content.decode()
    officer.post(address, {"act": "answer", "done": ["dossiers.drafts"], "answer": "Đã xóa."})
    assert "Đã làm theo yêu cầu" in officer.get(address).content.decode()
    assert "Đã xóa." in client.get(sent["Location"]).content.decode()


def test_a_closed_account_leaves_no_wish_to_correct_it(scene: Scene) -> None:
    """What is left to correct nobody could ever grant; what is to be erased is still owed."""
    citizen = scene.stranger
    wrong = data_requests.ask(
        actor=citizen, kind=AskKind.CORRECT, items={"full_name": "Trần Văn Lâm"}, wish="", at=MORNING
    )
    owed = asked(scene, "identity.sign_ins", actor=citizen)
    assert citizen.id is not None
    identity.close_account(actor=citizen, account_id=citizen.id, at=MORNING)
    row = DataRequest.objects.get(id=wrong.id)
    assert (row.state, row.settled_at) == ("withdrawn", MORNING)
    assert list(row.lines.order_by("id").values_list("act", "note")) == [
        ("ask", ""),
        ("withdraw", "Tài khoản đã đóng."),
    ]
    assert [one.id for one in list_open_requests(actor=scene.administrator).items] == [owed.id]
    data_requests.answer(
        actor=scene.administrator,
        request_id=owed.id,
        done=["identity.sign_ins"],
        answer="Đã xóa.",
        grounds="",
        at=MORNING,
    )


def test_a_refused_correction_corrects_nothing_and_says_so(scene: Scene) -> None:
    citizen = scene.stranger
    items = {"full_name": "Trần Văn Lâm", "other": "Sai tên xã"}
    view = data_requests.ask(actor=citizen, kind=AskKind.CORRECT, items=items, wish="", at=MORNING)
    Account.objects.filter(id=citizen.id).update(is_active=False)  # closed before such wishes fell away with it
    data_requests.answer(
        actor=scene.administrator,
        request_id=view.id,
        done=["other"],
        answer="Đã báo xã.",
        grounds="Điều 13",
        at=MORNING,
    )
    assert not AuditEntry.objects.filter(action="identity.facts_corrected").exists()


def test_an_agencys_administrator_answers_nobody_about_their_data(scene: Scene) -> None:
    """They administer an agency; whose data are kept is the province's to answer."""
    view = asked(scene, "identity.sign_ins")
    of_the_commune = replace(scene.administrator, agency_id=scene.officer.agency_id)
    entry = registry.menu.get("identity.requests")
    assert (entry.is_for(scene.administrator), entry.is_for(of_the_commune)) == (True, False)
    assert list_open_requests(actor=of_the_commune).items == []
    for act in (data_requests.take_up, data_requests.look_at):
        with pytest.raises(AskNotFound):
            act(actor=of_the_commune, request_id=view.id, at=MORNING)
    assert list_open_requests(actor=scene.administrator).items == [view]


def test_an_agencys_administrator_finds_no_page_of_requests(scene: Scene) -> None:
    """It would say that nobody waits."""
    of_the_commune = replace(scene.administrator, agency_id=scene.officer.agency_id)
    request = RequestFactory().get("/")
    request.actor = of_the_commune  # type: ignore[attr-defined]
    with pytest.raises(Http404):
        answering.requests(request)


def test_who_looks_at_a_request_is_on_record(scene: Scene, client: Client) -> None:
    view = asked(scene, "identity.sign_ins")
    client.force_login(Account.objects.get(id=scene.administrator.id))
    assert client.get(f"/quan-tri/du-lieu-ca-nhan/{view.id}/").status_code == 200
    row = AuditEntry.objects.get(action="read", subject_id=str(scene.citizen.id))
    assert (row.actor_id, row.detail) == (scene.administrator.id, {"reason": "data_request"})


def test_a_time_that_is_over_is_not_lengthened(scene: Scene, client: Client) -> None:
    view = asked(scene, "identity.sign_ins")
    data_requests.take_up(actor=scene.administrator, request_id=view.id, at=MORNING)
    assert view.due_at is not None
    late = view.due_at + timedelta(minutes=1)
    with pytest.raises(AskNotAllowed):
        data_requests.extend(actor=scene.administrator, request_id=view.id, reason="Nhiều hồ sơ", at=late)
    assert DataRequest.objects.get().due_at == view.due_at
    client.force_login(Account.objects.get(id=scene.administrator.id))
    page = f"/quan-tri/du-lieu-ca-nhan/{view.id}/"
    DataRequest.objects.update(due_at=now() + timedelta(days=1))
    assert 'value="extend"' in client.get(page).content.decode()
    DataRequest.objects.update(due_at=now() - timedelta(days=1))
    assert 'value="extend"' not in client.get(page).content.decode()


def test_what_waits_stands_before_what_was_settled(scene: Scene) -> None:
    waiting = asked(scene, "identity.sign_ins")
    DataRequest.objects.bulk_create(
        DataRequest(account_id=scene.citizen.id, kind="copy", asked_at=MORNING, settled_at=MORNING) for _ in range(25)
    )
    assert scene.citizen.id is not None
    listed = list_own_requests(account_id=scene.citizen.id)
    assert len(listed) == 20
    assert listed[0].id == waiting.id
