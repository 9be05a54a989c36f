"""Late data: the time that they are about is computed again by itself, once, and nothing that was signed changes."""

from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from honglam.indicators import api
from honglam.indicators.contracts import Figure, GroundWords, Nature, Recomputed, ScopeRef, SourceKind, ValueEntry
from honglam.indicators.models import (
    Computation,
    ComputedTime,
    Indicator,
    IndicatorValue,
    IndicatorVersion,
    WrittenReport,
)
from honglam.indicators.queries.writing.composing import pieces_of
from honglam.indicators.queries.writing.reports import content_of
from honglam.indicators.rules.figures.spans import read_span
from honglam.indicators.services.figures.late import note_said
from honglam.indicators.services.figures.values import succeed
from honglam.indicators.services.figures.writing import put_ground
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


def test_an_indicator_closed_since_is_told_no_more(scene: Scene) -> None:
    commune = staffed(scene)
    made = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)
    whole = api.get_value(actor=ANONYMOUS, value_id=made).computation
    assert whole is not None and whole.inputs == {"agency_staff": 20, "agency_staff_with_pc": 15}
    assert (whole.numerator, whole.denominator) == (15, 20)
    Indicator.objects.filter(code="agency_staff_with_pc").update(public=False)
    told = api.get_value(actor=ANONYMOUS, value_id=made).computation
    assert told is not None and (told.formula, told.inputs) == (whole.formula, {"agency_staff": 20})
    assert (told.numerator, told.denominator) == (None, None)
    assert api.get_value(actor=scene.specialist, value_id=made).computation == whole, "inside all is read"


def of_input(code: str) -> IndicatorValue:
    """What was first said of an input."""
    return IndicatorValue.objects.get(indicator__code=code, last_on=STAFF_DAY.last_on, corrects=None, nature="actual")


def told_of_confirmed(scene: Scene, made: UUID) -> dict[str, Decimal]:
    """What everybody is told went into a share, once it is confirmed."""
    confirmed = api.confirm_value(actor=scene.department_head, value_id=made, at=AT)
    told = api.get_value(actor=ANONYMOUS, value_id=confirmed).computation
    assert told is not None and (told.numerator, told.denominator) == (None, None)
    return dict(told.inputs)


def put(code: str, scope: ScopeRef, number: int, *, public: bool, nature: Nature = Nature.ACTUAL) -> None:
    """One more number said of an input."""
    said_now = Figure(value=Decimal(number))
    one = ValueEntry(indicator=code, scope=scope, span=STAFF_DAY, figure=said_now, nature=nature)
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=public)
    api.record_values(actor=SYSTEM, entries=[one], ground=ground, at=AT)


@pytest.mark.parametrize("goal", [20, 15])
def test_a_target_that_everybody_reads_tells_nothing_of_what_was_reached(scene: Scene, goal: int) -> None:
    made, commune = confidential(scene), ScopeRef(agency_id=scene.unit("UBND-XA-99001"))
    put("agency_staff_with_pc", commune, goal, public=True, nature=Nature.TARGET)
    assert told_of_confirmed(scene, made) == {"agency_staff": 20}


@pytest.mark.parametrize("asked_for", [False, True])
def test_what_was_public_and_withdrawn_tells_nothing_of_what_came_after(scene: Scene, asked_for: bool) -> None:
    head, commune = scene.department_head, staffed(scene)
    before = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)
    wrong = of_input("agency_staff_with_pc")
    api.correct_value(actor=head, value_id=wrong.id, figure=None, reason="Sai", at=AT)
    put("agency_staff_with_pc", commune, 11, public=False)
    if asked_for:
        api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)
    drain(include_future=True)
    assert shown() == [], "nobody has confirmed it"
    (stands,) = api.list_values(actor=head, indicator="agency_pc_rate").items
    assert (stands.figure, stands.corrects) == (Figure(value=Decimal(55)), before)
    assert told_of_confirmed(scene, stands.id) == {"agency_staff": 20}
    seen = api.get_value(actor=ANONYMOUS, value_id=before).computation
    assert seen is not None and (seen.numerator, seen.inputs["agency_staff_with_pc"]) == (15, 15), "read before"


