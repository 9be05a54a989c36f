"""Pages in their states: empty, filled, refused with nothing typed lost; a fixed number of queries; files."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from openpyxl import load_workbook

from honglam.directives import api
from honglam.directives.contracts import (
    Addressee,
    NumberMalformed,
    ProgrammeNotFound,
    RecommendationInput,
    TaskNotFound,
    Verb,
)
from honglam.directives.forms import read_act
from honglam.directives.gateways.typesetting import content_of, place_name, place_of
from honglam.directives.models import Directive, MoneyLine, Plan, Programme, Project, Recommendation, Task
from honglam.directory.contracts import UnitKind
from honglam.files import api as files
from honglam.kernel import clock
from honglam.kernel.ids import uuid7
from honglam.kernel.paging import encode_cursor
from honglam.kernel.values import NotFound
from tests.cost import cost
from tests.directives.conftest import Steering
from tests.dossiers.scene import MORNING, PDF

Visit = Callable[..., Any]
DUE = clock.today() + timedelta(days=30)


@pytest.mark.parametrize(
    "path",
    [
        "/can-bo/nhiem-vu/",
        "/can-bo/nhiem-vu/?xem=late&q=zz",
        "/can-bo/chi-dao/",
        "/can-bo/chi-dao/giao/",
        "/can-bo/don-doc/",
        "/can-bo/ke-hoach/",
        "/can-bo/kinh-phi/",
        "/can-bo/kinh-phi/trung-lap/",
        "/can-bo/kien-nghi/",
    ],
)
def test_a_page_without_content_says_what_will_appear(steering: Steering, visit: Visit, path: str) -> None:
    answer = visit(steering.other_chairman, path)
    assert answer.status_code == 200
    assert "hl-empty" in answer.content.decode() or path.endswith("giao/")


def test_a_directive_that_is_refused_keeps_what_was_typed(steering: Steering, visit: Visit) -> None:
    typed = {"text": "Rà soát <b>ngay</b>", "symbol": "12/TB-VP", "due_on": ""}
    answer = visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Rà soát &lt;b&gt;ngay&lt;/b&gt;" in page and "12/TB-VP" in page
    assert "Hãy chọn đơn vị chủ trì." in page


@pytest.mark.parametrize(("name", "most"), [("text", 4000), ("quote", 2000), ("result", 2000)])
def test_words_of_a_directive_are_not_cut_off(steering: Steering, visit: Visit, name: str, most: int) -> None:
    typed = {"text": "Rà soát", "due_on": "", name: "á" * (most + 3)}
    answer = visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "á" * (most + 3) in page
    assert "dài quá 3 ký tự" in page and f'id="{name}-error"' in page
    assert name == "text" or " open" in page.partition('<details class="govuk-details')[2].partition(">")[0]


@pytest.mark.parametrize("path", ["/can-bo/ke-hoach/%00/", "/can-bo/kinh-phi/%00/"])
def test_a_code_that_no_database_takes_is_not_found(steering: Steering, visit: Visit, path: str) -> None:
    with pytest.raises(NotFound):
        visit(steering.province_chairman, path)
    assert visit(steering.province_chairman, "/can-bo/kien-nghi/?q=%00").status_code == 200


@pytest.mark.parametrize("typed", ["1e9999999", "-1e9999999", "1e3", "NaN", "Infinity", "1" * 16, "1,"])
def test_a_quantity_is_a_number_as_people_write_it(typed: str) -> None:
    with pytest.raises(NumberMalformed):
        read_act({"actual.1": typed})


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12.5", "12.5"), ("12,5", "12.5"), ("1.250", "1250"), ("1.250,5", "1250.5"), ("1 250", "1250")],
)
def test_a_dot_may_part_thousands_or_decimals(typed: str, number: str) -> None:
    assert read_act({"actual.1": typed}).actuals == {1: Decimal(number)}


def test_a_file_that_does_not_hold_the_whole_list_says_so(
    steering: Steering, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        steering.given(due=DUE)
    whole = visit(steering.province_chairman, "/can-bo/nhiem-vu/tai-ve.csv").content.decode()
    monkeypatch.setattr("honglam.directives.views.tasks.MOST_ROWS", 1)
    cut = visit(steering.province_chairman, "/can-bo/nhiem-vu/tai-ve.csv").content.decode()
    words = "Danh sách còn tiếp: tệp này chỉ có 1 mục đầu."
    assert words in cut and words not in whole


def test_a_directive_is_given_in_one_post_and_once(steering: Steering, visit: Visit) -> None:
    typed = {
        "text": "Rà soát thủ tục",
        "lead_id": str(steering.unit("SO-MAU")),
        "due_on": DUE.isoformat(),
        "idempotency_key": "a1",
    }
    answers = [visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Task.objects.filter(record=False).count() == 1
    other = visit(steering.province_chairman, "/can-bo/chi-dao/giao/", typed | {"text": "Rà soát biểu mẫu"})
    text = other.content.decode()
    assert other.status_code == 422 and "đã được ghi nhận" in text
    assert 'value="a1"' not in text, "sent once more, it is a directive of its own"


def test_a_day_is_typed_as_people_write_it(steering: Steering, visit: Visit) -> None:
    """A browser's own field shows the order of its language: 03/04 would be another day."""
    path = "/can-bo/chi-dao/giao/"
    assert 'type="date"' not in visit(steering.province_chairman, path).content.decode()
    typed = {"text": "Rà soát", "lead_id": str(steering.unit("SO-MAU")), "due_on": "31/02/2027", "issued_on": "hôm qua"}
    wrong = visit(steering.province_chairman, path, typed)
    assert wrong.status_code == 422
    assert "Không có ngày này" in wrong.content.decode() and "31/02/2027" in wrong.content.decode()
    right = typed | {"due_on": DUE.strftime("%d/%m/%Y"), "issued_on": ""}
    assert visit(steering.province_chairman, path, right).status_code == 302
    assert Task.objects.filter(record=False).get().due_on == DUE


