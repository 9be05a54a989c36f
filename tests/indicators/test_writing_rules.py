"""Rules of report writing as tables: periods in words, which value a period takes, sentences, faults of patterns."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from honglam.indicators.contracts import Bound, Figure, PeriodKind, Span, Unit, When
from honglam.indicators.queries.writing.wording import said
from honglam.indicators.rules.figures.spans import read_span
from honglam.indicators.rules.periods import period_of
from honglam.indicators.rules.writing.choosing import Candidate, choose, doubted
from honglam.indicators.rules.writing.sentences import names_in, words_of
from honglam.indicators.rules.writing.times import period_after, period_at, roman, spoken
from honglam.pack import api
from tests.pack.folders import PACKS

Q2 = period_of(PeriodKind.QUARTER, date(2022, 5, 1))


@pytest.mark.parametrize(
    ("kind", "on", "cut_off", "words"),
    [
        (PeriodKind.MONTH, "2022-05-01", 0, "tháng 5 năm 2022"),
        (PeriodKind.MONTH, "2022-05-20", 14, "tháng 6 năm 2022"),
        (PeriodKind.QUARTER, "2022-12-14", 14, "quý IV năm 2022"),
        (PeriodKind.HALF, "2017-01-01", 0, "6 tháng đầu năm 2017"),
        (PeriodKind.HALF, "2017-12-31", 0, "6 tháng cuối năm 2017"),
        (PeriodKind.YEAR, "2022-05-01", 0, "năm 2022"),
    ],
)
def test_periods_are_spoken_by_the_month_they_end_in(kind: PeriodKind, on: str, cut_off: int, words: str) -> None:
    assert spoken(period_of(kind, date.fromisoformat(on), cut_off)) == words


def test_times_seen_from_a_period() -> None:
    assert spoken(period_at(Q2, When.BEFORE)) == "quý I năm 2022"
    assert spoken(period_at(Q2, When.YEAR_AGO)) == "quý II năm 2021"
    assert spoken(period_at(Q2, When.YEAR)) == "năm 2022"
    assert spoken(period_after(Q2)) == "quý III năm 2022"
    assert [roman(one) for one in (1, 4, 9, 14, 40, 89)] == ["I", "IV", "IX", "XIV", "XL", "LXXXIX"]


def candidate(time: str, value: str = "1", moment: bool = False) -> Candidate:
    """A value that stands."""
    span = read_span(time)
    span = Span(first_on=None, last_on=span.last_on) if moment else span
    return Candidate(key=time, span=span, figure=Figure(value=Decimal(value)), counted=False, order=time)


@pytest.mark.parametrize(
    ("when", "times", "chosen"),
    [
        (When.THIS, ["2022-04", "2022-Q2", "2022-06"], "2022-Q2"),
        (When.THIS, ["2022-04", "2022-05"], "2022-05"),
        (When.THIS, ["2022"], None),
        (When.THIS, ["2022-H1"], None),
        (When.ENDING, ["2022-H1"], "2022-H1"),
        (When.THIS, ["2022-Q1"], None),
        (When.LATEST, ["2016", "2021", "2023"], "2021"),
        (When.COVERING, ["2017..2024", "2021"], "2017..2024"),
    ],
)
def test_which_value_a_period_takes(when: When, times: list[str], chosen: str | None) -> None:
    found = choose([candidate(time) for time in times], Q2, when)
    assert (found.key if found else None) == chosen


def test_another_number_of_the_same_time_is_a_doubt() -> None:
    one, other = candidate("2022-Q2", "5"), candidate("2022-Q2", "7")
    object.__setattr__(other, "key", "other")
    assert doubted(one, [one, other], Unit.COUNT)
    assert not doubted(one, [one, candidate("2022-04", "7")], Unit.COUNT)


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        (Figure(value=Decimal("42.9")), Unit.PERCENT, "42,9%"),
        (Figure(value=Decimal(150), bound=Bound.ABOVE), Unit.COUNT, "hơn 150"),
        (Figure(value=Decimal(11000), bound=Bound.ABOVE), Unit.MILLION_DONG, "hơn 11 tỷ đồng"),
        (Figure(value=Decimal(4652)), Unit.MILLION_DONG, "4.652 triệu đồng"),
        (Figure(value=Decimal(100000), bound=Bound.ORDER), Unit.COUNT, "hàng trăm nghìn"),
        (Figure(value=Decimal(2), upper=Decimal(3), bound=Bound.RANGE), Unit.DAY, "từ 2 đến 3 ngày"),
    ],
)
def test_figures_on_official_papers(figure: Figure, unit: Unit, words: str) -> None:
    assert said(figure, unit) == words


def test_places_of_a_sentence() -> None:
    assert names_in("Có {x.noun}, {part} {X} {1} {{y}}") == [("x", "noun"), ("part", ""), ("y", "")]
    assert words_of("Quyết định {số} {x.noun}") == "Quyết định {số} "


def _first(pattern: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = pattern["sections"][0]["blocks"][0]["words"][0]
    return found


FAULTS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("number_in_text", lambda one: _first(one).update(say="Có 12 thủ tục trong {period}.", otherwise="")),
    ("unbound_place", lambda one: _first(one).update(say="Có {khong_co} thủ tục.")),
    ("unbound_place", lambda one: _first(one).update(say="Có {all.sai} thủ tục.")),
    ("figure_in_otherwise", lambda one: _first(one).update(otherwise="Chưa có {all}.")),
    ("pattern_indicator", lambda one: _first(one)["figures"]["all"].update(indicator="khong_co")),
    ("pattern_part", lambda one: _first(one)["figures"]["all"].update(part="khong.co")),
    ("pattern_whom", lambda one: _first(one)["figures"]["all"].update(agency="KHONG-CO")),
    ("unbound_document", lambda one: _first(one).update(documents={"qd": "khong-co"})),
    ("pattern_condition", lambda one: _first(one).update(only="all >")),
    ("condition_name", lambda one: _first(one).update(only="khac > 0")),
    ("unknown_author", lambda one: one.update(authors=[{"agency": "KHONG-CO"}])),
    ("unknown_author_kind", lambda one: one.update(authors=[{"kind": "khong_co"}])),
    ("pattern_frequency", lambda one: one.update(frequency="range")),
    ("pattern_key_twice", lambda one: one["sections"][1].update(key="offered")),
    ("block_ways", lambda one: one["sections"][0]["blocks"][0].update(own="Nêu khó khăn.")),
    ("unknown_source", lambda one: one["sections"][3]["blocks"][0]["table"].update(source="khong.co")),
    ("unknown_column", lambda one: one["sections"][3]["blocks"][0]["table"]["columns"][0].update(code="khong_co")),
    ("table_ways", lambda one: one["sections"][1]["blocks"][2]["table"].update(source="indicators.late_units")),
    ("chart_ways", lambda one: one["sections"][1]["blocks"][3]["chart"].update(indicator="dossiers_in")),
]


@pytest.mark.parametrize(("code", "spoil"), FAULTS)
def test_the_pack_check_refuses(code: str, spoil: Callable[[dict[str, Any]], object], tmp_path: Path) -> None:
    shutil.copytree(PACKS / "trivial", tmp_path / "pack")
    path = tmp_path / "pack" / "indicators" / "writing" / "bc-dich-vu-cong.yaml"
    pattern = yaml.safe_load(path.read_text("utf-8"))
    spoil(pattern)
    path.write_text(yaml.safe_dump(pattern, allow_unicode=True, sort_keys=False), "utf-8")
    found = api.check(path=tmp_path / "pack").errors
    assert code in {one.code for one in found}, [str(one) for one in found]
