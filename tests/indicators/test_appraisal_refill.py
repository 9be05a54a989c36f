"""Late data in a scoring round: points follow what is measured; what compares agencies is compared once."""

from decimal import Decimal
from uuid import UUID

import pytest

from honglam.indicators import api
from honglam.indicators.contracts import Said
from honglam.indicators.models import CriterionEntry, RoundSubject
from honglam.indicators.queries.appraisal import filling
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_appraisal import CLAIM, GIVEN, JUDGED, SELF, SURVEY, opened, sheet_of

D = Decimal
LATE = vn("2026-11-26 09:00")


def counted(monkeypatch: pytest.MonkeyPatch, scene: Scene, first: float, second: float) -> None:
    """Of ten dossiers so many came online in either commune."""
    online = {"UBND-XA-99001": first, "UBND-XA-99002": second}
    values = {
        scene.unit(code): {"dossiers.received": 10.0, "dossiers.received_online": count}
        for code, count in online.items()
    }
    monkeypatch.setattr(filling, "read_by", lambda *_: values)


def entry(sheet: RoundSubject, code: str) -> CriterionEntry:
    """One criterion of a sheet."""
    return CriterionEntry.objects.get(subject=sheet, code=code)


@pytest.fixture
def round_id(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A round whose measures were two and four of ten; the first commune leaves the measured points to the figures."""
    counted(monkeypatch, scene, 2, 4)
    made = opened(scene)
    says = [one for one in CLAIM if not one.code.startswith("A")]
    row = sheet_of(scene, made)
    api.submit_sheet(actor=scene.chairman, subject_id=row.id, revision=0, says=says, at=SELF)
    return made


def test_what_an_agency_claims_on_the_figures_follows_them(
    scene: Scene, round_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sheet_of(scene, round_id)
    assert (entry(row, "A1").self_points, entry(row, "A2").self_points) == (D("2.4"), D(0))
    counted(monkeypatch, scene, 5, 4)
    assert api.refill_scoring(actor=scene.province_chairman, round_id=round_id, at=LATE) >= 2
    assert (entry(row, "A1").self_points, entry(row, "A2").self_points) == (D(6), D(6))
    assert entry(row, "B3").self_points == D(3), "what people said stays"


def test_agencies_are_compared_within_one_pair_of_ends(
    scene: Scene, round_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sheet_of(scene, round_id), sheet_of(scene, round_id, "UBND-XA-99002")
    api.appraise_sheet(actor=scene.province_chairman, subject_id=first.id, revision=1, says=[SURVEY], at=JUDGED)
    counted(monkeypatch, scene, 1, 5)
    api.refill_scoring(actor=scene.province_chairman, round_id=round_id, at=LATE)
    assert D(entry(first, "A1").measured["points"]) == D("2.40"), "appraised: as it was judged"
    assert D(entry(second, "A1").measured["points"]) == D("6.00")
    assert (entry(second, "A2").measured["least"], entry(second, "A2").measured["most"]) == ("0.2", "0.4")


def test_a_criterion_that_applies_no_more_keeps_what_was_measured(
    scene: Scene, round_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sheet_of(scene, round_id)
    CriterionEntry.objects.create(subject=row, code="CU", position=99, measured=entry(row, "A1").measured)
    counted(monkeypatch, scene, 5, 4)
    api.refill_scoring(actor=scene.province_chairman, round_id=round_id, at=LATE)
    assert D(entry(row, "CU").measured["points"]) == D("2.40")
    assert D(entry(row, "A1").measured["points"]) == D("6.00")


def test_one_sheet_adds_up_what_the_board_adds_up(scene: Scene, round_id: UUID) -> None:
    row = sheet_of(scene, round_id)
    says = [Said(code=code, given=GIVEN[code], reason="Như đã nêu") for code in ("A1", "A2")]
    api.appraise_sheet(actor=scene.province_chairman, subject_id=row.id, revision=1, says=[SURVEY, *says], at=JUDGED)
    actor = scene.province_chairman
    board = {one.id: one for one in api.list_scored(actor=actor, round_id=round_id)}
    alone = api.get_sheet(actor=actor, subject_id=row.id).subject
    assert (alone.claimed, alone.tally) == (board[row.id].claimed, board[row.id].tally)
    assert alone.tally is not None
    assert alone.tally.applying == D(36)