def test_a_task_is_acted_on_from_its_page(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    page = visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/").content.decode()
    assert f"/can-bo/nhiem-vu/{task}/acknowledge/" in page and f"/can-bo/nhiem-vu/{task}/close/" not in page
    assert visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/acknowledge/", {}).status_code == 302
    empty = visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/report/", {"words": " "})
    assert empty.status_code == 422 and "Hãy ghi một câu" in empty.content.decode()
    paper = SimpleUploadedFile("anh.pdf", PDF, content_type="application/pdf")
    said = visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/report/", {"words": "Xong nửa", "files": paper})
    assert said.status_code == 302
    kept = steering.seen("department_head", task).lines[0].files[0]
    answer = visit(steering.province_chairman, f"/can-bo/nhiem-vu/{task}/tep/{kept.id}/")
    assert b"".join(answer.streaming_content) == PDF
    with pytest.raises(TaskNotFound):
        visit(steering.other_officer, f"/can-bo/nhiem-vu/{task}/tep/{kept.id}/")


def test_a_file_of_another_task_is_not_evidence_of_this_one(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    other = files.store(actor=steering.department_head, content=PDF, name="x.pdf", at=MORNING, purpose="evidence")
    with pytest.raises(TaskNotFound):
        visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/tep/{other.id}/")


def test_a_program_is_no_evidence_and_the_words_stay(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    bad = SimpleUploadedFile("a.pdf", b"MZ\x90\x00 program", content_type="application/pdf")
    answer = visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/report/", {"words": "Xong nửa", "files": bad})
    assert answer.status_code == 422 and "Xong nửa" in answer.content.decode()
    assert Task.objects.get(id=task).line_count == 1


@pytest.mark.parametrize("verb", ["close", "khong-co", "cancel"])
def test_what_is_not_offered_is_not_shown(steering: Steering, visit: Visit, verb: str) -> None:
    task = steering.given(due=DUE)
    if verb == "khong-co":
        with pytest.raises(Http404):
            visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/{verb}/")
    else:
        assert visit(steering.department_head, f"/can-bo/nhiem-vu/{task}/{verb}/").status_code == 302


def test_lists_cost_the_same_with_few_and_many(steering: Steering, visit: Visit) -> None:
    def look(path: str) -> None:
        assert visit(steering.province_chairman, path).status_code == 200

    def costs() -> dict[str, int]:
        return {path: cost(partial(look, path)) for path in paths}

    paths = (
        *("/can-bo/nhiem-vu/", "/can-bo/chi-dao/", "/can-bo/don-doc/", "/can-bo/ke-hoach/"),
        *("/can-bo/kinh-phi/", "/can-bo/kinh-phi/NQ-01/", "/can-bo/kinh-phi/trung-lap/", "/can-bo/kien-nghi/"),
        *("/can-bo/ke-hoach/KH-2024/", f"/can-bo/chi-dao/{Directive.objects.get(code='KH-01-2024').id}/"),
    )
    _grow(steering, 0)
    few = costs()
    for number in range(1, 9):
        _grow(steering, number)
    assert costs() == few


def _grow(steering: Steering, number: int) -> None:
    """One more of everything that the lists show, each under another unit than the one before."""
    code = ("SO-MAU", "UBND-XA-99001", "UBND-XA-99002")[number % 3]
    task = steering.given(lead=code, due=DUE + timedelta(days=number))
    chairman = steering.province_chairman
    api.draft_urging(
        actor=chairman, task_ids=[task], reply_by=None, signer_title="", signer="", key=f"u{number}", at=MORNING
    )
    wish = RecommendationInput(text=f"Kiến nghị {number}", addressee=Addressee.CENTRE, addressed_to="Bộ Mẫu")
    api.raise_recommendation(actor=chairman, wish=wish, key=f"k{number}", at=MORNING)
    unit = steering.unit(code)
    Recommendation.objects.filter(text=f"Kiến nghị {number}").update(agency_id=unit)
    board = Task.objects.get(id=task).directive_id
    old = Directive.objects.get(code="KH-01-2024")
    Task.objects.filter(id=steering.given(lead=code)).update(directive=old, number=f"9{number}")
    years = {"title": f"Mẫu {number}", "first_year": 2026, "last_year": 2027, "agency_id": unit}
    Plan.objects.create(code=f"M-{number}", directive_id=board, **years)
    programme = Programme.objects.create(code=f"M-{number}", **years)
    for home in (programme.code, "NQ-01"):
        leads = {"leads": ["UBND-MAU", code]}
        project = Project.objects.create(
            code=f"{home}/M-{number}", programme_id=home, position=number, title=f"Dự án {number}", content=leads
        )
        MoneyLine.objects.create(
            project=project, year=2026, source="own", kind="granted", amount=7, document="QĐ 1", recorded_at=MORNING
        )


def test_files_hold_what_the_page_shows_and_no_formula(steering: Steering, visit: Visit) -> None:
    steering.given(text="=cmd|' /C calc'!A0", due=DUE)
    answer = visit(steering.province_chairman, "/can-bo/nhiem-vu/tai-ve.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][2].startswith("'=cmd")
    book = load_workbook(io.BytesIO(visit(steering.province_chairman, "/can-bo/nhiem-vu/tai-ve.xlsx").content))
    assert book.active.cell(2, 3).data_type == "s"
    money = visit(steering.province_chairman, "/can-bo/kinh-phi/NQ-01/tai-ve.csv").content.decode("utf-8-sig")
    assert "900000000" in money and "1200000000" in money
    with pytest.raises(Http404):
        visit(steering.province_chairman, "/can-bo/nhiem-vu/tai-ve.exe")


def test_the_letter_is_a_paper_with_its_number_open(steering: Steering, visit: Visit) -> None:
    task = steering.given()
    late = MORNING + timedelta(days=20)
    made = api.draft_urging(
        actor=steering.province_chairman, task_ids=[task], reply_by=None, signer_title="", signer="", key="u", at=late
    )
    letter = api.get_urging(actor=steering.province_chairman, letter_id=made)
    content = content_of(letter)
    assert "date_line" not in content and content["year"] == "2026", "the day is given with the number"
    assert content["to"] == "Sở Mẫu" and "1 nhiệm vụ đã quá hạn" in content["opening"]
    assert visit(steering.province_chairman, f"/can-bo/don-doc/{made}/cong-van.pdf").content.startswith(b"%PDF")
    with pytest.raises(NotFound):
        visit(steering.other_chairman, f"/can-bo/don-doc/{made}/cong-van.pdf")


def test_who_has_nobody_to_urge_is_not_told_that_nothing_is_late(steering: Steering, visit: Visit) -> None:
    """A unit that is late with what others gave, and a page behind the last one."""
    steering.given()
    Task.objects.filter(record=False).update(due_on=clock.today() - timedelta(days=1))
    path, unit = "/can-bo/don-doc/", f"don_vi={steering.unit('SO-MAU')}"
    assert "Rà soát toàn bộ" in visit(steering.province_chairman, f"{path}?{unit}").content.decode()
    page = visit(steering.department_head, f"{path}?{unit}").content.decode()
    assert "Không có nhiệm vụ quá hạn nào cần đôn đốc đơn vị này." in page and "Không có việc quá hạn" not in page
    behind = encode_cursor((clock.now() + timedelta(days=365)).isoformat(), str(uuid7()))
    page = visit(steering.province_chairman, f"{path}?tre={behind}").content.decode()
    assert "Trang này không còn nhiệm vụ quá hạn." in page and "Không có việc quá hạn" not in page
    page = visit(steering.province_chairman, f"{path}?{unit}&tre={behind}").content.decode()
    assert f'href="{path}?{unit}' in page and "đơn vị này" not in page


def test_money_and_answers_are_typed_and_refused_at_their_fields(steering: Steering, visit: Visit) -> None:
    project = api.get_programme(actor=steering.province_chairman, code="NQ-01").projects[0].id
    path = f"/can-bo/kinh-phi/du-an/{project}/"
    wrong = visit(steering.province_chairman, path, {"amount": "một triệu", "year": "2024", "document": "QĐ 9"})
    assert wrong.status_code == 422 and "một triệu" in wrong.content.decode() and "QĐ 9" in wrong.content.decode()
    right = {"amount": "−1.000.000", "year": "2024", "document": "QĐ 9", "source": "own", "kind": "spent"}
    assert visit(steering.province_chairman, path, right).status_code == 302
    assert "−1.000.000" in visit(steering.province_chairman, path).content.decode()
    wrong = visit(steering.department_head, "/can-bo/kien-nghi/", {"text": "Xin hướng dẫn", "addressed_to": ""})
    assert wrong.status_code == 422 and "Xin hướng dẫn" in wrong.content.decode()
    asked = Recommendation.objects.get(code="KN-1")
    wrong = visit(steering.department_head, f"/can-bo/kien-nghi/{asked.id}/", {"words": "Đồng ý một phần"})
    assert wrong.status_code == 422 and "Đồng ý một phần" in wrong.content.decode()
    wrong = visit(steering.department_head, f"/can-bo/kien-nghi/{asked.id}/", {"words": "á" * 4001})
    assert wrong.status_code == 422 and 'id="words-error"' in wrong.content.decode()
    with pytest.raises(ProgrammeNotFound):
        visit(steering.other_chairman, path)


def test_a_board_shows_the_tree_and_opens_to_its_parties_only(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    steering.part(task, due=DUE)
    steering.do("department_head", task, Verb.REPORT, words="Đang làm")
    board = Task.objects.get(id=task).directive_id
    page = visit(steering.specialist, f"/can-bo/chi-dao/{board}/").content.decode()
    assert "1.1" in page and "Đang làm" in page
    with pytest.raises(NotFound):
        visit(steering.other_officer, f"/can-bo/chi-dao/{board}/")


def test_quantities_by_quarter_are_typed_with_the_task(steering: Steering, visit: Visit) -> None:
    year = clock.today().year + 1
    typed = {
        "text": "Tập huấn",
        "lead_id": str(steering.unit("SO-MAU")),
        "due_on": f"{year}-12-20",
        "quarter_2": "1.200,5",
    }
    path = "/can-bo/chi-dao/giao/"
    unnamed = visit(steering.province_chairman, path, typed)
    assert unnamed.status_code == 422 and "Hãy ghi chỉ tiêu" in unnamed.content.decode()
    wrong = visit(steering.province_chairman, path, {**typed, "quarter_2": "nhiều", "indicator": "Lớp", "unit": "lớp"})
    assert wrong.status_code == 422 and "nhiều" in wrong.content.decode()
    assert visit(steering.province_chairman, path, {**typed, "indicator": "Lớp", "unit": "lớp"}).status_code == 302
    task = Task.objects.get(record=False)
    target = task.targets.get()
    assert (target.year, target.quarter, target.target) == (year, 2, Decimal("1200.5"))
    told = {"words": "Đang làm", f"actual.{target.id}": "300"}
    assert visit(steering.department_head, f"/can-bo/nhiem-vu/{task.id}/report/", told).status_code == 302
    assert "300" in visit(steering.province_chairman, f"/can-bo/nhiem-vu/{task.id}/").content.decode()


def test_a_directive_gets_another_task_from_its_giver_only(steering: Steering, visit: Visit) -> None:
    board = Task.objects.get(id=steering.given(due=DUE)).directive_id
    typed = {"text": "Việc thứ hai", "lead_id": str(steering.unit("UBND-XA-99001")), "due_on": DUE.isoformat()}
    path = f"/can-bo/chi-dao/{board}/"
    assert visit(steering.department_head, path, typed).status_code == 422
    empty = visit(steering.province_chairman, path, {**typed, "due_on": ""})
    assert empty.status_code == 422 and "Việc thứ hai" in empty.content.decode()
    assert visit(steering.province_chairman, path, typed).status_code == 302
    assert list(Task.objects.filter(directive_id=board).order_by("number").values_list("number", flat=True)) == [
        "1",
        "2",
    ]
    assert Task.objects.filter(directive_id=board, lead_id=steering.unit("UBND-XA-99001")).exists()


def test_the_place_of_a_letter_is_the_unit_without_its_kind(steering: Steering) -> None:
    assert place_of("99001", MORNING.date()) == "An, "
    assert place_of("", MORNING.date()) == ""


@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [
        (UnitKind.PROVINCE, "Tỉnh Mẫu", "Mẫu"),
        (UnitKind.CENTRAL_CITY, "Thành phố Huế", "Huế"),
        (UnitKind.CENTRAL_CITY, "Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        (UnitKind.CITY, "Thành phố Vinh", "Vinh"),
        (UnitKind.TOWN, "Thị xã An Bình", "An Bình"),
        (UnitKind.TOWNSHIP, "Thị trấn An", "An"),
        (UnitKind.WARD, "Phường 12", "12"),
        (UnitKind.COMMUNE, "An Xã", "An Xã"),
    ],
)
def test_the_place_keeps_every_word_that_is_no_kind(kind: UnitKind, name: str, place: str) -> None:
    assert place_name(kind, name) == place


def test_a_board_shows_only_what_opens_one_by_one(steering: Steering, visit: Visit) -> None:
    task = steering.given(due=DUE)
    steering.part(task, due=DUE)
    board = Task.objects.get(id=task).directive_id
    typed = {"text": "Việc của xã", "lead_id": str(steering.unit("UBND-XA-99001")), "due_on": DUE.isoformat()}
    assert visit(steering.province_chairman, f"/can-bo/chi-dao/{board}/", typed).status_code == 302
    Task.objects.filter(id=task).update(supporting=[steering.unit("UBND-XA-99001")])
    for who, numbers in {
        "province_chairman": ["1", "1.1", "2"],
        "department_head": ["1", "1.1"],
        "chairman": ["1", "2"],
    }.items():
        view = api.get_directive(actor=steering.who(who), directive_id=board, at=MORNING)
        assert [node.task.number for node in view.tree] == numbers, who
        for node in view.tree:
            steering.seen(who, node.task.id)
    seen = steering.seen("chairman", task)
    assert seen.tree == () and seen.explained == ""


def test_the_family_of_the_first_part_is_not_that_of_the_tenth(steering: Steering) -> None:
    task = steering.given()
    first, tenth = steering.part(task), steering.part(task)
    Task.objects.filter(id=tenth).update(number="1.10")
    assert [node.task.number for node in steering.seen("department_head", first).tree] == ["1", "1.1"]