def test_the_same_number_closed_again_closes_what_rests_on_it(scene: Scene) -> None:
    head, commune = scene.department_head, staffed(scene)
    api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)
    wrong = of_input("agency_staff_with_pc")
    api.correct_value(actor=head, value_id=wrong.id, figure=None, reason="Sai", at=AT)
    put("agency_staff_with_pc", commune, 15, public=False)
    drain(include_future=True)
    assert shown() == []
    rows = IndicatorValue.objects.filter(indicator__code="agency_pc_rate").count()
    assert api.recompute_values(actor=SYSTEM, span=STAFF_DAY, at=AT).changed == 0
    assert IndicatorValue.objects.filter(indicator__code="agency_pc_rate").count() == rows
    (stands,) = api.list_values(actor=head, indicator="agency_pc_rate").items
    assert told_of_confirmed(scene, stands.id) == {"agency_staff": 20}


def test_an_input_with_a_formula_that_gave_nothing_is_told_only_if_it_is_said(scene: Scene) -> None:
    for version in IndicatorVersion.objects.filter(indicator__code="agency_staff_with_pc"):
        version.content = {**version.content, "formula": "dossiers.received_online"}
        version.save()
    out = ScopeRef(external="Tỉnh khác")
    put("agency_staff", out, 20, public=True)
    put("agency_staff_with_pc", out, 15, public=False)
    made = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=out, span=STAFF_DAY, at=AT)
    assert told_of_confirmed(scene, made) == {"agency_staff": 20}


def test_a_number_said_since_tells_nothing_of_the_one_that_was_used(scene: Scene) -> None:
    made, number = confidential(scene), of_input("agency_staff_with_pc")
    confirmed = api.confirm_value(actor=scene.department_head, value_id=made, at=AT)
    api.correct_value(actor=SYSTEM, value_id=number.id, figure=None, reason="Nộp muộn", at=AT)
    put("agency_staff_with_pc", ScopeRef(agency_id=scene.unit("UBND-XA-99001")), 16, public=True)
    told = api.get_value(actor=ANONYMOUS, value_id=confirmed).computation
    assert told is not None and told.inputs == {"agency_staff": 20}


def test_what_stands_beside_a_correction_is_not_computed_again(scene: Scene) -> None:
    head, commune = scene.department_head, staffed(scene)
    made = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=commune, span=STAFF_DAY, at=AT)
    api.correct_value(actor=head, value_id=made, figure=Figure(value=Decimal(70)), reason="Đếm lại", at=AT)
    beside = succeed(of_computed(made), Figure(value=Decimal(75)), of_computed(made).ground_id)
    beside.corrects = None  # as it was kept before corrections were left alone
    beside.save(force_insert=True)
    staff = of_input("agency_staff_with_pc")
    api.correct_value(actor=head, value_id=staff.id, figure=Figure(value=Decimal(16)), reason="Nộp muộn", at=AT)
    assert api.recompute_values(actor=SYSTEM, span=STAFF_DAY, at=AT) == Recomputed(seen=0, changed=0, lost=0)
    assert not IndicatorValue.objects.filter(corrects=beside).exists()


def of_computed(value_id: UUID) -> IndicatorValue:
    """The row of a value, with what a successor copies of it."""
    return IndicatorValue.objects.select_related("indicator", "version").get(id=value_id)


def test_what_was_confirmed_before_is_known_as_confirmed(scene: Scene) -> None:
    made = of_computed(confidential(scene))
    words = GroundWords(kind=SourceKind.EVENTS, reference=made.ground.reference, public=True)
    before = succeed(made, Figure(value=Decimal(75)), put_ground(SYSTEM, words, AT).id)
    before.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(import_module("honglam.indicators.migrations.0025_confirmed_computations").KNOWN)
    assert set(Computation.objects.values_list("value_id", "confirmed")) == {(made.id, False), (before.id, True)}
    told = api.get_value(actor=ANONYMOUS, value_id=before.id).computation
    assert told is not None and told.inputs == {"agency_staff": 20}
    number = of_input("agency_staff_with_pc")
    api.correct_value(actor=SYSTEM, value_id=number.id, figure=Figure(value=Decimal(16)), reason="Nộp muộn", at=AT)
    api.recompute_values(actor=SYSTEM, span=STAFF_DAY, at=AT)
    assert [value for _, value in shown()] == [80]
