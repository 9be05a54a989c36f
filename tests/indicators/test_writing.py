"""Written reports: composed from what happened, written into, frozen with their figures; to the web, PDF and Word."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as Xml

import msgspec
import pytest
import yaml
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from pypdf import PdfReader

from honglam.dossiers import api as dossiers
from honglam.indicators import api
from honglam.indicators.contracts import (
    Content,
    OwnWords,
    OwnWordsMissing,
    Pattern,
    PatternNotFound,
    Period,
    PeriodKind,
    PeriodNotOver,
    Piece,
    ReportInput,
    ScopeRef,
    When,
    WritingExists,
    WritingFiguresClosed,
    WritingMovedOn,
    WritingNotFound,
    WritingNumberMissing,
    WritingReasonMissing,
    WritingShut,
    WritingState,
    WritingVerb,
)
from honglam.indicators.models import IndicatorValue, WritingPattern, WrittenReport
from honglam.indicators.queries.writing.composing import compose, pieces_of
from honglam.indicators.queries.writing.reading import Asked
from honglam.indicators.queries.writing.sentences import place_key, read_place
from honglam.indicators.views.figures import values
from honglam.indicators.views.writing import published
from honglam.indicators.views.writing import reports as pages
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, Actor, DomainError
from honglam.notices.models import Message
from tests.cost import cost
from tests.dossiers.scene import Scene, later, vn
from tests.indicators.test_round_pages import _Messages
from tests.pack.folders import PACKS

AT = vn("2027-01-05 09:00")
QUARTER = Period(kind=PeriodKind.QUARTER, first_on=date(2026, 10, 1), last_on=date(2026, 12, 31))
CODE, NUMBER = "bc-dich-vu-cong", "5/BC-UBND"


@pytest.fixture
def lived(scene: Scene) -> Scene:
    """Two dossiers online of which one was settled late, one at the desk; nobody rated, nobody wrote."""
    scene.resolved()
    late = scene.at_last_step()
    dossiers.issue_result(actor=scene.clerk, dossier_id=late, result=scene.result(), at=later(days=9))
    scene.walk_in(later(days=1))
    drain()
    return scene


def drafted(scene: Scene, period: Period = QUARTER) -> UUID:
    """The commune's report of the quarter."""
    return api.draft_report(actor=scene.officer, code=CODE, period=period, at=AT)


def seen(report_id: UUID, actor: Actor) -> Any:
    """The report as somebody sees it."""
    return api.get_written(actor=actor, report_id=report_id)


def move(actor: Actor, report_id: UUID, verb: WritingVerb, **given: Any) -> None:
    """One step, from what stands now."""
    given.setdefault("revision", WrittenReport.objects.get(id=report_id).revision)
    api.move_report(actor=actor, report_id=report_id, verb=verb, at=AT, **given)


