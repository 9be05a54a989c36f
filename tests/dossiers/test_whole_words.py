"""What somebody wrote is taken whole or refused at its field; what was sent twice by one hand is one."""

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import (
    FeedbackInput,
    FeedbackKind,
    FeedbackTopic,
    FeedbackVerb,
    LookVerdict,
    ResultDraftChange,
    Status,
    SupplementItem,
)
from honglam.dossiers.models import Dossier, Feedback, Look, ResultDraft
from honglam.identity.contracts import OTHER, AskKind
from honglam.identity.models import Account
from honglam.identity.services import data_requests
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, Actor, TooLong
from honglam.payments.models import Order
from tests.dossiers.scene import HOUSEHOLD, MORNING, Scene
from tests.dossiers.test_looks import ask, draft_of

WORDS = "Cán bộ yêu cầu nộp thêm bản sao hộ khẩu dù đã bỏ."


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


def case(scene: Scene, content: str) -> FeedbackInput:
    return FeedbackInput(
        kind=FeedbackKind.REFLECTION,
        topic=FeedbackTopic.DELAY,
        content=content,
        agency_id=scene.unit("UBND-XA-99001"),
        sender_phone="+84912345678",
    )


def typed(scene: Scene, **more: str) -> dict[str, str]:
    agency = str(scene.unit("UBND-XA-99001"))
    return {"kind": "reflection", "topic": "delay", "agency": agency, "content": WORDS} | more


def test_feedback_is_not_cut_off(scene: Scene) -> None:
    with pytest.raises(TooLong) as refusal:
        api.file_feedback(actor=ANONYMOUS, case=case(scene, "á" * 5007), at=MORNING)
    assert (refusal.value.field, refusal.value.params) == ("content", {"over": 7, "limit": 5000})
    page = browser_of(scene.citizen).post("/phan-anh/", typed(scene, content="á" * 5007))
    text = page.content.decode()
    assert page.status_code == 422
    assert "dài quá 7 ký tự" in text and "á" * 5007 in text and 'href="#content"' in text
    assert not Feedback.objects.exists()
    lines = "Dòng này dài.\r\n" * 350
    assert len(lines.strip()) > 5000 >= len(lines.replace("\r\n", "\n").strip()), "a line's end is one letter"
    filed = api.file_feedback(actor=ANONYMOUS, case=case(scene, lines), at=MORNING)
    assert filed.content.endswith("dài.")


def test_a_double_press_makes_one_case(scene: Scene) -> None:
    citizen = browser_of(scene.citizen)
    sent = typed(scene, idempotency_key="phan-anh-1")
    answers = [citizen.post("/phan-anh/", sent)["Location"] for _ in range(2)]
    assert len(set(answers)) == 1 and Feedback.objects.count() == 1
    other = citizen.post("/phan-anh/", sent | {"content": WORDS + " Hai lần."})
    text = other.content.decode()
    assert other.status_code == 422 and "đã được ghi nhận" in text
    assert "phan-anh-1" not in text, "the form has a new key, or it could never be sent"
    assert 'name="idempotency_key"' in citizen.get("/phan-anh/").content.decode()


def test_a_question_to_the_desk_stands_on_the_page_again(scene: Scene) -> None:
    draft = draft_of(scene)
    citizen, question = browser_of(scene.citizen), "Thiếu gì không? " * 70
    answer = citizen.post(f"/ho-so/nhap/{draft.id}/nho-xem/", {"question": question}, follow=True)
    text = answer.content.decode()
    assert "ký tự" in text and question.strip() in text
    assert not Look.objects.exists()
    assert question.strip() not in citizen.get(f"/ho-so/nhap/{draft.id}/kiem-tra/").content.decode()
    with pytest.raises(TooLong) as refusal:
        api.answer_look(
            actor=scene.reception,
            look_id=ask(scene, draft),
            verdict=LookVerdict.CHANGES,
            answer="x" * 4001,
            at=MORNING,
        )
    assert refusal.value.field == "answer"


def test_a_reason_is_not_cut_off(scene: Scene) -> None:
    dossier_id = scene.submitted()
    with pytest.raises(TooLong) as refusal:
        api.refuse_dossier(
            actor=scene.reception, dossier_id=dossier_id, reason="x" * 5001, legal_basis="Điều 4", at=MORNING
        )
    assert refusal.value.field == "reason"


def test_a_wish_about_personal_data_is_not_cut_off(scene: Scene) -> None:
    with pytest.raises(TooLong) as refusal:
        data_requests.ask(
            actor=scene.citizen, kind=AskKind.CORRECT, items={"full_name": "Nguyễn Thị An"}, wish="x" * 4001, at=MORNING
        )
    assert refusal.value.field == "wish"


def test_a_form_gone_back_to_at_the_counter_is_told_that_it_was_filed_and_gets_a_new_key(scene: Scene) -> None:
    clerk, page = browser_of(scene.reception), f"/can-bo/tiep-nhan/{HOUSEHOLD}/"
    sent = {
        "applicant.name": "Nguyễn Thị Hồng",
        "applicant.phone": "0912345678",
        "unit_code": "99001",
        "papers.GT.copies": "1",
        "papers.CC.originals": "1",
        "papers.TK.originals": "1",
        "idempotency_key": "quay-1",
    }
    assert clerk.post(page, sent).status_code == 302
    assert clerk.post(page, sent).status_code == 302
    assert Dossier.objects.count() == 1
    next_one = clerk.post(page, sent | {"applicant.name": "Trần Văn Bình"})
    text = next_one.content.decode()
    assert next_one.status_code == 422 and "đã được ghi nhận" in text and "Trần Văn Bình" in text
    assert "quay-1" not in text
    walk_in = f"{page}tu-choi/"
    refused = {"applicant.name": "A", "applicant.phone": "0912345678", "reason": "Sai", "legal_basis": "Điều 1"}
    clerk.post(walk_in, refused | {"idempotency_key": "quay-2"})
    again = clerk.post(walk_in, refused | {"idempotency_key": "quay-2", "reason": "Khác"}).content.decode()
    assert "đã được ghi nhận" in again and "quay-2" not in again


