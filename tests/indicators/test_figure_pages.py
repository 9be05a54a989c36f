"""Pages of figures: what everybody sees, who enters, what a form gives back, what a file holds."""

import io
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from openpyxl import load_workbook

from honglam.directory import api as directory
from honglam.indicators import api
from honglam.indicators.contracts import (
    Figure,
    GroundWords,
    IndicatorNotFound,
    NotANumber,
    ScopeRef,
    SourceKind,
    ValueNotFound,
)
from honglam.indicators.forms import read_number
from honglam.indicators.models import IndicatorValue, Scope
from honglam.indicators.rules import numbers
from honglam.indicators.services.figures.values import succeed
from honglam.indicators.services.figures.writing import put_ground
from honglam.indicators.views.figures import dictionary, entry, findings, values
from honglam.kernel.ids import uuid7
from honglam.kernel.paging import BadCursor, encode_cursor
from honglam.kernel.values import ANONYMOUS, SYSTEM, Actor, TooLong
from tests.cost import cost
from tests.dossiers.scene import Scene
from tests.indicators.test_values import AT
from tests.indicators.test_values import entry as value_entry


def page(view: Any, actor: Actor = ANONYMOUS, given: dict[str, str] | None = None, **parts: Any) -> HttpResponse:
    """A view as the actor sees it, in Vietnamese."""
    request = RequestFactory().get("/", given or {})
    request.actor = actor  # type: ignore[attr-defined]
    answer = view(request, **parts)
    assert isinstance(answer, HttpResponse)
    return answer


def sent(view: Any, actor: Actor, given: dict[str, str], **parts: Any) -> HttpResponse:
    """A form sent by the actor."""
    request = RequestFactory().post("/", given)
    request.actor = actor  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    answer = view(request, **parts)
    assert isinstance(answer, HttpResponse)
    return answer


def made(answer: HttpResponse) -> UUID:
    """The value that the form led to."""
    assert answer.status_code == 302
    return UUID(answer["Location"].rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1234.5", "1234.5"),
        (" 12 345 ", "12345"),
        ("-0,25", "-0.25"),
        ("\u22123", "-3"),
        ("369.637.000.000", "369637000000"),
        ("0.125", "0.125"),
        ("0.013", "0.013"),
        ("-0.250", "-0.25"),
        ("4.92 %", "4.92"),
        ("12.345,6", "12345.6"),
    ],
)
def test_a_number_as_people_write_it(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)
    assert numbers.read_number(text) == Decimal(number), "a field and a cell read alike"


@pytest.mark.parametrize(
    "text", ["", "nhiều", "1,2,3", "1e", "NaN", "Infinity", "=1+1", "1,234.5", "1.2,5", "1_000", "1e5"]
)
def test_what_is_no_number_says_so(text: str) -> None:
    assert numbers.read_number(text) is None
    with pytest.raises(NotANumber):
        read_number(text)


def test_the_dictionary_is_searched_without_accents(scene: Scene) -> None:
    found = page(dictionary.listing, given={"q": "ty le ho so"}).content.decode()
    assert "Tỷ lệ hồ sơ nộp trực tuyến" in found
    assert "Kinh phí tập huấn" not in page(dictionary.listing).content.decode(), "not public"
    assert "Kinh phí tập huấn" in page(dictionary.listing, scene.officer).content.decode()
    assert "Không có chỉ tiêu nào khớp" in page(dictionary.listing, given={"q": "không có gì"}).content.decode()


def test_an_indicator_tells_its_formula_in_words_and_marks_contradictions(scene: Scene) -> None:
    rate = page(dictionary.indicator, code="online_rate").content.decode()
    assert "100 × “Hồ sơ nộp trực tuyến” ÷ “Tiếp nhận trong kỳ”" in rate.replace("\xa0", " ")
    services = page(dictionary.indicator, code="services").content.decode()
    assert services.count("Có mâu thuẫn") == 2
    assert "trên 120 dịch vụ" in services
    scope = next(
        one
        for one in api.list_subjects(
            actor=ANONYMOUS, indicator_id=api.get_indicator(actor=ANONYMOUS, code="services").id
        ).items
        if one.part
    )
    part = page(dictionary.indicator, given={"chu_the": str(scope.id)}, code="services").content.decode()
    assert "trên 120 dịch vụ" not in part
    view = api.get_indicator(actor=ANONYMOUS, code="services")
    told = dictionary._named(view, scope)
    assert told and told.part == view.latest.part_name(scope.part) != scope.part, "nobody reads a code"
    for unknown in ("999999", "9" * 40, "một", "²", "-1"):
        with pytest.raises(ValueNotFound):
            page(dictionary.indicator, given={"chu_the": unknown}, code="services")