def approved(scene: Scene, period: Period = QUARTER) -> UUID:
    """Drafted, submitted, approved."""
    made = drafted(scene, period)
    move(scene.officer, made, WritingVerb.SUBMIT)
    move(scene.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    return made


def said(content: Content, key: str) -> str:
    """What stands at a piece."""
    return "".join(piece.text for part in content.parts if part.key == key for piece in pieces_of(part))


def figures(content: Content) -> Iterator[Piece]:
    """Every figure that is known."""
    return (piece for part in content.parts for piece in pieces_of(part) if piece.number)


def test_sentences_say_what_happened_and_honestly_what_nobody_knows(lived: Scene) -> None:
    content = seen(drafted(lived), lived.officer).content
    assert content.subject == "Tình hình cung cấp, sử dụng dịch vụ công trực tuyến quý IV năm 2026"
    assert (content.agency, content.place) == ("Ủy ban nhân dân xã An", "An")
    assert said(content, "online_words") == (
        "Tiếp nhận trực tuyến 2 trên 3 hồ sơ tiếp nhận trong quý IV năm 2026, đạt 66,7%. "
        "Chưa có số liệu của quý III năm 2026 để so sánh."
    )
    assert "trước hạn và đúng hạn 1, đạt 50%; quá hạn 1." in said(content, "settled_words")
    assert said(content, "feedback_words") == (
        "Trong quý IV năm 2026 không ghi nhận phản ánh, kiến nghị nào. Trong quý IV năm 2026 chưa có lượt đánh giá nào."
    )
    table = next(part.table for part in content.parts if part.key == "flows")
    assert table is not None
    rows = {row[0][0].text: [cell[0].text for cell in row[1:]] for row in table.rows}
    assert rows["Hồ sơ từ kỳ trước chuyển sang"][0] == "0", "a count of nothing is a zero where anything was recorded"
    assert rows["Hồ sơ tiếp nhận trong kỳ"] == ["3", "chưa có số liệu", "chưa có số liệu"]
    assert [part.pieces[0].text for part in content.parts if part.kind == "heading"][:2] == [
        "I. Cung cấp dịch vụ công trực tuyến",
        "II. Tiếp nhận, giải quyết hồ sơ",
    ]


def test_approved_it_stands_to_the_digit_whatever_happens_later(lived: Scene) -> None:
    made = drafted(lived)
    draft = seen(made, lived.officer).content
    assert not any(piece.value for piece in figures(draft)), "what is only computed is not kept yet"
    move(lived.officer, made, WritingVerb.SUBMIT)
    kept = {piece.value for piece in figures(seen(made, lived.officer).content)}
    assert "" not in kept and IndicatorValue.objects.filter(id__in=kept).count() == len(kept)
    move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    before = seen(made, lived.chairman).content
    lived.walk_in(later(days=2))
    drain()
    assert seen(made, lived.chairman).content == before
    for change in ({"number": "6/BC-UBND"}, {"own": {}, "content": {}}, {"state": "draft"}):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            WrittenReport.objects.filter(id=made).update(**change)
    shown = page(
        values.value, lived.officer, value_id=UUID(next(p.value for p in figures(before) if p.text == "66,7%"))
    )
    assert "2 ÷ 3" in text(shown)
    assert AuditEntry.objects.filter(subject_kind="written_report", subject_id=str(made)).count() == 3


def test_own_words_outlive_composing_and_go_into_the_next_period(lived: Scene) -> None:
    made = drafted(lived)
    own = {
        "problems_own": OwnWords(text="Máy quét cũ, hay hỏng."),
        "feedback_words": OwnWords(text="Không có phản ánh.", instead=True),
        "khong_co": OwnWords(text="lạc"),
    }
    api.save_report(actor=lived.officer, report_id=made, typed=ReportInput(own=own), revision=1, at=AT)
    lived.walk_in(later(days=2))
    drain()
    move(lived.officer, made, WritingVerb.COMPOSE)
    view = seen(made, lived.officer)
    assert set(view.own) == {"problems_own", "feedback_words"}
    assert "2 trên 4 hồ sơ" in said(view.content, "online_words")
    move(lived.officer, made, WritingVerb.SUBMIT)
    move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    with pytest.raises(PeriodNotOver):
        api.follow_report(actor=lived.officer, report_id=made, at=AT)
    after = vn("2027-04-02 09:00")
    following = seen(api.follow_report(actor=lived.officer, report_id=made, at=after), lived.officer)
    assert following.period.last_on == date(2027, 3, 31)
    assert following.own["problems_own"] == OwnWords(text="Máy quét cũ, hay hỏng.", carried=True)
    assert following.state is WritingState.DRAFT


def test_two_windows_do_not_take_each_others_words(lived: Scene) -> None:
    made = drafted(lived)
    first = ReportInput(own={"problems_own": OwnWords(text="Một.")})
    api.save_report(actor=lived.officer, report_id=made, typed=first, revision=1, at=AT)
    given = {"_revision": "1", "_own": "1", "own.problems_own": "Hai.", "_do": "submit"}
    answer = page(pages.report, lived.officer, given, post=True, report_id=made)
    assert answer.status_code == 409
    assert "Hai." in text(answer) and "Một." in text(answer)
    view = seen(made, lived.officer)
    assert (view.own["problems_own"].text, view.state) == ("Một.", WritingState.DRAFT)
    with pytest.raises(WritingMovedOn):
        move(lived.officer, made, WritingVerb.SUBMIT, revision=1)


REFUSED: list[tuple[type[DomainError], str, WritingState, WritingVerb]] = [
    (WritingShut, "officer", WritingState.SUBMITTED, WritingVerb.COMPOSE),
    (WritingShut, "officer", WritingState.SUBMITTED, WritingVerb.APPROVE),
    (WritingShut, "chairman", WritingState.DRAFT, WritingVerb.APPROVE),
    (WritingNumberMissing, "chairman", WritingState.SUBMITTED, WritingVerb.APPROVE),
    (WritingReasonMissing, "chairman", WritingState.SUBMITTED, WritingVerb.GIVE_BACK),
    (WritingShut, "officer", WritingState.APPROVED, WritingVerb.PUBLISH),
    (WritingShut, "chairman", WritingState.APPROVED, WritingVerb.GIVE_BACK),
    (WritingNotFound, "other_chairman", WritingState.SUBMITTED, WritingVerb.APPROVE),
    (WritingShut, "province_chairman", WritingState.SUBMITTED, WritingVerb.APPROVE),
]


@pytest.mark.parametrize(("refusal", "who", "state", "verb"), REFUSED)
def test_who_may_do_what_when(
    lived: Scene, refusal: type[DomainError], who: str, state: WritingState, verb: WritingVerb
) -> None:
    made = approved(lived) if state is WritingState.APPROVED else drafted(lived)
    if state is WritingState.SUBMITTED:
        move(lived.officer, made, WritingVerb.SUBMIT)
    with pytest.raises(refusal):
        move(lived.actors[who], made, verb)
    assert WrittenReport.objects.get(id=made).state == state


def test_what_cannot_be_drafted_or_saved(lived: Scene) -> None:
    made = drafted(lived)
    with pytest.raises(WritingExists):
        drafted(lived)
    with pytest.raises(PatternNotFound):
        api.draft_report(actor=lived.officer, code="khong-co", period=QUARTER, at=AT)
    with pytest.raises(PeriodNotOver):
        api.draft_report(actor=lived.officer, code=CODE, period=replace(QUARTER, last_on=AT.date()), at=AT)
    with pytest.raises(WritingNotFound):
        seen(made, ANONYMOUS)
    with pytest.raises(OwnWordsMissing) as caught:
        typed = ReportInput(own={"offered_words": OwnWords(text=" ", instead=True)})
        api.save_report(actor=lived.officer, report_id=made, typed=typed, revision=1, at=AT)
    assert caught.value.field == "own.offered_words"
    with pytest.raises(WritingShut):
        api.save_report(actor=lived.province_chairman, report_id=made, typed=ReportInput(), revision=1, at=AT)


def test_a_figure_about_another_agency_is_kept_as_that_agencys(lived: Scene) -> None:
    other = lived.submitted(unit_code="99002")
    dossiers.accept_dossier(actor=lived.other_reception, dossier_id=other, at=later())
    drain()
    row = WritingPattern.objects.get(code=CODE)
    stored = json.dumps(row.content, sort_keys=True)
    mine = json.dumps({"author": True, "indicator": "dossiers_in"})
    assert mine in stored
    row.content = json.loads(stored.replace(mine, json.dumps({"agency": "UBND-XA-99002", "indicator": "dossiers_in"})))
    row.save()
    made = drafted(lived)
    move(lived.officer, made, WritingVerb.SUBMIT)
    kept = IndicatorValue.objects.filter(indicator__code="dossiers_in", value=1).get()
    assert kept.scope.agency_id == lived.unit("UBND-XA-99002")
    assert str(kept.id) in {piece.value for piece in figures(seen(made, lived.officer).content)}


@pytest.mark.parametrize(
    "scope",
    [ScopeRef(agency_id=57, part="a.b"), ScopeRef(area="57"), ScopeRef(external="Bộ A | Bộ B: cả hai", part="c")],
)
def test_a_place_is_read_as_it_was_written(scope: ScopeRef) -> None:
    assert read_place(place_key(Asked(indicator="x", scope=scope, when=When.YEAR))) == (scope, When.YEAR)


def test_the_head_is_told_and_so_is_the_writer(lived: Scene) -> None:
    made = drafted(lived)
    move(lived.officer, made, WritingVerb.SUBMIT)
    move(lived.chairman, made, WritingVerb.GIVE_BACK, words="Thêm nguyên nhân.")
    assert seen(made, lived.officer).returned == "Thêm nguyên nhân."
    drain()
    told = {(one.template, one.recipient_name) for one in Message.objects.filter(template__contains="writing_")}
    assert told == {
        ("indicators.writing_submitted", lived.chairman.name),
        ("indicators.writing_given_back", lived.officer.name),
    }


def test_published_it_is_everybodys_and_so_is_each_figure(lived: Scene) -> None:
    made = approved(lived)
    with pytest.raises(Http404):
        _public(made)
    move(lived.chairman, made, WritingVerb.PUBLISH)
    shown = text(_public(made))
    assert "đạt" in shown and "/can-bo/" not in re.sub(r'<a[^>]*class="[^"]*nav[^"]*"[^>]*>', "", shown)
    for address in set(re.findall(r"/so-lieu/gia-tri/([0-9a-f-]{36})/", shown)):
        assert page(values.value, ANONYMOUS, value_id=UUID(address)).status_code == 200
    assert made in {one.id for one in api.list_written(actor=ANONYMOUS, published=True).items}


def _public(made: UUID) -> HttpResponse:
    try:
        return page(published.report, ANONYMOUS, report_id=made)
    except WritingNotFound as refusal:
        raise Http404 from refusal


def test_a_figure_that_is_not_public_keeps_the_report_inside(lived: Scene) -> None:
    made = approved(lived)
    first = next(figures(seen(made, lived.officer).content))
    IndicatorValue.objects.get(id=first.value)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_indicator SET public = false WHERE code = %s", [first.indicator])
    with pytest.raises(WritingFiguresClosed):
        move(lived.chairman, made, WritingVerb.PUBLISH)


def test_the_paper_leads_from_each_figure_to_its_page(lived: Scene) -> None:
    made = approved(lived)
    answer = page(pages.report_file, lived.officer, report_id=made, form="pdf")
    reader = PdfReader(io.BytesIO(answer.content))
    words = "".join(sheet.extract_text() for sheet in reader.pages)
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", NUMBER, "Tiếp nhận trực tuyến", "THỦ TRƯỞNG CƠ QUAN"):
        assert part in words
    links = {
        note.get_object()["/A"]["/URI"]
        for sheet in reader.pages
        for note in sheet.get("/Annots", [])
        if "/A" in note.get_object()
    }
    kept = {piece.value for piece in figures(seen(made, lived.officer).content)}
    assert {f"http://testserver/so-lieu/gia-tri/{one}/" for one in kept} <= links


def test_word_gets_real_headings_tables_and_links(lived: Scene) -> None:
    made = drafted(lived)
    typed = ReportInput(own={"problems_own": OwnWords(text="Thiếu <máy> & người.\nDòng hai.")})
    api.save_report(actor=lived.officer, report_id=made, typed=typed, revision=1, at=AT)
    answer = page(pages.report_file, lived.officer, report_id=made, form="docx")
    assert page(pages.report_file, lived.officer, report_id=made, form="docx").content == answer.content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        parts = {name: Xml.fromstring(archive.read(name)) for name in archive.namelist()}
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = parts["word/document.xml"]
    styles = [one.get(f"{word}val") for one in body.iter(f"{word}pStyle")]
    assert styles.count("Heading1") == 5 and "Tenloai" in styles
    known = {one.get(f"{word}styleId") for one in parts["word/styles.xml"].iter(f"{word}style")}
    assert set(styles) <= known
    words = "\n".join("".join(t.text or "" for t in p.iter(f"{word}t")) for p in body.iter(f"{word}p"))
    assert "Thiếu <máy> & người.\nDòng hai." in words
    targets = {one.get("Id"): one.get("Target") for one in parts["word/_rels/document.xml.rels"]}
    rel = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    linked = [targets[one.get(rel)] for one in body.iter(f"{word}hyperlink")]
    assert any("/so-lieu/chi-tieu/online_share/" in str(one) for one in linked)
    with pytest.raises(Http404):
        page(pages.report_file, lived.officer, report_id=made, form="exe")


def test_a_page_for_each_who_comes(lived: Scene) -> None:
    assert "Báo cáo cung cấp, sử dụng dịch vụ công trực tuyến" in text(page(pages.index, lived.officer))
    answer = page(pages.index, lived.officer, {"code": CODE, "ngay": "2026-11-20"}, post=True)
    assert answer.status_code == 302
    made = WrittenReport.objects.get().id
    shown = text(page(pages.report, lived.officer, report_id=made))
    assert 'name="own.problems_own"' in shown and "Trình duyệt" in shown
    given = {"_revision": "1", "_own": "1", "own.problems_own": "Thiếu máy.", "number": "7/BC", "_do": "submit"}
    assert page(pages.report, lived.officer, given, post=True, report_id=made).status_code == 302
    shown = text(page(pages.report, lived.chairman, report_id=made))
    assert "Thiếu máy." in shown
    assert "Phê duyệt báo cáo" in shown
    assert 'name="own.' not in shown
    revision = WrittenReport.objects.get(id=made).revision
    given = {"_revision": str(revision), "_do": "give_back", "words": ""}
    answer = page(pages.report, lived.chairman, given, post=True, report_id=made)
    assert answer.status_code == 422
    with pytest.raises(WritingNotFound):
        page(pages.report, lived.other_chairman, report_id=made)


def test_the_report_on_online_services_is_written_for_a_month_too(lived: Scene) -> None:
    offered = {one.key: one for one in api.list_patterns(actor=lived.officer, on=AT.date())}
    month = offered[f"{CODE}:month"]
    assert (offered[CODE].frequency, month.frequency) == (PeriodKind.QUARTER, PeriodKind.MONTH)
    answer = page(pages.index, lived.officer, {"code": month.key}, post=True)
    assert answer.status_code == 302
    made = WrittenReport.objects.get(pattern__code=CODE, kind="month")
    assert (made.first_on, made.last_on) == (month.period.first_on, month.period.last_on)


def test_the_same_patterns_run_where_nothing_is_known(lived: Scene) -> None:
    """The real pack's patterns over the smallest pack: not one number, and no word of one that is not there."""
    agency = lived.unit("UBND-MAU")
    for path in sorted((PACKS / "ha_tinh" / "indicators" / "writing").glob("*.yaml")):
        pattern = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Pattern, strict=False)
        content = compose(pattern=pattern, actor=lived.province_chairman, agency_id=agency, period=QUARTER, at=AT)
        if pattern.code != CODE:
            assert not list(figures(content)), pattern.code
    same = (PACKS / name / "indicators" / "writing" / f"{CODE}.yaml" for name in ("ha_tinh", "trivial"))
    assert len({path.read_text("utf-8") for path in same}) == 1


