"""Pages of scoring rounds: typed text survives, each side sees its part, everybody sees what is published."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse

from honglam.indicators import api
from honglam.indicators.contracts import Said, ScoringNotFound, SheetState, TooMuchEvidence
from honglam.indicators.models import Appeal, CriterionEntry, RoundSubject, ScoringRound
from honglam.indicators.views.scoring import acting, lists, public, sheet
from honglam.kernel.ids import uuid7
from honglam.kernel.values import ANONYMOUS, Actor
from tests.cost import cost
from tests.dossiers.scene import PDF, Scene
from tests.indicators.test_appraisal import CLAIM, JUDGED, SELF, opened, published, sheet_of
from tests.indicators.test_round_pages import page, text

TYPED = {
    "B1.met": "yes",
    "B1.reason": "Kế hoạch số 12/KH-UBND",
    "B2.amount": "12",
    "B3.part": "2",
    "B3.whole": "5",
    "B4.amount": "1",
    "B6.skipped": "1",
    "B6.reason": "Không có sáng kiến",
}
MEASURED = {"A1.points": "6", "A1.reason": "Sổ theo dõi", "A2.points": "2", "A2.reason": "Sổ theo dõi"}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages look at the clock of the tests."""
    for module in (sheet, lists, acting):
        monkeypatch.setattr(module, "now", lambda: SELF)
    monkeypatch.setattr(lists, "today", SELF.date)


@pytest.fixture
def subject_id(scene: Scene) -> UUID:
    """Commune An's sheet of an open round."""
    return sheet_of(scene, opened(scene)).id


def post(view: Any, actor: Actor, given: dict[str, Any], **parts: Any) -> HttpResponse:
    """A form sent."""
    return page(view, actor, given, post=True, **parts)


def submitted(scene: Scene, subject_id: UUID) -> None:
    """A sheet that waits to be appraised."""
    api.submit_sheet(actor=scene.chairman, subject_id=subject_id, revision=0, says=CLAIM, at=SELF)


def test_every_way_of_judging_has_its_fields_and_its_rule_in_words(scene: Scene, subject_id: UUID) -> None:
    shown = text(page(sheet.sheet, scene.officer, subject_id=subject_id))
    for field in ("B1.met", "B2.amount", "B3.part", "B3.whole", "B4.amount", "B6.points", "B6.skipped", "A1.points"):
        assert f'name="{field}"' in shown
    assert 'name="B5.amount"' not in shown, "the survey is the appraiser's to bring"
    for words in ("Từ 10: 3 điểm; Từ 20: 6 điểm.", "mỗi lần trừ 1 điểm", "Mục tiêu: 80", "Số liệu đo được"):
        assert words in shown
    assert "Gửi phiếu tự chấm điểm" not in shown, "an officer saves, the head hands in"
    assert "Gửi phiếu tự chấm điểm" in text(page(sheet.sheet, scene.chairman, subject_id=subject_id))


def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(scene: Scene, subject_id: UUID) -> None:
    odd = TYPED | {"B2.amount": "nhiều", "B3.part": "9", "_revision": "0", "_do": "submit"}
    refused = page(sheet.sheet, scene.chairman, odd, post=True, subject_id=subject_id)
    assert refused.status_code == 422
    for words in ('href="#B2-amount"', 'value="nhiều"', 'href="#B3-part"', 'value="9"', "Kế hoạch số 12/KH-UBND"):
        assert words in text(refused)
    kept = CriterionEntry.objects.get(subject=subject_id, code="B1")
    assert kept.self_given == {"met": True}
    assert CriterionEntry.objects.get(subject=subject_id, code="B3").self_given == {}
    assert RoundSubject.objects.get(id=subject_id).state == SheetState.OPEN.value


def test_handing_in_says_what_is_missing_and_then_succeeds(scene: Scene, subject_id: UUID) -> None:
    gaps = {key: value for key, value in TYPED.items() if key != "B2.amount"} | {"_revision": "0", "_do": "submit"}
    refused = post(sheet.sheet, scene.chairman, gaps, subject_id=subject_id)
    assert (refused.status_code, 'href="#B2-amount"' in text(refused)) == (422, True)
    whole = TYPED | MEASURED | {"_revision": "1", "_do": "submit"}
    assert post(sheet.sheet, scene.chairman, whole, subject_id=subject_id).status_code == 302
    assert RoundSubject.objects.get(id=subject_id).state == SheetState.SELF_ASSESSED.value


