"""The pages of documents on their way in: what is typed survives, decisions walk on, strangers find nothing."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from honglam.documents import api
from honglam.documents.contracts import ProposalKind
from honglam.documents.models import Document, DocumentImport
from honglam.documents.services.importing import receiving
from honglam.identity.models import Account
from honglam.kernel.values import Actor
from tests.documents.incoming import confirm, numbers, take_all, take_in, view
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers

BASE = "/can-bo/van-ban/nhap/"


@pytest.fixture
def clerk(people: Scene) -> Actor:
    return people.department_clerk


@pytest.fixture
def signed_in(client: Client, clerk: Actor) -> Client:
    client.force_login(Account.objects.get(id=clerk.id or ""))
    return client


def _address(came: UUID, rest: str = "") -> str:
    return f"{BASE}{came}/{rest}"


def _sent(content: bytes, name: str = "bao-cao.docx") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def test_a_file_is_handed_in_read_and_found_in_the_list(signed_in: Client) -> None:
    assert "Chưa nhập văn bản nào" in signed_in.get(BASE).content.decode()
    answer = signed_in.post(BASE, _sent(papers.report()))
    row = DocumentImport.objects.get()
    assert answer["Location"] == _address(row.id)
    assert 'http-equiv="refresh"' in signed_in.get(answer["Location"]).content.decode(), "it waits to be read"
    assert api.read_next_import(at=MORNING)
    shown = signed_in.get(answer["Location"]).content.decode()
    assert 'value="47/BC-SM"' in shown
    assert "hl-found--open" in shown
    assert "http-equiv" not in shown
    listed = signed_in.get(BASE).content.decode()
    assert "còn 7 trên 7 đề xuất chưa xem" in listed
    again = signed_in.post(BASE, _sent(papers.report(), "khac.docx"), follow=True)
    assert "Cơ quan đã nhập đúng tệp này" in again.content.decode()
    assert DocumentImport.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Hãy chọn tệp của văn bản."),
        (_sent(b""), "Tệp không có nội dung"),
        (_sent(b"MZ\0\0", "a.docx"), "EXE"),
        (_sent(papers.docx(papers.paragraph("x"), word__vbaProject_dot_bin=b"x")), "macro"),
    ],
)
def test_a_refusal_stands_at_the_file(signed_in: Client, sent: dict[str, Any], words: str) -> None:
    answer = signed_in.post(BASE, sent)
    assert answer.status_code == 422
    assert 'href="#file"' in answer.content.decode()
    assert words in answer.content.decode()


def test_what_could_not_be_read_says_what_to_do(
    signed_in: Client, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = take_in(clerk, papers.pdf(["Ngắn"]), "quet.pdf")
    assert "tệp Word" in signed_in.get(_address(came)).content.decode()
    assert signed_in.post(_address(came, "doc-lai/")).status_code == 302
    assert api.read_next_import(at=MORNING)
    monkeypatch.setattr(receiving, "MOST_AGAIN", 1)
    refused = signed_in.post(_address(came, "doc-lai/"))
    assert refused.status_code == 429
    assert "đã được đọc lại ba lần" in refused.content.decode()
    assert signed_in.post(_address(came, "rut/"))["Location"] == BASE
    assert signed_in.get(_address(came)).status_code == 404


def test_particulars_are_kept_as_typed_and_a_second_window_is_told(signed_in: Client, clerk: Actor) -> None:
    came = take_in(clerk)
    typed = {"_revision": "0", "title": "Tên do tôi gõ", "dated": "32/13/2026"}
    assert signed_in.post(_address(came, "luu/"), typed).json() == {"revision": 1}
    assert signed_in.post(_address(came, "luu/"), typed).status_code == 409
    late = signed_in.post(_address(came), {"_revision": "0", "title": "Tên ở cửa sổ cũ", "_do": "save"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Tên ở cửa sổ cũ" in page
    assert "Tên do tôi gõ" in page, "both stand side by side"
    assert 'name="_revision" value="1"' in page
    wrong = signed_in.post(
        _address(came),
        {"_revision": "1", "kind": "report", "title": "Báo cáo", "leave": "1", "dated": "32/13/2026", "_do": "confirm"},
    )
    assert wrong.status_code == 422
    assert 'value="32/13/2026"' in wrong.content.decode()
    assert "Ví dụ: 05/01/2026" in wrong.content.decode()


def test_decisions_walk_on_and_end_at_the_way_into_the_register(signed_in: Client, clerk: Actor) -> None:
    came = take_in(clerk)
    address = _address(came, "de-xuat/1/")
    page = signed_in.get(address).content.decode()
    assert "<mark>Quyết định số 10/QĐ-UBND ngày 03/3/2025</mark>" in page
    link = re.search(r'name="link"[^>]*value="([0-9a-f-]{36})"[^>]*checked', page)
    assert link is not None, "the register's document is chosen already"
    one = view(clerk, came).proposal(1)
    assert one is not None
    answer = signed_in.post(address, {**one.typed, "link": link[1], "_revision": "0", "_do": "take"})
    assert answer["Location"] == _address(came, "de-xuat/2/")
    wrong = signed_in.post(_address(came, "de-xuat/2/"), {"value": "nhiều lắm", "_revision": "0", "_do": "take"})
    assert wrong.status_code == 422
    assert 'value="nhiều lắm"' in wrong.content.decode()
    for number in (2, 3, 4, 5, 6, 7):
        answer = signed_in.post(_address(came, f"de-xuat/{number}/"), {"_revision": "0", "_do": "drop"})
    assert answer["Location"] == _address(came) + "#confirm"
    stale = signed_in.post(_address(came, "de-xuat/5/"), {"value": "301", "_revision": "0", "_do": "take"})
    assert stale.status_code == 409
    assert "đã bỏ" in stale.content.decode()
    assert 'value="301"' in stale.content.decode()
    assert signed_in.post(_address(came, "de-xuat/5/"), {"_revision": "1", "_do": "reopen"}).status_code == 302
    for number in ("0", "8", "9" * 30):
        assert signed_in.get(_address(came, f"de-xuat/{number}/")).status_code == 404


def test_into_the_register_and_out_of_it_as_a_file(signed_in: Client, clerk: Actor) -> None:
    came = take_in(clerk)
    take_all(clerk, came)
    head = dict(view(clerk, came).head)
    answer = signed_in.post(_address(came), {**head, "_revision": "0", "_do": "confirm"})
    entry = Document.objects.get(symbol="47/BC-SM")
    assert answer["Location"] == f"/can-bo/van-ban/{entry.id}/"
    page = signed_in.get(answer["Location"]).content.decode()
    assert "Số liệu đã xác nhận" in page
    assert "hơn" in page
    assert "1.952" in page
    file = signed_in.get(f"/can-bo/van-ban/{entry.id}/tep/")
    assert b"".join(file.streaming_content) == papers.report()  # type: ignore[attr-defined]
    assert file["Content-Disposition"].startswith("attachment")
    done = signed_in.get(_address(came)).content.decode()
    assert "Văn bản này đã vào sổ" in done
    assert "_revision" not in done
    assert signed_in.post(_address(came), {**head, "_revision": "0", "_do": "confirm"}).status_code == 409
    assert signed_in.get(_address(came, "rut/")).status_code == 404
    assert "47/BC-SM" in signed_in.get("/can-bo/van-ban/?cua_toi=1&nam=2026").content.decode()
    assert "47/BC-SM" not in signed_in.get("/can-bo/van-ban/?nam=2025").content.decode()
    for odd in ("0000", "99999", "abcd", "٢٠٢٦"):
        assert signed_in.get(f"/can-bo/van-ban/?nam={odd}").status_code == 200


def test_a_number_that_the_register_holds_asks_which_document_it_is(signed_in: Client, clerk: Actor) -> None:
    confirm(clerk, take_in(clerk), leave=True)
    came = take_in(clerk, papers.report("Bản sao."), "sao.docx")
    head = {**view(clerk, came).head, "_revision": "0", "_do": "confirm", "leave": "1"}
    asked = signed_in.post(_address(came), head)
    assert asked.status_code == 409
    assert "Chính là văn bản: Kết quả chuyển đổi số năm 2026" in asked.content.decode()
    entry = Document.objects.get(symbol="47/BC-SM")
    assert signed_in.post(_address(came), {**head, "document": str(entry.id)}).status_code == 302


def test_what_stands_in_the_text_is_never_markup(signed_in: Client, clerk: Actor) -> None:
    nasty = "Kế hoạch số 7/KH-UBND có 12 <script>alert(1)</script> hồ sơ & 3 đơn vị."
    came = take_in(clerk, papers.report(nasty))
    for number in numbers(clerk, came, ProposalKind.FIGURE):
        assert "<script>alert" not in signed_in.get(_address(came, f"de-xuat/{number}/")).content.decode()
    assert "<script>alert" not in signed_in.get(_address(came)).content.decode()


def test_strangers_find_nothing(people: Scene, client: Client) -> None:
    came = take_in(people.department_clerk)
    entry = confirm(people.department_clerk, came, leave=True)
    client.force_login(Account.objects.get(id=people.clerk.id or ""))
    for address in (
        _address(came),
        _address(came, "tep/"),
        _address(came, "de-xuat/1/"),
        f"/can-bo/van-ban/{entry}/tep/",
    ):
        assert client.get(address).status_code == 404
    for address in (_address(came), _address(came, "luu/"), _address(came, "rut/"), _address(came, "doc-lai/")):
        assert client.post(address, {"_revision": "0"}).status_code == 404
    plain = Document.objects.get(code="qd-10")
    assert client.get(f"/can-bo/van-ban/{plain.id}/tep/").status_code == 404, "no file of it is held"
