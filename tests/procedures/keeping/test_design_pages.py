"""The form designer on screens: choose, add, change, move, undo; the telephone shows it; nothing is lost."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from honglam.kernel.clock import now
from honglam.procedures.api import keeping
from honglam.procedures.contracts import DraftView
from honglam.procedures.models import VersionDraft
from honglam.procedures.rules.designing.opening import open_form
from tests.procedures.keeping.browsers import browser, controller

pytestmark = pytest.mark.usefixtures("trivial")


@pytest.fixture
def keeper() -> Client:
    return browser()


@pytest.fixture
def draft() -> DraftView:
    return keeping.start_draft(actor=controller(), code="1.000001", at=now())


def again(draft: DraftView) -> DraftView:
    return keeping.get_draft(actor=controller(), draft_id=draft.id)


def design(draft: DraftView) -> str:
    return reverse("procedures:design", args=[draft.id])


def phone(draft: DraftView, page: int = 1) -> str:
    return reverse("procedures:design_preview", args=[draft.id, page])


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "chosen",
    [
        "",
        "pages.0",
        "pages.0.sections.1",
        "pages.0.sections.1.questions.0",
        "pages.1.sections.0",
        "pages.99",
        "__class__",
    ],
)
def test_every_part_opens(keeper: Client, draft: DraftView, chosen: str) -> None:
    shown = text(keeper, f"{design(draft)}?chon={chosen}")
    assert "Họ và tên" in shown
    assert "Thêm câu hỏi" in shown


def test_a_question_is_added_changed_moved_doubled_and_taken_out(keeper: Client, draft: DraftView) -> None:
    place = "pages.0.sections.0.questions"
    answer = keeper.post(design(draft), {"_revision": draft.revision, "_do": f"add:{place}"})
    assert answer.headers["Location"].endswith(f"?chon={place}.2")
    typed = {"label": "Số điện thoại người thân", "kind": "phone", "ref": "", "hint": "Gọi khi cần"}
    said = {f"{place}.2.{name}": value for name, value in typed.items()}
    keeper.post(f"{design(draft)}?chon={place}.2", {"_revision": again(draft).revision, "_do": "save", **said})
    held = again(draft)
    field = held.content["form"]["layout"]["pages"][0]["sections"][0]["fields"][2]
    name = field["ref"]
    assert field["hint"] == "Gọi khi cần"
    assert held.content["form"]["schema"]["properties"][name]["format"] == "phone-vn"
    assert keeping.draft_faults(draft=held) == []
    keeper.post(f"{design(draft)}?chon={place}.2", {"_revision": held.revision, "_do": f"up:{place}.2"})
    fields = again(draft).content["form"]["layout"]["pages"][0]["sections"][0]["fields"]
    assert [one["ref"] for one in fields] == ["loai", name, "ly_do"]
    keeper.post(design(draft), {"_revision": again(draft).revision, "_do": f"copy:{place}.1"})
    refs = [one["ref"] for one in again(draft).content["form"]["layout"]["pages"][0]["sections"][0]["fields"]]
    assert len(set(refs)) == 4
    assert keeping.draft_faults(draft=again(draft)) == []
    for _ in range(2):
        keeper.post(design(draft), {"_revision": again(draft).revision, "_do": f"remove:{place}.1"})
    assert again(draft).content == draft.content
    keeper.post(design(draft), {"_revision": again(draft).revision, "_do": "undo"})
    assert again(draft).content != draft.content


def test_a_fault_stands_at_its_question(keeper: Client, draft: DraftView) -> None:
    place = "pages.0.sections.0.questions.1"
    sent = {"_revision": draft.revision, "_do": "save", "visible_when": "khong_co_gi == 1"}
    keeper.post(f"{design(draft)}?chon={place}", {f"{place}.{name}" if name[0] != "_" else name: value
                                                 for name, value in sent.items()})  # fmt: skip
    shown = text(keeper, f"{design(draft)}?chon={place}")
    assert 'value="khong_co_gi == 1"' in shown
    assert "govuk-error-message" in shown
    assert "có lỗi" in text(keeper, design(draft))


def test_the_telephone_shows_checks_and_fills(keeper: Client, draft: DraftView) -> None:
    before = VersionDraft.objects.values().get()
    assert "Loại việc" in text(keeper, phone(draft))
    checked = keeper.post(phone(draft), {"_do": "check"}).content.decode()
    assert "govuk-error-summary" in checked
    filled = keeper.post(phone(draft), {"_do": "sample"}).content.decode()
    assert "Nguyễn Văn Mẫu" in filled
    answers = {"chu_ho": {"ho_ten": "Trần Thị Thử"}}
    carried = keeper.post(phone(draft), {"_do": "page:2", "_answers": json.dumps(answers)}).content.decode()
    assert "Trang 2 trên 2" in carried
    assert "Trần Thị Thử" in carried
    added = keeper.post(phone(draft, 2), {"_items": "add:thanh_vien", "_count.thanh_vien": "0"}).content.decode()
    assert "thanh_vien.0.ho_ten" in added
    assert VersionDraft.objects.values().get() == before, "looking stores nothing"


@pytest.mark.parametrize("answers", ["{", "[1]", "9" * 300_000, '{"la": "\\u0000"}', "[" * 5000])
def test_hostile_answers_are_none(keeper: Client, draft: DraftView, answers: str) -> None:
    assert keeper.post(phone(draft), {"_do": "check", "_answers": answers}).status_code == 200


def test_a_telephone_for_a_form_with_faults_says_so(keeper: Client, draft: DraftView) -> None:
    VersionDraft.objects.update(content={**draft.content, "form": {"schema": {"type": "nonsense"}, "layout": {}}})
    assert "Chưa có gì để xem" in text(keeper, phone(draft))
    assert "Toàn bộ biểu mẫu" in text(keeper, design(draft))
    assert keeper.get(phone(again(draft), 9)).status_code == 200


def test_a_form_is_begun_from_nothing(keeper: Client) -> None:
    draft = keeping.start_draft(actor=controller(), code="1.000002", at=now())
    keeper.post(design(draft), {"_revision": draft.revision, "_do": "add:pages"})
    made = open_form(again(draft).content["form"])
    assert len(made["pages"]) == 1


def test_two_tabs_and_autosave(keeper: Client, draft: DraftView) -> None:
    place = "pages.0"
    save = reverse("procedures:design_save", args=[draft.id]) + f"?chon={place}"
    sent = {"_revision": str(draft.revision), "pages.0.title": "Người khai"}
    assert keeper.post(save, sent).json() == {"revision": draft.revision + 1}
    behind = keeper.post(f"{design(draft)}?chon={place}", {**sent, "pages.0.title": "Thẻ cũ", "_do": "save"})
    assert behind.status_code == 409
    assert "Thẻ cũ" in behind.content.decode()
    assert open_form(again(draft).content["form"])["pages"][0]["title"] == "Người khai"
