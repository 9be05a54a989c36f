"""A sheet that nobody hands in does not hold up the others; who is appraised late still has time to explain."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from honglam.indicators import api
from honglam.indicators.contracts import (
    Given,
    Said,
    ScoringNotFound,
    SheetChanged,
    SheetsUnfinished,
    SheetVerb,
    WrongRoundState,
)
from honglam.indicators.models import CriterionEntry, RoundStep
from honglam.indicators.queries.appraisal import rounds
from honglam.indicators.views.scoring import acting, lists, public, sheet
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, FieldErrors
from honglam.notices.models import Message
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_appraisal import CLAIM, JUDGED, SELF, SURVEY, opened, sheet_of
from tests.indicators.test_round_pages import page, text

D = Decimal
DUE_DAY, LATE = vn("2026-12-01 23:30"), vn("2026-12-02 08:00")
"""Self-assessment is due by 1 December, appraisal by the 16th, explanation by the 26th."""
OWN = [
    Said(code="B1", given=Given(met=False)),
    Said(code="B2", given=Given(amount=D(0))),
    Said(code="B3", given=Given(part=D(0), whole=D(5))),
    Said(code="B4", given=Given(amount=D(1))),
    Said(code="B6", given=Given(points=D(0))),
    SURVEY,
]


@pytest.fixture
def overdue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after self-assessment was due."""
    for module in (rounds, sheet, lists, acting):
        monkeypatch.setattr(module, "now", lambda: LATE)


def handed_in(scene: Scene, subject_id: UUID, chairman: Any, judged: Any = JUDGED) -> None:
    """A sheet that was handed in and appraised."""
    api.submit_sheet(actor=chairman, subject_id=subject_id, revision=0, says=CLAIM, at=SELF)
    api.appraise_sheet(actor=scene.province_chairman, subject_id=subject_id, revision=1, says=[SURVEY], at=judged)


def judge(scene: Scene, subject_id: UUID, revision: int, says: list[Said], at: Any = LATE) -> None:
    """The verdict of whoever scores."""
    api.appraise_sheet(actor=scene.province_chairman, subject_id=subject_id, revision=revision, says=says, at=at)


def test_one_agency_that_never_hands_in_does_not_block_the_round(scene: Scene) -> None:
    round_id = opened(scene)
    mine, silent = sheet_of(scene, round_id), sheet_of(scene, round_id, "UBND-XA-99002")
    handed_in(scene, mine.id, scene.chairman)
    with pytest.raises(WrongRoundState):
        judge(scene, silent.id, 0, OWN, at=DUE_DAY)
    with pytest.raises(FieldErrors) as gaps:
        judge(scene, silent.id, 0, [SURVEY])
    assert {one.field.partition(".")[0] for one in gaps.value.errors} == {"B1", "B2", "B3", "B4", "B6"}
    judge(scene, silent.id, 0, OWN)
    step = RoundStep.objects.filter(subject=silent).latest("at")
    assert (step.verb, step.from_state, step.to_state) == ("appraise", "open", "appraised")
    over = vn("2026-12-27 08:00")
    assert api.finalise_scoring(actor=scene.province_chairman, round_id=round_id, at=over) == 2


