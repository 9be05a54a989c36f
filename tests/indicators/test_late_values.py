"""Late data: the time that they are about is computed again by itself, once, and nothing that was signed changes."""

from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from honglam.indicators import api
from honglam.indicators.contracts import Figure, GroundWords, Nature, ScopeRef, SourceKind, ValueEntry
from honglam.indicators.models import ComputedTime, IndicatorValue, WrittenReport
from honglam.indicators.queries.writing.composing import pieces_of
from honglam.indicators.queries.writing.reports import content_of
from honglam.indicators.rules.figures.spans import read_span
from honglam.indicators.services.figures.late import note_said
from honglam.kernel.models import OutboxMessage
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, SYSTEM
from tests.dossiers.scene import Scene
from tests.indicators.test_recomputing import NOVEMBER, communes, said, stands
from tests.indicators.test_values import AT, STAFF_DAY, staffed
from tests.indicators.test_writing import approved, lived

__all__ = ["lived"]
JOB = "indicators.recompute"


def rate(scope: ScopeRef) -> UUID:
    """The share of November, computed."""
    return api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=scope, span=NOVEMBER, at=AT)


def asked() -> list[tuple[str | None, str]]:
    """The times that are on their way to be computed again."""
    rows = OutboxMessage.objects.filter(kind="job", name=JOB).order_by("id")
    return [(row.payload["first_on"], row.payload["last_on"]) for row in rows]


def test_a_late_value_has_its_month_computed_again_and_the_former_number_stays(scene: Scene) -> None:
    one, other = communes()
    _, with_pc = said(one, 20, 15)
    said(other, 10, 5)
    assert asked() == [], "nothing has been computed of it yet"
    before = rate(one)
    rate(other)
    api.correct_value(actor=SYSTEM, value_id=with_pc, figure=Figure(value=Decimal(18)), reason="Nộp muộn", at=AT)
    assert asked() == [("2026-11-01", "2026-11-30")]
    drain(include_future=True)
    shares = {row.value: row.corrects_id for row in stands("agency_pc_rate").values()}
    assert shares == {Decimal(90): before, Decimal(50): None}
    assert IndicatorValue.objects.get(id=before).value == 75


def test_many_late_values_are_one_computation_and_those_during_it_another(scene: Scene) -> None:
    one, other = communes()
    said(one, 20, 15)
    rate(one)
    said(other, 10, 5)
    said(ScopeRef(external="Ai đó"), 10, 6)
    assert len(asked()) == 1
    (job,) = OutboxMessage.objects.filter(name=JOB)
    assert job.not_before == AT + timedelta(minutes=2)
    drain(include_future=True)
    said(ScopeRef(external="Người khác"), 10, 6)
    assert len(asked()) == 1, "the first one is done; this is another"


def test_another_time_and_other_natures_ask_for_nothing(scene: Scene) -> None:
    one, _ = communes()
    said(one, 20, 15)
    rate(one)
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=True)
    for span in (read_span("2026-10"), read_span("2026-Q4")):
        entry = ValueEntry(indicator="agency_staff", scope=one, span=span, figure=Figure(value=Decimal(3)))
        api.record_values(actor=SYSTEM, entries=[entry], ground=ground, at=AT)
    assert asked() == []


def test_an_answer_that_never_came_is_asked_for_again(scene: Scene) -> None:
    one, _ = communes()
    said(one, 20, 15)
    rate(one)
    ComputedTime.objects.update(asked_at=AT - timedelta(days=2))
    said(one, 20, 15)
    assert len(asked()) == 1


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1), (100, 1), (101, 0)])
def test_what_ended_lately_is_computed_again_every_night(scene: Scene, days: int, count: int) -> None:
    one, _ = communes()
    said(one, 20, 15)
    rate(one)
    night = AT.replace(year=2026, month=11, day=30) + timedelta(days=days)
    assert api.recompute_recent(at=night) == len(asked()) == count
    assert api.recompute_recent(at=night) == 0, "on its way"