def test_the_number_of_queries_does_not_grow_with_figures(lived: Scene) -> None:
    row = next((PACKS / "ha_tinh" / "indicators" / "writing").glob("bc-dich-vu-cong.yaml"))
    pattern = msgspec.convert(yaml.safe_load(row.read_text("utf-8")), Pattern, strict=False)
    section = next(one for one in pattern.sections if one.key == "used")
    many = replace(
        pattern,
        sections=tuple(replace(section, key=f"used_{at}") for at in range(8)),
    )
    few = replace(pattern, sections=(section,))

    def queries(one: Pattern) -> int:
        agency = lived.unit("UBND-XA-99001")
        return cost(lambda: compose(pattern=one, actor=lived.officer, agency_id=agency, period=QUARTER, at=AT))

    assert queries(many) <= queries(few)


def page(
    view: Any, actor: Actor, given: dict[str, Any] | None = None, *, post: bool = False, **parts: Any
) -> HttpResponse:
    """A view as the actor sees it."""
    factory = RequestFactory()
    request = factory.post("/", given or {}) if post else factory.get("/", given or {})
    request.actor = actor  # type: ignore[attr-defined]
    request._messages = _Messages()  # type: ignore[attr-defined]
    answer = view(request, **parts)
    request.close()
    assert isinstance(answer, HttpResponse)
    return answer


def text(answer: HttpResponse) -> str:
    """What the page says."""
    return answer.content.decode()


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages look at the clock of the tests."""
    monkeypatch.setattr(pages, "now", lambda: AT)
    monkeypatch.setattr(pages, "today", AT.date)
