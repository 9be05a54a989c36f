"""Pages of reporting rounds: typed text survives, errors at their cells, hostile workbooks by name, nothing unseen."""

import io
import json
import re
import zipfile
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from openpyxl import Workbook, load_workbook

from honglam.indicators import api
from honglam.indicators.contracts import FormContent, FormNotFound, FormState, FormVerb
from honglam.indicators.models import ReportingRound, RoundForm
from honglam.indicators.views.rounds import acting, filling, lists, workbooks
from honglam.kernel.values import Actor
from honglam.ui.workbooks import MAX_BYTES, MAX_UNPACKED
from tests.dossiers.scene import Scene
from tests.indicators.test_rounds import AT, CELLS, WELL, form_of, move, opened, save, sent

TYPED = {f"cell.{address}": text for address, text in CELLS.items()} | {"answer.han_che": "Máy cũ."}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages look at the clock of the tests."""
    for module in (filling, lists, acting, workbooks):
        monkeypatch.setattr(module, "now", lambda: AT)
    monkeypatch.setattr(lists, "today", AT.date)


def page(
    view: Any,
    actor: Actor,
    given: dict[str, Any] | None = None,
    *,
    post: bool = False,
    session: dict[str, str] | None = None,
    **parts: Any,
) -> HttpResponse:
    """A view as the actor sees it."""
    factory = RequestFactory()
    request = factory.post("/", given or {}) if post else factory.get("/", given or {})
    request.actor = actor  # type: ignore[attr-defined]
    request._messages = _Messages()  # type: ignore[attr-defined]
    request.session = {} if session is None else session  # type: ignore[assignment]
    answer = view(request, **parts)
    request.close()
    assert isinstance(answer, HttpResponse)
    return answer


class _Messages(list[str]):
    def add(self, _level: int, text: str, _tags: str) -> None:
        """What a page says once."""
        self.append(text)


def text(answer: HttpResponse) -> str:
    """What the page says."""
    return answer.content.decode()


@pytest.fixture
def form_id(scene: Scene) -> UUID:
    """Commune An's form of an open round."""
    return form_of(scene, opened(scene))


def test_a_new_form_is_quiet_until_it_is_checked(scene: Scene, form_id: UUID) -> None:
    shown = text(page(filling.form, scene.officer, form_id=form_id))
    assert 'name="cell.may.lanh_dao.tong"' in shown
    assert 'name="cell.may.cong.tong"' not in shown, "what is calculated is not typed"
    assert "Điền ô này" not in shown
    asked = text(page(filling.form, scene.officer, {"kiem-tra": "1"}, form_id=form_id))
    assert asked.count("Điền ô này; không có thì ghi 0.") >= 7


def test_saving_submitting_and_what_is_wrong_at_its_cell(scene: Scene, form_id: UUID) -> None:
    odd = TYPED | {"cell.may.lanh_dao.co_may": "5", "_revision": "0", "_do": "submit"}
    refused = page(filling.form, scene.officer, odd, post=True, form_id=form_id)
    assert refused.status_code == 422
    for words in ("Chưa thể trình: còn 1 lỗi", "Số người có máy tính không thể nhiều hơn số người", 'value="5"'):
        assert words in text(refused)
    assert RoundForm.objects.get(id=form_id).state == FormState.DRAFTED.value
    well = TYPED | {"_revision": "1", "_do": "submit"}
    assert page(filling.form, scene.officer, well, post=True, form_id=form_id).status_code == 302
    assert RoundForm.objects.get(id=form_id).state == FormState.SUBMITTED.value


def test_the_other_windows_words_are_shown_and_nothing_typed_is_lost(scene: Scene, form_id: UUID) -> None:
    save(scene.colleague, form_id)
    mine = TYPED | {"cell.may.lanh_dao.tong": "1.234", "answer.han_che": "Thiếu người.", "_revision": "0"}
    answer = page(filling.form, scene.officer, mine, post=True, form_id=form_id)
    assert answer.status_code == 409
    for words in ("1.234", "Thiếu người.", scene.colleague.name, "Máy cũ, chưa có kinh phí thay.", 'value="1"'):
        assert words in text(answer)
    assert RoundForm.objects.get(id=form_id).content["cells"]["may.lanh_dao.tong"] == "3"