def test_dossiers_that_come_late_change_the_share_and_no_report_that_was_signed(lived: Scene) -> None:
    report = WrittenReport.objects.get(id=approved(lived))
    kept = {piece.value for part in content_of(report).parts for piece in pieces_of(part) if piece.value}
    computed = IndicatorValue.objects.filter(id__in=kept, ground__kind="events")
    numbers = {row.id: row.value for row in computed}
    assert numbers, "the report says numbers that were computed for it"
    lived.accepted()
    drain()
    night = report.approved_at
    assert night is not None
    assert api.recompute_recent(at=night) > 0
    drain(include_future=True)
    assert IndicatorValue.objects.filter(corrects__in=numbers).exists(), "one dossier more was received"
    assert {row.id: row.value for row in computed.all()} == numbers
    again = WrittenReport.objects.get(id=report.id)
    assert (again.content, again.revision) == (report.content, report.revision)


@pytest.mark.usefixtures("fresh_database")
def test_a_computation_on_its_way_waits_for_what_is_being_said() -> None:
    """It would begin, see nothing of an uncommitted value, and nobody would ask again."""
    time = ComputedTime.objects.create(first_on=NOVEMBER.first_on, last_on=NOVEMBER.last_on, asked_at=AT)
    value = IndicatorValue(first_on=NOVEMBER.first_on, last_on=NOVEMBER.last_on, nature=Nature.ACTUAL.value)
    with closing(connection.copy()) as other, other.cursor() as worker:
        worker.execute("SET lock_timeout = '200ms'")
        with transaction.atomic():
            note_said([value], AT)
            worker.execute("SELECT id FROM indicators_computedtime WHERE id = %s FOR SHARE", [time.pk])
            assert worker.fetchone() == (time.pk,), "who says something else of that time does not wait"
            with pytest.raises(OperationalError, match="lock timeout"):
                worker.execute("UPDATE indicators_computedtime SET asked_at = NULL WHERE id = %s", [time.pk])
        worker.execute("UPDATE indicators_computedtime SET asked_at = NULL WHERE id = %s", [time.pk])
    assert asked() == []


def confidential(scene: Scene) -> UUID:
    """A share that rests on a number which is not public, computed."""
    commune = staffed(scene, public=False)
    return api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)


def shown() -> list[tuple[UUID, Decimal | None]]:
    """The shares that everybody sees."""
    page = api.list_values(actor=ANONYMOUS, indicator="agency_pc_rate")
    return [(one.id, one.figure.value if one.figure else None) for one in page.items]


def test_what_was_confirmed_stays_public_when_its_time_is_computed_again(scene: Scene) -> None:
    made, head = confidential(scene), scene.department_head
    assert shown() == []
    confirmed = api.confirm_value(actor=head, value_id=made, at=AT)
    drain(include_future=True)
    assert shown() == [(confirmed, 75)], "nothing it rests on has changed"
    computation = api.get_value(actor=head, value_id=confirmed).computation
    assert computation is not None and computation.inputs == {"agency_staff": 20, "agency_staff_with_pc": 15}
    told = api.get_value(actor=ANONYMOUS, value_id=confirmed).computation
    assert told is not None and told.formula == computation.formula
    assert (told.numerator, told.inputs) == (None, {"agency_staff": 20}), "the other one is still not public"
    with_pc = IndicatorValue.objects.get(indicator__code="agency_staff_with_pc", last_on=STAFF_DAY.last_on)
    api.correct_value(actor=head, value_id=with_pc.id, figure=Figure(value=Decimal(16)), reason="Nộp muộn", at=AT)
    drain(include_future=True)
    assert [value for _, value in shown()] == [80]
    commune = ScopeRef(agency_id=scene.unit("UBND-XA-99001"))
    again = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)
    assert shown() == [(again, 80)], "asked for by itself it stays public too"


def test_a_share_becomes_public_with_what_it_rests_on(scene: Scene) -> None:
    confidential(scene)
    with_pc = IndicatorValue.objects.get(indicator__code="agency_staff_with_pc", last_on=STAFF_DAY.last_on)
    api.confirm_value(actor=scene.department_head, value_id=with_pc.id, at=AT)
    drain(include_future=True)
    assert [value for _, value in shown()] == [75]
    computed = IndicatorValue.objects.filter(indicator__code="agency_pc_rate").count()
    api.recompute_values(actor=SYSTEM, span=STAFF_DAY, at=AT)
    assert IndicatorValue.objects.filter(indicator__code="agency_pc_rate").count() == computed, "and only once"
