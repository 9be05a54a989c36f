"""Scoring rounds: what answers are worth, who does what when, what the database refuses, what is told."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from honglam.indicators import api
from honglam.indicators.contracts import (
    AppealOpen,
    AppealTooLate,
    Criterion,
    Given,
    Judging,
    Measured,
    NobodyToScore,
    NotYourMove,
    Period,
    PeriodKind,
    Said,
    ScoreMissing,
    ScoreNotPossible,
    ScoringExists,
    ScoringInput,
    ScoringNotFound,
    SheetChanged,
    SheetSide,
    SheetState,
    SheetsUnfinished,
    SheetVerb,
    Standing,
    Step,
    Tally,
    WrongRoundState,
)
from honglam.indicators.models import CriterionEntry, FinalScore, RoundStep, RoundSubject
from honglam.indicators.rules.appraisal.moves import MOVES, parts_of, possible
from honglam.indicators.rules.appraisal.points import normalised, points_of
from honglam.indicators.rules.appraisal.ranking import ranked
from honglam.kernel.values import ANONYMOUS, FieldErrors
from tests.dossiers.scene import Scene, vn

D = Decimal
NOTHING = Measured(standing=Standing.NOT_MEASURED, points=None)
COUNTED = Measured(standing=Standing.SCORED, points=D("3.5"))
STEPS = (Step(at_least=10, points=3), Step(at_least=20, points=6))


def rule(**changes: Any) -> Criterion:
    """A criterion of six points."""
    return Criterion(**{"code": "1", "title": "Thử", "max": 6.0, **changes})


WORTH = [
    (rule(judged=Judging.BOOLEAN), Given(met=True), D(6)),
    (rule(judged=Judging.BOOLEAN), Given(met=False), D(0)),
    (rule(judged=Judging.BANDS, steps=STEPS), Given(amount=D("9.99")), D(0)),
    (rule(judged=Judging.BANDS, steps=STEPS), Given(amount=D(10)), D(3)),
    (rule(judged=Judging.BANDS, steps=STEPS), Given(amount=D(500)), D(6)),
    (rule(judged=Judging.RATIO, target=80.0), Given(part=D(1), whole=D(3)), D("2.50")),
    (rule(judged=Judging.RATIO, target=80.0), Given(part=D(9), whole=D(10)), D(6)),
    (rule(judged=Judging.RATIO), Given(part=D(0), whole=D(0)), D(0)),
    (rule(judged=Judging.SURVEY), Given(amount=D("87.5")), D("5.25")),
    (rule(judged=Judging.DEDUCTION, each=2.0), Given(amount=D(2)), D(2)),
    (rule(judged=Judging.DEDUCTION, each=2.0), Given(amount=D(9)), D(0)),
    (rule(judged=Judging.POINTS), Given(points=D("0.125")), D("0.13")),
    (rule(judged=Judging.POINTS, skippable=True), Given(skipped=True), None),
    (rule(absent="chưa có"), Given(points=D(4)), D(4)),
]


@pytest.mark.parametrize(("criterion", "given", "worth"), WORTH)
def test_what_an_answer_is_worth(criterion: Criterion, given: Given, worth: Decimal | None) -> None:
    assert points_of(criterion, given, NOTHING, 2) == worth


def test_what_is_measured_stands_until_somebody_says_more() -> None:
    counted = rule(numerator="a.b", denominator="a.c")
    assert points_of(counted, Given(), COUNTED, 2) == D("3.5")
    assert points_of(counted, Given(points=D(5)), COUNTED, 2) == D(5)
    with pytest.raises(ScoreMissing):
        points_of(counted, Given(), NOTHING, 2)


@pytest.mark.parametrize(
    ("judging", "given"),
    [
        (Judging.POINTS, Given(points=D("6.01"))),
        (Judging.POINTS, Given(points=D("-0.01"))),
        (Judging.RATIO, Given(part=D(4), whole=D(3))),
        (Judging.SURVEY, Given(amount=D(101))),
        (Judging.DEDUCTION, Given(amount=D(-1))),
        (Judging.BANDS, Given(amount=D(10) ** 13)),
    ],
)
def test_numbers_that_cannot_be_are_refused(judging: Judging, given: Given) -> None:
    with pytest.raises(ScoreNotPossible):
        points_of(rule(judged=judging, steps=STEPS, each=1.0), given, NOTHING, 2)


def test_points_without_an_answer_are_missing_not_zero() -> None:
    for judging in Judging:
        with pytest.raises(ScoreMissing):
            points_of(rule(judged=judging, steps=STEPS, each=1.0), Given(skipped=True), NOTHING, 2)


def test_between_least_and_most() -> None:
    assert normalised(D(3), D(1), D(5), D(6)) == D(3)
    assert normalised(D(2), D(2), D(2), D(6)) == D(6)


def test_equal_ones_share_a_rank_and_the_next_counts_on() -> None:
    rates = {"a": D(9), "b": D(9), "c": D(7), "d": None}
    cards = {key: Tally(points=D(0), applying=D(0), rated=rate, band="") for key, rate in rates.items()}
    assert {key: one.rank for key, one in ranked(cards).items()} == {"a": 1, "b": 1, "c": 3, "d": None}


def test_nobody_is_on_both_sides() -> None:
    both = parts_of(own=True, signs=True, works=True, owner=True, judges=True, leads=True)
    assert both == {SheetSide.STAFF, SheetSide.HEAD}
    judging = (SheetVerb.APPRAISE, SheetVerb.REVISE, SheetVerb.SEND_BACK, SheetVerb.ANSWER, SheetVerb.FINALISE)
    for state in SheetState:
        assert not possible(both, state) & set(judging)
    assert parts_of(own=False, signs=True, works=True, owner=False, judges=True, leads=True) == frozenset()


def test_nothing_leads_back_from_final() -> None:
    closed = {SheetState.FINAL, SheetState.PUBLISHED}
    for verb, move in MOVES.items():
        if move.froms & closed and move.to:
            assert move.to is SheetState.PUBLISHED, verb


OCTOBER = Period(kind=PeriodKind.MONTH, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31))
OPENED, SELF, JUDGED = vn("2026-11-16 09:00"), vn("2026-11-20 09:00"), vn("2026-11-25 09:00")
GIVEN = {
    "A1": Given(points=D(6)),
    "A2": Given(points=D(2)),
    "B1": Given(met=True),
    "B2": Given(amount=D(12)),
    "B3": Given(part=D(2), whole=D(5)),
    "B4": Given(amount=D(1)),
    "B6": Given(skipped=True),
}
CLAIM = [Said(code=code, given=given, reason="Có hồ sơ lưu") for code, given in GIVEN.items()]
SURVEY = Said(code="B5", given=Given(amount=D(90)))


def opened(scene: Scene) -> UUID:
    """A round over the communes."""
    wish = ScoringInput(title="Chấm điểm tháng 10", index="cham", period=OCTOBER)
    return api.open_scoring(actor=scene.province_chairman, wish=wish, at=OPENED)


def sheet_of(scene: Scene, round_id: UUID, code: str = "UBND-XA-99001") -> RoundSubject:
    """An agency's sheet."""
    return RoundSubject.objects.get(round_id=round_id, agency_id=scene.unit(code))