def test_the_automatic_save_tells_revision_calculations_and_faults(scene: Scene, form_id: UUID) -> None:
    odd = TYPED | {"cell.ho_so.kinh_phi.so": "nhiều", "_revision": "0"}
    told = json.loads(page(filling.autosave, scene.officer, odd, post=True, form_id=form_id).content)
    assert told["revision"] == 1
    assert told["shown"]["cell-may-cong-ty_le"] == "90\u00a0%"
    assert list(told["errors"]) == ["cell-ho_so-kinh_phi-so"]
    assert page(filling.autosave, scene.officer, odd, post=True, form_id=form_id).status_code == 409
    with pytest.raises(FormNotFound):
        page(filling.autosave, scene.department_head, odd, post=True, form_id=form_id)


def test_the_head_approves_on_a_page_of_its_own(scene: Scene, form_id: UUID) -> None:
    save(scene.officer, form_id)
    move(scene.officer, form_id, FormVerb.SUBMIT)
    assert "Ông/Bà chịu trách nhiệm" in text(page(acting.act, scene.chairman, form_id=form_id, verb="approve"))
    with pytest.raises(Http404):
        page(acting.act, scene.officer, form_id=form_id, verb="approve")
    with pytest.raises(Http404):
        page(acting.act, scene.chairman, form_id=form_id, verb="khong-co")
    seen = {"_revision": "1"}
    refused = page(acting.act, scene.chairman, seen | {"words": ""}, post=True, form_id=form_id, verb="send_back")
    assert refused.status_code == 422
    assert "Nêu lý do để bên kia biết cần làm gì." in text(refused)
    long = seen | {"words": "á" * 4001}
    refused = page(acting.act, scene.chairman, long, post=True, form_id=form_id, verb="send_back")
    assert refused.status_code == 422 and 'id="words-error"' in text(refused) and "á" * 4001 in text(refused)
    assert page(acting.act, scene.chairman, seen, post=True, form_id=form_id, verb="approve").status_code == 302
    read = text(page(filling.form, scene.department_head, form_id=form_id))
    assert "<input" not in read.partition("<main")[2].partition("</main>")[0]
    assert "Máy cũ, chưa có kinh phí thay." in read
    assert "90" in text(page(filling.edition, scene.department_head, form_id=form_id, number=1))
    with pytest.raises(Http404):
        page(filling.edition, scene.department_head, form_id=form_id, number=2)


@pytest.mark.parametrize("verb", [FormVerb.APPROVE, FormVerb.ACCEPT])
def test_nobody_stands_by_figures_that_changed_after_the_form_was_read(
    scene: Scene, form_id: UUID, verb: FormVerb
) -> None:
    who = scene.chairman if verb is FormVerb.APPROVE else scene.department_head
    back = FormVerb.SEND_BACK if verb is FormVerb.APPROVE else FormVerb.RETURN

    def filled_in() -> None:
        save(scene.officer, form_id)
        move(scene.officer, form_id, FormVerb.SUBMIT)
        if verb is FormVerb.ACCEPT:
            move(scene.chairman, form_id, FormVerb.APPROVE)

    filled_in()
    assert f"/{verb.value}/?lan-luu=1" in text(page(filling.form, who, form_id=form_id)).replace("&amp;", "&")
    move(who, form_id, back, "Sai hàng 2.")
    filled_in()
    shown = text(page(acting.act, who, {"lan-luu": "1"}, form_id=form_id, verb=verb.value))
    assert 'name="_revision" value="1"' in shown, "the one that was read, not the newest"
    for old in ({"_revision": "1"}, {}):
        refused = page(acting.act, who, old, post=True, form_id=form_id, verb=verb.value)
        assert refused.status_code == 422
        assert scene.officer.name in text(refused)
    assert page(acting.act, who, {"_revision": "2"}, post=True, form_id=form_id, verb=verb.value).status_code == 302


