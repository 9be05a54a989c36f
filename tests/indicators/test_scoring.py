"""Every formula of the province's sets, by tables of cases; what is not measured or cannot be divided has no points."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
import yaml

from honglam.indicators.contracts import (
    CriteriaSet,
    ItemScore,
    Period,
    PeriodKind,
    Scorecard,
    Standing,
    Subject,
    Term,
)
from honglam.indicators.queries.sets import _parsed
from honglam.indicators.rules.periods import period_before, period_of
from honglam.indicators.rules.scoring import add_up, names_of, ranked, score_items
from honglam.kernel import measures
from tests.pack.folders import PACKS

PERIOD = Period(kind=PeriodKind.MONTH, first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))


def read(code: str) -> CriteriaSet:
    """A set of the real province, as the product reads it."""
    path = PACKS / "ha_tinh" / "indicators" / "sets" / f"{code}.yaml"
    return _parsed(msgspec.json.encode(yaml.safe_load(path.read_text(encoding="utf-8"))))


SETS = {code: read(code) for code in ("qd766-2022", "qd766-2026", "tt01-2018")}


def score(code: str, criterion: str, values: dict[str, float], level: str = "commune") -> ItemScore:
    """One criterion under these values; whatever its formulas name and the case does not say is zero."""
    chosen = SETS[code]
    group, rule = next((g, one) for g in chosen.groups for one in g.criteria if one.code == criterion)
    names = names_of(rule)
    full = dict.fromkeys(names, 0.0) | values
    terms = {
        name: Term(code=name, label=name, definition="", unit="", value=0, opens=False) for name in {*names, *values}
    }
    return score_items([(group, rule)], full, terms, places=chosen.places, level=level)[0]


def of(name: str, **values: float) -> dict[str, float]:
    """`of("dossiers", received=80)` is {"dossiers.received": 80}."""
    return {f"{name}.{key}": value for key, value in values.items()}


QD766: list[tuple[str, str, dict[str, float], float]] = [
    # 30 of 80 online, six points, target 50 %: 6 × 0.375 / 0.5; at 60 % all six.
    ("qd766-2022", "3.3", of("dossiers", received_online=30, received=80), 4.5),
    ("qd766-2022", "3.3", of("dossiers", received_online=48, received=80), 6.0),
    ("qd766-2022", "3.3", of("dossiers", received_online=40, received=80), 6.0),
    ("qd766-2022", "3.3", of("dossiers", received_online=0, received=80), 0.0),
    ("qd766-2022", "3.1", of("procedures", offered_online=40, offered=100), 1.0),
    ("qd766-2022", "3.1", of("procedures", offered_online=80, offered=100), 2.0),
    ("qd766-2022", "3.2", of("dossiers", services_used_online=5) | of("procedures", offered_online=20), 1.0),
    ("qd766-2026", "3.1", of("dossiers", received_full_online=3, received_full=4), 9.0),
    ("qd766-2026", "1.3", of("procedures", offered_complete=9, offered=10), 1.8),
    ("qd766-2026", "1.4", of("dossiers", received_synchronised=1, received=3), 2.0),
    # 60 early, 25 on time, 10 open in time, of 90 settled and 15 open: 20 × 95 / 105.
    (
        "qd766-2026",
        "2.1",
        of("dossiers", settled_early=60, settled_on_time=25, open_in_time=10, settled=90, open=15),
        18.1,
    ),
    # Ten of the 85 were asked for more than one supplement: 20 × 85 / 105.
    (
        "qd766-2022",
        "2.1",
        of("dossiers", settled_early=85, in_time_asked_more=10, open_in_time=10, settled=90, open=15),
        16.19,
    ),
    ("qd766-2026", "4.1", of("dossiers", services_payable_online=4) | of("procedures", offered_with_fees=10), 1.0),
    ("qd766-2026", "4.2", of("dossiers", services_paid_online=8, services_payable_online=10), 2.0),
    ("qd766-2026", "4.3", of("dossiers", fee_paid_online=15, fee_paid=100), 3.0),
    ("qd766-2026", "5.1", of("dossiers", result_electronic=1, settled=3), 2.0),
    ("qd766-2026", "5.2", of("dossiers", all_electronic=40, settled=100), 2.0),
    ("qd766-2026", "5.4", of("dossiers", received_reusing=20, received=100), 0.5),
    ("qd766-2026", "6.1", of("feedback", settled_on_time=3, settled=3, open_overdue=1), 4.5),
    ("qd766-2026", "6.2", of("feedback", satisfied=9, rated=10), 6.0),
    ("qd766-2026", "6.3", of("dossiers", rated_very=30, rated_satisfied=15, rated=100), 3.0),
]
TT01: list[tuple[str, dict[str, float], str, float]] = [
    # Three dossiers with 2, 1 and 0 points: 1.0.
    ("1", of("dossiers", settled_early=1, settled_on_time=1, settled=3), "commune", 1.0),
    ("1", of("dossiers", settled_early=2, settled_on_time=1, settled=3), "commune", 1.7),
    ("2", of("dossiers", steps_early=4, steps_on_time=4, steps=8), "commune", 1.5),
    ("3", of("dossiers", asked_never=7, asked_once=2, settled=10), "commune", 1.6),
    ("4", of("dossiers", visited_none=1, visited_desk=3, settled=4), "commune", 1.3),
    ("7", of("dossiers", settled_early=5, settled_on_time=5, settled=10), "commune", 1.5),
    ("7", of("dossiers", settled_early=5, settled_on_time=5, settled=10, blamed_early=1), "commune", 1.3),
    ("7", of("dossiers", settled_on_time=1, settled=1, blamed_on_time=1), "commune", 0.0),
    ("5", of("procedures", offered=10, offered_at_desk=2), "province", 2),
    ("5", of("procedures", offered=10, offered_at_desk=1), "province", 1),
    ("5", of("procedures", offered=10, offered_at_desk=5), "district", 2),
    ("5", of("procedures", offered=10, offered_at_desk=4), "district", 1),
    ("5", of("procedures", offered=10, offered_at_desk=9), "commune", 1),
    ("5", of("procedures", offered=10, offered_at_desk=10), "commune", 2),
    ("8", {}, "commune", 2),
    ("8", of("feedback", settled=4, settled_on_time=4), "commune", 2),
    ("8", of("feedback", settled=10, settled_on_time=9), "commune", 1),
    ("8", of("feedback", settled=9, settled_on_time=8, open_overdue=1), "commune", 0),
    (
        "9",
        of("procedures", offered=10, offered_online=2) | of("dossiers", received=10, received_online=3),
        "commune",
        2,
    ),
    (
        "9",
        of("procedures", offered=10, offered_online=2) | of("dossiers", received=10, received_online=3, open_overdue=1),
        "commune",
        1,
    ),
    (
        "9",
        of("procedures", offered=10, offered_online=1) | of("dossiers", received=10, received_online=3),
        "commune",
        1,
    ),
    (
        "9",
        of("procedures", offered=10, offered_online=9) | of("dossiers", received=20, received_online=3),
        "commune",
        1,
    ),
    (
        "9",
        of("procedures", offered=10, offered_online=9) | of("dossiers", received=20, received_online=2),
        "commune",
        0,
    ),
]


@pytest.mark.parametrize(("code", "criterion", "values", "points"), QD766)
def test_decision_766(code: str, criterion: str, values: dict[str, float], points: float) -> None:
    found = score(code, criterion, values)
    assert (found.standing, found.score) == (Standing.SCORED, points)


@pytest.mark.parametrize(("criterion", "values", "level", "points"), TT01)
def test_circular_01(criterion: str, values: dict[str, float], level: str, points: float) -> None:
    found = score("tt01-2018", criterion, values, level)
    assert (found.standing, found.score) == (Standing.SCORED, points)


def test_every_criterion_has_a_case_or_says_why_it_is_not_measured() -> None:
    tried = {(code, one) for code, one, _, _ in QD766} | {("tt01-2018", one) for one, _, _, _ in TT01}
    tried |= {("qd766-2022", one) for code, one in tried if code == "qd766-2026" and one != "3.1"}
    rules = {(code, one.code): one for code, chosen in SETS.items() for g in chosen.groups for one in g.criteria}
    assert {key for key, rule in rules.items() if not rule.absent} == tried & set(rules)
    assert all(rule.absent.endswith(".") for rule in rules.values() if rule.absent)


def test_formulas_name_measures_that_exist() -> None:
    """A slip of the pen in a name would hide a criterion as not measured."""
    named = {name for chosen in SETS.values() for g in chosen.groups for one in g.criteria for name in names_of(one)}
    assert {name for name in named if measures.find(name) is None} == set()


@pytest.mark.parametrize("code", SETS)
def test_nothing_to_count_is_no_score(code: str) -> None:
    """With every measure at zero only what is said for that case has points (index 8: no feedback at all)."""
    scored = {
        rule.code: score(code, rule.code, {})
        for group in SETS[code].groups
        for rule in group.criteria
        if not rule.absent
    }
    given = {one: found.score for one, found in scored.items() if found.standing is Standing.SCORED}
    assert given == ({"8": 2} if code == "tt01-2018" else {})


def test_a_measure_that_nobody_registers_is_named_and_not_guessed() -> None:
    chosen = SETS["qd766-2026"]
    group, rule = next((g, one) for g in chosen.groups for one in g.criteria if one.code == "4.1")
    (found,) = score_items([(group, rule)], {}, {}, places=2)
    assert found.standing is Standing.NOT_MEASURED
    assert set(found.lacking) == {"dossiers.services_payable_online", "procedures.offered_with_fees"}


def card(points: dict[str, float], name: str = "", subject: Subject = Subject.AGENCY) -> Scorecard:
    """A card of TT 01 with these points; the other criteria are not measured."""
    chosen = SETS["tt01-2018"]
    items = []
    for group, rule in chosen.criteria_for(subject):
        standing = Standing.SCORED if rule.code in points else Standing.NOT_MEASURED
        items.append(ItemScore(criterion=rule, group=group, standing=standing, score=points.get(rule.code)))
    return add_up(chosen, subject, items, subject_id=1, name=name, period=PERIOD)


ALL = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


@pytest.mark.parametrize(
    ("points", "rated", "band"),
    [
        (dict.fromkeys(ALL, 2.0), 18.0, "Xuất sắc"),
        ({**dict.fromkeys(ALL, 1.6), "6": 2.0, "8": 1.8}, 15.0, "Xuất sắc"),
        ({**dict.fromkeys(ALL, 1.6), "6": 2.0, "8": 1.7}, 14.9, "Tốt"),
        (dict.fromkeys(ALL, 1.0), 9.0, "Khá"),
        (dict.fromkeys(ALL, 0.6), 5.4, "Yếu"),
        ({"1": 2.0, "8": 1.0}, 13.5, "Tốt"),  # three of four points measured, put on eighteen
        ({}, None, ""),
    ],
)
def test_grades_go_by_the_measured_part(points: dict[str, float], rated: float | None, band: str) -> None:
    found = card(points)
    assert (found.rated, found.band) == (rated, band)
    assert found.measured == 2 * len(points)


@pytest.mark.parametrize(
    ("total", "band"), [(5.0, "Hoàn thành 100 % nhiệm vụ"), (3.5, "đến dưới 100 %"), (3.4, "dưới 70 %")]
)
def test_officers_grades(total: float, band: str) -> None:
    points = {"1": total - 2, "2": 1.0, "3": 1.0, "4": 0.0, "7": 0.0}
    assert band in card(points, subject=Subject.OFFICER).band


def test_competition_ranking_shares_and_skips() -> None:
    cards = [card({"1": points}, name) for name, points in (("d", 0.5), ("b", 1.0), ("a", 2.0), ("c", 1.0))]
    unscored = card({}, "e")
    assert [(one.name, one.rank) for one in ranked([unscored, *cards])] == [
        ("a", 1),
        ("b", 2),
        ("c", 2),
        ("d", 4),
        ("e", None),
    ]


def test_equals_stand_in_the_order_of_the_alphabet() -> None:
    cards = [card({"1": 1.0}, name) for name in ("Xã Đức", "Xã Em", "Xã Ân", "Xã Bình")]
    assert [one.name for one in ranked(cards)] == ["Xã Ân", "Xã Bình", "Xã Đức", "Xã Em"]


@pytest.mark.parametrize("code", SETS)
def test_maxima_of_groups_add_up(code: str) -> None:
    chosen = SETS[code]
    assert all(sum(one.max for one in group.criteria) == group.max for group in chosen.groups)
    if chosen.index == "qd766":
        assert [group.max for group in chosen.groups] == [18, 20, 12, 10, 22, 18]
    for scale in chosen.scales:
        assert sum(rule.max for _, rule in chosen.criteria_for(scale.subject)) == scale.total


PERIODS: list[tuple[PeriodKind, str, int, str, str]] = [
    (PeriodKind.MONTH, "2026-11-28", 0, "2026-11-01", "2026-11-30"),
    (PeriodKind.MONTH, "2026-11-14", 14, "2026-10-15", "2026-11-14"),
    (PeriodKind.MONTH, "2026-11-15", 14, "2026-11-15", "2026-12-14"),
    (PeriodKind.MONTH, "2026-01-03", 14, "2025-12-15", "2026-01-14"),
    (PeriodKind.QUARTER, "2026-11-28", 0, "2026-10-01", "2026-12-31"),
    (PeriodKind.QUARTER, "2026-11-28", 14, "2026-09-15", "2026-12-14"),
    (PeriodKind.QUARTER, "2026-12-15", 14, "2026-12-15", "2027-03-14"),
    (PeriodKind.HALF, "2026-06-30", 0, "2026-01-01", "2026-06-30"),
    (PeriodKind.HALF, "2026-06-15", 14, "2026-06-15", "2026-12-14"),
    (PeriodKind.YEAR, "2026-12-31", 0, "2026-01-01", "2026-12-31"),
    (PeriodKind.YEAR, "2026-12-15", 14, "2026-12-15", "2027-12-14"),
]


@pytest.mark.parametrize(("kind", "on", "cut_off", "first", "last"), PERIODS)
def test_periods_by_calendar_and_by_cut_off(kind: PeriodKind, on: str, cut_off: int, first: str, last: str) -> None:
    found = period_of(kind, date.fromisoformat(on), cut_off)
    assert (found.first_on.isoformat(), found.last_on.isoformat()) == (first, last)
    before = period_before(found)
    assert (found.first_on - before.last_on).days == 1, "no day is lost between two periods, none counted twice"
    assert period_of(kind, before.first_on, cut_off) == before


def test_a_range_is_compared_with_as_many_days() -> None:
    given = replace(PERIOD, kind=PeriodKind.RANGE, first_on=date(2026, 11, 10), last_on=date(2026, 11, 19))
    before = period_before(given)
    assert (before.first_on, before.last_on) == (date(2026, 10, 31), date(2026, 11, 9))
