"""Pages of the wallet: each state, what is typed wrongly, what is taken away, and what a stranger gets."""

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from honglam.identity.models import Account
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor
from honglam.registries.models import HeldPaper
from tests.cost import cost
from tests.dossiers.scene import PDF, Scene


def browser_of(actor: Actor) -> Client:
    """Somebody's browser, signed in."""
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


@pytest.fixture
def owner(scene: Scene) -> Iterator[Client]:
    """The citizen's browser."""
    yield browser_of(scene.citizen)


@pytest.fixture
def paper(scene: Scene) -> HeldPaper:
    """A certificate in the citizen's wallet."""
    scene.resolved()
    drain()
    return HeldPaper.objects.get(origin="issued")


def words(client: Client, path: str, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_an_empty_wallet_says_what_will_appear(owner: Client) -> None:
    assert "Chưa có giấy tờ" in words(owner, "/giay-to/")
    assert "Chưa có ai dùng" in words(owner, "/giay-to/nhat-ky/")


def test_the_list_and_one_paper(owner: Client, paper: HeldPaper) -> None:
    page = words(owner, "/giay-to/?q=viec nha")
    assert paper.title in page
    assert paper.dossier_code in page
    assert "Không có giấy tờ nào" in words(owner, "/giay-to/?q=khai+sinh")
    story = words(owner, f"/giay-to/{paper.id}/")
    for text in ("12/GXN-UBND", "16/11/2026", paper.sha256, "Lưu theo Luật Mẫu", "Đưa vào kho"):
        assert text in story, text


def test_a_stranger_gets_nothing(scene: Scene, paper: HeldPaper) -> None:
    stranger = browser_of(scene.stranger)
    for path in ("", "tep/", "xoa/"):
        words(stranger, f"/giay-to/{paper.id}/{path}", status=404)
    assert stranger.post(f"/giay-to/{paper.id}/an/", {"hidden": "1"}).status_code == 404
    assert browser_of(scene.reception).get(f"/giay-to/{paper.id}/").status_code == 404
    paper.refresh_from_db()
    assert paper.hidden_at is None


def test_an_address_that_names_nothing(owner: Client) -> None:
    words(owner, f"/giay-to/{uuid4()}/", status=404)
    assert owner.get("/giay-to/?sau=rac").status_code == 422
    assert owner.get("/giay-to/?sau=WyJ4Il0").status_code == 422


def test_the_file_is_handed_out_and_written_down(owner: Client, paper: HeldPaper) -> None:
    answer = owner.get(f"/giay-to/{paper.id}/tep/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "Ông/Bà đã tải về" in words(owner, f"/giay-to/{paper.id}/")


def test_hiding_and_showing_again(owner: Client, paper: HeldPaper) -> None:
    assert owner.post(f"/giay-to/{paper.id}/an/", {"hidden": "1"}).status_code == 302
    assert "Đang ẩn" in words(owner, f"/giay-to/{paper.id}/")
    owner.post(f"/giay-to/{paper.id}/an/", {"hidden": "0"})
    assert "Đang ẩn" not in words(owner, f"/giay-to/{paper.id}/")
    assert owner.get(f"/giay-to/{paper.id}/an/").status_code == 405


def test_what_the_law_keeps_is_refused_in_words(owner: Client, paper: HeldPaper) -> None:
    answer = owner.post(f"/giay-to/{paper.id}/xoa/")
    assert answer.status_code == 422
    assert "Lưu theo Luật Mẫu" in answer.content.decode()


def test_putting_in_a_paper_and_erasing_it(owner: Client) -> None:
    typed = {
        "type": "UY-QUYEN",
        "number": "01/GUQ",
        "issued_on-day": "1",
        "issued_on-month": "11",
        "issued_on-year": "2025",
    }
    upload = SimpleUploadedFile("uy-quyen.pdf", PDF)
    made = owner.post("/giay-to/them/", {**typed, "paper": upload}, follow=True)
    assert "Ông/Bà tự đưa vào" in made.content.decode()
    row = HeldPaper.objects.get()
    assert owner.post(f"/giay-to/{row.id}/xoa/").status_code == 302
    assert "Chưa có giấy tờ" in words(owner, "/giay-to/")


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"type": ""}, "type", "Chọn loại giấy tờ"),
        ({"type": "<script>"}, "type", "Chọn loại giấy tờ"),
        ({"issued_on-day": "31", "issued_on-month": "2"}, "issued_on", "22/11/2026"),
        ({"issued_on-year": "2999"}, "issued_on", "22/11/2026"),
        ({"issued_on-year": "9" * 40}, "issued_on", "22/11/2026"),
        ({"issued_on-month": ""}, "issued_on", "22/11/2026"),
        ({"paper": None}, "paper", "Chọn tệp"),
        ({"paper": SimpleUploadedFile("x.pdf", b"MZ\x90 not a pdf")}, "", ""),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field(
    owner: Client, changes: dict[str, object], field: str, said: str
) -> None:
    typed: dict[str, object] = {
        "type": "UY-QUYEN",
        "number": "số 77",
        "issued_on-day": "1",
        "issued_on-month": "11",
        "issued_on-year": "2025",
        "paper": SimpleUploadedFile("uy-quyen.pdf", PDF),
    }
    sent = {key: value for key, value in {**typed, **changes}.items() if value is not None}
    answer = owner.post("/giay-to/them/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "số 77" in page, "nothing typed is lost"
    if field:
        assert f'href="#{field}' in page
    assert not HeldPaper.objects.exists()


def test_the_log_as_table_and_as_sheet(owner: Client, paper: HeldPaper) -> None:
    HeldPaper.objects.filter(id=paper.id).update(title="=cmd|' /C calc'!A0")
    answer = owner.get("/giay-to/nhat-ky.csv")
    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert table.startswith("\ufeff")
    assert "'=cmd" in table, "a spreadsheet must not take a title for a formula"
    sheet = owner.get("/giay-to/nhat-ky.pdf")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")


def test_pages_ask_a_fixed_number_of_queries(owner: Client, scene: Scene, paper: HeldPaper) -> None:
    def costs() -> list[int]:
        return [cost(partial(words, owner, path)) for path in ("/giay-to/", "/giay-to/nhat-ky/")]

    few = costs()
    row = HeldPaper.objects.get(id=paper.id)
    for number in range(6):
        row.pk, row.origin_id, row.number = uuid4(), uuid4(), str(number)
        row.save(force_insert=True)
    assert costs() == few
