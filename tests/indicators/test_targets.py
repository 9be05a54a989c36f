"""Targets: where a course leads, how sure that is, and what is said of it on a page."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory

from honglam.indicators import api
from honglam.indicators.contracts import (
    Bound,
    Direction,
    Figure,
    GroundWords,
    Nature,
    SourceKind,
    Span,
    TargetState,
    Unit,
    ValueEntry,
)
from honglam.indicators.models import IndicatorVersion
from honglam.indicators.rules.figures.forecasting import Aim, fits, judge, outlook, student, wanted_on
from honglam.indicators.rules.figures.spans import read_span
from honglam.indicators.views.figures import targets
from honglam.kernel.paging import BadCursor
from honglam.kernel.values import ANONYMOUS, SYSTEM
from tests.cost import cost
from tests.dossiers.scene import Scene
from tests.indicators.test_values import AT
from tests.indicators.test_values import entry as value_entry

DUE = date(2020, 12, 31)


def test_a_line_without_scatter_is_sure() -> None:
    ahead = outlook([(date(2020, 1, 1), 10), (date(2020, 1, 11), 20), (date(2020, 1, 21), 30)], date(2020, 1, 31))
    assert (ahead.value, ahead.low, ahead.high) == pytest.approx((40, 40, 40))


def test_the_interval_is_that_of_linear_regression() -> None:
    """Worked by hand: x 0, 10, 20, 30; y 2, 1, 4, 3 → slope 0.06, s² = 1.6, read on 40."""
    points = [(date(2020, 1, 1 + 10 * n), value) for n, value in enumerate((2.0, 1.0, 4.0, 3.0)) if n < 3]
    points.append((date(2020, 1, 31), 3.0))
    ahead = outlook(points, date(2020, 2, 10))
    half = 1.886 * (1.6 / 1) ** 0.5 * (1 + 1 / 4 + 25**2 / 500) ** 0.5
    assert ahead.value == pytest.approx(4.0)
    assert ahead.high == pytest.approx(4.0 + half)
    assert ahead.low == pytest.approx(4.0 - half)


def test_two_figures_say_where_but_not_how_sure() -> None:
    ahead = outlook([(date(2018, 12, 31), 4.92), (date(2019, 5, 31), 13.25)], DUE, least=0, limit=100)
    assert ahead.low is ahead.high is None
    assert ahead.value == pytest.approx(45.2, abs=0.1)
    with pytest.raises(ValueError, match="one day"):
        outlook([(DUE, 1.0), (DUE, 2.0)], DUE)


def test_nothing_leads_beyond_what_can_be() -> None:
    ahead = outlook([(date(2019, 1, 1), 50), (date(2019, 12, 31), 95)], DUE, least=0, limit=100)
    assert ahead.value == 100


@pytest.mark.parametrize(("degrees", "quantile"), [(1, 3.078), (10, 1.372), (12, 1.372), (17, 1.341), (500, 1.296)])
def test_between_two_lines_of_the_table_the_careful_one(degrees: int, quantile: float) -> None:
    assert student(degrees) == quantile


@pytest.mark.parametrize(
    ("span", "target", "unit", "accumulates", "fit"),
    [
        ("2017..2019", "2017..2020", Unit.COUNT, False, True),
        ("2018", "2017..2020", Unit.COUNT, False, False),
        ("2019", "2020", Unit.COUNT, False, True),
        ("2019-05", "2020", Unit.COUNT, False, False),
        ("2019-05", "2020", Unit.COUNT, True, True),
        ("2019-05", "2020", Unit.PERCENT, False, True),
        ("2019-05", "2020", Unit.RANK, False, True),
    ],
)
def test_what_adds_up_is_held_only_against_its_like(
    span: str, target: str, unit: Unit, accumulates: bool, fit: bool
) -> None:
    assert fits(read_span(span), read_span(target), unit, accumulates=accumulates) is fit
    moment = Span(first_on=None, last_on=date(2019, 5, 1))
    assert fits(moment, read_span(target), unit, accumulates=accumulates)


@pytest.mark.parametrize(
    ("direction", "strict", "value", "reached"),
    [
        (Direction.HIGHER, False, 25, True),
        (Direction.HIGHER, True, 25, False),
        (Direction.HIGHER, True, 25.1, True),
        (Direction.LOWER, False, 25, True),
        (Direction.LOWER, True, 25, False),
        (Direction.LOWER, False, 26, False),
        (Direction.NEITHER, False, 25, True),
        (Direction.NEITHER, False, 26, False),
    ],
)
def test_what_reaches_a_goal(direction: Direction, strict: bool, value: float, reached: bool) -> None:
    assert Aim(value=25, direction=direction, strict=strict).reached_at(value) is reached


MAY = date(2019, 5, 31)


@pytest.mark.parametrize(
    ("reached", "newest", "on", "hits", "state"),
    [
        (True, MAY, MAY, (), TargetState.REACHED),
        (False, None, MAY, (), TargetState.NO_FIGURE),
        (False, DUE, DUE, (), TargetState.MISSED),
        (False, MAY, date(2021, 1, 1), (True,), TargetState.NO_FIGURE),
        (False, MAY, MAY, (), TargetState.NO_FIGURE),
        (False, MAY, MAY, (True,), TargetState.ON_COURSE),
        (False, MAY, MAY, (False,), TargetState.BEHIND),
        (False, MAY, MAY, (True, False), TargetState.UNSURE),
    ],
)
def test_how_a_target_stands(
    reached: bool, newest: date | None, on: date, hits: tuple[bool, ...], state: TargetState
) -> None:
    assert judge(reached=reached, newest=newest, due_on=DUE, on=on, hits=frozenset(hits)) is state


def test_the_straight_way() -> None:
    first = (date(2020, 1, 1), 0.0)
    assert wanted_on(date(2020, 1, 6), first, date(2020, 1, 11), 100) == 50
    assert wanted_on(date(2020, 2, 1), first, date(2020, 1, 11), 100) == 100
    assert wanted_on(date(2020, 1, 6), first, date(2020, 1, 1), 100) is None


# Through the database and on the page


def said(value: str, period: str, nature: Nature = Nature.ACTUAL, **more: Any) -> ValueEntry:
    """A value of the indicator whose course is looked at."""
    one = value_entry(value, period=period)
    return ValueEntry(
        indicator=one.indicator,
        scope=one.scope,
        span=read_span(period),
        figure=Figure(value=Decimal(value), **more),
        nature=nature,
    )


@pytest.fixture
def course(scene: Scene) -> Scene:
    """A goal of the end of 2030, and three figures on the way beside the one of the pack."""
    entries = [
        said("200", "2030-12-31", Nature.TARGET, bound=Bound.ABOVE),
        *(said(value, f"20{year}-12-31") for value, year in (("20", 24), ("31", 25), ("40", 26))),
        said("45", "2027-12-31", Nature.EXPECTED),
    ]
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử", public=True)
    api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT)
    return scene


def mine(on: date) -> Any:
    """The goal of the fixture, as it stood on a day."""
    found = api.list_targets(actor=ANONYMOUS, on=on, indicator="communes_with_site")
    return next(one for one in found.items if one.due_on == date(2030, 12, 31))


def test_a_target_is_judged_by_what_was_known_on_the_day(course: Scene) -> None:
    early, later = mine(date(2024, 6, 30)), mine(date(2027, 12, 31))
    assert (early.state, len(early.course), early.expected) == (TargetState.NO_FIGURE, 1, ())
    assert (later.state, len(later.course), len(later.expected)) == (TargetState.BEHIND, 4, 1)
    assert later.outlook is not None
    assert later.outlook.value == pytest.approx(94.00, abs=0.01)
    assert later.strict
    api.record_values(
        actor=SYSTEM,
        entries=[said("201", "2028-12-31")],
        ground=GroundWords(kind=SourceKind.REPORTING, reference="thử 2", public=True),
        at=AT,
    )
    assert mine(date(2029, 1, 1)).state is TargetState.REACHED
    assert mine(date(2027, 12, 31)).state is TargetState.BEHIND, "a past day stays as it was"


def listed(given: dict[str, str]) -> Any:
    """The page for everybody."""
    request = RequestFactory().get("/", given)
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    return targets.listing(request)


def main_of(page: str) -> str:
    """What the page itself says; around it stands its own address, for the other language."""
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_page_says_goal_course_and_where_it_leads(course: Scene) -> None:
    page = listed({"ngay": "2027-12-31", "trang_thai": "behind"}).content.decode()
    assert "Chậm so với mục tiêu" in page
    assert "năm lần thì bốn lần" in page
    assert "hl-course__band" in page
    assert "Cơ quan dự kiến" in page
    assert "Không có mục tiêu nào như vậy" in listed({"trang_thai": "missed", "ngay": "2027-12-31"}).content.decode()
    table = listed({"ngay": "2027-12-31", "dang": "csv"}).content.decode("utf-8-sig")
    assert "Chậm so với mục tiêu" in table
    assert listed({"dang": "xlsx"}).content[:2] == b"PK"
    again = listed({"ngay": "31/12/2027", "trang_thai": "behind"}).content.decode()
    assert main_of(again) == main_of(page), "as people write a day"
    wrong = listed({"ngay": "31/02/2027", "trang_thai": "la"})
    assert wrong.status_code == 200
    assert 'value="31/02/2027"' in wrong.content.decode() and "Không có ngày này" in wrong.content.decode()


def test_more_targets_cost_no_more_queries(course: Scene) -> None:
    few = cost(lambda: listed({"ngay": "2027-12-31"}))
    entries = [said("90", f"20{year}-12-31", Nature.TARGET) for year in range(31, 45)]
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử 3", public=True)
    api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT)
    assert cost(lambda: listed({"ngay": "2027-12-31"})) == few


def test_what_fell_back_again_is_not_reached_and_what_only_grows_stays_so(course: Scene) -> None:
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử 4", public=True)
    entries = [said(value, f"20{year}-12-31") for value, year in (("201", 28), ("150", 29))]
    api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT)
    grows = mine(date(2030, 1, 1))
    assert grows.state is TargetState.REACHED and grows.reached_by.span.last_on == date(2028, 12, 31)
    for row in IndicatorVersion.objects.filter(indicator__code="communes_with_site"):
        IndicatorVersion.objects.filter(pk=row.pk).update(content={**row.content, "accumulates": False})
    falls = mine(date(2030, 1, 1))
    assert falls.state is not TargetState.REACHED and falls.reached_by is None
    assert mine(date(2029, 1, 1)).state is TargetState.REACHED, "on that day it had been"
    late = [said("100", "2030-12-31"), said("250", "2031-06-30")]
    api.record_values(actor=SYSTEM, entries=late, ground=ground, at=AT)
    assert mine(date(2031, 7, 1)).state is TargetState.MISSED, "what comes after the due day comes too late"


def test_none_of_many_targets_is_left_out(scene: Scene) -> None:
    ground = GroundWords(kind=SourceKind.REPORTING, reference="thử 5", public=True)
    days = [date(2019, 10, 27) - timedelta(days=one) for one in range(300)]
    entries = [said("90", day.isoformat(), Nature.TARGET) for day in (*days, date(2031, 12, 31))]
    api.record_values(actor=SYSTEM, entries=entries, ground=ground, at=AT)
    ask = {"actor": ANONYMOUS, "on": date(2030, 6, 30), "indicator": "communes_with_site"}
    first = api.list_targets(**ask)  # type: ignore[arg-type]
    assert first.counts[TargetState.MISSED] == 300
    assert [one.due_on for one in first.items[:2]] == [days[0], days[1]], "of what is over the newest first"
    found, after = list(first.items), first.next_cursor
    while after:
        page = api.list_targets(**ask, after=after)  # type: ignore[arg-type]
        found, after = [*found, *page.items], page.next_cursor
    assert len({one.target.id for one in found}) == len(found) == sum(first.counts.values())
    assert date(2031, 12, 31) in {one.due_on for one in found}
    table = listed({"ngay": "2030-06-30", "dang": "csv"}).content.decode("utf-8-sig")
    assert len(table.splitlines()) > 301 and "31/12/2031" in table
    shown = main_of(listed({"ngay": "2030-06-30", "trang_thai": "missed"}).content.decode())
    assert "sau=" in shown and "300" in shown
    assert "31/12/2031" in main_of(listed({"ngay": "2030-06-30", "trang_thai": "no_figure"}).content.decode())
    with pytest.raises(BadCursor):
        listed({"sau": "rubbish"})
