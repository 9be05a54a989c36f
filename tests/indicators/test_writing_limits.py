"""Written reports at their limits: figures that are not public, two at once, an agency that is over, words too long."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from honglam.indicators import api
from honglam.indicators.contracts import (
    DecidedByHand,
    Figure,
    OwnWords,
    Period,
    PeriodKind,
    ReportInput,
    ScopeRef,
    Span,
    WritingExists,
    WritingFiguresClosed,
    WritingNotFound,
    WritingShut,
    WritingState,
    WritingVerb,
)
from honglam.indicators.models import IndicatorValue, WritingPattern, WrittenReport
from honglam.indicators.queries.figures.values import standing
from honglam.indicators.queries.writing import worklist
from honglam.indicators.services.writing import drafting
from honglam.indicators.views.writing import reports as pages
from honglam.kernel.values import SYSTEM, Actor, TooLong
from tests.dossiers.scene import Scene, vn
from tests.dossiers.test_reorganisation import NEW, actor_at, commune
from tests.indicators.test_rounds_reorganised import ON, day, ended
from tests.indicators.test_writing import (
    AT,
    CODE,
    NUMBER,
    QUARTER,
    approved,
    drafted,
    figures,
    lived,
    move,
    page,
    seen,
    text,
)

__all__ = ["commune", "day", "lived"]
THIRD = Period(kind=PeriodKind.QUARTER, first_on=date(2026, 7, 1), last_on=date(2026, 9, 30))
CLOSED = "có số liệu chưa công khai"


def closed(code: str, *, public: bool = False) -> None:
    """Whether everybody may see an indicator."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_indicator SET public = %s WHERE code = %s", [public, code])


def test_what_could_never_be_published_is_not_approved(lived: Scene) -> None:
    made = drafted(lived)
    first = next(figures(seen(made, lived.officer).content)).indicator
    assert CLOSED not in text(page(pages.report, lived.officer, report_id=made))
    closed(first)
    assert CLOSED in text(page(pages.report, lived.officer, report_id=made)), "told before it is submitted"
    move(lived.officer, made, WritingVerb.SUBMIT)
    assert CLOSED in text(page(pages.report, lived.chairman, report_id=made))
    with pytest.raises(WritingFiguresClosed):
        move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    move(lived.chairman, made, WritingVerb.GIVE_BACK, words="Xác nhận số liệu trước.")
    closed(first, public=True)
    for who, verb in ((lived.officer, WritingVerb.SUBMIT), (lived.chairman, WritingVerb.APPROVE)):
        move(who, made, verb, number=NUMBER)
    move(lived.chairman, made, WritingVerb.PUBLISH)


def test_a_report_that_stays_inside_may_say_what_is_inside(lived: Scene) -> None:
    row = WritingPattern.objects.get(code=CODE)
    WritingPattern.objects.filter(code=CODE).update(content={**row.content, "public": False})
    made = drafted(lived)
    closed(next(figures(seen(made, lived.officer).content)).indicator)
    move(lived.officer, made, WritingVerb.SUBMIT)
    move(lived.chairman, made, WritingVerb.APPROVE, number=NUMBER)
    assert CLOSED not in text(page(pages.report, lived.chairman, report_id=made))