def test_two_windows_lose_nothing(scene: Scene, subject_id: UUID) -> None:
    assert post(sheet.sheet, scene.officer, TYPED | {"_revision": "0"}, subject_id=subject_id).status_code == 302
    mine = TYPED | {"B2.amount": "25", "B1.reason": "Kế hoạch số 99", "_revision": "0"}
    answer = post(sheet.sheet, scene.chairman, mine, subject_id=subject_id)
    assert answer.status_code == 409
    for words in ('value="25"', "Kế hoạch số 99", "Kế hoạch số 12/KH-UBND", 'name="_revision" value="1"'):
        assert words in text(answer)
    told = post(sheet.autosave, scene.chairman, mine, subject_id=subject_id)
    assert told.status_code == 409
    assert CriterionEntry.objects.get(subject=subject_id, code="B2").self_given == {"amount": "12"}


def test_the_automatic_save_tells_points_and_keeps_all_but_what_is_wrong(scene: Scene, subject_id: UUID) -> None:
    odd = TYPED | {"B4.amount": "-1", "_revision": "0"}
    told = json.loads(post(sheet.autosave, scene.officer, odd, subject_id=subject_id).content)
    assert told["revision"] == 1
    assert (told["shown"]["points-B2"], told["shown"]["points-B3"]) == ("3", "3")
    assert list(told["errors"]) == ["B4-amount"]
    with pytest.raises(ScoringNotFound):
        post(sheet.autosave, scene.other_officer, odd, subject_id=subject_id)


def test_evidence_comes_with_the_form_stays_when_it_is_refused_and_goes_away_again(
    scene: Scene, subject_id: UUID
) -> None:
    paper = SimpleUploadedFile("ke-hoach.pdf", PDF, "application/pdf")
    odd = TYPED | {"B2.amount": "x", "B1.files": paper, "_revision": "0"}
    assert post(sheet.sheet, scene.officer, odd, subject_id=subject_id).status_code == 422
    kept = CriterionEntry.objects.get(subject=subject_id, code="B1").evidence
    shown = text(page(sheet.sheet, scene.officer, subject_id=subject_id))
    assert "ke-hoach.pdf" in shown
    given = {"subject_id": subject_id, "file_id": UUID(kept[0])}
    assert api.evidence_for(actor=scene.province_chairman, **given) == UUID(kept[0])
    with pytest.raises(ScoringNotFound):
        page(sheet.evidence, scene.other_officer, **given)
    gone = TYPED | {"_drop": f"B1/{kept[0]}", "_revision": "1"}
    assert post(sheet.sheet, scene.officer, gone, subject_id=subject_id).status_code == 302
    assert CriterionEntry.objects.get(subject=subject_id, code="B1").evidence == []


def test_the_appraiser_sees_both_sides_and_says_why(scene: Scene, subject_id: UUID) -> None:
    assert "Trả lời từng tiêu chí" not in text(page(sheet.sheet, scene.province_chairman, subject_id=subject_id))
    submitted(scene, subject_id)
    shown = text(page(sheet.sheet, scene.province_chairman, subject_id=subject_id))
    for words in ("Đối chiếu từng câu trả lời", 'value="12"', 'name="B5.amount"', "Có hồ sơ lưu"):
        assert words in shown
    judged = (
        TYPED | MEASURED | {"B1.reason": "", "B6.reason": "", "B5.amount": "90", "B2.amount": "3", "_revision": "1"}
    )
    refused = post(sheet.sheet, scene.province_chairman, judged | {"_do": "appraise"}, subject_id=subject_id)
    assert refused.status_code == 422
    assert 'href="#B2-reason"' in text(refused)
    well = judged | {"B2.reason": "Chỉ thấy ba bài", "_do": "appraise", "_revision": "2"}
    assert post(sheet.sheet, scene.province_chairman, well, subject_id=subject_id).status_code == 302
    read = text(page(sheet.sheet, scene.chairman, subject_id=subject_id))
    assert "Chỉ thấy ba bài" in read
    assert 'name="B2.explanation"' in read
    assert 'name="B3.explanation"' not in read, "where both agree there is nothing to explain"


def test_a_sheet_goes_back_with_a_reason(scene: Scene, subject_id: UUID) -> None:
    with pytest.raises(Http404):
        page(acting.send_back, scene.province_chairman, subject_id=subject_id)
    submitted(scene, subject_id)
    refused = post(acting.send_back, scene.province_chairman, {"words": " "}, subject_id=subject_id)
    assert refused.status_code == 422
    sent = post(acting.send_back, scene.province_chairman, {"words": "Thiếu minh chứng B1"}, subject_id=subject_id)
    assert sent.status_code == 302
    assert "Thiếu minh chứng B1" in text(page(sheet.sheet, scene.officer, subject_id=subject_id))


