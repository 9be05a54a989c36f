"""The screens of the catalogue's keepers: what they show, what survives a refusal, what buttons do without scripts."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from honglam.kernel.clock import now, today
from honglam.kernel.values import SYSTEM
from honglam.procedures.api import keeping
from honglam.procedures.contracts import DraftState, DraftView
from honglam.procedures.models import Field, Procedure, ProcedureVersion
from honglam.procedures.rules.keeping.sheets import SHEETS
from honglam.procedures.services import catalogue, versions
from tests.procedures.keeping.browsers import browser, controller

pytestmark = pytest.mark.usefixtures("trivial")
CODE = "1.000001"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def keeper() -> Client:
    return browser()


@pytest.fixture
def draft() -> DraftView:
    return keeping.start_draft(actor=controller(), code=CODE, at=now())


def again(draft: DraftView) -> DraftView:
    """The draft as it is now."""
    return keeping.get_draft(actor=controller(), draft_id=draft.id)


def address(draft: DraftView, name: str = "draft_sheet", *more: object) -> str:
    return reverse(f"procedures:{name}", args=[draft.id, *more])


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_a_keeper_begins_a_version_and_finds_it_again(keeper: Client) -> None:
    assert "Đăng ký việc nhà" in text(keeper, reverse("procedures:keep"))
    assert "Soạn phiên bản mới" in text(keeper, reverse("procedures:keep_procedure", args=[CODE]))
    answer = keeper.post(reverse("procedures:draft_start", args=[CODE]))
    overview = text(keeper, answer.headers["Location"])
    assert "Bản dự thảo đã hợp lệ" in overview
    assert "Đang soạn" in text(keeper, reverse("procedures:keep"))


def test_a_keeper_finds_what_is_not_in_force(keeper: Client) -> None:
    catalogue.retire_procedure(actor=SYSTEM, code=CODE, at=now())
    Procedure.objects.create(code="7.000007", name="Đăng ký việc nháp", field=Field.objects.get(), levels=["commune"])
    found = text(keeper, reverse("procedures:keep") + "?q=dang+ky+viec")
    for code in (CODE, "7.000007"):
        assert reverse("procedures:keep_procedure", args=[code]) in found
    assert found.count("hiện không có hiệu lực") == 2
    assert "1.000002" in text(keeper, reverse("procedures:keep") + "?q=1.000002")
    assert "Không tìm thấy thủ tục" in text(keeper, reverse("procedures:keep") + "?q=khong+co")


def test_lists_of_keepers_go_on_where_they_ended(keeper: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("honglam.procedures.views.keeping.PAGE_SIZE", 1)
    for code in ("1.000001", "1.000002", "1.000003"):
        keeping.start_draft(actor=controller(), code=code, at=now())
    for name, part in (("sau", "quan-ly/1."), ("du_thao_sau", "soan-thao/")):
        seen: list[str] = []
        address = reverse("procedures:keep")
        while address:
            page = html.unescape(text(keeper, address).split("<main")[1])
            seen += set(re.findall(rf'href="[^"]*({part}[^"]+)"', page))
            following = re.search(rf'href="(\?q=&{name}=[^"]+)"', page)
            address = reverse("procedures:keep") + following[1] if following else ""
        assert len(set(seen)) == 3, name


def test_a_withdrawn_version_is_not_shown_as_in_force(keeper: Client) -> None:
    versions.retire_version(actor=SYSTEM, code=CODE, number=2, at=now())
    shown = text(keeper, reverse("procedures:keep_procedure", args=[CODE]))
    assert "đã rút" in shown
    assert "đang có hiệu lực" not in shown


@pytest.mark.parametrize("slug", [sheet.slug for sheet in SHEETS])
def test_every_sheet_opens(keeper: Client, draft: DraftView, slug: str) -> None:
    assert f'name="_revision" value="{draft.revision}"' in text(keeper, address(draft, "draft_sheet", slug))


def test_a_sheet_that_is_not_there(keeper: Client, draft: DraftView) -> None:
    text(keeper, address(draft, "draft_sheet", "khong-co"), 404)
    text(keeper, address(draft, "draft_turn", "khong-co"), 404)
    text(keeper, reverse("procedures:keep_procedure", args=["9.999999"]), 404)


def test_a_fault_stands_at_its_box_and_what_was_typed_stays(keeper: Client, draft: DraftView) -> None:
    sent = {"_revision": draft.revision, "_count.fees": "1", "fees.0.amount": "tám nghìn", "fees.0.name": "Lệ phí <b>"}
    path = address(draft, "draft_sheet", "phi")
    assert keeper.post(path, {**sent, "_do": "save"}).status_code == 302
    shown = text(keeper, path)
    assert "“tám nghìn” không phải số nguyên" in shown
    assert 'value="tám nghìn"' in shown
    assert "Lệ phí &lt;b&gt;" in shown
    assert 'href="#fees-0-amount"' in shown
    assert "Số lỗi:" in text(keeper, address(draft, "draft"))


def test_buttons_add_and_undo_without_scripts(keeper: Client, draft: DraftView) -> None:
    path = address(draft, "draft_sheet", "giay-to")
    answer = keeper.post(path, {"_revision": draft.revision, "_do": "add:components"})
    assert answer.headers["Location"] == f"{path}#components-4"
    assert len(again(draft).content["components"]) == 5
    keeper.post(path, {"_revision": again(draft).revision, "_do": "undo"})
    assert again(draft).content == draft.content
    keeper.post(path, {"_revision": again(draft).revision, "_do": "redo"})
    assert len(again(draft).content["components"]) == 5


def test_two_tabs_notice_each_other(keeper: Client, draft: DraftView) -> None:
    path, sent = address(draft, "draft_sheet", "chung"), {"_revision": draft.revision, "_do": "save"}
    keeper.post(path, {**sent, "summary": "Từ thẻ thứ nhất"})
    answer = keeper.post(path, {**sent, "summary": "Từ thẻ thứ hai"})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Từ thẻ thứ hai" in shown
    assert "Giữ những gì tôi đã nhập" in shown
    assert again(draft).content["summary"] == "Từ thẻ thứ nhất"
    keeper.post(path, {**sent, "summary": "Từ thẻ thứ hai", "_do": "force"})
    assert again(draft).content["summary"] == "Từ thẻ thứ hai"


def test_what_was_emptied_stays_empty_on_the_page_of_a_conflict(keeper: Client, draft: DraftView) -> None:
    path, sent = address(draft, "draft_sheet", "chung"), {"_revision": draft.revision, "_do": "save"}
    keeper.post(path, {**sent, "requirements": "Điều kiện của thẻ thứ nhất"})
    shown = keeper.post(path, {**sent, "requirements": "", "summary": "Từ thẻ thứ hai"}).content.decode()
    assert "Từ thẻ thứ hai" in shown
    assert "Điều kiện của thẻ thứ nhất" not in shown


def test_typing_saves_itself(keeper: Client, draft: DraftView) -> None:
    path = address(draft, "draft_save", "chung")
    answer = keeper.post(path, {"_revision": draft.revision, "summary": "Đang gõ"})
    assert answer.json() == {"revision": draft.revision + 1}
    assert again(draft).content["summary"] == "Đang gõ"
    assert keeper.post(path, {"_revision": draft.revision, "summary": "Thẻ cũ"}).status_code == 409
    assert again(draft).content["summary"] == "Đang gõ"


def test_the_whole_life_on_screens(keeper: Client, draft: DraftView) -> None:
    keeper.post(
        address(draft, "draft_sheet", "thoi-han"),
        {"_revision": draft.revision, "_count.channels": "3", "channels.0.duration": "2",
         "channels.0.duration_unit": "wd", "_do": "save"},
    )  # fmt: skip
    turn = lambda act: address(draft, "draft_turn", act)  # noqa: E731
    # the process still adds up to three days
    refused = keeper.post(turn("de-nghi"))
    assert refused.status_code == 422
    assert "còn lỗi" in refused.content.decode()
    keeper.post(address(draft, "draft_sheet", "thoi-han"), {"_revision": again(draft).revision, "_do": "undo"})
    keeper.post(
        address(draft, "draft_sheet", "chung"),
        {"_revision": again(draft).revision, "summary": "Tóm tắt mới", "_do": "done"},
    )
    overview = text(keeper, address(draft, "draft"))
    assert "<ins>Tóm tắt mới</ins>" in overview
    assert keeper.post(turn("de-nghi")).status_code == 302
    wrong = keeper.post(turn("quyet-dinh"), {"number": "", "dated": "32/13/2026"})
    assert wrong.status_code == 422
    assert "Không có ngày này" in wrong.content.decode()
    day = f"{today():%d/%m/%Y}"
    decided = keeper.post(
        turn("quyet-dinh"), {"number": "7/QĐ-UBND", "dated": day, "file": SimpleUploadedFile("qd.pdf", PDF)}
    )
    assert decided.status_code == 302
    assert b"".join(keeper.get(address(draft, "decision_file"))) == PDF
    past = keeper.post(turn("cong-bo"), {"valid_from": "01/01/2020"})
    assert "Ngày đầu tiên phải là hôm nay" in past.content.decode()
    assert 'value="01/01/2020"' in past.content.decode()
    assert keeper.post(turn("cong-bo"), {"valid_from": day}).status_code == 302
    assert again(draft).state is DraftState.PUBLISHED
    assert "Tóm tắt mới" in text(Client(), f"/thu-tuc/{CODE}/")
    history = text(keeper, reverse("procedures:keep_procedure", args=[CODE]))
    assert "Quyết định 7/QĐ-UBND" in history
    compared = text(keeper, reverse("procedures:compare", args=[CODE]) + "?tu=2&den=3")
    assert "Tóm tắt mới" in compared


@pytest.mark.parametrize("query", ["?tu=77", "?den=abc", "?tu=-1"])
def test_versions_that_are_not_there_cannot_be_compared(keeper: Client, query: str) -> None:
    text(keeper, reverse("procedures:compare", args=[CODE]) + query, 404)


def test_a_procedure_is_abolished_by_decision(keeper: Client) -> None:
    path, day = reverse("procedures:abolish", args=[CODE]), f"{today():%d/%m/%Y}"
    assert keeper.post(path, {"number": "", "dated": day, "last_day": day}).status_code == 422
    assert keeper.post(path, {"number": "8/QĐ-UBND", "dated": day, "last_day": day}).status_code == 302
    assert "Bãi bỏ thủ tục" in text(keeper, reverse("procedures:keep_procedure", args=[CODE]))


def test_a_version_that_waits_is_withdrawn_by_decision(keeper: Client) -> None:
    said = {**keeping.get_content(code=CODE, number=2), "summary": "Chưa đến ngày"}
    first_day, standing = today() + timedelta(days=30), ProcedureVersion.objects.get(procedure__code=CODE, number=2)
    more = {"actor": SYSTEM, "code": CODE, "at": now()}
    ends = first_day - timedelta(days=1)
    versions.save_version(number=2, valid_from=standing.valid_from, valid_to=ends, content=standing.content, **more)
    versions.save_version(number=3, valid_from=first_day, valid_to=None, content=said, **more)
    page, path = reverse("procedures:keep_procedure", args=[CODE]), reverse("procedures:withdraw", args=[CODE, 3])
    shown = text(keeper, page)
    assert shown.count("/rut/") == 1 and path in shown
    assert "chưa đến ngày có hiệu lực" in shown
    asked = text(keeper, path)
    assert "Rút phiên bản 3" in asked and "Phiên bản 2 tiếp tục có hiệu lực" in asked
    text(keeper, reverse("procedures:withdraw", args=[CODE, 9]), 404)
    day = f"{today():%d/%m/%Y}"
    refused = keeper.post(path, {"number": "8/QĐ-UBND", "dated": day, "note": ""})
    assert refused.status_code == 422
    assert 'value="8/QĐ-UBND"' in refused.content.decode()
    begun = reverse("procedures:withdraw", args=[CODE, 2])
    assert keeper.post(begun, {"number": "8/QĐ-UBND", "dated": day, "note": "Sai"}).status_code == 422
    assert keeper.post(path, {"number": "8/QĐ-UBND", "dated": day, "note": "Công bố lại"}).status_code == 302
    shown = text(keeper, page)
    assert "Rút phiên bản trước ngày có hiệu lực (phiên bản 3)" in shown
    assert "/rut/" not in shown and "đã rút" in shown


def test_citizens_see_that_an_announced_version_was_withdrawn(keeper: Client, client: Client) -> None:
    said = {**keeping.get_content(code=CODE, number=2), "summary": "Chưa đến ngày"}
    first_day = today() + timedelta(days=30)
    versions.save_version(
        actor=SYSTEM, code=CODE, number=3, valid_from=first_day, valid_to=None, content=said, at=now()
    )
    shown = text(client, reverse("procedures:procedure", args=[CODE]))
    assert f"từ {first_day:%d/%m/%Y}" in shown and "đã rút" not in shown
    day = f"{today():%d/%m/%Y}"
    path = reverse("procedures:withdraw", args=[CODE, 3])
    assert keeper.post(path, {"number": "8/QĐ-UBND", "dated": day, "note": "Sai"}).status_code == 302
    shown = text(client, reverse("procedures:procedure", args=[CODE]))
    line = shown.partition(f"từ {first_day:%d/%m/%Y}")[2].partition("</li>")[0]
    assert "đã rút" in line
    assert shown.count("đã rút") == 1, "the others stand"
    assert "Phiên bản này đã được rút" in text(client, reverse("procedures:version", args=[CODE, 3]))


def test_nothing_is_promised_where_no_version_goes_on(keeper: Client) -> None:
    ProcedureVersion.objects.filter(procedure__code="1.000002").update(valid_from=today() + timedelta(days=30))
    asked = text(keeper, reverse("procedures:withdraw", args=["1.000002", 1]))
    assert "tiếp tục có hiệu lực" not in asked
    assert "không có phiên bản nào khác tiếp tục thay" in asked


def test_what_left_the_catalogue_is_not_shown_as_in_force(keeper: Client) -> None:
    version = reverse("procedures:version", args=[CODE, 2])
    assert "/ho-so/nop/" in text(keeper, version)
    catalogue.retire_procedure(actor=SYSTEM, code=CODE, at=now())
    shown = text(keeper, reverse("procedures:keep_procedure", args=[CODE]))
    assert "không còn trong danh mục" in shown
    assert "đang có hiệu lực" not in shown
    shown = text(keeper, version)
    assert "/ho-so/nop/" not in shown
    assert f'href="/thu-tuc/{CODE}/"' not in shown
