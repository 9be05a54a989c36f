"""Whose move a sheet is: in the one worklist, in letters, in reminders."""

from uuid import UUID

from honglam.indicators import api
from honglam.indicators.queries.appraisal.worklist import SheetWorklist
from honglam.kernel.registry import WaitingKey
from honglam.kernel.relay import drain
from honglam.notices.models import Message
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_appraisal import CLAIM, JUDGED, SELF, SURVEY, opened, published, sheet_of


def waiting(scene: Scene, who: str, after: WaitingKey | None = None) -> list[UUID]:
    """The sheets in somebody's worklist."""
    found = SheetWorklist().list_waiting(actor=scene.actors[who], after=after, limit=9, filters={})
    return [one.key.id for one in found]


def told(code: str) -> set[str]:
    """Who got that letter."""
    drain()
    rows = Message.objects.filter(template=f"indicators.sheet_{code}")
    return set(rows.values_list("recipient_name", flat=True))


def test_it_waits_for_whoever_has_to_act(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    assert (waiting(scene, "chairman"), waiting(scene, "clerk")) == ([row.id], [row.id])
    assert (waiting(scene, "officer"), waiting(scene, "province_chairman")) == ([], [])
    assert SheetWorklist().list_waiting(actor=scene.citizen, after=None, limit=9, filters={}) == []
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    assert (waiting(scene, "chairman"), waiting(scene, "province_chairman")) == ([], [row.id])
    assert waiting(scene, "auditor") == [row.id], "whoever controls procedures there appraises too"
    assert waiting(scene, "department_head") == []
    api.appraise_sheet(actor=scene.province_chairman, subject_id=row.id, revision=1, says=[SURVEY], at=JUDGED)
    assert (waiting(scene, "chairman"), waiting(scene, "clerk")) == ([row.id], [])
    api.explain_sheet(actor=scene.chairman, subject_id=row.id, revision=2, explanations={}, at=JUDGED)
    assert waiting(scene, "province_chairman") == [], "a verdict that was accepted leaves nothing to look at"


def test_an_explanation_waits_until_it_was_looked_at(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    api.appraise_sheet(actor=scene.province_chairman, subject_id=row.id, revision=1, says=[SURVEY], at=JUDGED)
    api.explain_sheet(actor=scene.chairman, subject_id=row.id, revision=2, explanations={"B2": "Đủ"}, at=JUDGED)
    assert waiting(scene, "province_chairman") == [row.id]
    api.revise_verdict(actor=scene.province_chairman, subject_id=row.id, revision=3, says=[SURVEY], at=JUDGED)
    assert waiting(scene, "province_chairman") == []
    assert told("revised") == {scene.chairman.name}


def test_an_appeal_waits_for_the_head_of_who_scores(scene: Scene) -> None:
    row = sheet_of(scene, published(scene))
    at = vn("2026-11-27 08:00")

    def appeal(code: str) -> UUID:
        return api.appeal_score(actor=scene.chairman, subject_id=row.id, code=code, words="Đủ", file_ids=(), at=at)

    first, second = appeal("B2"), appeal("B3")
    assert (waiting(scene, "province_chairman"), waiting(scene, "chairman")) == ([row.id], [])
    item = SheetWorklist().list_waiting(actor=scene.province_chairman, after=None, limit=9, filters={})[0]
    assert waiting(scene, "province_chairman", after=item.key) == []
    for one in (first, second):
        api.answer_appeal(actor=scene.province_chairman, appeal_id=one, points=None, words="Giữ nguyên", at=at)
    assert waiting(scene, "province_chairman") == []
    assert told("appealed") == {scene.province_chairman.name}
    assert told("appeal_answered") == {scene.chairman.name}


def test_each_turn_is_told_to_whoever_must_know(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    both = {scene.chairman.name, scene.other_chairman.name}
    assert told("opened") == both
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    api.send_back_sheet(actor=scene.province_chairman, subject_id=row.id, words="Thiếu minh chứng", at=SELF)
    assert told("sent_back") == {scene.chairman.name}
    body = Message.objects.filter(template="indicators.sheet_sent_back")[0].body
    assert f"/can-bo/phieu-cham/{row.id}/" in body
    assert "Thiếu minh chứng" in body


def test_a_published_round_is_told_with_the_day_until_which_appeals_are_possible(scene: Scene) -> None:
    published(scene)
    both = {scene.chairman.name, scene.other_chairman.name}
    assert (told("appraised"), told("final"), told("published")) == (both, both, both)
    assert "05/12/2026" in Message.objects.filter(template="indicators.sheet_published")[0].body


def test_reminders_go_to_each_agency_and_once_to_who_scores(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))  # self-assessment is due by 1 December, appraisal by 16 December
    assert api.remind_sheets(at=vn("2026-11-25 07:15")) == 0
    soon, late = vn("2026-11-26 07:15"), vn("2026-12-02 07:15")
    assert (api.remind_sheets(at=soon), api.remind_sheets(at=soon)) == (2, 0)
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=vn("2026-11-30 08:00"))
    assert api.remind_sheets(at=late) == 1
    both = {scene.chairman.name, scene.other_chairman.name}
    assert (told("soon"), told("late")) == (both, {scene.other_chairman.name})
    assert api.remind_sheets(at=vn("2026-12-17 07:15")) == 2, "the sheet to be appraised, and the one still missing"
    assert told("waiting") == {scene.province_chairman.name}
