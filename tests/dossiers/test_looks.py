"""Before anything is filed: where answers came from, what is missing, and an officer who looks first."""

from uuid import UUID

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    DraftChange,
    DraftNotFound,
    DraftView,
    LookAlreadyOpen,
    LookNeedsAnswer,
    LookNotFound,
    LookVerdict,
    PlaceRequired,
)
from honglam.dossiers.models import Dossier, Draft, Look
from honglam.dossiers.queries.looks import LookWorklist
from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.identity.services import consents
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.notices.models import Message
from honglam.procedures.rules.prefill import is_binding
from honglam.registries.models import HeldPaper
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, MORNING, Scene, later, vn


def draft_of(scene: Scene, unit_code: str = "99001") -> DraftView:
    """A draft of the citizen without its paper."""
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    change = DraftChange(answers=ANSWERS, applicant=scene.submission().applicant, unit_code=unit_code)
    return api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=None, at=MORNING)


def ask(scene: Scene, draft: DraftView) -> UUID:
    """The citizen asks the desk to look."""
    return api.ask_look(actor=scene.citizen, draft_id=draft.id, question="Thiếu gì không?", at=MORNING).id


def waiting(actor: Actor, **filters: str) -> list[UUID]:
    """The looks in an officer's worklist."""
    found = LookWorklist().list_waiting(actor=actor, after=None, limit=10, filters=filters)
    return [item.key.id for item in found]


def browser_of(actor: Actor) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


# Prefilled answers say where they are from


def test_an_answer_says_that_it_came_from_the_account(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    assert draft.answers["chu_ho"]["ho_ten"] == "Nguyễn Thị Hồng"
    assert {field: one.origin for field, one in draft.sources.items()} == {
        "chu_ho.ho_ten": "account",
        "chu_ho.so_dinh_danh": "account",
    }


def test_earlier_dossiers_speak_only_where_they_may(scene: Scene) -> None:
    answers = {**ANSWERS, "chu_ho": {**ANSWERS["chu_ho"], "dien_thoai": "+84912345678"}}
    first = scene.submitted(answers=answers)
    silent = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    assert "dien_thoai" not in silent.answers["chu_ho"]
    consents.give_consent(actor=scene.citizen, purpose="prefill", at=MORNING)
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    assert draft.answers["chu_ho"]["dien_thoai"] == "+84912345678"
    source = draft.sources["chu_ho.dien_thoai"]
    assert (source.origin, source.label) == ("dossier", Dossier.objects.get(id=first).registration_code)
    assert draft.sources["chu_ho.ho_ten"].origin == "account", "the account knows best"
    consents.withdraw_consent(actor=scene.citizen, purpose="prefill", at=MORNING)
    again = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    assert "dien_thoai" not in again.answers["chu_ho"]
    stranger = api.start_draft(actor=scene.stranger, procedure_code=HOUSEHOLD, at=MORNING)
    assert "so_dinh_danh" not in stranger.answers.get("chu_ho", {})


def test_the_page_says_it_until_somebody_changes_it(scene: Scene) -> None:
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=MORNING)
    browser = browser_of(scene.citizen)
    path = f"/ho-so/nhap/{draft.id}/trang/1/"
    assert browser.get(path).content.decode().count("Lấy từ tài khoản") == 2
    changed = {**draft.answers, "chu_ho": {**draft.answers["chu_ho"], "ho_ten": "Nguyễn Thị Hường"}}
    api.save_draft(
        actor=scene.citizen, draft_id=draft.id, change=DraftChange(answers=changed), revision=None, at=MORNING
    )
    assert browser.get(path).content.decode().count("Lấy từ tài khoản") == 1


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("person.full_name", True),
        ("paper.GXN-NHA.number", True),
        ("paper.GXN-NHA.issued_on", True),
        ("paper.GXN-NHA.file", False),
        ("paper.gxn.number", False),
        ("paper..number", False),
        ("wallet.x", False),
    ],
)
def test_what_a_form_may_be_bound_to(name: str, known: bool) -> None:
    assert is_binding(name) is known


