"""The form designer on screens: choose, add, change, move, undo; the telephone shows it; nothing is lost."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from honglam.kernel.clock import now
from honglam.procedures.api import designing, keeping
from honglam.procedures.contracts import DraftView
from honglam.procedures.models import VersionDraft
from honglam.procedures.rules.designing.opening import every_question, open_form
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


def press(draft: DraftView, command: str = "", place: str = "", **typed: str) -> None:
    """A colleague at another desk."""
    sent = {f"part.{name}": [value] for name, value in typed.items()}
    designing.edit_form(
        actor=controller("Lê Thị Khác"), draft_id=draft.id, revision=again(draft).revision, place=place, sent=sent,
        command=command, apart=True, at=now(),
    )  # fmt: skip


def asked(draft: DraftView) -> dict[str, Any]:
    """What the form asks for, by the name of the answer."""
    return {one["was"]: one for _, one in every_question(open_form(again(draft).content["form"]))}


def opened(client: Client, draft: DraftView, place: str, **typed: str) -> dict[str, str]:
    """The page of a part as a browser holds it, with what was typed."""
    page = text(client, f"{design(draft)}?chon={place}")
    hidden = dict(re.findall(r'<input type="hidden" name="(_was|_revision)" value="([^"]*)">', page))
    assert set(hidden) == {"_was", "_revision"}
    return {**hidden, **{f"part.{name}": value for name, value in typed.items()}}


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
    said = {f"part.{name}": value for name, value in typed.items()}
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


@pytest.mark.parametrize(("verb", "row", "then"), [("down", 1, 1), ("up", 0, 0), ("down", 0, 1), ("copy", 1, 2)])
def test_the_part_that_was_moved_stays_chosen(keeper: Client, draft: DraftView, verb: str, row: int, then: int) -> None:
    place = "pages.0.sections.0.questions"
    answer = keeper.post(design(draft), {"_revision": draft.revision, "_do": f"{verb}:{place}.{row}"})
    assert answer.headers["Location"].endswith(f"?chon={place}.{then}")


def test_a_fault_stands_at_its_question(keeper: Client, draft: DraftView) -> None:
    place = "pages.0.sections.0.questions.1"
    sent = {"_revision": draft.revision, "_do": "save", "part.visible_when": "khong_co_gi == 1"}
    keeper.post(f"{design(draft)}?chon={place}", sent)
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
    sent = {"_revision": str(draft.revision), "part.title": "Người khai"}
    assert keeper.post(save, sent).json() == {"revision": draft.revision + 1, "was": "pages:loai"}
    behind = keeper.post(f"{design(draft)}?chon={place}", {**sent, "part.title": "Thẻ cũ", "_do": "save"})
    assert behind.status_code == 409
    assert "Thẻ cũ" in behind.content.decode()
    assert open_form(again(draft).content["form"])["pages"][0]["title"] == "Người khai"


FIRST = "pages.0.sections.0.questions"


def test_what_was_typed_goes_to_its_own_question_wherever_that_stands_now(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", label="Vì sao", longest="90")
    press(draft, f"add:{FIRST}")
    press(draft, f"up:{FIRST}.2")
    press(draft, place=f"{FIRST}.1", label="Diện", kind="choice", ref="dien", choices="a | Một\nb | Hai")
    before = asked(draft)
    address = f"{design(draft)}?chon={FIRST}.1"
    behind = keeper.post(address, {**held, "_do": "save"})
    shown = behind.content.decode()
    assert behind.status_code == 409
    assert 'value="Vì sao"' in shown and f"?chon={FIRST}.2" in shown
    assert asked(draft) == before
    kept = keeper.post(address, {**held, "_do": "force"})
    assert kept.headers["Location"].endswith(f"?chon={FIRST}.2")
    after = asked(draft)
    assert {name: one for name, one in after.items() if name != "ly_do"} == {
        name: one for name, one in before.items() if name != "ly_do"
    }
    assert (after["ly_do"]["label"], after["ly_do"]["node"]["maxLength"]) == ("Vì sao", 90)


@pytest.mark.parametrize("command", [f"remove:{FIRST}.1", "remove:pages.0.sections.0"])
def test_what_was_typed_about_a_part_taken_out_meanwhile_is_still_there(
    keeper: Client, draft: DraftView, command: str
) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", label="Vì sao", kind="text", ref="vi_sao", longest="90")
    press(draft, command)
    before = asked(draft)
    address = f"{design(draft)}?chon={FIRST}.1"
    for verb in ("save", "force"):
        gone = keeper.post(address, {**held, "_do": verb})
        shown = gone.content.decode()
        assert gone.status_code == 409
        assert 'value="Vì sao"' in shown and "vừa bị gỡ khỏi biểu mẫu" in shown
        assert asked(draft) == before
    revision = {"_revision": str(again(draft).revision)}
    assert keeper.post(address, {**held, **revision, "_do": "save"}).status_code == 409, "it says what it is about"
    assert keeper.post(address, {**held, "part.ref": "so_ban", "_do": "anew"}).status_code == 422
    assert asked(draft) == before
    chosen = keeper.post(address, {**held, "_do": "anew"}).headers["Location"]
    assert 'value="Vì sao"' in text(keeper, chosen)
    new = asked(draft)
    assert (new.pop("vi_sao")["node"]["maxLength"], new) == (90, before)


def test_a_section_is_known_by_what_it_asks_and_an_empty_one_by_its_place(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, "pages.0.sections.1", title="Người đứng đơn")
    press(draft, "add:pages.0.sections")
    for number in (2, 1):
        press(draft, f"up:pages.0.sections.{number}")
    keeper.post(f"{design(draft)}?chon=pages.0.sections.1", {**held, "_do": "force"})
    titles = [one.get("title", "") for one in open_form(again(draft).content["form"])["pages"][0]["sections"]]
    assert titles == ["", "", "Người đứng đơn"]
    held = opened(keeper, draft, "pages.0.sections.0", title="Phần mới")
    press(draft, "down:pages.0.sections.0")
    gone = keeper.post(f"{design(draft)}?chon=pages.0.sections.0", {**held, "_do": "force"})
    assert gone.status_code == 409 and 'value="Phần mới"' in gone.content.decode()


def test_a_name_that_is_taken_is_said_at_its_box(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", label="Vì sao", ref="loai")
    before = asked(draft)
    refused = keeper.post(f"{design(draft)}?chon={FIRST}.1", {**held, "_do": "save"})
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#part-ref"' in shown and shown.count("đã là tên của câu trả lời khác") == 2
    assert 'value="Vì sao"' in shown and 'value="loai"' in shown
    save = reverse("procedures:design_save", args=[draft.id]) + f"?chon={FIRST}.1"
    told = keeper.post(save, held, headers={"X-Requested-With": "autosave"})
    assert told.status_code == 422
    assert "đã là tên của câu trả lời khác" in told.json()["title"]
    section = opened(keeper, draft, "pages.1.sections.0", **{"repeat.ref": "chu_ho"})
    shown = keeper.post(f"{design(draft)}?chon=pages.1.sections.0", {**section, "_do": "save"}).content.decode()
    assert 'href="#part-repeat-ref"' in shown
    assert asked(draft) == before
    press(draft, place=f"{FIRST}.0", hint="Chọn một")
    behind = keeper.post(f"{design(draft)}?chon={FIRST}.1", {**held, "_do": "save"})
    assert behind.status_code == 409, "that somebody saved meanwhile is said first: the next press would not ask again"


def test_an_autosave_says_by_what_the_part_is_known_from_now_on(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", ref="vi_sao")
    save = reverse("procedures:design_save", args=[draft.id]) + f"?chon={FIRST}.1"
    told = keeper.post(save, held).json()
    assert (held["_was"], told["was"]) == ("questions:ly_do", "questions:vi_sao")
    press(draft, f"add:{FIRST}")
    press(draft, f"up:{FIRST}.2")
    held |= {"_was": told["was"], "_revision": str(told["revision"]), "part.label": "Vì sao"}
    keeper.post(f"{design(draft)}?chon={FIRST}.1", {**held, "_do": "force"})
    assert asked(draft)["vi_sao"]["label"] == "Vì sao"


@pytest.mark.parametrize("row", ["²", "9" * 60, "pages", ""])
def test_a_command_about_no_row_does_nothing(keeper: Client, draft: DraftView, row: str) -> None:
    for verb in ("copy", "up", "down", "remove"):
        sent = {"_revision": draft.revision, "_do": f"{verb}:pages.{row}"}
        assert keeper.post(design(draft), sent).status_code == 302
    assert again(draft).content == draft.content
