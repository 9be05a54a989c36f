"""The pages of indices and reports: what everybody sees, what opens for whom, what a file holds."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import Applicant, OwnerKind
from honglam.dossiers.services.serving import rebuild_days
from honglam.indicators import access, api
from honglam.indicators.contracts import (
    Period,
    PeriodKind,
    ReportApproved,
    ReportNotFound,
    ReportState,
    ReportView,
    Scorecard,
    Standing,
    SubjectNotFound,
    TableKind,
)
from honglam.indicators.models import Report
from honglam.indicators.queries import scores
from honglam.indicators.queries.reports import figures_of
from honglam.indicators.views import indices, reporting, tables
from honglam.kernel import measures
from honglam.kernel.measures import MeasureRow
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, SYSTEM, Actor, TooLong
from honglam.ui.sheets import as_csv, as_xlsx
from tests.cost import cost, cost_now
from tests.dossiers.scene import LICENCE, MORNING, Scene, later, vn

NOVEMBER = Period(kind=PeriodKind.MONTH, first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))
OCTOBER = Period(kind=PeriodKind.MONTH, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31))
THEN = vn("2026-11-27 16:00")
DAYS = {"tu": "2026-11-01", "den": "2026-11-30"}


def page(view: Any, actor: Actor = ANONYMOUS, given: dict[str, str] | None = None, **parts: Any) -> HttpResponse:
    """A view as the actor sees it, in Vietnamese."""
    request = RequestFactory().get("/", {**DAYS, **(given or {})})
    request.actor = actor  # type: ignore[attr-defined]
    answer = view(request, **parts)
    assert isinstance(answer, HttpResponse)
    return answer


def text(answer: HttpResponse) -> str:
    """What the page says."""
    return answer.content.decode()


@pytest.fixture
def month(scene: Scene) -> Scene:
    """One settled early, one late, one walk-in under way, and the roll-ups that follow."""
    scene.resolved()
    late = scene.at_last_step()
    dossiers.issue_result(actor=scene.clerk, dossier_id=late, result=scene.result(), at=later(days=9))
    scene.walk_in(later(days=1))
    drain()
    return scene


def test_a_score_explains_itself_down_to_its_numbers(month: Scene) -> None:
    agency_id = month.unit("UBND-XA-99001")
    card = api.score_agency(
        criteria_set=api.get_set(index="mau", on=NOVEMBER.last_on), agency_id=agency_id, period=NOVEMBER, at=THEN
    )
    items = {item.criterion.code: item for item in card.items}
    assert (items["1"].numerator, items["1"].denominator, items["1"].score) == (2, 3, 6.0)
    assert (items["2"].numerator, items["2"].denominator, items["2"].score) == (2, 2, 1.0)
    assert items["4"].standing is items["5"].standing is Standing.NOT_MEASURED
    assert items["5"].lacking == ("khong.co",)
    shown = text(page(indices.card, index="mau", agency_id=agency_id))
    for words in ("Tiếp nhận trực tuyến", "2 ÷ 3", "Hệ thống chưa ghi việc niêm yết.", "Hệ thống chưa có số liệu này"):
        assert words in shown


def test_agencies_stand_side_by_side_and_the_province_has_its_own_sums(month: Scene) -> None:
    shown = text(page(indices.ranking, index="mau"))
    assert "UBND xã An" in shown or directory.get_agency(agency_id=month.unit("UBND-XA-99001")).name in shown
    chosen = api.get_set(index="mau", on=NOVEMBER.last_on)
    cards = api.score_agencies(criteria_set=chosen, period=NOVEMBER, at=THEN)
    assert cards[0].subject_id == month.unit("UBND-XA-99001")
    province = api.score_province(criteria_set=chosen, period=NOVEMBER, at=THEN)
    assert [item.score for item in province.items][:2] == [6.0, 1.0]


def test_a_ranking_begins_with_a_good_first_part(month: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred agencies were twenty-seven thousand pixels on a phone."""
    name = directory.get_agency(agency_id=month.unit("UBND-XA-99001")).name
    assert "Xem tất cả" not in text(page(indices.ranking, index="mau")), "they are few"
    monkeypatch.setattr(indices, "FIRST", 0)
    cut = text(page(indices.ranking, index="mau"))
    assert name not in cut and "xem=het#co-quan" in cut
    assert name in text(page(indices.ranking, given={"xem": "het"}, index="mau"))