def test_one_key_is_of_one_case(scene: Scene) -> None:
    first = api.file_feedback(actor=scene.citizen, case=case(scene, WORDS), at=MORNING, key="k")
    again = api.file_feedback(actor=scene.citizen, case=case(scene, WORDS), at=MORNING, key="k")
    assert first.code == again.code
    with pytest.raises(IdempotencyMismatch):
        api.file_feedback(actor=scene.citizen, case=case(scene, WORDS + "!"), at=MORNING, key="k")


@pytest.mark.parametrize(("name", "link"), [("block-0", "block-0"), ("block-4.0.0", "block-4-0-0")])
def test_a_mended_text_that_is_too_long_stands_on_the_page_again(scene: Scene, name: str, link: str) -> None:
    dossier_id = scene.processing()
    api.save_result_draft(actor=scene.officer, dossier_id=dossier_id, change=ResultDraftChange(), at=MORNING)
    draft = ResultDraft.objects.get(dossier=dossier_id)
    draft.blocks[4]["rows"] = [["một"] * len(draft.blocks[4]["columns"])]
    draft.save()
    texts = {"outcome": "granted", "title": "Giấy xác nhận", "block-1": "TRẦN VĂN LAM", name: "á" * 5003}
    answer = browser_of(scene.officer).post(f"/can-bo/ho-so/{dossier_id}/du-thao/", texts)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "dài quá 3 ký tự" in page and "á" * 5003 in page and "TRẦN VĂN LAM" in page
    assert f'href="#{link}"' in page and f'id="{link}"' in page and f'id="{link}-error"' in page
    assert ResultDraft.objects.get(dossier=dossier_id).blocks == draft.blocks


def test_what_is_lacking_is_not_cut_off(scene: Scene) -> None:
    item = SupplementItem(name="Giấy tờ", lacks="Trang 2 bị mờ, chụp lại. " * 201)
    with pytest.raises(TooLong) as refusal:
        scene.ask(scene.processing(), items=(*scene.items(), item))
    assert refusal.value.field == "items.1.lacks"


def test_a_note_to_what_was_asked_for_is_not_cut_off(scene: Scene) -> None:
    dossier_id, note = scene.at(Status.SUPPLEMENT_REQUESTED), "á" * 5003
    answer = browser_of(scene.citizen).post(f"/ho-so/{dossier_id}/bo-sung/", {"item-0-note": note})
    page = answer.content.decode()
    assert answer.status_code == 422 and note in page and 'id="item-0-note-error"' in page
    sent = {"reply-count": "1", "reply-0-note": note, "reply-0-originals": "1"}
    answer = browser_of(scene.reception).post(f"/can-bo/ho-so/{dossier_id}/answer_supplement/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and note in page and 'id="reply-0-note-error"' in page
    assert scene.status(dossier_id) is Status.SUPPLEMENT_REQUESTED


def test_what_is_wrong_beside_the_account_is_not_cut_off(scene: Scene) -> None:
    with pytest.raises(TooLong) as refusal:
        data_requests.ask(
            actor=scene.citizen, kind=AskKind.CORRECT, items={OTHER: "x" * 2001}, wish="Sổ hộ tịch", at=MORNING
        )
    assert (refusal.value.field, refusal.value.params) == ("items", {"over": 1, "limit": 2000})


def test_what_was_asked_for_can_be_added_however_long_the_case_is(scene: Scene) -> None:
    filed = api.file_feedback(actor=scene.citizen, case=case(scene, "a" * 5000), at=MORNING)
    for _ in range(2):
        Feedback.objects.filter(code=filed.code).update(status="needs_info")
        api.answer_feedback(
            actor=scene.citizen, code=filed.code, verb=FeedbackVerb.ADD, text="b" * 4999 + "!", at=MORNING
        )
    assert Feedback.objects.get(code=filed.code).content.count("!") == 2


@pytest.mark.parametrize("amount", ["1.215.000,00", "1.215,000", "-5", "0", "một triệu"])
def test_a_sum_that_cannot_be_read_is_not_a_request_without_one(scene: Scene, amount: str) -> None:
    dossier_id = scene.processing()
    page = f"/can-bo/ho-so/{dossier_id}/request_payment/"
    answer = browser_of(scene.officer).post(page, {"amount": amount, "reason": "Thuế đất"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="amount-error"' in shown and f'value="{amount}"' in shown and "số tiền" in shown
    assert scene.status(dossier_id) is Status.PROCESSING


@pytest.mark.parametrize(("typed", "amounts"), [("1,215,000", [1_215_000]), ("1.215.000 đ", [1_215_000]), ("", [])])
def test_a_sum_is_read_as_at_the_cash_desk(scene: Scene, typed: str, amounts: list[int]) -> None:
    dossier_id = scene.processing()
    page = f"/can-bo/ho-so/{dossier_id}/request_payment/"
    answer = browser_of(scene.officer).post(page, {"amount": typed, "reason": "Thuế đất"})
    assert answer.status_code == 302
    drain()
    orders = Order.objects.filter(subject_id=dossier_id, occasion="obligation")
    assert [order.amount for order in orders] == amounts
