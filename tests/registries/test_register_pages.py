"""Pages of registers in their states; a workbook out, filled in, compared and taken; what hostile files get."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from honglam.kernel.values import SYSTEM
from honglam.registries.models import RegisterRecord, RegisterVersion
from honglam.registries.queries.registers import definitions
from honglam.registries.services.registers import keeping
from honglam.registries.services.registers.defining import retire_registers
from honglam.registries.views import register_files
from tests.cost import cost
from tests.dossiers.scene import MORNING, Scene
from tests.registries.test_pages import browser_of
from tests.registries.test_registers import CODE, TYPED

HOME = f"/can-bo/so/{CODE}/"
CODES = ["_record", "_agency", "_state", "title", "number", "topic", "held_on", "learners", "online"]


@pytest.fixture
def clerk(scene: Scene) -> Client:
    """The browser of the clerk of the department that answers for the register."""
    return browser_of(scene.actors["department_clerk"])


def made(scene: Scene, **typed: str) -> UUID:
    actor = scene.actors["department_clerk"]
    return keeping.make_record(actor=actor, code=CODE, agency="SO-MAU", typed=TYPED | typed, at=MORNING)


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_an_empty_register_says_what_to_do(scene: Scene, clerk: Client) -> None:
    assert "Sổ lớp tập huấn mẫu" in words(clerk, "/can-bo/so/")
    assert "Sổ chưa có mục nào" in words(clerk, HOME)
    assert "Không có mục nào phù hợp" in words(clerk, HOME + "?q=khong+co")
    auditor = browser_of(scene.actors["auditor"])
    assert "Người giữ sổ chưa ghi mục nào" in words(auditor, HOME)
    words(auditor, HOME + "them/", 404)
    words(auditor, HOME + "nhap/", 404)


def test_a_register_that_is_no_longer_kept_says_so(scene: Scene, clerk: Client) -> None:
    record = made(scene)
    retire_registers(actor=SYSTEM, codes=[CODE], at=MORNING)
    assert "đã ngừng ghi" in words(clerk, "/can-bo/so/")
    page = words(clerk, HOME)
    assert "Sổ này đã ngừng ghi" in page and "them/" not in page and "Lớp A" in page
    assert "nghi-van" not in words(clerk, f"{HOME}{record}/")
    for path in ("them/", "nhap/", f"{record}/sua/"):
        words(clerk, HOME + path, 404)
    refused = clerk.post(f"{HOME}{record}/nghi-van/", {"_reason": "Sai"})
    assert refused.status_code == 422
    assert "Sổ này đã ngừng ghi" in refused.content.decode()


def test_who_has_no_register_is_told_so(scene: Scene) -> None:
    stranger = browser_of(scene.actors["reception"])
    assert "Chưa có sổ nào mở cho Ông/Bà" in words(stranger, "/can-bo/so/")
    record = made(scene)
    for path in (HOME, HOME + "them/", HOME + "in/", HOME + "so.xlsx", HOME + "nhap/", f"{HOME}{record}/"):
        words(stranger, path, 404)
    words(stranger, "/can-bo/so/khong-co/", 404)


def test_a_record_is_entered_changed_and_read(scene: Scene, clerk: Client) -> None:
    wrong = clerk.post(
        HOME + "them/", TYPED | {"_agency": "SO-MAU", "title": "", "learners": "nhiều", "note": "Giữ lại"}
    )
    assert wrong.status_code == 422
    text = wrong.content.decode()
    for said in ("Hãy nhập “Tên lớp”", "“Số người dự”: hãy nhập số", "Giữ lại", "nhiều", "10/11/2026"):
        assert said in text, said
    done = clerk.post(HOME + "them/", TYPED | {"_agency": "SO-MAU"})
    assert done.status_code == 302
    row = RegisterRecord.objects.get()
    page = words(clerk, f"{HOME}{row.id}/")
    for said in ("Lớp A", "Dịch vụ công", "10/11/2026", "Ghi vào sổ", "Xác nhận vẫn đúng"):
        assert said in page, said
    changed = clerk.post(f"{HOME}{row.id}/sua/", TYPED | {"_version": "1", "learners": "46", "_reason": "Đếm lại"})
    assert changed.status_code == 302
    late = clerk.post(f"{HOME}{row.id}/sua/", TYPED | {"_version": "1", "learners": "99"})
    assert late.status_code == 422
    assert "Có người vừa sửa" in late.content.decode()
    assert "Trong sổ hiện ghi: 46" in late.content.decode()
    assert 'value="99"' in late.content.decode()
    assert "<del>45</del> → 46" in words(clerk, f"{HOME}{row.id}/")


def test_what_is_done_to_a_record_asks_for_its_reason(scene: Scene, clerk: Client) -> None:
    at = f"{HOME}{made(scene)}/"
    refused = clerk.post(at + "chuyen/", {"move": "drop", "_reason": ""})
    assert refused.status_code == 422
    assert "Hãy ghi ngắn gọn lý do" in refused.content.decode()
    assert clerk.post(at + "chuyen/", {"move": "hold"}).status_code == 302
    unseen = clerk.post(at + "xac-nhan/", {"_version": "1"})
    assert unseen.status_code == 422
    assert "hãy xem lại trước khi xác nhận" in unseen.content.decode()
    assert 'name="_version" value="2"' in unseen.content.decode()
    assert clerk.post(at + "xac-nhan/", {"_version": "2"}).status_code == 302
    for way, more in (("nghi-van/", {}), ("sua/", TYPED | {"_version": "3", "learners": "47"})):
        refused = clerk.post(at + way, more | {"_reason": "á" * 501})
        assert refused.status_code == 422 and 'id="_reason-error"' in refused.content.decode(), way
    assert clerk.post(at + "nghi-van/", {"_reason": "Sai ngày"}).status_code == 302
    assert "Sai ngày" in words(clerk, at)
    assert "nghi vấn" in words(clerk, HOME + "?nghi_van=1")
    assert clerk.post(at + "gach/", {"_reason": "Ghi nhầm"}).status_code == 302
    assert "Lớp A" not in words(clerk, HOME)
    assert "đã gạch bỏ" in words(clerk, HOME + "?gach=1")
    assert clerk.get(at + "xac-nhan/").status_code == 404
    assert clerk.post(at + "bay-di/").status_code == 404


def test_the_list_costs_the_same_however_many_records(scene: Scene, clerk: Client) -> None:
    def count(path: str) -> int:
        return cost(lambda: words(clerk, path))

    first = made(scene, partner="SO-MAU")
    paths = (HOME, HOME + "in/", f"{HOME}{first}/")
    few = [count(path) for path in paths]
    for number in range(12):
        made(scene, title=f"Lớp {number}", partner="SO-MAU")
        more = {"code": CODE, "record_id": first, "version": number + 1, "at": MORNING}
        keeping.confirm_record(actor=scene.actors["department_clerk"], **more)
    assert [count(path) for path in paths] == few


def test_the_printed_page_has_every_field(scene: Scene, clerk: Client) -> None:
    made(scene, note="Một ghi chú")
    text = words(clerk, HOME + "in/")
    for said in ("TT", "Một ghi chú", "1 mục", "Sở Mẫu"):
        assert said in text, said


def sheet(rows: list[list[Any]], code: str = CODE, codes: list[str] | None = None) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for line in (["Sổ"], ["Mã sổ", code], ["đầu"] * 3, codes or CODES, *rows):
        page.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: Client, content: bytes, name: str = "so.xlsx") -> Any:
    return client.post(HOME + "nhap/", {"workbook": SimpleUploadedFile(name, content)})


def digest_in(text: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]


def test_what_goes_out_comes_back_and_says_the_same(scene: Scene, clerk: Client) -> None:
    made(scene, title="=cmd|' /C calc'!A0", number="+1", online="yes", learners="1250,5", teacher="@Đặng Ơn")
    exported = clerk.get(HOME + "so.xlsx").content
    page = load_workbook(io.BytesIO(exported)).worksheets[0]
    assert page["D5"].value == "=cmd|' /C calc'!A0"
    assert all(cell.data_type != "f" for line in page.iter_rows() for cell in line)
    done = sent(clerk, exported)
    assert done.status_code == 302, done.content.decode()
    assert "Tệp giống nội dung sổ" in words(clerk, done["Location"])
    empty = load_workbook(io.BytesIO(clerk.get(HOME + "so.xlsx?mau=1").content)).worksheets[0]
    assert empty.max_row == 4


def test_a_workbook_is_compared_cell_by_cell_and_only_what_is_ticked_is_taken(scene: Scene, clerk: Client) -> None:
    known, other = made(scene, number="L-1", note="Giữ"), made(scene, title="Lớp B", number="L-2")
    rows = [
        [str(known), "", "", "Lớp A mới", "L-1", "Dịch vụ công", "10/11/2026", 45, None],
        ["", "", "", "Lớp B", "l-2", "service", "10/11/2026", 50.5, "Có"],
        ["", "SO-MAU", "", "Lớp C", "L-3", "An toàn thông tin", "01/12/2026", "1.000", "Không"],
        ["", "", "", "Lớp D", "L-3", "service", "01/12/2026", 5, None],
        ["", "Sở Lạ", "", "Lớp E", "L-5", "lạ", "31/02/2026", 5, None],
    ]
    done = sent(clerk, sheet(rows))
    assert done.status_code == 302, done.content.decode()
    text = words(clerk, done["Location"])
    for said in ("Tên lớp: <del>Lớp A</del> → Lớp A mới", "Số người dự: <del>45</del> → 50,5", "không nhận được"):
        assert said in text, said
    assert "đã có mục khác" in text
    assert "không có cơ quan nào" in text
    assert 'value="8"' not in text  # a refused line cannot be ticked
    nothing = clerk.post(done["Location"], {"digest": digest_in(text)})
    assert nothing.status_code == 422
    assert "Hãy đánh dấu ít nhất một dòng" in nothing.content.decode()
    taken = clerk.post(done["Location"], {"digest": digest_in(text), "take": ["5", "7", "8", "9" * 5_000]})
    assert taken.status_code == 302
    assert RegisterRecord.objects.get(id=known).title == "Lớp A mới"
    assert RegisterRecord.objects.get(id=known).values["note"] == "Giữ"  # a column that the file lacks
    assert RegisterRecord.objects.get(id=other).values["learners"] == "45"  # not ticked
    assert sorted(RegisterRecord.objects.values_list("title", flat=True)) == ["Lớp A mới", "Lớp B", "Lớp C"]
    assert RegisterVersion.objects.filter(act="imported").count() == 2


def test_a_file_that_is_not_all_says_so(scene: Scene, clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made(scene)
    made(scene, title="Lớp B")
    first = "Chỉ gồm 1 mục đầu"
    assert first not in words(clerk, HOME + "in/")
    monkeypatch.setattr(register_files.records, "MOST", 1)
    monkeypatch.setattr(register_files, "MOST_ROWS", 0)
    assert first in words(clerk, HOME + "in/")
    note = load_workbook(io.BytesIO(clerk.get(HOME + "so.xlsx").content)).worksheets[0]["B1"].value
    assert note.startswith(first) and "tối đa 0 dòng" in note


def test_every_line_of_a_long_file_can_be_ticked(scene: Scene, clerk: Client, settings: Any) -> None:
    done = sent(clerk, sheet([["", "SO-MAU", "", "Lớp C", "L-3", "service", "01/12/2026", 100 / 3, "Không"]]))
    digest = digest_in(words(clerk, done["Location"]))
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    body = urlencode({"digest": digest, "take": [str(number) for number in range(5, 25)]}, doseq=True)
    form = "application/x-www-form-urlencoded"
    assert clerk.post(done["Location"], body, content_type=form).status_code == 302
    assert RegisterRecord.objects.get().values["learners"] == "33.333333"
    commune = browser_of(scene.actors["citizen"])
    assert commune.post(done["Location"], body, content_type=form).status_code >= 400


def test_what_changed_meanwhile_is_shown_again(scene: Scene, clerk: Client) -> None:
    known = made(scene, number="L-1")
    done = sent(clerk, sheet([[str(known), "", "", "Lớp A mới", "L-1", "service", "10/11/2026", 45, None]]))
    digest = digest_in(words(clerk, done["Location"]))
    confirmed = {"code": CODE, "record_id": known, "version": 1, "at": MORNING}
    keeping.confirm_record(actor=scene.actors["department_clerk"], **confirmed)  # type: ignore[arg-type]
    late = clerk.post(done["Location"], {"digest": digest, "take": ["5"]})
    assert late.status_code == 422
    assert "Sổ đã thay đổi" in late.content.decode()
    assert RegisterRecord.objects.get(id=known).title == "Lớp A"


def test_a_commune_cannot_import_into_another(scene: Scene) -> None:
    known = made(scene, number="L-1")
    commune = browser_of(scene.actors["clerk"])
    rows = [
        [str(known), "", "", "Lớp của sở", "L-9", "service", "10/11/2026", 1, None],
        ["", "", "", "Lớp trùng mã", "L-1", "service", "10/11/2026", 1, None],
        ["", "SO-MAU", "", "Lớp ghi hộ", "L-8", "service", "10/11/2026", 1, None],
    ]
    done = sent(commune, sheet(rows))
    text = words(commune, done["Location"])
    assert text.count("không nhận được") == 3
    refused = commune.post(done["Location"], {"digest": digest_in(text), "take": ["5", "6", "7"]})
    assert refused.status_code == 422
    assert RegisterRecord.objects.get().title == "Lớp A"


def test_another_browser_does_not_see_the_file(scene: Scene, clerk: Client) -> None:
    done = sent(clerk, sheet([["", "", "", "Lớp C", "", "service", "10/11/2026", 1, None]]))
    words(browser_of(scene.actors["department_head"]), done["Location"], 404)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


def with_entity() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><workbook>&x;</workbook>'
        )
    return out.getvalue()


def with_macros() -> bytes:
    out = io.BytesIO(sheet([]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: b"", "Không đọc được"),
        (lambda: b"Ten,Ma\n1,2", "Không đọc được"),
        (bomb, "Tệp quá lớn"),
        (with_entity, "Không đọc được"),
        (with_macros, "Tệp có macro"),
        (lambda: sheet([], code="software"), "không phải của sổ này"),
        (lambda: sheet([], codes=["a", "b"]), "không phải của sổ này"),
        (lambda: sheet([["", "", "", "=1+1", "", "service", "10/11/2026", 1]]), "Ô D5 chứa công thức"),
        (lambda: sheet([["", "", "", f"Lớp {n}"] for n in range(2001)]), "Tệp quá lớn"),
    ],
)
def test_hostile_files_are_refused_by_name(
    scene: Scene, clerk: Client, content: Callable[[], bytes], said: str
) -> None:
    answer = sent(clerk, content())
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not RegisterRecord.objects.exists()


def test_every_register_of_the_sample_is_open_to_its_keepers(scene: Scene, clerk: Client) -> None:
    actor = scene.actors["department_clerk"]
    assert [one.schema.code for one in definitions.list_registers(actor=actor)] == [CODE]