def test_a_round_is_opened_on_a_page(scene: Scene) -> None:
    form = {"title": "", "index": "cham", "ky": "month", "ngay": "15/10/2026", "appeal_days": "10"}
    refused = post(lists.open_one, scene.province_chairman, form)
    assert refused.status_code == 422
    assert 'value="15/10/2026"' in text(refused)
    for field in ("ngay", "self_due_on", "appraise_due_on", "explain_due_on"):
        refused = post(lists.open_one, scene.province_chairman, form | {"title": "Chấm", field: "31/02/2026"})
        assert refused.status_code == 422, field
        assert f'id="{field}-error"' in text(refused) and 'value="31/02/2026"' in text(refused), field
    assert post(lists.open_one, scene.province_chairman, form | {"title": "Chấm tháng 10"}).status_code == 302
    made = ScoringRound.objects.get(title="Chấm tháng 10")
    assert (made.first_on.isoformat(), made.last_on.isoformat()) == ("2026-10-01", "2026-10-31")
    board = text(page(lists.board, scene.province_chairman, round_id=made.id))
    assert "Ủy ban nhân dân xã An" in board
    mine = text(page(lists.index, scene.officer))
    assert "Mở phiếu" in mine
    assert "Ủy ban nhân dân phường Bình" not in text(page(lists.board, scene.officer, round_id=made.id))


def test_a_round_is_not_final_while_a_sheet_is_missing(scene: Scene, subject_id: UUID) -> None:
    round_id = RoundSubject.objects.get(id=subject_id).round_id
    refused = post(lists.board, scene.province_chairman, {"_do": "finalise"}, round_id=round_id)
    assert refused.status_code == 422
    assert "2 đơn vị" in text(refused) or "2 cơ quan" in text(refused)


def test_an_appeal_is_filed_and_granted_and_everybody_sees_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    row = sheet_of(scene, published(scene))
    for module in (sheet, acting):
        monkeypatch.setattr(module, "now", lambda: JUDGED)
    before = text(page(public.ranking, ANONYMOUS, round_id=row.round_id))
    assert before.index("phường Bình") < before.index("xã An")
    assert f"/can-bo/phieu-cham/{row.id}/kien-nghi/B2/" in text(page(sheet.sheet, scene.chairman, subject_id=row.id))
    filed = post(acting.appeal, scene.chairman, {"words": "Đủ 12 bài"}, subject_id=row.id, code="B2")
    assert filed.status_code == 302
    assert "Đủ 12 bài" in text(page(acting.appeal, scene.province_chairman, subject_id=row.id, code="B2"))
    odd = {"decision": "grant", "points": "ba", "words": "Được"}
    refused = post(acting.appeal, scene.province_chairman, odd, subject_id=row.id, code="B2")
    assert (refused.status_code, 'value="ba"' in text(refused)) == (422, True)
    granted = {"decision": "grant", "points": "3", "words": "Đã kiểm tra, đủ bài"}
    assert post(acting.appeal, scene.province_chairman, granted, subject_id=row.id, code="B2").status_code == 302
    card = text(page(public.card, ANONYMOUS, round_id=row.round_id, agency_id=row.agency_id))
    for words in ("Đã kiểm tra, đủ bài", "Chấp nhận: điểm đã đổi", "Chỉ đếm được ba bài"):
        assert words in card
    assert "Tính lại đúng" in text(page(lists.recount, scene.province_chairman, round_id=row.round_id))


def test_the_files_of_an_appeal_are_opened_by_whoever_answers_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    row = sheet_of(scene, published(scene))
    for module in (sheet, acting):
        monkeypatch.setattr(module, "now", lambda: JUDGED)
    paper = SimpleUploadedFile("anh-chup.pdf", PDF, "application/pdf")
    given = {"words": "Đủ 12 bài", "files": paper}
    assert post(acting.appeal, scene.chairman, given, subject_id=row.id, code="B2").status_code == 302
    (kept,) = Appeal.objects.get().evidence
    for asked in (
        page(acting.appeal, scene.province_chairman, subject_id=row.id, code="B2"),
        page(sheet.sheet, scene.chairman, subject_id=row.id),
    ):
        assert "anh-chup.pdf" in text(asked)
        assert reverse("indicators:sheet_evidence", args=[row.id, kept]) in text(asked)
    card = page(public.card, ANONYMOUS, round_id=row.round_id, agency_id=row.agency_id)
    assert "Đủ 12 bài" in text(card) and "anh-chup.pdf" not in text(card)
    for reader in (ANONYMOUS, scene.other_chairman):
        entries = api.get_sheet(actor=reader, subject_id=row.id).entries
        assert {appeal.evidence for one in entries for appeal in one.appeals} == {()}


