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
    told = keeper.post(save, sent).json()
    assert (told["revision"], told["key"]) == (draft.revision + 1, "pages:loai")
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


def test_a_rename_whose_answer_was_lost_is_ones_own(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", ref="vi_sao", label="Vì sao")
    keeper.post(reverse("procedures:design_save", args=[draft.id]) + f"?chon={FIRST}.1", held)
    held["part.label"] = "Vì sao vậy"
    behind = keeper.post(f"{design(draft)}?chon={FIRST}.1", {**held, "_do": "save"}).content.decode()
    assert "vừa bị gỡ" not in behind and 'value="force"' in behind
    keeper.post(f"{design(draft)}?chon={FIRST}.1", {**held, "_do": "force"})
    assert asked(draft)["vi_sao"]["label"] == "Vì sao vậy"


@pytest.mark.parametrize("how", [{"place": f"{FIRST}.0", "ref": "dien"}, {"command": f"remove:{FIRST}.0"}])
def test_a_page_stands_though_its_first_question_changed(keeper: Client, draft: DraftView, how: dict[str, str]) -> None:
    held = opened(keeper, draft, "pages.0", title="Người khai")
    press(draft, **how)
    keeper.post(f"{design(draft)}?chon=pages.0", {**held, "_do": "force"})
    assert open_form(again(draft).content["form"])["pages"][0]["title"] == "Người khai"


def titles(draft: DraftView, page: int = 0) -> list[str]:
    """What the sections of a page are called."""
    return [one.get("title", "") for one in open_form(again(draft).content["form"])["pages"][page]["sections"]]


def test_an_empty_section_is_the_same_with_its_first_question(keeper: Client, draft: DraftView) -> None:
    press(draft, "add:pages.0.sections")
    held = opened(keeper, draft, "pages.0.sections.2", title="Phần mới")
    press(draft, "add:pages.0.sections.2.questions")
    keeper.post(f"{design(draft)}?chon=pages.0.sections.2", {**held, "_do": "force"})
    assert titles(draft)[2] == "Phần mới"


def test_another_section_that_slid_to_an_empty_ones_place_is_not_it(keeper: Client, draft: DraftView) -> None:
    press(draft, "add:pages.0.sections")
    for number in (2, 1):
        press(draft, f"up:pages.0.sections.{number}")
    held = opened(keeper, draft, "pages.0.sections.0", title="Phần mới")
    press(draft, "remove:pages.0.sections.0")
    before = titles(draft)
    gone = keeper.post(f"{design(draft)}?chon=pages.0.sections.0", {**held, "_do": "force"})
    assert gone.status_code == 409 and titles(draft) == before


def test_a_title_whose_answer_was_lost_is_ones_own(keeper: Client, draft: DraftView) -> None:
    press(draft, "add:pages.0.sections")
    held = opened(keeper, draft, "pages.0.sections.2", title="Phần mới", description="Khai ở đây")
    press(draft, place="pages.0.sections.2", title="Phần mới")
    keeper.post(f"{design(draft)}?chon=pages.0.sections.2", {**held, "_do": "force"})
    section = open_form(again(draft).content["form"])["pages"][0]["sections"][2]
    assert (section["title"], section["description"]) == ("Phần mới", "Khai ở đây")


def test_a_part_renamed_elsewhere_is_not_said_to_be_taken_out_for_certain(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", label="Vì sao", ref="ly_do")
    press(draft, place=f"{FIRST}.1", ref="nguyen_nhan")
    gone = keeper.post(f"{design(draft)}?chon={FIRST}.1", {**held, "_do": "save"})
    assert gone.status_code == 409
    assert "vừa bị gỡ khỏi biểu mẫu hoặc đổi tên" in gone.content.decode()


def test_a_page_of_a_part_that_is_gone_offers_only_what_works(keeper: Client, draft: DraftView) -> None:
    held = opened(keeper, draft, f"{FIRST}.1", label="Vì sao", ref="ly_do")
    address = f"{design(draft)}?chon={FIRST}.1"
    assert 'value="add:' in text(keeper, address)
    press(draft, f"remove:{FIRST}.1")
    gone = keeper.post(address, {**held, "_do": "save"}).content.decode()
    assert 'value="add:' not in gone
    assert 'value="undo"' in gone
    late = keeper.post(address, {**held, "_do": "undo"})
    assert late.status_code == 409 and "ly_do" not in asked(draft), "somebody saved since that page was drawn"
    back = keeper.post(address, {**held, "_revision": str(again(draft).revision), "_do": "undo"})
    shown = back.content.decode()
    assert back.status_code == 200 and 'value="Vì sao"' in shown and "chưa được lưu" in shown
    assert asked(draft)["ly_do"]["label"] == "Lý do"
    hidden = dict(re.findall(r'<input type="hidden" name="(_was|_revision)" value="([^"]*)">', shown))
    assert keeper.post(address, {**held, **hidden, "_do": "save"}).status_code == 302
    assert asked(draft)["ly_do"]["label"] == "Vì sao"


@pytest.mark.parametrize(
    ("place", "typed", "words"),
    [(f"{FIRST}.1", {"ref": "loai.x"}, "không chứa thêm câu trả lời khác"),
     ("pages.1.sections.0", {"repeat.ref": ""}, "đổi tên câu hỏi đó trước")],
)  # fmt: skip
def test_a_refused_name_is_told_why(
    keeper: Client, draft: DraftView, place: str, typed: dict[str, str], words: str
) -> None:
    press(draft, place="pages.1.sections.0.questions.0", ref="so_ban")
    held = opened(keeper, draft, place, **typed)
    refused = keeper.post(f"{design(draft)}?chon={place}", {**held, "_do": "save"})
    assert refused.status_code == 422
    assert refused.content.decode().count(words) == 2, "in the list of faults and at its box"


def test_a_page_from_before_a_part_had_a_mark_is_asked_and_not_passed_over(keeper: Client, draft: DraftView) -> None:
    place = f"{FIRST}.1"
    held = {"_revision": str(draft.revision), f"{place}.label": "Vì sao"}
    save = reverse("procedures:design_save", args=[draft.id]) + f"?chon={place}"
    told = keeper.post(save, held, headers={"X-Requested-With": "autosave"})
    assert (told.status_code, told.json()) == (409, {"code": "draft_moved"})
    behind = keeper.post(f"{design(draft)}?chon={place}", {**held, "_do": "save"})
    assert behind.status_code == 409 and 'value="Vì sao"' in behind.content.decode()
    assert again(draft).content == draft.content


@pytest.mark.parametrize("row", ["²", "9" * 60, "pages", ""])
def test_a_command_about_no_row_does_nothing(keeper: Client, draft: DraftView, row: str) -> None:
    for verb in ("copy", "up", "down", "remove"):
        sent = {"_revision": draft.revision, "_do": f"{verb}:pages.{row}"}
        assert keeper.post(design(draft), sent).status_code == 302
    assert again(draft).content == draft.content
