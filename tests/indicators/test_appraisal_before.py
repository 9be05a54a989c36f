"""The round before: of the same kind of period, a year beside a year."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from honglam.indicators import api
from honglam.indicators.models import ScoringRound
from honglam.kernel.values import ANONYMOUS
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_appraisal import published, sheet_of


def over(scene: Scene, kind: str, first_on: date, last_on: date) -> UUID:
    """A published round over these days."""
    round_id = published(scene)
    opened_at = vn("2026-01-05 09:00")
    ScoringRound.objects.filter(id=round_id).update(kind=kind, first_on=first_on, last_on=last_on, opened_at=opened_at)
    return round_id


def test_a_year_is_held_beside_the_year_before_not_beside_a_quarter(scene: Scene) -> None:
    past = sheet_of(scene, over(scene, "year", date(2025, 1, 1), date(2025, 12, 31)))
    at = vn("2026-11-27 08:00")
    appeal = api.appeal_score(actor=scene.chairman, subject_id=past.id, code="B2", words="Đủ", file_ids=(), at=at)
    api.answer_appeal(actor=scene.province_chairman, appeal_id=appeal, points=Decimal(3), words="Được", at=at)
    over(scene, "quarter", date(2026, 7, 1), date(2026, 9, 30))
    row = sheet_of(scene, over(scene, "year", date(2026, 1, 1), date(2026, 12, 31)))
    entries = {one.criterion.code: one for one in api.get_sheet(actor=ANONYMOUS, subject_id=row.id).entries}
    assert (entries["B2"].points, entries["B2"].before) == (0, 3), "the quarter's were none"
    lines = {one.agency_id: one.before for one in api.list_scored(actor=ANONYMOUS, round_id=row.round_id)}
    before = lines[row.agency_id]
    assert before is not None and before.rank == 1, "in the quarter it was the second"