def test_other_points_than_measured_and_what_is_left_out_want_a_reason(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    odd = [*OWN, Said(code="A1", given=Given(points=D(6))), Said(code="B6", given=Given(skipped=True))]
    with pytest.raises(FieldErrors) as faults:
        judge(scene, row.id, 0, odd)
    assert {(one.field, one.code) for one in faults.value.errors} == {
        ("A1.reason", "score_reason_missing"),
        ("B6.reason", "score_reason_missing"),
    }


def test_a_draft_that_was_never_handed_in_claims_nothing_and_stays_the_agencys(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    api.save_sheet(actor=scene.officer, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    judge(scene, row.id, 0, OWN)
    seen = api.get_sheet(actor=scene.province_chairman, subject_id=row.id)
    shown = {one.criterion.code: one for one in seen.entries}
    assert (shown["B2"].self_given, shown["B2"].self_points, shown["B2"].self_reason) == (Given(), None, "")
    assert seen.subject.claimed is None or not seen.subject.claimed.applying
    own = {one.criterion.code: one for one in api.get_sheet(actor=scene.chairman, subject_id=row.id).entries}
    assert own["B2"].self_given == Given(amount=D(12)), "its work is not lost"
    words = {"B2": "Đã có 12 bài"}
    api.explain_sheet(actor=scene.chairman, subject_id=row.id, revision=2, explanations=words, at=LATE)
    again = [Said(code="B2", given=Given(amount=D(12)), reason="")]
    api.revise_verdict(actor=scene.province_chairman, subject_id=row.id, revision=2, says=again, at=LATE)


def test_what_is_noted_of_an_open_sheet_leaves_room_for_the_agency(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    chief, notes = scene.province_chairman, [Said(code="B2", given=Given()), Said(code="B1", given=Given(met=False))]
    api.note_verdict(actor=chief, subject_id=row.id, revision=0, says=notes, at=LATE)
    seen = {one.criterion.code: one for one in api.get_sheet(actor=scene.chairman, subject_id=row.id).entries}
    assert seen["B1"].judged_by == ""
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=LATE)
    kept = {one.code: one for one in CriterionEntry.objects.filter(subject=row)}
    assert (kept["B1"].judged_by, kept["B2"].judged_by) == (chief.name, "")
    why = Said(code="B1", given=Given(met=False), reason="Chưa ban hành")
    judge(scene, row.id, 2, [why, SURVEY])
    assert CriterionEntry.objects.get(subject=row, code="B2").judged_points == D(3), "the agency's answer stands"


@pytest.mark.usefixtures("overdue")
def test_the_pages_show_that_it_can_be_appraised_and_that_it_was(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    board = text(page(lists.board, scene.province_chairman, round_id=row.round_id))
    assert "Có thể thẩm định" in board
    shown = text(page(sheet.sheet, scene.province_chairman, subject_id=row.id))
    assert "Cơ quan chưa gửi phiếu tự chấm điểm mà đã hết hạn" in shown
    assert 'name="B1.met"' in shown and "/tra-lai/" not in shown, "there is nothing to give back"
    typed = {"B1.met": "no", "B2.amount": "0", "B3.part": "0", "B3.whole": "5", "B4.amount": "0", "B5.amount": "90"}
    given = typed | {"B6.points": "0", "_revision": "0", "_do": "appraise"}
    assert page(sheet.sheet, scene.province_chairman, given, post=True, subject_id=row.id).status_code == 302
    read = text(page(sheet.sheet, scene.chairman, subject_id=row.id))
    assert "Thẩm định khi cơ quan không gửi phiếu tự chấm điểm" in read
    assert SheetVerb.EXPLAIN in api.get_sheet(actor=scene.chairman, subject_id=row.id).subject.moves


def test_who_is_appraised_late_has_as_long_to_explain(scene: Scene) -> None:
    round_id = opened(scene)
    mine, other = sheet_of(scene, round_id), sheet_of(scene, round_id, "UBND-XA-99002")
    handed_in(scene, mine.id, scene.chairman)
    handed_in(scene, other.id, scene.other_chairman, judged=vn("2026-12-24 16:00"))
    days = {one.id: one.due_on for one in api.list_scored(actor=scene.province_chairman, round_id=round_id)}
    assert days == {mine.id: date(2026, 12, 26), other.id: date(2027, 1, 3)}, "ten days, as from the last day for it"
    with pytest.raises(SheetsUnfinished):
        api.finalise_scoring(actor=scene.province_chairman, round_id=round_id, at=vn("2027-01-03 20:00"))
    done = api.finalise_scoring(actor=scene.province_chairman, round_id=round_id, at=vn("2027-01-04 08:00"))
    assert done == 2


def test_verdicts_that_are_not_given_yet_are_counted_again_for_nobody(scene: Scene) -> None:
    round_id = opened(scene)
    mine, other = sheet_of(scene, round_id), sheet_of(scene, round_id, "UBND-XA-99002")
    handed_in(scene, mine.id, scene.chairman)
    api.submit_sheet(actor=scene.other_chairman, subject_id=other.id, revision=0, says=CLAIM, at=SELF)
    noted = [Said(code="B2", given=Given(amount=D(12)))]
    api.note_verdict(actor=scene.province_chairman, subject_id=other.id, revision=1, says=noted, at=JUDGED)
    CriterionEntry.objects.filter(code="B2").update(judged_points=D(6))
    found = api.recount(actor=scene.province_chairman, round_id=round_id)
    assert [(name, code) for name, code, *_ in found] == [(mine.name, "B2")]
    for agency in (scene.chairman, scene.other_chairman):
        with pytest.raises(ScoringNotFound):
            api.recount(actor=agency, round_id=round_id)
    assert "/tinh-lai/" in text(page(lists.board, scene.province_chairman, round_id=round_id))
    assert "/tinh-lai/" not in text(page(lists.board, scene.chairman, round_id=round_id))


def test_a_sheet_that_is_given_back_late_has_days_of_its_own(scene: Scene) -> None:
    row, back = sheet_of(scene, opened(scene)), vn("2026-12-05 09:00")
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    api.send_back_sheet(actor=scene.province_chairman, subject_id=row.id, words="Thiếu minh chứng", at=back)
    row.refresh_from_db()
    assert row.due_at == vn("2026-12-21 00:00"), "as many days as the appraisal has"
    drain()
    letter = Message.objects.filter(template="indicators.sheet_sent_back")[0].body
    assert "20/12/2026" in letter and "01/12/2026" not in letter
    next_day = vn("2026-12-06 08:00")
    api.save_sheet(actor=scene.officer, subject_id=row.id, revision=2, says=CLAIM[:1], at=next_day)
    with pytest.raises(WrongRoundState):
        judge(scene, row.id, 1, OWN, at=next_day)
    assert CriterionEntry.objects.get(subject=row, code="B2").self_points == D(3), "what it claims stays"
    row.refresh_from_db()
    assert row.due_at == vn("2026-12-21 00:00"), "saving moves no day"
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=3, says=CLAIM, at=vn("2026-12-20 16:00"))
    row.refresh_from_db()
    assert row.due_at == vn("2027-01-05 00:00"), "nor is whoever appraises late before it came"


def test_a_sheet_that_is_given_back_early_keeps_the_day_of_the_round(scene: Scene) -> None:
    row, chief = sheet_of(scene, opened(scene)), scene.province_chairman
    days = {"2026-11-28 09:00": "2026-12-02 00:00", "2026-11-29 09:00": "2026-12-15 00:00"}
    for revision, (back, due) in enumerate(days.items()):
        api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=2 * revision, says=CLAIM, at=SELF)
        api.send_back_sheet(actor=chief, subject_id=row.id, words="Thiếu minh chứng", at=vn(back))
        row.refresh_from_db()
        assert row.due_at == vn(due), back


@pytest.mark.usefixtures("overdue")
def test_the_board_says_that_a_sheet_given_back_has_a_day_of_its_own(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    api.send_back_sheet(actor=scene.province_chairman, subject_id=row.id, words="Thiếu minh chứng", at=LATE)
    board = text(page(lists.board, scene.province_chairman, round_id=row.round_id))
    assert "Phiếu bị trả lại muộn có hạn riêng" in board and "17/12/2026" in board


def test_a_page_opened_before_the_verdict_cannot_change_it_after_the_explanation(scene: Scene) -> None:
    row, chief, head = sheet_of(scene, opened(scene)), scene.province_chairman, scene.chairman
    api.save_sheet(actor=scene.officer, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    api.submit_sheet(actor=head, subject_id=row.id, revision=1, says=[], at=SELF)
    noted: dict[str, Any] = {"subject_id": row.id, "says": [SURVEY], "at": JUDGED}
    stale = 1
    for _ in range(3):
        stale = api.note_verdict(actor=chief, revision=stale, **noted)
    latest = api.note_verdict(actor=chief, revision=stale, **noted)
    api.appraise_sheet(actor=chief, subject_id=row.id, revision=latest, says=[], at=JUDGED)
    words, revision = {"B1": "Đã ban hành"}, api.get_sheet(actor=head, subject_id=row.id).subject.revision
    api.explain_sheet(actor=head, subject_id=row.id, revision=revision, explanations=words, at=JUDGED)
    seen = api.get_sheet(actor=chief, subject_id=row.id).subject
    assert seen.revision == stale, "what the agency counts says nothing of it"
    with pytest.raises(SheetChanged):
        api.revise_verdict(actor=chief, revision=stale, **noted)
    form = text(page(sheet.sheet, chief, subject_id=row.id))
    assert f'name="_revision" value="{seen.noted}"' in form
    api.revise_verdict(actor=chief, revision=seen.noted, **noted)


def test_once_its_own_day_is_past_too_it_is_appraised(scene: Scene) -> None:
    row, back, over = sheet_of(scene, opened(scene)), vn("2026-12-21 10:00"), vn("2027-01-06 08:00")
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=back)
    api.send_back_sheet(actor=scene.province_chairman, subject_id=row.id, words="Thiếu", at=back)
    with pytest.raises(WrongRoundState):
        judge(scene, row.id, 1, OWN, at=vn("2027-01-05 23:30"))
    judge(scene, row.id, 2, OWN, at=over)
    assert RoundStep.objects.filter(subject=row).latest("at").to_state == "appraised"


def test_notes_of_who_appraises_and_what_the_agency_saves_do_not_get_in_each_others_way(scene: Scene) -> None:
    row, chief = sheet_of(scene, opened(scene)), scene.province_chairman
    notes = [Said(code="B1", given=Given(met=False))]
    assert api.note_verdict(actor=chief, subject_id=row.id, revision=0, says=notes, at=LATE) == 1
    assert api.save_sheet(actor=scene.officer, subject_id=row.id, revision=0, says=CLAIM[:3], at=LATE) == 1
    assert api.note_verdict(actor=chief, subject_id=row.id, revision=1, says=notes, at=LATE) == 2
    with pytest.raises(SheetChanged):
        api.note_verdict(actor=chief, subject_id=row.id, revision=1, says=notes, at=LATE)
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=1, says=CLAIM, at=LATE)
    with pytest.raises(SheetChanged):
        judge(scene, row.id, 2, [SURVEY])
    assert api.get_sheet(actor=chief, subject_id=row.id).subject.noted == 3, "what was handed in is looked at first"


def test_a_card_shows_no_claim_where_nothing_was_claimed(scene: Scene) -> None:
    round_id = opened(scene)
    mine, silent = sheet_of(scene, round_id), sheet_of(scene, round_id, "UBND-XA-99002")
    handed_in(scene, mine.id, scene.chairman)
    judge(scene, silent.id, 0, OWN)
    over = vn("2026-12-27 08:00")
    api.finalise_scoring(actor=scene.province_chairman, round_id=round_id, at=over)
    api.publish_scoring(actor=scene.province_chairman, round_id=round_id, at=over)

    def tiles(agency_id: int) -> str:
        shown = text(page(public.card, ANONYMOUS, round_id=round_id, agency_id=agency_id))
        return shown.partition("<h1")[2].partition('<section class="hl-card"')[0]

    assert "Tự chấm" in tiles(mine.agency_id)
    assert "Tự chấm" not in tiles(silent.agency_id)