def test_of_two_colleagues_who_draft_at_once_the_second_is_told(lived: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    real, quicker = drafting.compose, list[str]()

    def slowly(**given: Any) -> Any:
        if not quicker:
            quicker.append("clerk")
            api.draft_report(actor=lived.clerk, code=CODE, period=QUARTER, at=AT)
        return real(**given)

    monkeypatch.setattr(drafting, "compose", slowly)
    with pytest.raises(WritingExists):
        drafted(lived)
    assert drafted(lived), "nothing is left half done"


def test_all_indicators_of_a_report_are_held_at_once_and_in_order(lived: Scene) -> None:
    """One by one in the order of the page, a report and a month that is computed again waited for each other."""
    made = drafted(lived)
    with CaptureQueriesContext(connection) as asked:
        move(lived.officer, made, WritingVerb.SUBMIT)
    asks = [one["sql"] for one in asked.captured_queries]
    first = next(sql for sql in asks if "FOR NO KEY UPDATE" in sql and '"indicators_indicator"' in sql)
    kept = {piece.indicator for piece in figures(seen(made, lived.officer).content)}
    assert len(kept) > 1 and all(f"'{code}'" in first for code in kept)
    assert "ORDER BY" in first
    wrote = next(at for at, sql in enumerate(asks) if sql.startswith('INSERT INTO "indicators_indicatorvalue"'))
    assert asks.index(first) < wrote


def waiting(actor: Actor) -> list[UUID]:
    """The reports in somebody's worklist."""
    found = worklist.ReportWorklist().list_waiting(actor=actor, after=None, limit=50, filters={})
    return [one.key.id for one in found]


def test_a_report_of_an_agency_that_is_over_goes_to_whoever_carries_its_work_on(
    commune: Scene, day: Callable[[date], None]
) -> None:
    made = api.draft_report(actor=commune.officer, code=CODE, period=THIRD, at=vn("2026-12-16 09:00"))
    stranger = commune.other_officer
    officer, head = actor_at("VP-XA-99003", commune.other_officer), actor_at(NEW, commune.other_chairman)
    with pytest.raises(WritingNotFound):
        api.get_written(actor=officer, report_id=made)
    ended()
    day(ON)
    assert api.get_written(actor=officer, report_id=made).editable
    assert made in waiting(head), "whoever wrote it may hold no post any more"
    with pytest.raises(WritingNotFound):
        api.get_written(actor=stranger, report_id=made)
    move(officer, made, WritingVerb.SUBMIT)
    assert made in waiting(head)
    move(head, made, WritingVerb.APPROVE, number=NUMBER)
    assert made in [one.id for one in api.list_written(actor=head).items]
    assert WritingVerb.FOLLOW not in api.get_written(actor=officer, report_id=made).verbs
    with pytest.raises(WritingShut):
        api.follow_report(actor=officer, report_id=made, at=AT)
    assert WrittenReport.objects.get(id=made).state == WritingState.APPROVED.value


def test_no_word_that_is_typed_is_cut_off(lived: Scene) -> None:
    made = drafted(lived)
    long = ReportInput(own={"problems_own": OwnWords(text="x" * 20001)})
    with pytest.raises(TooLong) as refused:
        api.save_report(actor=lived.officer, report_id=made, typed=long, revision=1, at=AT)
    assert refused.value.field == "own.problems_own"
    move(lived.officer, made, WritingVerb.SUBMIT)
    for given, field in (({"words": "x" * 4001}, "words"), ({"words": "x", "number": "9" * 61}, "number")):
        with pytest.raises(TooLong) as refused:
            move(lived.chairman, made, WritingVerb.GIVE_BACK, **given)
        assert refused.value.field == field


def test_a_number_sent_along_with_the_publication_changes_nothing(lived: Scene) -> None:
    made = approved(lived)
    move(lived.chairman, made, WritingVerb.PUBLISH, number="9/BC")
    row = WrittenReport.objects.get(id=made)
    assert (row.state, row.number) == (WritingState.PUBLISHED.value, NUMBER)


@pytest.mark.parametrize("value", [None, 40])
def test_a_computed_number_that_somebody_withdrew_or_corrected_is_not_computed_again(
    lived: Scene, value: int | None
) -> None:
    """Before, it came back with the next report that said it, or stood beside the correction."""
    commune = ScopeRef(agency_id=lived.unit("UBND-XA-99001"))
    span = Span(first_on=QUARTER.first_on, last_on=QUARTER.last_on)
    ask = {"actor": SYSTEM, "indicator": "dossiers_out_late", "scope": commune, "span": span, "at": AT}
    made = api.compute_value(**ask)  # type: ignore[arg-type]
    figure = None if value is None else Figure(value=Decimal(value))
    api.correct_value(actor=SYSTEM, value_id=made, figure=figure, reason="Đếm sai", at=AT)
    report = drafted(lived)
    move(lived.officer, report, WritingVerb.SUBMIT)
    late = [one for one in figures(seen(report, lived.officer).content) if one.indicator == "dossiers_out_late"]
    assert {one.number for one in late if one.place.endswith("this")} == ({str(value)} if value else set())
    rows = IndicatorValue.objects.filter(indicator__code="dossiers_out_late", last_on=span.last_on)
    assert [row.value for row in standing(rows)] == ([value] if value else [])
    with pytest.raises(DecidedByHand):
        api.compute_value(**ask)  # type: ignore[arg-type]
