"""A month computed again after late data: the same as one value after the other, in a handful of queries."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from honglam.directory import api as directory
from honglam.indicators import api
from honglam.indicators.contracts import Figure, GroundWords, Recomputed, ScopeRef, SourceKind, Span, ValueEntry
from honglam.indicators.models import Computation, IndicatorValue
from honglam.indicators.rules.figures.spans import read_span
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from tests.cost import cost_now
from tests.dossiers.scene import Scene, later
from tests.indicators.test_values import AT, PROVINCE

NOVEMBER = read_span("2026-11")


def said(scope: ScopeRef, staff: int, with_pc: int) -> list[UUID]:
    """What an agency reported of its machines."""
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=True)
    return api.record_values(
        actor=SYSTEM,
        entries=[
            ValueEntry(indicator=code, scope=scope, span=NOVEMBER, figure=Figure(value=Decimal(number)))
            for code, number in (("agency_staff", staff), ("agency_staff_with_pc", with_pc))
        ],
        ground=ground,
        at=AT,
    )


def communes() -> list[ScopeRef]:
    """The two communes."""
    return [ScopeRef(agency_id=directory.get_agency_by_code(code=f"UBND-XA-9900{at}").id) for at in (1, 2)]


def stands(indicator: str) -> dict[int, IndicatorValue]:
    """What was computed and stands, by subject."""
    rows = IndicatorValue.objects.filter(indicator__code=indicator, ground__kind="events").order_by("id")
    return {row.scope_id: row for row in rows}


def test_late_data_change_what_rests_on_them_and_nothing_else(scene: Scene) -> None:
    one, other = communes()
    _, with_pc = said(one, 20, 15)
    said(other, 10, 5)
    for scope in (one, other):
        api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=scope, span=NOVEMBER, at=AT)
    before = stands("agency_pc_rate")
    assert api.recompute_values(actor=SYSTEM, span=NOVEMBER, at=AT) == Recomputed(seen=2, changed=0, lost=0)
    api.correct_value(actor=SYSTEM, value_id=with_pc, figure=Figure(value=Decimal(18)), reason="Nộp muộn", at=AT)
    assert api.recompute_values(actor=SYSTEM, span=NOVEMBER, at=AT) == Recomputed(seen=2, changed=1, lost=0)
    after = stands("agency_pc_rate")
    (moved,) = (row for key, row in after.items() if row.pk != before[key].pk)
    assert (moved.value, moved.corrects_id) == (90, before[moved.scope_id].pk)
    kept = Computation.objects.get(value=moved)
    assert (kept.numerator, kept.denominator, kept.formula) == (18, 20, "agency_staff_with_pc ÷ agency_staff")
    assert kept.inputs == {"agency_staff": "20", "agency_staff_with_pc": "18"}


def test_it_gives_what_each_value_computed_by_itself_gives(scene: Scene) -> None:
    scopes = [*communes(), PROVINCE]
    scene.resolved()
    drain()
    for scope in scopes[:1] + scopes[2:]:
        api.compute_value(actor=SYSTEM, indicator="online_rate", scope=scope, span=NOVEMBER, at=AT)
    scene.resolved()
    scene.accepted()
    drain()
    assert api.recompute_values(actor=SYSTEM, span=NOVEMBER, at=later()).seen == 2
    together = {key: (row.value, _inputs(row)) for key, row in stands("online_rate").items()}
    for scope in scopes[:1] + scopes[2:]:
        api.compute_value(actor=SYSTEM, indicator="online_rate", scope=scope, span=NOVEMBER, at=later())
    assert {key: (row.value, _inputs(row)) for key, row in stands("online_rate").items()} == together


def _inputs(row: IndicatorValue) -> dict[str, str]:
    return dict(Computation.objects.get(value=row).inputs)


def test_what_can_no_longer_be_told_stays_and_is_counted(scene: Scene) -> None:
    one, _ = communes()
    staff, _ = said(one, 20, 15)
    made = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=one, span=NOVEMBER, at=AT)
    api.correct_value(actor=SYSTEM, value_id=staff, figure=None, reason="Không có căn cứ", at=AT)
    assert api.recompute_values(actor=SYSTEM, span=NOVEMBER, at=AT) == Recomputed(seen=1, changed=0, lost=1)
    assert [row.pk for row in stands("agency_pc_rate").values()] == [made]


@pytest.mark.parametrize("span", [replace(NOVEMBER, first_on=None), Span(first_on=None, last_on=date(2026, 10, 31))])
def test_another_time_is_left_alone(scene: Scene, span: Span) -> None:
    one, _ = communes()
    said(one, 20, 15)
    api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=one, span=NOVEMBER, at=AT)
    assert api.recompute_values(actor=SYSTEM, span=span, at=AT).seen == 0


def test_more_values_cost_no_more_queries(scene: Scene) -> None:
    def queries(scope: ScopeRef) -> int:
        _, with_pc = said(scope, 20, 15)
        api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=scope, span=NOVEMBER, at=AT)
        figure = Figure(value=Decimal(18))
        api.correct_value(actor=SYSTEM, value_id=with_pc, figure=figure, reason="Nộp muộn", at=AT)
        return cost_now(lambda: api.recompute_values(actor=SYSTEM, span=NOVEMBER, at=AT))

    one, other = communes()
    queries(one)
    said(other, 1, 1)
    assert queries(ScopeRef(external="Ai đó")) == queries(ScopeRef(external="Người khác"))
