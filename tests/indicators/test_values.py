"""Values: recorded, corrected, confirmed, computed; what stands beside what; who may. Through the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from honglam.directory import api as directory
from honglam.indicators import api
from honglam.indicators.contracts import (
    BasisMissing,
    Bound,
    Figure,
    GroundWords,
    IndicatorNotFound,
    NoFormula,
    NothingToCompute,
    NothingToDivide,
    NoVersionThen,
    ReasonMissing,
    ScopeRef,
    SourceKind,
    Span,
    TooManyDigits,
    Unit,
    UnknownPart,
    UnknownScope,
    ValueCorrected,
    ValueEntry,
    ValueNotFound,
    WrongSpan,
)
from honglam.indicators.models import IndicatorValue
from honglam.indicators.queries.figures import material
from honglam.indicators.queries.figures.inputs import read_standing
from honglam.indicators.rules.figures.spans import read_span
from honglam.kernel import audit
from honglam.kernel.relay import drain
from honglam.kernel.values import ANONYMOUS, SYSTEM, DomainError
from tests.cost import cost_now
from tests.dossiers.scene import Scene, vn

AT = vn("2026-11-27 16:00")
PROVINCE = ScopeRef(area="99")


def entry(
    value: str = "7", indicator: str = "communes_with_site", period: str = "2026-Q3", **more: object
) -> ValueEntry:
    """A value of the small dictionary."""
    said = {"scope": PROVINCE, "span": read_span(period), "figure": Figure(value=Decimal(value))} | more
    return ValueEntry(indicator=indicator, **said)  # type: ignore[arg-type]


def test_the_pack_brings_values_with_their_sentences(scene: Scene) -> None:
    page = api.list_values(actor=ANONYMOUS, indicator="services")
    shown = {
        (one.ground.document.code if one.ground.document else "", one.scope.part, one.figure) for one in page.items
    }
    assert shown == {
        ("bc-1-2024", "", Figure(value=Decimal(100))),
        ("bc-1-2024", "cấp tỉnh", Figure(value=Decimal(60))),
        ("bc-1-2024", "cấp xã", Figure(value=Decimal(45))),
        ("bc-2-2024", "", Figure(value=Decimal(120), bound=Bound.ABOVE)),
        ("bc-2-2024", "", Figure(value=Decimal(40))),
    }
    at_odds = {one.figure.value for one in page.items if one.in_conflict and one.figure}
    assert at_odds == {100, 120}, "both stand, and both say that they contradict each other"


def test_what_is_not_public_is_not_there(scene: Scene) -> None:
    with pytest.raises(IndicatorNotFound):
        api.get_indicator(actor=ANONYMOUS, code="training_money")
    with pytest.raises(IndicatorNotFound):
        api.list_values(actor=ANONYMOUS, indicator="training_money")
    inside = api.list_values(actor=scene.department_head, indicator="training_money").items
    assert [one.figure for one in inside] == [Figure(value=Decimal(150_000_000), unit=Unit.DONG)]
    with pytest.raises(ValueNotFound):
        api.get_value(actor=ANONYMOUS, value_id=inside[0].id)


def test_an_officer_enters_the_head_confirms_and_everybody_sees(scene: Scene) -> None:
    entered = api.record_value(actor=scene.specialist, entry=entry(), note="Đếm trên cổng ngày 30/9.", at=AT)
    with pytest.raises(ValueNotFound):
        api.get_value(actor=ANONYMOUS, value_id=entered)
    detail = api.get_value(actor=scene.specialist, value_id=entered)
    assert (detail.value.ground.kind, detail.value.ground.person) == (SourceKind.PERSON, scene.specialist.name)
    assert not detail.may_confirm
    with pytest.raises(ValueNotFound):
        api.confirm_value(actor=scene.specialist, value_id=entered, at=AT)
    confirmed = api.confirm_value(actor=scene.department_head, value_id=entered, at=AT)
    public = api.get_value(actor=ANONYMOUS, value_id=confirmed)
    assert public.value.figure == Figure(value=Decimal(7))
    assert [one.ground.person for one in public.history] == [scene.department_head.name], "who stands by it"
    inside = api.get_value(actor=scene.specialist, value_id=confirmed)
    assert [one.ground.person for one in inside.history] == [scene.specialist.name, scene.department_head.name]
    with pytest.raises(ValueCorrected):
        api.confirm_value(actor=scene.department_head, value_id=confirmed, at=AT)


def test_a_correction_keeps_the_old_and_a_second_one_corrects_the_first(scene: Scene) -> None:
    head = scene.department_head
    first = api.record_value(actor=head, entry=entry("7"), note="Tổng hợp", at=AT)
    second = api.correct_value(
        actor=head, value_id=first, figure=Figure(value=Decimal(8)), reason="Đếm sót xã An", at=AT
    )
    with pytest.raises(ValueCorrected):
        api.correct_value(actor=head, value_id=first, figure=Figure(value=Decimal(9)), reason="Lại", at=AT)
    withdrawn = api.correct_value(actor=head, value_id=second, figure=None, reason="Chưa có căn cứ", at=AT)
    detail = api.get_value(actor=head, value_id=first)
    assert [one.id for one in detail.history] == [first, second, withdrawn]
    assert detail.value.figure == Figure(value=Decimal(7)), "the old page still says what the old report said"
    assert detail.value.corrected_by == second
    standing = api.list_values(actor=head, indicator="communes_with_site").items
    assert not {first, second, withdrawn} & {one.id for one in standing}
    assert audit.verify() == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET bound = 'about'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_change_what_was_said(scene: Scene, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("indicators_indicatorvalue"))


@pytest.mark.parametrize(
    ("refusal", "given"),
    [
        (NoVersionThen, entry(period="2014")),
        (UnknownScope, entry(scope=ScopeRef(area="77"))),
        (UnknownScope, entry(scope=ScopeRef(agency_id=10**9))),
        (UnknownScope, entry(scope=ScopeRef(area="99", external="ai đó"))),
        (UnknownPart, entry(scope=ScopeRef(area="99", part="huyen"))),
        (WrongSpan, entry(span=Span(first_on=date(2026, 2, 1), last_on=date(2026, 1, 1)))),
        (TooManyDigits, entry("1e18")),
        (TooManyDigits, entry("1e9999999")),
        (TooManyDigits, entry("1e9999999")),
        (TooManyDigits, entry("0.1234567")),
        (TooManyDigits, entry("NaN")),
        (IndicatorNotFound, entry(indicator="khong-co")),
        (IndicatorNotFound, entry(indicator="online_rate")),
    ],
)
def test_a_refusal_has_a_name_and_leaves_nothing(scene: Scene, refusal: type[DomainError], given: ValueEntry) -> None:
    before = IndicatorValue.objects.count()
    with pytest.raises(refusal):
        api.record_value(actor=scene.department_head, entry=given, note="thử", at=AT)
    assert IndicatorValue.objects.count() == before


def test_a_number_without_a_basis_and_a_correction_without_a_reason(scene: Scene) -> None:
    head = scene.department_head
    with pytest.raises(BasisMissing):
        api.record_value(actor=head, entry=entry(), note="  ", at=AT)
    kept = api.record_value(actor=head, entry=entry(), note="Tổng hợp", at=AT)
    with pytest.raises(ReasonMissing):
        api.correct_value(actor=head, value_id=kept, figure=None, reason="", at=AT)


def test_strangers_and_other_agencies_do_not_enter(scene: Scene) -> None:
    for stranger in (ANONYMOUS, scene.officer, scene.chairman):
        with pytest.raises(IndicatorNotFound):
            api.record_value(actor=stranger, entry=entry(), note="thử", at=AT)


def test_a_computed_value_keeps_every_input(scene: Scene) -> None:
    scene.resolved()
    drain()
    commune = directory.get_agency_by_code(code="UBND-XA-99001").id
    month = read_span("2026-11")
    for scope in (ScopeRef(agency_id=commune), PROVINCE):
        made = api.compute_value(actor=SYSTEM, indicator="online_rate", scope=scope, span=month, at=AT)
        detail = api.get_value(actor=ANONYMOUS, value_id=made)
        assert detail.value.figure == Figure(value=Decimal(100))
        assert detail.value.ground.kind is SourceKind.EVENTS
        assert detail.computation is not None
        assert (detail.computation.numerator, detail.computation.denominator) == (1, 1)
        assert detail.computation.formula == "online_dossiers ÷ dossiers.received"
        names = {"dossiers.received", "dossiers.received_online", "online_dossiers"}
        assert detail.computation.inputs == dict.fromkeys(names, Decimal(1))


STAFF_DAY = Span(first_on=None, last_on=date(2026, 9, 14))


def staffed(scene: Scene, *, public: bool = True, bound: Bound = Bound.EXACT) -> ScopeRef:
    """A commune of twenty with fifteen computers; who may read the fifteen, and how they are meant."""
    commune = ScopeRef(agency_id=scene.unit("UBND-XA-99001"))
    for indicator, number, seen, meant in (
        ("agency_staff", 20, True, Bound.EXACT),
        ("agency_staff_with_pc", 15, public, bound),
    ):
        said = Figure(value=Decimal(number), bound=meant)
        one = entry(indicator=indicator, scope=commune, span=STAFF_DAY, figure=said)
        ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=seen)
        api.record_values(actor=SYSTEM, entries=[one], ground=ground, at=AT)
    return commune


def test_what_is_computed_again_takes_the_place_of_what_was(scene: Scene) -> None:
    ask = {"actor": SYSTEM, "indicator": "agency_pc_rate", "scope": staffed(scene), "span": STAFF_DAY, "at": AT}
    first = api.compute_value(**ask)  # type: ignore[arg-type]
    second = api.compute_value(**ask)  # type: ignore[arg-type]
    (stands,) = api.list_values(actor=ANONYMOUS, indicator="agency_pc_rate").items
    assert (stands.id, stands.corrects, stands.figure) == (second, first, Figure(value=Decimal(75)))


def test_what_is_computed_from_something_inside_stays_inside(scene: Scene) -> None:
    scope = staffed(scene, public=False)
    made = api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=scope, span=STAFF_DAY, at=AT)
    assert api.get_value(actor=SYSTEM, value_id=made).value.figure == Figure(value=Decimal(75))
    with pytest.raises(ValueNotFound):
        api.get_value(actor=ANONYMOUS, value_id=made)


def test_more_than_fifteen_is_nothing_to_divide(scene: Scene) -> None:
    scope = staffed(scene, bound=Bound.ABOVE)
    with pytest.raises(NothingToCompute, match="agency_staff_with_pc"):
        api.compute_value(actor=SYSTEM, indicator="agency_pc_rate", scope=scope, span=STAFF_DAY, at=AT)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ([(25_000_000, Unit.DONG)], 25),
        ([(25, None)], 25),
        ([(25_000_000, Unit.DONG), (25, None)], 25),
        ([(25_000_000, Unit.DONG), (26, None)], None),
        ([(3, Unit.PERCENT)], None),
    ],
)
def test_money_that_stands_is_read_in_the_unit_of_the_dictionary(
    scene: Scene, said: list[tuple[int, Unit | None]], number: int | None
) -> None:
    commune = ScopeRef(agency_id=scene.unit("UBND-XA-99001"))
    figures = [Figure(value=Decimal(value), unit=unit) for value, unit in said]
    entries = [entry(indicator="agency_it_money", scope=commune, period="2026-Q3", figure=one) for one in figures]
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=True)
    api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT)
    definition = material.definitions()["agency_it_money"]
    found = read_standing(definition, commune, read_span("2026-Q3"))
    assert (found.number if found else None) == number


def test_what_cannot_be_computed_says_what_is_missing(scene: Scene) -> None:
    ask = {"actor": SYSTEM, "scope": PROVINCE, "at": AT}
    with pytest.raises(NoFormula):
        api.compute_value(indicator="communes", span=read_span("2026"), **ask)  # type: ignore[arg-type]
    with pytest.raises(NothingToCompute, match="communes, communes_with_site"):
        api.compute_value(indicator="communes_with_site_rate", span=read_span("2026"), **ask)  # type: ignore[arg-type]
    with pytest.raises(NothingToDivide, match=r"dossiers\.received"):
        api.compute_value(indicator="online_rate", span=read_span("2019"), **ask)  # type: ignore[arg-type]
    then = Span(first_on=None, last_on=date(2024, 1, 15))
    made = api.compute_value(indicator="communes_with_site_rate", span=then, **ask)  # type: ignore[arg-type]
    assert api.get_value(actor=ANONYMOUS, value_id=made).value.figure == Figure(value=Decimal(50))


def test_many_values_on_one_ground_cost_a_handful_of_queries(scene: Scene) -> None:
    def queries(count: int) -> int:
        entries = [entry(str(one), period=f"{2016 + one % 10}") for one in range(count)]
        ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=True)
        return cost_now(lambda: api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT))

    queries(10)
    assert queries(1000) == queries(100)


def test_lists_are_walked_by_key_and_search_ignores_accents(scene: Scene) -> None:
    found = api.list_indicators(actor=ANONYMOUS, query="ho so truc tuyen").items
    codes = {one.code for one in found}
    assert {"online_dossiers", "online_rate"} <= codes
    assert "communes" not in codes
    assert "training_money" not in {one.code for one in api.list_indicators(actor=ANONYMOUS).items}
    assert api.list_topics(actor=scene.officer) == sorted([*api.list_topics(actor=ANONYMOUS), "Kinh phí"])
    ground = GroundWords(kind=SourceKind.REPORTING, public=True)
    entries = [entry(str(one), period=f"20{20 + one // 12}-{one % 12 + 1:02}") for one in range(70)]
    api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT)
    first = api.list_values(actor=ANONYMOUS, indicator="communes_with_site")
    second = api.list_values(actor=ANONYMOUS, indicator="communes_with_site", after=first.next_cursor or "")
    seen = [one.id for one in (*first.items, *second.items)]
    assert len(seen) == len(set(seen)) == 71
    assert second.next_cursor is None