def test_the_board_and_the_totals(scene: Scene, form_id: UUID) -> None:
    sent(scene, form_id)
    row = RoundForm.objects.get(id=form_id)
    board = text(page(lists.board, scene.department_head, round_id=row.round_id))
    assert "1/2" in board
    assert str(form_id) in board
    none = text(page(lists.board, scene.department_head, {"xem": "accepted"}, round_id=row.round_id))
    assert "Không có cơ quan nào theo bộ lọc này" in none
    move(scene.department_head, form_id, FormVerb.ACCEPT)
    totals = text(page(lists.totals, scene.department_head, round_id=row.round_id))
    assert "1/2 cơ quan đã báo cáo và được tiếp nhận." in totals
    sheet = page(lists.totals, scene.department_head, {"dang": "xlsx"}, round_id=row.round_id).content
    cells = [
        cell for line in load_workbook(io.BytesIO(sheet)).worksheets[0].iter_rows(values_only=True) for cell in line
    ]
    assert 20 in cells
    mine = text(page(lists.index, scene.chairman))
    assert "Báo cáo mẫu về máy tính và hồ sơ" in mine
    with pytest.raises(Http404):
        page(lists.open_one, scene.chairman)


def test_a_wrong_due_day_is_named_at_its_field(scene: Scene) -> None:
    shown = text(page(lists.open_one, scene.department_head))
    field = re.search(r'name="(due_on\.[^"]+)"[^>]*value="(\d\d/\d\d/\d{4})"', shown)
    assert field is not None, "the usual day stands there as people write it"
    given = {"code": field[1].removeprefix("due_on."), field[1]: "31/02/2027"}
    wrong = page(lists.open_one, scene.department_head, given, post=True)
    assert wrong.status_code == 422
    assert 'value="31/02/2027"' in text(wrong) and "Không có ngày này" in text(wrong)
    assert ReportingRound.objects.count() == 0


def test_a_workbook_comes_back_as_it_went(scene: Scene, form_id: UUID) -> None:
    save(scene.officer, form_id, FormContent(cells=CELLS | {"ho_so.ghi_chu.so": "=1+1"}, answers=WELL.answers))
    out = page(workbooks.download, scene.officer, form_id=form_id).content
    same = upload(scene.officer, form_id, out)
    assert "Tệp giống hệt biểu" in text(same)


def upload(actor: Actor, form_id: UUID, content: bytes, session: dict[str, str] | None = None) -> HttpResponse:
    """Choose a file to compare."""
    file = SimpleUploadedFile("bieu.xlsx", content)
    return page(workbooks.upload, actor, {"workbook": file}, post=True, session=session, form_id=form_id)