def test_nothing_is_public_before_it_is_published(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    for view, parts in ((public.ranking, {}), (public.card, {"agency_id": row.agency_id})):
        with pytest.raises(ScoringNotFound):
            page(view, ANONYMOUS, round_id=row.round_id, **parts)
    assert "Chưa có kết quả nào được công bố" in text(page(public.listing, ANONYMOUS))


def test_published_results_are_files_too(scene: Scene) -> None:
    round_id = published(scene)
    assert "Chấm điểm tháng 10" in text(page(public.listing, ANONYMOUS))
    csv = text(page(public.ranking, ANONYMOUS, {"dang": "csv", "loai": "committee"}, round_id=round_id))
    assert "Ủy ban nhân dân phường Bình" in csv
    agency_id = scene.unit("UBND-XA-99001")
    one = page(public.card, ANONYMOUS, {"dang": "csv"}, round_id=round_id, agency_id=agency_id)
    assert "Chỉ đếm được ba bài" in text(one)
    book = page(public.ranking, ANONYMOUS, {"dang": "xlsx"}, round_id=round_id)
    assert book.content[:2] == b"PK"


def test_the_number_of_queries_is_fixed(scene: Scene) -> None:
    round_id = published(scene)
    assert cost(lambda: page(lists.board, scene.province_chairman, round_id=round_id)) <= 14
    row = sheet_of(scene, round_id)
    assert cost(lambda: page(sheet.sheet, scene.chairman, subject_id=row.id)) <= 16
    assert cost(lambda: page(public.ranking, ANONYMOUS, round_id=round_id)) <= 14


def test_a_wrong_number_takes_neither_words_nor_evidence_with_it(scene: Scene, subject_id: UUID) -> None:
    assert post(sheet.sheet, scene.officer, TYPED | {"_revision": "0"}, subject_id=subject_id).status_code == 302
    paper = SimpleUploadedFile("danh-sach-bai.pdf", PDF, "application/pdf")
    odd = {"B2.amount": "nhiều", "B2.reason": "Danh sách kèm theo", "B2.files": paper, "_revision": "1"}
    refused = post(sheet.sheet, scene.officer, TYPED | odd, subject_id=subject_id)
    assert refused.status_code == 422 and 'href="#B2-amount"' in text(refused)
    kept = CriterionEntry.objects.get(subject=subject_id, code="B2")
    assert (kept.self_given, kept.self_reason, len(kept.evidence)) == ({"amount": "12"}, "Danh sách kèm theo", 1)
    long = TYPED | {"B2.reason": "x" * 2001, "B2.amount": "14", "B3.part": "9", "_revision": "2"}
    refused = post(sheet.sheet, scene.officer, long, subject_id=subject_id)
    assert refused.status_code == 422
    assert all(f'href="#{place}"' in text(refused) for place in ("B2-reason", "B3-part"))
    assert "x" * 2001 in text(refused), "what was typed stands there to be shortened"
    kept.refresh_from_db()
    assert (kept.self_given, kept.self_reason) == ({"amount": "14"}, "Danh sách kèm theo")


def test_the_eleventh_file_is_refused_by_name(scene: Scene, subject_id: UUID) -> None:
    papers = [
        SimpleUploadedFile(f"minh-chung-{one}.pdf", PDF + b"%%%d" % one, "application/pdf") for one in range(1, 12)
    ]
    refused = post(sheet.sheet, scene.officer, TYPED | {"B1.files": papers, "_revision": "0"}, subject_id=subject_id)
    assert refused.status_code == 422
    assert "Không nhận tệp “minh-chung-11.pdf”" in text(refused)
    kept = CriterionEntry.objects.get(subject=subject_id, code="B1").evidence
    assert len(kept) == 10
    more = [Said(code="B1", given=None, reason=None, file_ids=(uuid7(),))]
    with pytest.raises(TooMuchEvidence):
        api.save_sheet(actor=scene.officer, subject_id=subject_id, revision=1, says=more, at=SELF)


def test_why_a_sheet_was_given_back_is_read_until_it_is_handed_in_again(scene: Scene, subject_id: UUID) -> None:
    submitted(scene, subject_id)
    words = {"words": "Thiếu minh chứng B1"}
    assert post(acting.send_back, scene.province_chairman, words, subject_id=subject_id).status_code == 302
    assert post(sheet.sheet, scene.officer, TYPED | {"_revision": "2"}, subject_id=subject_id).status_code == 302
    banner = "Bị trả lại: Thiếu minh chứng B1"
    assert banner in text(page(sheet.sheet, scene.officer, subject_id=subject_id))
    api.submit_sheet(actor=scene.chairman, subject_id=subject_id, revision=3, says=CLAIM, at=SELF)
    assert banner not in text(page(sheet.sheet, scene.officer, subject_id=subject_id))
