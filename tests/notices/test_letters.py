"""The words of letters in their keepers' hands: seen, tried, changed, refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor, ActorKind, NotFound
from honglam.notices import api
from honglam.notices.contracts import LetterTexts, Recipient
from honglam.notices.models import Message, Template
from honglam.notices.views.letters import PARTS
from tests.notices.conftest import DECLARED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
KEEPER = Actor(
    kind=ActorKind.PERSON, id=uuid4(), name="Kiểm soát", post_id=1, roles=frozenset({"procedure_controller"})
)
CLERK = Actor(kind=ActorKind.PERSON, id=uuid4(), name="Một cửa", post_id=2, roles=frozenset({"reception_officer"}))
PATH = "/thong-bao/mau/test.accepted/"
TYPED = {
    "subject_vi": "Hồ sơ {code} đã vào sổ",
    "body_vi": "Kính gửi Ông/Bà,\r\n\r\nHẹn trả: {due_at:date}[ Lý do: {reason}]",
    "sms_vi": "",
    "subject_en": "",
    "body_en": "",
    "sms_en": "",
}


def texts() -> LetterTexts | None:
    return api.get_letter(actor=KEEPER, code="test.accepted").texts


def test_what_is_changed_holds_from_the_next_letter_on_and_the_old_words_are_kept(visit: Callable[..., Any]) -> None:
    before = texts()
    assert visit(KEEPER, PATH, TYPED).status_code == 302
    api.send(
        template="test.accepted",
        recipient=Recipient(key="account:1", phone="0912345678"),
        context={"code": "H1", "due_at": now(), "items": [], "reason": "", "url": "/"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key="k",
    )
    assert set(Message.objects.values_list("subject", flat=True)) == {"Hồ sơ H1 đã vào sổ"}
    entry = AuditEntry.objects.get(action="notices.words_changed", subject_id="test.accepted")
    assert before is not None
    assert entry.detail["before"]["body"] == before.body


def test_trying_shows_how_it_reads_and_saves_nothing(visit: Callable[..., Any]) -> None:
    before = texts()
    page = visit(KEEPER, PATH, TYPED | {"_try": "1"}).content.decode()
    assert "Hồ sơ ‹code› đã vào sổ" in page
    assert "Lý do: ‹reason›" in page
    assert "chưa được lưu" in page
    assert texts() == before


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"subject_vi": ""}, "subject_vi", "Hãy nhập tiêu đề"),
        ({"body_vi": "{nguoi_nop}"}, "body_vi", "nguoi_nop"),
        ({"body_vi": "[mở mà không đóng"}, "body_vi", "không đóng"),
        ({"subject_en": "{code:money}"}, "subject_en", "money"),
        ({"sms_vi": "{code.__class__}"}, "sms_vi", "code"),
        ({"body_vi": "á" * 10_001}, "body_vi", "10000"),
        ({"subject_vi": "\0"}, "subject_vi", "ký tự lạ"),
    ],
)
@pytest.mark.parametrize("trying", [{}, {"_try": "1"}])
def test_wrong_words_are_refused_at_their_place_and_stand(
    visit: Callable[..., Any], typed: dict[str, str], field: str, said: str, trying: dict[str, str]
) -> None:
    before = texts()
    answer = visit(KEEPER, PATH, TYPED | typed | trying)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert said in page.replace(".", "").replace("\u00a0", "") or said in page
    assert texts() == before


def test_the_list_names_every_letter(visit: Callable[..., Any]) -> None:
    page = visit(KEEPER, "/thong-bao/mau/").content.decode()
    assert PATH in page
    assert "/thong-bao/mau/test.secret/" in page


def test_letters_are_nobody_elses_to_change(visit: Callable[..., Any]) -> None:
    for path in ("/thong-bao/mau/", PATH):
        with pytest.raises(Http404):
            visit(CLERK, path)
    with pytest.raises(NotFound):
        visit(KEEPER, "/thong-bao/mau/test.khong_co/")
    with pytest.raises(NotFound):
        api.change_texts(actor=CLERK, code="test.accepted", texts=LetterTexts(subject={}, body={}, sms={}), at=now())


def test_a_letter_that_carries_a_code_goes_on_saying_it(visit: Callable[..., Any]) -> None:
    answer = visit(KEEPER, "/thong-bao/mau/test.secret/", TYPED | {"subject_vi": "Mã", "body_vi": "Xin chào."})
    assert answer.status_code == 422
    assert 'href="#body_vi"' in answer.content.decode()
    assert visit(KEEPER, "/thong-bao/mau/test.secret/", TYPED | {"body_vi": "Mã là {code}."}).status_code == 302


def test_a_letter_without_words_waits_for_the_pack(visit: Callable[..., Any]) -> None:
    Template.objects.filter(code="test.accepted").delete()
    assert "<textarea" not in visit(KEEPER, PATH).content.decode()


def test_every_part_that_writes_letters_has_a_name() -> None:
    assert {code.partition(".")[0] for code in DECLARED} <= set(PARTS)