def through(scene: Scene, code: str, chairman: Any, verdicts: list[Said]) -> None:
    """One sheet handed over, appraised, explained."""
    round_id = RoundSubject.objects.latest("round__opened_at").round_id
    row = sheet_of(scene, round_id, code)
    api.submit_sheet(actor=chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    api.appraise_sheet(actor=scene.province_chairman, subject_id=row.id, revision=1, says=verdicts, at=JUDGED)
    api.explain_sheet(actor=chairman, subject_id=row.id, revision=2, explanations={"B2": "Đã bổ sung"}, at=JUDGED)


def published(scene: Scene) -> UUID:
    """A round that everybody sees."""
    round_id = opened(scene)
    lower = Said(code="B2", given=Given(amount=D(3)), reason="Chỉ đếm được ba bài")
    through(scene, "UBND-XA-99001", scene.chairman, [SURVEY, lower])
    through(scene, "UBND-XA-99002", scene.other_chairman, [SURVEY])
    api.finalise_scoring(actor=scene.province_chairman, round_id=round_id, at=JUDGED)
    api.publish_scoring(actor=scene.province_chairman, round_id=round_id, at=JUDGED)
    return round_id


def test_a_round_from_opening_to_ranking(scene: Scene) -> None:
    round_id = published(scene)
    lines = api.list_scored(actor=ANONYMOUS, round_id=round_id)
    assert lines[0].tally is not None
    assert lines[0].tally.rank == 1
    assert lines[0].agency_id == scene.unit("UBND-XA-99002")
    sheet = api.get_sheet(actor=ANONYMOUS, subject_id=sheet_of(scene, round_id).id)
    entries = {one.criterion.code: one for one in sheet.entries}
    assert (entries["B2"].self_points, entries["B2"].points, entries["B2"].note) == (D(3), D(0), "Chỉ đếm được ba bài")
    assert entries["B6"].skipped
    assert entries["B5"].points == D("3.6")
    assert sheet.subject.tally is not None
    assert sheet.subject.tally.rated == D("24.00"), "21.6 of the 36 points that apply, put on 40"
    assert api.recount(actor=scene.province_chairman, round_id=round_id) == []


def test_only_who_may_and_only_in_time(scene: Scene) -> None:
    round_id = opened(scene)
    row = sheet_of(scene, round_id)
    with pytest.raises(ScoringExists):
        opened(scene)
    with pytest.raises(NobodyToScore):
        api.open_scoring(
            actor=scene.chairman,
            wish=ScoringInput(title="Tự chấm", index="cham", period=OCTOBER, agency_ids=(scene.unit("UBND-XA-99002"),)),
            at=OPENED,
        )
    for stranger in (scene.other_chairman, scene.citizen, ANONYMOUS):
        with pytest.raises(ScoringNotFound):
            api.save_sheet(actor=stranger, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    with pytest.raises(NotYourMove):
        api.submit_sheet(actor=scene.officer, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    with pytest.raises(WrongRoundState):
        api.appraise_sheet(actor=scene.province_chairman, subject_id=row.id, revision=0, says=[SURVEY], at=SELF)
    assert api.save_sheet(actor=scene.officer, subject_id=row.id, revision=0, says=CLAIM[:2], at=SELF) == 1
    with pytest.raises(SheetChanged):
        api.save_sheet(actor=scene.clerk, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    with pytest.raises(FieldErrors) as gaps:
        api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=1, says=[], at=SELF)
    assert {one.field for one in gaps.value.errors} >= {"B1.met", "B2.amount"}
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=1, says=CLAIM, at=SELF)
    with pytest.raises(NotYourMove):
        api.appraise_sheet(actor=scene.chairman, subject_id=row.id, revision=2, says=[SURVEY], at=SELF)
    with pytest.raises(SheetsUnfinished):
        api.finalise_scoring(actor=scene.province_chairman, round_id=round_id, at=JUDGED)


def test_a_verdict_that_differs_says_why_and_stays_inside_until_it_is_given(scene: Scene) -> None:
    row = sheet_of(scene, opened(scene))
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=CLAIM, at=SELF)
    lower = Said(code="B1", given=Given(met=False))
    api.note_verdict(actor=scene.province_chairman, subject_id=row.id, revision=1, says=[lower], at=JUDGED)
    seen = {one.criterion.code: one for one in api.get_sheet(actor=scene.chairman, subject_id=row.id).entries}
    assert seen["B1"].judged_points is None
    with pytest.raises(FieldErrors) as faults:
        api.appraise_sheet(actor=scene.province_chairman, subject_id=row.id, revision=2, says=[lower], at=JUDGED)
    assert {(one.field, one.code) for one in faults.value.errors} == {
        ("B1.reason", "score_reason_missing"),
        ("B5.amount", "score_missing"),
    }


def test_an_appeal_within_its_days_changes_points_beside_the_old_ones(scene: Scene) -> None:
    round_id = published(scene)
    row = sheet_of(scene, round_id)

    def appeal(at: str = "2026-11-27 08:00", code: str = "B2") -> UUID:
        return api.appeal_score(
            actor=scene.chairman, subject_id=row.id, code=code, words="Đủ 12 bài", file_ids=(), at=vn(at)
        )

    with pytest.raises(AppealTooLate):
        appeal("2026-12-06 00:01")
    appeal_id = appeal()
    with pytest.raises(AppealOpen):
        appeal()
    with pytest.raises(NotYourMove):
        api.answer_appeal(actor=scene.chairman, appeal_id=appeal_id, points=D(3), words="Được", at=JUDGED)
    with pytest.raises(ScoreNotPossible):
        api.answer_appeal(actor=scene.province_chairman, appeal_id=appeal_id, points=D(7), words="Được", at=JUDGED)
    later = vn("2026-11-28 08:00")
    api.answer_appeal(actor=scene.province_chairman, appeal_id=appeal_id, points=D(3), words="Đủ bài", at=later)
    finals = FinalScore.objects.filter(entry__subject=row, entry__code="B2").order_by("at")
    assert [one.points for one in finals] == [D(0), D(3)]
    ranks = [one.tally.rank for one in api.list_scored(actor=ANONYMOUS, round_id=round_id) if one.tally]
    assert ranks == [1, 1]


def test_the_database_refuses_to_change_what_is_final(scene: Scene) -> None:
    row = sheet_of(scene, published(scene))
    attempts = (
        lambda: CriterionEntry.objects.filter(subject=row).update(judged_points=6),
        lambda: FinalScore.objects.filter(entry__subject=row).update(points=6),
        lambda: RoundStep.objects.filter(subject=row).delete(),
        lambda: RoundSubject.objects.filter(id=row.id).update(state="open"),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_everything_done_stands_in_the_audit_chain(scene: Scene) -> None:
    row = sheet_of(scene, published(scene))
    with connection.cursor() as cursor:
        cursor.execute("SELECT action FROM kernel_auditentry WHERE subject_id = %s ORDER BY seq", [str(row.id)])
        acts = [one for (one,) in cursor.fetchall()]
    verbs = ("open", "submit", "appraise", "explain", "finalise", "publish")
    assert acts == [f"indicators.appraisal_{verb}" for verb in verbs]
