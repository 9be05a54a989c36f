"""Scanning at the counter: what a paper says is proposed, confirmed one by one, and kept with where it was read."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from honglam.dossiers import api
from honglam.dossiers.contracts import Found, Read, ScanNotFound, Target
from honglam.dossiers.models import Answers, Dossier, Paper, Scan
from honglam.dossiers.rules import suggesting
from honglam.dossiers.services.indexing import index_readers
from honglam.files import api as files
from honglam.files.contracts import Page, ReadLine, ReadWord
from honglam.identity.models import Account
from honglam.kernel import relay
from honglam.kernel.clock import now, today
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from tests.dossiers.scene import HOUSEHOLD, PDF, Scene, later
from tests.files import pages
from tests.files.pages import needs_tesseract

INTAKE = f"/can-bo/tiep-nhan/{HOUSEHOLD}/"


def line(text: str, confidence: int = 95, number: int = 1) -> ReadLine:
    words = tuple(ReadWord(text=word, confidence=confidence) for word in text.split())
    return ReadLine(page=1, line=number, words=words)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Họ, chữ đệm, tên người yêu cầu: NGUYỄN THỊ HỒNG NHUNG", Read.NAME, "NGUYỄN THỊ HỒNG NHUNG"),
        ("Ho va tén: Trần Gia Bảo ……", Read.NAME, "Trần Gia Bảo"),
        ("Số định danh cá nhân: O42192OO1234", Read.ID_NUMBER, "042192001234"),
        ("Số CCCD: 042 192 001 234, cấp ngày 01/02/2022", Read.ID_NUMBER, ""),
        ("Số định danh cá nhân: 04219200123", Read.ID_NUMBER, ""),
        ("Ngày, tháng, năm sinh: 05/09/1992", Read.BIRTH_DATE, "1992-09-05"),
        ("Sinh ngày: ngày 5 tháng 9 năm 1992", Read.BIRTH_DATE, "1992-09-05"),
        ("Ngày, tháng, năm sinh: 31/02/1992", Read.BIRTH_DATE, ""),
        ("Nơi cư trú: Số 12, đường Phan Đình Phùng", Read.ADDRESS, "Số 12, đường Phan Đình Phùng"),
        ("Điện thoại: 0912 345 678", Read.PHONE, "0912345678"),
        ("Số: 45/2026/TLKS", Read.PAPER_NUMBER, "45/2026/TLKS"),
        ("Phường Mẫu, ngày 25 tháng 11 năm 2026", Read.PAPER_DATE, "2026-11-25"),
        ("Quan hệ với chủ hộ: mẹ", Read.OTHER, "mẹ"),
        ("Tôi cam đoan nội dung trên đây là đúng sự thật.", None, ""),
        (": không có nhãn", None, ""),
        ("", None, ""),
    ],
)
def test_a_line_says_what_its_label_means(text: str, kind: Read | None, value: str) -> None:
    found = suggesting.find([line(text)])
    assert [(one.kind, one.value) for one in found] == ([(kind, value)] if value else [])


def test_a_value_may_stand_on_the_next_line() -> None:
    found = suggesting.find([line("Nơi cư trú:"), line("Số 12, đường Mẫu", 80, 2), line("Điện thoại: 0912345678")])
    assert [(one.value, one.confidence) for one in found] == [("Số 12, đường Mẫu", 80), ("0912345678", 95)]


def test_values_are_offered_to_questions_of_their_kind_best_words_first() -> None:
    targets = (
        Target(field="applicant.name", label="Full name", fact="person.full_name"),
        Target(field="me.ho_ten", label="Họ, chữ đệm, tên người mẹ"),
        Target(field="me.ngay_sinh", label="Ngày sinh", is_date=True),
        Target(field="quan_he", label="Quan hệ với chủ hộ"),
        Target(field="ghi_chu", label="Ghi chú"),
    )

    def offered(kind: Read, label: str, value: str) -> list[list[str]]:
        found = Found(kind=kind, label=label, value=value, confidence=90, page=1, line=1)
        return [[target.field for target in one.targets] for one in suggesting.match([found], targets)]

    assert offered(Read.NAME, "Họ, chữ đệm, tên mẹ", "LÊ AN") == [["me.ho_ten", "applicant.name"]]
    assert offered(Read.BIRTH_DATE, "Ngày sinh", "1992-09-05") == [["me.ngay_sinh"]]
    assert offered(Read.OTHER, "Quan hệ với chủ hộ", "mẹ") == [["quan_he"]]
    assert offered(Read.OTHER, "Dân tộc", "Kinh") == [], "what answers no question is not offered"


def arrived(actor: Actor, picture: Image.Image) -> Page:
    content = pages.jpeg(picture)
    view = files.begin_upload(actor=actor, name="trang.jpg", size=len(content), at=now())
    files.add_piece(actor=actor, upload_id=view.id, position=0, data=content)
    return Page(upload_id=view.id)


def blank(shade: int = 255) -> Image.Image:
    return Image.new("L", (60, 80), shade)


def at_counter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


def typed(**more: Any) -> dict[str, Any]:
    return {
        "applicant.kind": "citizen",
        "applicant.name": "Nguyễn Thị Hồng",
        "applicant.phone": "0912345678",
        "loai": "moi",
        "chu_ho.ho_ten": "Nguyễn Thị Hồng",
        "chu_ho.so_dinh_danh": "042185001234",
        "chu_ho.ngay_sinh-day": "12",
        "chu_ho.ngay_sinh-month": "3",
        "chu_ho.ngay_sinh-year": "1985",
        "chu_ho.xa": "99001",
        "so_ban": "1",
        "return_method": "at_desk",
        "papers.GT.copies": "1",
        "papers.CC.originals": "1",
    } | more


def test_pages_survive_a_refused_form_and_go_with_the_dossier(scene: Scene) -> None:
    clerk = at_counter(scene.reception)
    first, second = arrived(scene.reception, blank()), arrived(scene.reception, blank(90))
    sent = typed(**{"papers.GT.page": [f"{second.upload_id}:1", f"{first.upload_id}:0"], "applicant.phone": ""})
    refused = clerk.post(INTAKE, sent)
    assert refused.status_code == 422
    scan = Scan.objects.get()
    assert f'name="papers.GT.scan" value="{scan.id}"' in refused.content.decode()
    again = typed(**{"papers.GT.scan": str(scan.id)})
    assert clerk.post(INTAKE, again).status_code == 302
    assert Paper.objects.get(file__isnull=False).file_id == scan.file_id
    assert api.forget_scans(at=later(days=400)) == 1
    files.collect(at=later(days=800), grace=later(1) - later())
    assert files.read(file_id=scan.file_id).startswith(b"%PDF"), "the dossier keeps what the scan let go"


def test_a_scan_can_be_left_out(scene: Scene) -> None:
    page = arrived(scene.reception, blank())
    scan = api.scan_pages(actor=scene.reception, component_code="GT", name="gt.pdf", pages=[page], at=now())
    shown = at_counter(scene.reception).post(INTAKE, typed(**{"papers.GT.scan": str(scan.id), "_drop": str(scan.id)}))
    assert shown.status_code == 200
    assert str(scan.id) not in shown.content.decode()


def test_a_bad_page_is_said_at_its_paper(scene: Scene) -> None:
    view = files.begin_upload(actor=scene.reception, name="x.jpg", size=9, at=now())
    refused = at_counter(scene.reception).post(INTAKE, typed(**{"papers.GT.page": f"{view.id}:0"}))
    assert refused.status_code == 422
    assert 'href="#papers-GT"' in refused.content.decode()
    assert not Dossier.objects.exists()


def test_one_bad_file_takes_no_other_scan_with_it(scene: Scene) -> None:
    """The papers before it, after it and beside it stay on the page; nothing is received."""
    good = arrived(scene.reception, blank())
    sent = typed(
        **{
            "papers.GT.page": f"{arrived(scene.reception, blank(90)).upload_id}:0",
            "papers.GT": [SimpleUploadedFile("x.exe", b"MZ\x90\x00" + bytes(60)), SimpleUploadedFile("gt.pdf", PDF)],
            "papers.CC.page": f"{good.upload_id}:0",
        }
    )
    refused = at_counter(scene.reception).post(INTAKE, sent)
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#papers-GT"' in shown
    kept = list(Scan.objects.values_list("component_code", "id"))
    assert sorted(code for code, _ in kept) == ["CC", "GT", "GT"]
    for code, scan_id in kept:
        assert f'name="papers.{code}.scan" value="{scan_id}"' in shown
    assert not Dossier.objects.exists()


def test_scans_are_their_officers_own(scene: Scene) -> None:
    scan = api.scan_pages(
        actor=scene.reception, component_code="GT", name="gt.pdf", pages=[arrived(scene.reception, blank())], at=now()
    )
    other = at_counter(scene.other_reception)
    for address in (f"/can-bo/tiep-nhan/ban-quet/{scan.id}/", f"{INTAKE}ban-quet/{scan.id}/"):
        assert other.get(address).status_code == 404
        shown = at_counter(scene.reception).get(address)
        assert shown.status_code == 200
        assert b"".join(shown)
    with pytest.raises(ScanNotFound):
        api.read_scan(actor=scene.other_reception, scan_id=scan.id, version_id=version(), on=today())
    other.post(INTAKE, typed(**{"papers.GT.scan": str(scan.id)}))
    assert not Paper.objects.filter(file_id=scan.file_id).exists()


@pytest.mark.parametrize("value", ["", "x", "664ec3fc-e7ed-43ec-b05a-77ae1751e30b:0:chu_ho.ho_ten", "1:2:3"])
def test_a_suggestion_that_is_none_fills_nothing(scene: Scene, value: str) -> None:
    assert at_counter(scene.reception).post(INTAKE, typed(_use=value)).status_code in (404, 422)


def test_without_a_recogniser_the_page_says_so(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "can_read_text", lambda: False)
    scan = api.scan_pages(
        actor=scene.reception, component_code="GT", name="gt.pdf", pages=[arrived(scene.reception, blank())], at=now()
    )
    shown = at_counter(scene.reception).get(f"{INTAKE}ban-quet/{scan.id}/").content.decode()
    assert "không đọc được chữ" in shown and "hx-trigger" not in shown


def found_by_its_words(scene: Scene, dossier: Dossier) -> None:
    """By those who may read it, now and after a step, and not among the names."""
    relay.drain()
    Dossier.objects.update(unit_ids=[*dossier.unit_ids, scene.unit("VP-XA-99001")])
    assert index_readers(dossier_ids=[dossier.id]) == 1, "a step goes on: who may read changes, the papers stay found"
    for actor, words, seen in (
        (scene.officer, "phan dinh phung", 1),
        (scene.reception, "phan dinh phung", 1),
        (scene.reception, "PHAN ĐÌNH PHÙNG", 1),
        (scene.reception, "không có trên giấy", 0),
        (scene.other_reception, "phan dinh phung", 0),
        (scene.auditor, "phan dinh phung", 0),
    ):
        assert len(api.search_dossiers(actor=actor, query=words, on_papers=True).items) == seen
    assert not api.search_dossiers(actor=scene.reception, query="phan dinh phung").items, "names are searched apart"


def version() -> int:
    return procedures.current_version(code=HOUSEHOLD, on=today()).version_id


@needs_tesseract
def test_a_confirmed_value_is_kept_with_its_place_and_the_paper_is_found_by_its_words(scene: Scene) -> None:
    clerk = at_counter(scene.reception)
    page = arrived(scene.reception, pages.page(askew=0.7))
    shown = clerk.post(INTAKE, typed(**{"papers.GT.page": f"{page.upload_id}:0", "_scan": "1", "chu_ho.ho_ten": ""}))
    scan = Scan.objects.get()
    assert files.read_next(at=now())
    part = clerk.get(f"{INTAKE}ban-quet/{scan.id}/").content.decode()
    assert "NGUYỄN THỊ HỒNG NHUNG" in part and "042192001234" in part
    assert "NGUYỄN THỊ HỒNG NHUNG" not in shown.content.decode(), "nothing is filled in by itself"

    reading = api.read_scan(actor=scene.reception, scan_id=scan.id, version_id=version(), on=today())
    name = next(one for one in reading.suggestions if one.found.value == "NGUYỄN THỊ HỒNG NHUNG")
    assert "chu_ho.ho_ten" in {target.field for target in name.targets}
    kept = {"papers.GT.scan": str(scan.id), "chu_ho.ho_ten": ""}
    used = clerk.post(INTAKE, typed(**kept, _use=f"{scan.id}:{name.number}:chu_ho.ho_ten")).content.decode()
    assert 'value="NGUYỄN THỊ HỒNG NHUNG"' in used and "dòng 5" in used

    source = f"{scan.id}:{name.number}"
    changed = {"source.chu_ho.so_dinh_danh": source}  # typed over since: no longer what was read
    sent = typed(**{"papers.GT.scan": str(scan.id), "source.chu_ho.ho_ten": source} | changed)
    sent["chu_ho.ho_ten"] = "NGUYỄN THỊ HỒNG NHUNG"
    assert clerk.post(INTAKE, sent).status_code == 302
    dossier = Dossier.objects.get()
    sources = Answers.objects.get(dossier=dossier).sources
    assert sources.keys() == {"chu_ho.ho_ten"}
    assert (sources["chu_ho.ho_ten"]["page"], sources["chu_ho.ho_ten"]["line"]) == (1, 5)
    view = api.get_dossier(actor=scene.reception, dossier_id=dossier.id, at=now())
    assert view.sources["chu_ho.ho_ten"].paper == "Giấy tờ chứng minh việc nhà"
    assert "Giấy tờ chứng minh việc nhà" in clerk.get(f"/can-bo/ho-so/{dossier.id}/").content.decode()
    found_by_its_words(scene, dossier)


def test_a_supplement_is_answered_with_photographed_pages(scene: Scene) -> None:
    dossier_id = scene.processing()
    scene.ask(dossier_id)
    citizen, address = at_counter(scene.citizen), f"/ho-so/{dossier_id}/bo-sung/"
    first, second = arrived(scene.citizen, blank()), arrived(scene.citizen, blank(90))
    half = files.begin_upload(actor=scene.citizen, name="dut.jpg", size=9, at=now())
    refused = citizen.post(address, {"item-0-files.page": [f"{first.upload_id}:0", f"{half.id}:0"]})
    assert refused.status_code == 422 and str(first.upload_id) in refused.content.decode()
    sent = citizen.post(address, {"item-0-files.page": [f"{second.upload_id}:1", f"{first.upload_id}:0"]})
    assert sent.status_code == 302, "what had arrived is still there"
    paper = Paper.objects.get(dossier=dossier_id, file_name="bo-sung.pdf")
    assert paper.component_code == "GT"
    assert files.read(file_id=paper.file_id).startswith(b"%PDF")  # type: ignore[arg-type]