def test_of_many_subjects_one_is_looked_for_by_name_and_walked_to_by_key(scene: Scene) -> None:
    """Four hundred choices in a list that opens were more than anybody scrolls through on a phone."""
    view = api.get_indicator(actor=ANONYMOUS, code="services")
    named = [f"Đơn vị số {number:03}" for number in range(60)]
    said = IndicatorValue.objects.filter(indicator=view.id).first()
    assert said is not None
    for name in named:
        said.pk, said.scope = uuid7(), Scope.objects.create(kind="external", external=name)
        said._state.adding = True
        said.save()
    first = page(dictionary.subjects, code="services").content.decode()
    assert "Đơn vị số 000" in first and "Đơn vị số 059" not in first, "a page of fifty"
    begun = api.list_subjects(actor=ANONYMOUS, indicator_id=view.id)
    assert begun.next_cursor is not None
    rest = api.list_subjects(actor=ANONYMOUS, indicator_id=view.id, after=begun.next_cursor)
    walked = [one.name for one in [*begun.items, *rest.items] if one.name in named]
    assert walked == named and rest.next_cursor is None
    found = page(dictionary.subjects, given={"q": "don vi 042"}, code="services").content.decode()
    assert "Đơn vị số 042" in found and "Đơn vị số 041" not in found
    assert "Không có nơi nào khớp" in page(dictionary.subjects, given={"q": "xyz"}, code="services").content.decode()
    shown = page(dictionary.indicator, code="services").content.decode()
    assert "<option" not in shown and "/ve-ai/" in shown
    chosen = api.list_subjects(actor=ANONYMOUS, indicator_id=view.id, query="Đơn vị số 042").items[0]
    of_one = page(dictionary.indicator, given={"chu_the": str(chosen.id)}, code="services").content.decode()
    assert "Đơn vị số 042" in of_one and "Đơn vị số 041" not in of_one
    for broken in ("x", encode_cursor(1, 2, 3, 4), encode_cursor(True, "", "", 1)):
        with pytest.raises(BadCursor):
            page(dictionary.subjects, given={"sau": broken}, code="services")


def test_a_value_shows_its_sentence_and_what_stands_beside(scene: Scene) -> None:
    one = next(one for one in api.list_values(actor=ANONYMOUS, indicator="services").items if one.in_conflict)
    shown = page(values.value, value_id=one.id).content.decode()
    assert one.ground.quote in shown
    assert "Số liệu khác về cùng việc" in shown
    held = page(values.value, given={"dang": "csv"}, value_id=one.id).content.decode("utf-8-sig")
    assert len(held.splitlines()) == 4
    assert page(dictionary.indicator, given={"dang": "xlsx"}, code="services").content[:2] == b"PK"


def test_a_page_costs_the_same_for_one_value_and_for_fifty(scene: Scene) -> None:
    def queries() -> int:
        return cost(lambda: page(dictionary.indicator, code="communes_with_site"))

    def add(first: int, count: int) -> None:
        entries = [
            value_entry(str(one), period=f"20{20 + one // 12}-{one % 12 + 1:02}") for one in range(first, first + count)
        ]
        api.record_values(
            actor=SYSTEM, entries=entries, ground=GroundWords(kind=SourceKind.REPORTING, public=True), at=AT
        )

    add(0, 3)
    few = queries()
    add(3, 45)
    assert queries() == few


FORM = {"co_quan": "", "ky": "quarter", "ngay": "15/08/2026", "bound": "exact", "value": "2", "note": "Đếm trên cổng."}