def test_papers_in_force_say_what_forms_ask(scene: Scene) -> None:
    from honglam.registries import api as registries

    scene.resolved()
    drain()
    facts = registries.list_facts(actor=scene.citizen, at=vn("2026-11-20 09:00"))
    assert facts["paper.GXN-NHA.number"].value == "12/GXN-UBND"
    assert facts["paper.GXN-NHA.issued_on"].value == "2026-11-16"
    assert registries.list_facts(actor=scene.stranger, at=vn("2026-11-20 09:00")) == {}


# What is still missing


def test_what_is_missing_and_what_the_wallet_holds(scene: Scene) -> None:
    scene.resolved()
    drain()
    draft = draft_of(scene)
    found = api.get_draft_to_check(actor=scene.citizen, draft_id=draft.id, at=vn("2026-11-20 09:00")).completeness
    assert not found.complete
    assert [fault.field for fault in found.faults] == ["papers.GT"]
    (paper,) = found.papers
    assert (paper.code, paper.required, paper.there) == ("GT", True, False)
    assert list(paper.held) == [HeldPaper.objects.get(origin="issued").id]
    page = browser_of(scene.citizen).get(f"/ho-so/nhap/{draft.id}/kiem-tra/")
    assert page.status_code == 200
    assert "Còn 1 điều thiếu" in page.content.decode()


def test_a_program_asks_the_same_and_nothing_is_stored(scene: Scene) -> None:
    found = api.check_submission(actor=scene.citizen, submission=scene.submission(), at=MORNING)
    assert found.complete
    lacking = api.check_submission(actor=scene.citizen, submission=scene.submission(papers=()), at=MORNING)
    assert [fault.field for fault in lacking.faults] == ["papers.GT"]
    assert not Dossier.objects.exists()


# An officer looks first


def test_the_desk_answers_and_nothing_is_filed(scene: Scene) -> None:
    draft = draft_of(scene)
    look_id = ask(scene, draft)
    assert Look.objects.get().due_at == vn("2026-11-16 15:00"), "four working hours, as the pack promises"
    assert waiting(scene.reception) == [look_id]
    assert waiting(scene.reception, procedure=HOUSEHOLD) == [look_id]
    assert waiting(scene.reception, holder="me") == []
    page = api.get_look(actor=scene.reception, look_id=look_id, at=MORNING)
    assert [fault.field for fault in page.completeness.faults] == ["papers.GT"]
    assert AuditEntry.objects.filter(subject_kind="draft", subject_id=str(draft.id), action="read").count() == 1
    api.answer_look(
        actor=scene.reception, look_id=look_id, verdict=LookVerdict.CHANGES, answer="Cần giấy tờ nhà", at=later(1)
    )
    assert waiting(scene.reception) == []
    shown = api.get_draft(actor=scene.citizen, draft_id=draft.id).looks[0]
    assert (shown.verdict, shown.answer, shown.officer_name) == (
        LookVerdict.CHANGES,
        "Cần giấy tờ nhà",
        "Cán Bộ Reception",
    )
    assert not Dossier.objects.exists()
    drain()
    assert Message.objects.filter(template="dossiers.look_answered", channel="inbox").count() == 1


@pytest.mark.parametrize("gone", [True, False])
def test_an_enterprises_answer_does_not_follow_who_left(scene: Scene, gone: bool) -> None:
    enterprise = identity.add_enterprise(actor=scene.citizen, tax_code="0100109106", name="Công ty Mẫu", at=MORNING)
    draft = draft_of(scene)
    look_id = ask(scene, draft)
    Draft.objects.filter(id=draft.id).update(enterprise_id=enterprise.id, owner_id=scene.stranger.id)
    api.answer_look(actor=scene.reception, look_id=look_id, verdict=LookVerdict.READY, answer="Đủ", at=later(1))
    if gone:
        Draft.objects.all().delete()
    drain()
    told = Message.objects.filter(template="dossiers.look_answered").values_list("recipient_key", flat=True)
    assert set(told) == (set() if gone else {f"account:{scene.citizen.id}"})