def test_a_report_begins_with_what_has_something_to_tell(month: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every agency with all of its noughts was a hundred and thirty-six thousand pixels on a phone."""
    found = api.get_table(kind=TableKind("ii-06a"), period=NOVEMBER, agency_id=None, at=THEN)
    first = tables._first_part(found)
    silent = [one for one in found.lines if one.agency_id and not any(one.values)]
    assert silent and not [one for one in first if one in silent]
    assert [one for one in first if one.sum] == [one for one in found.lines if one.sum]
    assert "xem=het" in text(page(tables.table, kind="ii-06a"))
    whole = text(page(tables.table, given={"xem": "het"}, kind="ii-06a"))
    assert "xem=het" not in whole and silent[0].label in whole
    monkeypatch.setattr(tables, "MOST", 0)
    assert all(one.sum for one in tables._first_part(found))


def test_the_number_of_queries_does_not_grow_with_dossiers_or_agencies(month: Scene) -> None:
    chosen = api.get_set(index="mau", on=NOVEMBER.last_on)

    def queries() -> int:
        return cost(lambda: api.score_agencies(criteria_set=chosen, period=NOVEMBER, at=THEN))

    few = queries()
    for _ in range(3):
        month.resolved()
    drain()
    assert queries() == few <= 9, "two of them ask which registers a pack has"


def test_a_ranking_is_scored_once_in_a_few_seconds(month: Scene, settings: Any) -> None:
    settings.FIGURES_KEPT_SECONDS = 5
    scores._kept.forget()
    chosen = api.get_set(index="mau", on=NOVEMBER.last_on)

    def ranking(seconds: int) -> list[Scorecard]:
        return api.score_agencies(criteria_set=chosen, period=NOVEMBER, at=THEN + timedelta(seconds=seconds))

    first = ranking(0)
    assert cost_now(lambda: ranking(4)) == 0
    assert ranking(4) == first and ranking(4) is not first, "who sorts theirs does not sort everybody's"
    assert cost_now(lambda: ranking(6)) > 0
    with translation.override("en"):
        assert cost_now(lambda: ranking(7)) > 0, "words are in a language"


def test_officers_open_what_lies_behind_strangers_do_not(month: Scene) -> None:
    shown = text(page(indices.behind, month.chairman, {"chi_so": "dossiers.settled_overdue"}))
    assert shown.count("/can-bo/ho-so/") == 1
    watched = text(page(indices.behind, month.auditor, {"chi_so": "dossiers.settled_overdue"}))
    assert "Nguyễn Thị Hồng" not in watched, "whoever only watches sees personal data covered"
    assert "/can-bo/ho-so/" not in text(page(indices.behind, month.other_chairman, {"chi_so": "dossiers.settled"}))
    with pytest.raises(SubjectNotFound):
        page(indices.behind, month.chairman, {"chi_so": "dossiers.carried_over"})
    assert "phia-sau" not in text(page(indices.card, index="mau")), "no way in for the public"
    assert "phia-sau" in text(page(indices.card, month.chairman, index="mau"))


def test_officers_indices_are_for_whoever_oversees_them(month: Scene) -> None:
    shown = text(page(indices.officers, month.chairman))
    assert month.officer.name in shown
    with pytest.raises(SubjectNotFound):
        page(indices.officers, month.other_chairman, {"co_quan": str(month.unit("UBND-XA-99001"))})


def test_a_dossiers_points_are_for_whoever_may_see_the_dossier(scene: Scene) -> None:
    dossier_id = scene.resolved()
    drain()
    shown = text(page(indices.dossier, scene.officer, dossier_id=dossier_id))
    assert "Thời gian giải quyết" in shown
    for stranger in (scene.other_officer, scene.stranger):
        with pytest.raises(SubjectNotFound):
            page(indices.dossier, stranger, dossier_id=dossier_id)


def test_every_report_as_page_and_as_file(month: Scene) -> None:
    for kind in TableKind:
        assert "Tổng kiểm tra không khớp" not in text(page(tables.table, kind=kind.value))
        sheet = page(tables.table, given={"dang": "xlsx"}, kind=kind.value)
        rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
        assert len(rows) > 3
        assert page(tables.table, given={"dang": "csv"}, kind=kind.value).content.startswith("\ufeff".encode())


@pytest.mark.parametrize(
    ("code", "year", "says"),
    [
        ("dossiers.open_overdue", "2025", True),
        ("dossiers.open_overdue", "2999", False),
        ("dossiers.settled", "2025", False),
    ],
)
def test_a_list_of_this_moment_says_so_where_its_number_is_older(
    month: Scene, code: str, year: str, says: bool
) -> None:
    given = {"chi_so": code, "tu": f"{year}-01-01", "den": f"{year}-12-31"}
    assert ("danh sách dưới đây là tại thời điểm này" in text(page(indices.behind, month.chairman, given))) is says


def test_the_late_steps_of_all_lines_are_those_of_the_province(month: Scene) -> None:
    """A one-stop settles nothing, but it may be late with what it takes in."""
    filed = month.submitted(
        procedure_code=LICENCE,
        answers={"ten_doanh_nghiep": "Công ty Mẫu", "ma_so_thue": "0100109106"},
        papers=(month.paper("DON"),),
        applicant=Applicant(kind=OwnerKind.ENTERPRISE, name="Công ty Mẫu", id_number="0100109106", phone="0912345678"),
        unit_code="",
    )
    dossiers.accept_dossier(actor=month.province_reception, dossier_id=filed, at=later(days=3))
    drain()
    rebuild_days(actor=SYSTEM, at=THEN)
    table = api.get_table(kind=TableKind.LATE, period=NOVEMBER, agency_id=None, at=THEN)
    at = [column.code for column in table.columns].index("dossiers.steps_overdue")
    own = {line.agency_id: line.values[at] for line in table.lines if not line.sum}
    assert own[month.unit("MC-MAU")] == 1
    assert sum(int(value or 0) for value in own.values()) == table.lines[-1].values[at]
    shown = api.get_table(kind=TableKind.OVERVIEW, period=NOVEMBER, agency_id=None, at=THEN)
    assert month.unit("MC-MAU") not in {line.agency_id for line in shown.lines}


def test_people_stand_in_the_order_of_their_names(month: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Đỗ Văn An", "Ân", "Ba", "Bá", "Dung"]
    rows = [MeasureRow(key=at, label=name, values={}) for at, name in enumerate(names)]
    found = measures.find("dossiers.settled")
    assert found is not None
    monkeypatch.setattr(type(found.source), "read_by", lambda *_, **__: rows)
    cards = api.score_officers(
        actor=month.chairman,
        criteria_set=api.get_set(index="mau", on=NOVEMBER.last_on),
        agency_id=month.unit("UBND-XA-99001"),
        period=NOVEMBER,
        at=THEN,
    )
    assert [card.name for card in cards] == ["Ân", "Ba", "Bá", "Dung", "Đỗ Văn An"]


def test_the_overview_adds_up(month: Scene) -> None:
    table = api.get_table(kind=TableKind.OVERVIEW, period=NOVEMBER, agency_id=None, at=THEN)
    values = {line.label: line.values for line in table.lines}
    assert values["The whole province"] == (3, 2, 1, 0, 2, 1, 0, 1, 0, 1, 0, 1)
    assert table.checks
    assert all(check.holds for check in table.checks)


def test_services_without_dossiers_times_and_where_time_was_lost(month: Scene) -> None:
    unused = api.get_table(kind=TableKind.UNUSED, period=NOVEMBER, agency_id=None, at=THEN)
    assert "1.000001" not in {line.values[0] for line in unused.lines}
    assert {"1.000002", "1.000003"} & {line.values[0] for line in unused.lines}
    times = api.get_table(kind=TableKind.TIMES, period=NOVEMBER, agency_id=None, at=THEN)
    assert [(line.values[0], line.values[1]) for line in times.lines] == [("1.000001", 2.0)]
    steps = api.get_table(kind=TableKind.TIMES, period=NOVEMBER, agency_id=None, at=THEN, procedure="1.000001")
    assert len(steps.lines) >= 4
    found = api.get_late_units(period=NOVEMBER, agency_id=None, at=THEN)
    assert sum(float(line.values[0] or 0) for line in found.lines) >= 1


def test_the_steps_of_a_procedure_on_their_page_and_as_a_file(month: Scene) -> None:
    shown = text(page(tables.table, given={"thu_tuc": "1.000001"}, kind="thoi-gian"))
    assert "Kiểm tra và tiếp nhận" in shown
    assert "Check and receive" not in shown
    assert "Bước đã làm xong" in shown
    assert "thu_tuc=1.000001&amp;dang=csv" in shown, "the file holds what the page shows"
    file = page(tables.table, given={"thu_tuc": "1.000001", "dang": "csv"}, kind="thoi-gian").content.decode()
    assert "Kiểm tra và tiếp nhận" in file
    every = text(page(tables.table, kind="thoi-gian"))
    assert "thu_tuc=1.000001" in every
    assert "Bước đã làm xong" not in every


HOSTILE = ["=1+1", "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", 'a"b,c', "Trường Lưu", "\x07chuông"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_text_is_never_a_formula(cell: str) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx("Thử", [[cell, 1.5]], 0))).active
    assert sheet is not None
    assert sheet["A1"].data_type == "s"
    assert sheet["A1"].value == cell.replace("\x07", "")
    written = as_csv([[cell]]).decode().removeprefix("\ufeff").lstrip('"')
    assert written[0] not in "=+-@\t"


def from_before(actor: Actor, period: Period, at: datetime) -> ReportView:
    """A draft of the time when such reports were made."""
    own = access.own_agency(actor)
    assert own is not None
    row = Report.objects.create(
        agency_id=own,
        kind=period.kind.value,
        first_on=period.first_on,
        last_on=period.last_on,
        cut_off=period.cut_off,
        state=ReportState.DRAFT.value,
        figures=figures_of(agency_id=own, period=period, at=at),
        made_at=at,
        made_by=actor.name,
    )
    return api.get_report(actor=actor, report_id=row.id)


def test_a_report_from_before_still_needs_its_signature(month: Scene) -> None:
    made = from_before(month.unit_head, NOVEMBER, vn("2026-12-01 08:00"))
    assert made.state is ReportState.DRAFT
    assert made.figures["now"]["dossiers.received"] == 3
    assert not made.may_approve
    with pytest.raises(ReportNotFound):
        api.approve_report(actor=month.unit_head, report_id=made.id, at=vn("2026-12-01 08:30"))
    with pytest.raises(TooLong):
        api.remark_report(
            actor=month.unit_head, report_id=made.id, number="", remarks="x" * 4001, at=vn("2026-12-01 09:00")
        )
    api.remark_report(
        actor=month.unit_head,
        report_id=made.id,
        number="47/BC-UBND",
        remarks="Đường truyền yếu",
        at=vn("2026-12-01 09:00"),
    )
    done = api.approve_report(actor=month.chairman, report_id=made.id, at=vn("2026-12-01 10:00"))
    assert (done.state, done.approved_by) == (ReportState.APPROVED, month.chairman.name)
    with pytest.raises(ReportApproved):
        api.remark_report(actor=month.chairman, report_id=made.id, number="", remarks="khác", at=vn("2026-12-01 11:00"))
    paper = page(reporting.report_pdf, month.chairman, report_id=made.id)
    assert paper.content.startswith(b"%PDF")
    shown = text(page(reporting.report, month.chairman, report_id=made.id))
    assert "tháng 11 năm 2026" in shown
    assert "Đường truyền yếu" in shown


def test_reports_stay_within_their_agency(month: Scene) -> None:
    made = from_before(month.chairman, OCTOBER, MORNING)
    for stranger in (month.other_chairman, month.citizen):
        with pytest.raises(ReportNotFound):
            api.get_report(actor=stranger, report_id=made.id)
    assert api.list_reports(actor=month.other_chairman) == []
    assert [one.id for one in api.list_reports(actor=month.province_chairman)] == [made.id]
    shown = text(page(reporting.reports, month.chairman))
    assert f"/dieu-hanh/bao-cao/{made.id}/" in shown
    assert "/can-bo/bao-cao/?mau=bc-dich-vu-cong" in shown
    assert "<form" not in shown.partition("<main")[2].partition("</main")[0], "nothing is drafted here any more"
    assert "Chưa có báo cáo nào từ trước" in text(page(reporting.reports, month.other_chairman))