def test_an_officer_enters_and_the_head_corrects_and_confirms(scene: Scene) -> None:
    shown = page(entry.enter, scene.specialist, code="communes_with_site")
    assert shown.status_code == 200
    entered = made(sent(entry.enter, scene.specialist, FORM, code="communes_with_site"))
    assert "Xác nhận và công khai" in page(values.value, scene.department_head, value_id=entered).content.decode()
    confirmed = made(sent(entry.confirm, scene.department_head, {}, value_id=entered))
    assert "quý 3/2026" in page(values.value, value_id=confirmed).content.decode()
    wrong = {"bound": "exact", "value": "1", "reason": "Đếm nhầm"}
    corrected = made(sent(entry.correct, scene.department_head, wrong, value_id=confirmed))
    old = page(values.value, value_id=confirmed).content.decode()
    assert "đã được đính chính" in old
    assert str(corrected) in old
    gone = made(sent(entry.correct, scene.department_head, {"withdraw": "1", "reason": "Thôi"}, value_id=corrected))
    assert "đã rút" in page(values.value, value_id=gone).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "hai"}, "Nhập một số"),
        ({"ngay": ""}, "Nhập ngày"),
        ({"note": " "}, "Nêu căn cứ"),
        ({"ngay": "31/02/2026"}, "Không có ngày này"),
        ({"ngay": "01/01/2014"}, "Từ điển chưa có định nghĩa"),
        ({"bound": "range", "upper": "1"}, "Đầu trên của khoảng"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(scene: Scene, change: dict[str, str], words: str) -> None:
    before = IndicatorValue.objects.count()
    answer = sent(entry.enter, scene.specialist, FORM | {"note": "Giữ lại nhé"} | change, code="communes_with_site")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if "note" not in change:
        assert "Giữ lại nhé" in answer.content.decode()
    assert IndicatorValue.objects.count() == before


def test_strangers_find_no_form(scene: Scene) -> None:
    for stranger in (scene.officer, scene.chairman):
        with pytest.raises(IndicatorNotFound):
            page(entry.enter, stranger, code="communes_with_site")
        with pytest.raises(IndicatorNotFound):
            sent(entry.enter, stranger, FORM, code="communes_with_site")
    entered = api.record_value(actor=scene.specialist, entry=value_entry(scope=ScopeRef(area="99")), note="x", at=AT)
    for view in (entry.correct, entry.confirm):
        with pytest.raises(ValueNotFound):
            sent(view, scene.specialist, {"value": "1", "reason": "x"}, value_id=entered)


def test_contradictions_are_listed_and_explained(scene: Scene) -> None:
    api.check_figures(actor=SYSTEM, at=AT)
    listed = page(findings.listing, scene.auditor).content.decode()
    assert "60 + 45 = 105 ≠ 100, chênh lệch −5" in listed
    assert "Chưa xử lý" in listed
    wanted = next(one for one in api.list_findings().items if one.arithmetic.startswith("60 + 45"))
    shown = page(findings.finding, scene.auditor, finding_id=wanted.id).content.decode()
    assert "trong đó cấp tỉnh 60, cấp xã 45" in shown
    assert "60 (cấp tỉnh) + 45 (cấp xã) = 105 ≠ 100 (tổng), chênh lệch −5" in shown
    assert sent(findings.finding, scene.auditor, {"words": ""}, finding_id=wanted.id).status_code == 422
    assert (
        sent(findings.finding, scene.auditor, {"words": "Có 5 dịch vụ chung."}, finding_id=wanted.id).status_code == 302
    )
    explained = page(findings.listing, scene.auditor, {"trang_thai": "explained"}).content.decode()
    assert "60 + 45 = 105" in explained
    assert "Có 5 dịch vụ chung." in page(findings.finding, scene.officer, finding_id=wanted.id).content.decode()


def test_the_course_and_the_agencies_are_pictures_too(scene: Scene) -> None:
    page_of = page(dictionary.indicator, code="services").content.decode()
    assert "dang=svg&amp;hinh=dien-bien" in page_of
    drawn = page(dictionary.indicator, given={"dang": "svg"}, code="services")
    assert drawn["Content-Type"].startswith("image/svg+xml")
    assert "<text" in drawn.content.decode()
    with pytest.raises(Http404):
        page(dictionary.indicator, given={"dang": "svg", "hinh": "co-quan"}, code="online_rate")


def test_of_many_agencies_the_greatest_are_drawn_and_all_for_who_asks(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dictionary, "GREATEST", 1)
    communes = {code: directory.get_agency_by_code(code=code) for code in ("UBND-XA-99001", "UBND-XA-99002")}
    for number, one in enumerate(communes.values(), start=7):
        said = value_entry(indicator="agency_staff", scope=ScopeRef(agency_id=one.id), value=str(number))
        api.record_values(
            actor=SYSTEM, entries=[said], ground=GroundWords(kind=SourceKind.REPORTING, public=True), at=AT
        )

    def drawn(**given: str) -> tuple[list[bool], bool]:
        text = page(dictionary.indicator, given=given, code="agency_staff").content.decode()
        bars = text.partition("hl-bars")[2].partition("</ul>")[0]
        return [one.name in bars for one in communes.values()], "?so_sanh=het" in text

    assert drawn() == ([False, True], True)
    assert drawn(so_sanh="het") == ([True, True], False)
    picture = page(dictionary.indicator, given={"dang": "svg", "hinh": "co-quan"}, code="agency_staff")
    assert all(one.name in picture.content.decode() for one in communes.values()), "a picture has them all"


def test_a_file_holds_every_value_and_not_the_first_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [value_entry(str(900 + one), period=f"20{20 + one // 12}-{one % 12 + 1:02}") for one in range(60)]
    api.record_values(actor=SYSTEM, entries=entries, ground=GroundWords(kind=SourceKind.REPORTING, public=True), at=AT)
    monkeypatch.setattr(dictionary, "AT_ONCE", 25)
    for given in ({"dang": "csv"}, {"dang": "csv", "chu_the": str(IndicatorValue.objects.latest("id").scope_id)}):
        lines = page(dictionary.indicator, given=given, code="communes_with_site").content.decode().splitlines()
        assert {str(900 + one) for one in range(60)} <= {line.split(",")[2] for line in lines if line.count(",") > 2}
    book = page(dictionary.indicator, given={"dang": "xlsx"}, code="communes_with_site").content
    assert load_workbook(io.BytesIO(book)).worksheets[0].max_row >= 62


def test_everybody_sees_of_a_line_of_corrections_only_what_is_public(scene: Scene) -> None:
    entered = api.record_value(actor=scene.specialist, entry=value_entry("71"), note="Đếm nháp.", at=AT)
    head = scene.department_head
    mended = api.correct_value(
        actor=head, value_id=entered, figure=Figure(value=Decimal(72)), reason="Đếm lại nội bộ.", at=AT
    )
    shown = api.confirm_value(actor=head, value_id=mended, at=AT)
    inside = put_ground(SYSTEM, GroundWords(kind=SourceKind.PERSON, note="Chưa công bố.", public=False), AT)
    row = IndicatorValue.objects.select_related("indicator", "version").get(id=shown)
    succeed(row, Figure(value=Decimal(73)), inside.pk).save(force_insert=True)
    assert len(api.get_value(actor=head, value_id=shown).history) == 4
    assert [one.id for one in api.get_value(actor=ANONYMOUS, value_id=shown).history] == [shown]
    public = page(values.value, value_id=shown).content.decode()
    for words in ("Đếm nháp.", "Chưa công bố.", "Xem số liệu hiện hành", str(entered)):
        assert words not in public
    assert "Xem số liệu hiện hành" in page(values.value, head, value_id=shown).content.decode()


def test_no_word_that_is_typed_is_cut_off(scene: Scene) -> None:
    with pytest.raises(TooLong) as refused:
        api.record_value(actor=scene.specialist, entry=value_entry(), note="x" * 4001, at=AT)
    assert refused.value.field == "note"
    entered = api.record_value(actor=scene.specialist, entry=value_entry(), note="x" * 4000, at=AT)
    with pytest.raises(TooLong) as refused:
        api.correct_value(actor=scene.department_head, value_id=entered, figure=None, reason="x" * 4001, at=AT)
    assert refused.value.field == "reason"