def test_one_request_at_a_time_and_it_may_be_taken_back(scene: Scene) -> None:
    draft = draft_of(scene)
    ask(scene, draft)
    with pytest.raises(LookAlreadyOpen):
        ask(scene, draft)
    api.withdraw_look(actor=scene.citizen, draft_id=draft.id, at=MORNING)
    assert waiting(scene.reception) == []
    ask(scene, draft)
    api.discard_draft(actor=scene.citizen, draft_id=draft.id, at=MORNING)
    assert not Look.objects.exists(), "it goes with its draft"


def test_what_is_written_after_the_look_is_nobodys_to_read(scene: Scene) -> None:
    """Taken back or answered, the draft is the applicant's alone again; another request shows it again."""
    draft = draft_of(scene)
    taken_back = ask(scene, draft)
    api.withdraw_look(actor=scene.citizen, draft_id=draft.id, at=MORNING)
    answered = ask(scene, draft)
    api.answer_look(actor=scene.reception, look_id=answered, verdict=LookVerdict.READY, answer="", at=later(1))
    browser = browser_of(scene.reception)
    for look_id in (taken_back, answered):
        with pytest.raises(LookNotFound):
            api.get_look(actor=scene.reception, look_id=look_id, at=later(2))
        assert browser.get(f"/can-bo/xem-truoc/{look_id}/").status_code == 404
    shown = api.get_draft(actor=scene.citizen, draft_id=draft.id).looks
    assert LookVerdict.READY in {look.verdict for look in shown}, "whoever asked still reads the answer"
    assert api.get_look(actor=scene.reception, look_id=ask(scene, draft), at=later(2)).draft.id == draft.id


def test_a_draft_without_a_place_has_no_desk_to_ask(scene: Scene) -> None:
    draft = draft_of(scene, unit_code="")
    with pytest.raises(PlaceRequired):
        ask(scene, draft)
    browser = browser_of(scene.citizen)
    answer = browser.post(f"/ho-so/nhap/{draft.id}/nho-xem/", {"question": ""}, follow=True)
    assert answer.status_code == 200
    assert not Look.objects.exists()


def test_nobody_else_sees_or_answers_it(scene: Scene) -> None:
    draft = draft_of(scene)
    look_id = ask(scene, draft)
    for actor in (scene.other_reception, scene.officer, scene.auditor, scene.stranger, scene.citizen):
        with pytest.raises(LookNotFound):
            api.get_look(actor=actor, look_id=look_id, at=MORNING)
        with pytest.raises(LookNotFound):
            api.answer_look(actor=actor, look_id=look_id, verdict=LookVerdict.READY, answer="", at=MORNING)
        assert waiting(actor) == []
    with pytest.raises(DraftNotFound):
        api.ask_look(actor=scene.stranger, draft_id=draft.id, question="", at=MORNING)
    assert Look.objects.get().closed_at is None


def test_an_answer_that_says_nothing_is_refused_on_its_page(scene: Scene) -> None:
    look_id = ask(scene, draft_of(scene))
    with pytest.raises(LookNeedsAnswer) as refusal:
        api.answer_look(actor=scene.reception, look_id=look_id, verdict=LookVerdict.CHANGES, answer=" ", at=MORNING)
    assert refusal.value.field == "answer"
    browser = browser_of(scene.reception)
    answer = browser.post(f"/can-bo/xem-truoc/{look_id}/", {"answer": "Đã xem"})
    assert answer.status_code == 422
    assert "Đã xem" in answer.content.decode(), "nothing typed is lost"
    done = browser.post(f"/can-bo/xem-truoc/{look_id}/", {"verdict": "ready", "answer": ""})
    assert done.status_code == 302
    assert browser.post(f"/can-bo/xem-truoc/{look_id}/", {"verdict": "ready"}).status_code in {404, 422}
    worklist = browser.get("/can-bo/")
    assert worklist.status_code == 200


def test_the_worklist_page_shows_it(scene: Scene) -> None:
    ask(scene, draft_of(scene))
    page = browser_of(scene.reception).get("/can-bo/").content.decode()
    assert "Xem trước bản nháp" in page
    assert identity.get_account(account_id=scene.citizen.id).full_name in page  # type: ignore[arg-type]