def changed(scene: Scene, form_id: UUID, **cells: object) -> bytes:
    """The form's workbook with other values in cells such as `may__C5`."""
    book = load_workbook(io.BytesIO(page(workbooks.download, scene.officer, form_id=form_id).content))
    for name, value in cells.items():
        sheet, _, place = name.rpartition("__")
        book[sheet][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_nothing_of_a_workbook_is_taken_unseen(scene: Scene, form_id: UUID) -> None:
    save(scene.officer, form_id)
    content = changed(scene, form_id, may__C5=4, may__D5=None, may__C6=1952, may__C7=777, tra_loi__C5="Thiếu máy.")
    compared = text(upload(scene.officer, form_id, content))
    for words in ("1.952", "để trống", "Thiếu máy.", 'value="cell.may.lanh_dao.tong"'):
        assert words in compared
    assert "777" not in compared, "what is calculated is not read"
    assert RoundForm.objects.get(id=form_id).revision == 1, "looking takes nothing"
    chosen = {
        "_take": "1",
        "_revision": "1",
        "take": ["cell.may.lanh_dao.tong", "answer.han_che"],
        "cell.may.lanh_dao.tong": "4",
        "cell.may.chuyen_mon.tong": "1952",
        "answer.han_che": "Thiếu máy.",
    }
    assert page(workbooks.upload, scene.officer, chosen, post=True, form_id=form_id).status_code == 302
    kept = RoundForm.objects.get(id=form_id).content
    assert (kept["cells"]["may.lanh_dao.tong"], kept["cells"]["may.chuyen_mon.tong"]) == ("4", "17")
    assert kept["answers"] == {"han_che": "Thiếu máy."}
    stale = page(workbooks.upload, scene.officer, chosen, post=True, form_id=form_id)
    assert stale.status_code == 422
    assert "vừa lưu biểu này" in text(stale)


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with_macro(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _zip(parts | {"xl/vbaProject.bin": b"Sub Auto_Open()"})


def _of_another(content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        sheet["B2"] = "019b0000-0000-7000-8000-000000000000"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain_book(_content: bytes) -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda _: b"khong phai tep excel", "Không đọc được tệp"),
        (lambda _: b"x" * (MAX_BYTES + 1), "Tệp quá lớn so với biểu"),
        (lambda _: _zip({"xl/media/bomb": b"\0" * (MAX_UNPACKED + 1)}), "Tệp quá lớn so với biểu"),
        (lambda _: _zip({f"part{one}": b"" for one in range(300)}), "Tệp quá lớn so với biểu"),
        (lambda _: _zip({"xl/workbook.xml": b"<!DOCTYPE lol [<!ENTITY a 'b'>]><a/>"}), "Không đọc được tệp"),
        (_with_macro, "Tệp có macro"),
        (_of_another, "không phải của biểu này"),
        (_plain_book, "không phải của biểu này"),
    ],
)
def test_a_hostile_workbook_is_refused_by_name(scene: Scene, form_id: UUID, made: Any, words: str) -> None:
    content = page(workbooks.download, scene.officer, form_id=form_id).content
    answer = upload(scene.officer, form_id, made(content))
    assert answer.status_code == 422
    assert words in text(answer)
    assert RoundForm.objects.get(id=form_id).revision == 0


def test_a_formula_is_refused_by_its_place(scene: Scene, form_id: UUID) -> None:
    answer = upload(scene.officer, form_id, changed(scene, form_id, may__C5="=SUM(C6:C9)"))
    assert "Ô may!C5 chứa công thức" in text(answer)


def test_a_stranger_uploads_nothing(scene: Scene, form_id: UUID) -> None:
    content = page(workbooks.download, scene.officer, form_id=form_id).content
    with pytest.raises(FormNotFound):
        upload(scene.other_officer, form_id, content)
    with pytest.raises(Http404):
        upload(scene.department_head, form_id, content)
    assert api.get_form(actor=scene.officer, form_id=form_id, at=AT).revision == 0


def test_more_differences_than_can_be_ticked_are_looked_through_and_taken_together(
    scene: Scene, form_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_TICKED", 2)
    monkeypatch.setattr(workbooks, "SHOWN", 2)
    save(scene.officer, form_id)
    content, session = changed(scene, form_id, may__C5=4, may__D5=None, may__C6=1952), dict[str, str]()
    answer = upload(scene.officer, form_id, content, session=session)
    wish = {"tep": answer["Location"].partition("tep=")[2]}
    see = partial(page, workbooks.upload, scene.officer, session=session, form_id=form_id)
    shown = [text(see(wish | {"trang": at})) for at in ("1", "2", "99", "x")]
    assert [f"trang {at}/2" in words for at, words in zip((1, 2, 2, 1), shown, strict=True)] == [True] * 4
    assert "1.952" in shown[0] + shown[1]
    with pytest.raises(Http404):
        page(workbooks.upload, scene.officer, wish, post=True, form_id=form_id)
    assert RoundForm.objects.get(id=form_id).revision == 1, "looking takes nothing, nor does who did not look"
    save(scene.officer, form_id)
    assert see(wish | {"_revision": "1"}, post=True).status_code == 422
    assert see(wish | {"_revision": "2"}, post=True).status_code == 302
    cells = RoundForm.objects.get(id=form_id).content["cells"]
    assert (cells["may.lanh_dao.tong"], cells["may.chuyen_mon.tong"]) == ("4", "1952")
    assert cells["may.lanh_dao.co_may"] == "3", "what the file leaves empty stays unless somebody says otherwise"
    assert "để trống" in text(upload(scene.officer, form_id, content)), "one difference is left, and can be ticked"
