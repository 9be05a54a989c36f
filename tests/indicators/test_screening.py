"""The screen of the checker: where it sends nobody, the rules have nothing to find. Thousands of values at random."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from honglam.directory import api as directory
from honglam.indicators.contracts import Bound, Definition, Fault, Figure, FindingKind, Nature, Part, Unit
from honglam.indicators.models import Ground, Indicator, IndicatorValue, IndicatorVersion, Scope
from honglam.indicators.queries.figures import screening
from honglam.indicators.services.figures import findings
from honglam.indicators.services.figures.findings import faults_in
from honglam.indicators.services.figures.values import succeed
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM
from tests.dossiers.scene import Scene, vn
from tests.indicators.test_figure_rules import definition

PARTS = (Part(code="a", name="a"), Part(code="b", name="b"), Part(code="a.i", name="i"))
DICTIONARY: dict[str, dict[str, Any]] = {
    "whole": {},
    "some": {"limit": "whole", "least": "0"},
    "share": {"unit": Unit.PERCENT, "numerator": "some", "denominator": "whole"},
    "lonely": {"unit": Unit.PERCENT, "numerator": "some", "denominator": "nobody_says"},
    "rest": {"formula": "whole - some"},
    "most": {"formula": "max(whole, some)"},
    "each": {"unit": Unit.EACH, "numerator": "whole", "denominator": "some / 3"},
    "stock": {"accumulates": True},
    "divided": {"parts": PARTS},
    "money": {"unit": Unit.MILLION_DONG},
    "place": {"unit": Unit.RANK, "least": "1", "limit": "12"},
    "weighed": {"unit": Unit.POINT, "formula": "-0.5 * some + (whole / (some - 3))"},
}
CONTENT = {"name": {"vi": "x"}, "topic": "x", "definition": "x", "unit": "count", "owner": "x"}
HALF = Decimal("0.5")


@pytest.fixture
def found(scene: Scene) -> dict[str, Definition]:
    """A dictionary in which every rule has something to do."""
    owner = directory.list_agencies(on=date(2026, 1, 1))[0]
    for code in DICTIONARY:
        row = Indicator.objects.create(code=f"t_{code}", name=code, sort_key=code, search=code, owner_id=owner.id)
        IndicatorVersion.objects.create(indicator=row, number=1, valid_from=date(2015, 1, 1), content=CONTENT)
    return {f"t_{code}": _definition(code, said) for code, said in DICTIONARY.items()}


def _definition(code: str, said: dict[str, Any]) -> Definition:
    texts = ("formula", "numerator", "denominator", "limit")
    renamed = {name: _renamed(said[name]) for name in texts if name in said}
    return definition(code=f"t_{code}", **{**said, **renamed})


def _renamed(text: str) -> str:
    for code in ("whole", "some", "nobody_says"):
        text = text.replace(code, f"t_{code}")
    return text


def scopes() -> list[Scope]:
    """Three agencies and an outsider, each with its parts."""
    agencies = directory.list_agencies(on=date(2026, 1, 1))[:3]
    made = []
    for part in ("", "a", "b", "a.i"):
        made += [
            Scope.objects.get_or_create(
                agency_id=one.id, area=None, external="", part=part, defaults={"kind": "agency"}
            )[0]
            for one in agencies
        ]
        outsider = {"agency": None, "area": None, "external": "Ai đó", "part": part}
        made.append(Scope.objects.get_or_create(**outsider, defaults={"kind": "external"})[0])
    return made


def spans(order: random.Random) -> tuple[date | None, date]:
    """Months, quarters, single days: ending on few days, so that they meet."""
    end = date(2026, 1, 1) + timedelta(days=30 * order.randrange(6))
    return order.choice([end - timedelta(days=29), end - timedelta(days=29), end - timedelta(days=89), None]), end


def put(order: random.Random, found: dict[str, Definition], many: int, *, neat: bool) -> None:
    """Values at random. `neat`: exact whole numbers, mostly in keeping with each other."""
    where = scopes()
    grounds = [
        Ground.objects.create(kind="reporting", reference=f"r{at}", public=True, recorded_at=vn("2026-06-01 08:00"))
        for at in range(3)
    ]
    versions = {row.indicator.code: row for row in IndicatorVersion.objects.select_related("indicator")}
    rows = [_value(order, versions[order.choice(sorted(found))], where, grounds, neat=neat) for _ in range(many)]
    IndicatorValue.objects.bulk_create(rows)
    IndicatorValue.objects.bulk_create(
        succeed(one, order.choice([None, Figure(value=Decimal(5))]), grounds[0].id)
        for one in order.sample(rows, many // 20)
    )


def _value(
    order: random.Random, version: IndicatorVersion, where: list[Scope], grounds: list[Ground], *, neat: bool
) -> IndicatorValue:
    first_on, last_on = spans(order)
    bound = Bound.EXACT if neat or order.random() < 0.9 else order.choice([Bound.ABOVE, Bound.ABOUT, Bound.RANGE])
    value = Decimal(order.randrange(0, 12)) + (HALF if order.random() < 0.2 else 0) - (order.random() < 0.05)
    return IndicatorValue(
        id=uuid7(),
        indicator_id=version.indicator_id,
        version=version,
        scope=order.choice(where[:4] if neat or order.random() < 0.7 else where),
        nature=(Nature.ACTUAL if order.random() < 0.9 else Nature.TARGET).value,
        first_on=first_on,
        last_on=last_on,
        value=value,
        upper=value + 3 if bound is Bound.RANGE else None,
        bound=bound.value,
        unit="dong" if not neat and order.random() < 0.05 else "",
        ground=order.choice(grounds),
    )


def everywhere(found: dict[str, Definition]) -> screening.Suspects:
    """A screen that trusts nobody."""
    places = set(screening.places_of().values())
    return dict.fromkeys(found, places)


def spelled(faults: Sequence[Fault]) -> set[tuple[str, str, tuple[Any, ...]]]:
    """What of a fault must be the same."""
    return {(one.key, one.arithmetic, one.values) for one in faults}


@pytest.mark.parametrize(("seed", "many", "neat"), [(1, 40, True), (2, 40, True), (3, 150, True), (4, 500, False)])
def test_the_screen_hides_nothing(scene: Scene, found: dict[str, Definition], seed: int, many: int, neat: bool) -> None:
    put(random.Random(seed), found, many, neat=neat)
    expected = list(faults_in(found, everywhere(found)))
    assert spelled(list(faults_in(found, screening.suspects(found)))) == spelled(expected)
    assert expected, "nothing to hide is no test"


def test_every_rule_had_something_to_find(scene: Scene, found: dict[str, Definition]) -> None:
    for seed in range(4):
        put(random.Random(seed), found, 400, neat=False)
    kinds = {one.kind for one in faults_in(found, screening.suspects(found))}
    assert kinds >= {
        FindingKind.TWO_VALUES,
        FindingKind.LOWER_BOUNDS,
        FindingKind.NESTED,
        FindingKind.FALLS,
        FindingKind.MIXED_TIMES,
        FindingKind.SUM,
        FindingKind.FORMULA,
        FindingKind.LIMIT,
        FindingKind.UNIT,
        FindingKind.IMPLIED,
    }


def test_nobody_is_sent_where_all_is_well(scene: Scene, found: dict[str, Definition]) -> None:
    versions = {row.indicator.code: row for row in IndicatorVersion.objects.select_related("indicator")}
    ground = Ground.objects.create(kind="reporting", reference="r", public=True, recorded_at=vn("2026-06-01 08:00"))
    numbers = {"whole": "9", "some": "9", "share": "100", "rest": "0", "stock": "4", "money": "1.5", "place": "12"}
    place = scopes()[0]
    for month in (1, 2, 3):
        for code, number in numbers.items():
            row = versions[f"t_{code}"]
            IndicatorValue.objects.create(
                indicator_id=row.indicator_id,
                version=row,
                scope=place,
                nature="actual",
                first_on=None if code == "stock" else date(2026, month, 1),
                last_on=date(2026, month, 28),
                value=Decimal(number),
                bound="exact",
                ground=ground,
            )
    assert screening.suspects(found) == {}
    wrong = replace(found["t_rest"], formula="t_whole - t_some + 1")
    assert set(screening.suspects({**found, "t_rest": wrong})) == {"t_rest"}


def test_the_looking_is_done_before_the_transaction_that_writes(
    scene: Scene, found: dict[str, Definition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database ends transactions that are silent for a minute; over many values the rules think longer."""
    depths = []

    def looking() -> Iterator[Fault]:
        depths.append(len(connection.savepoint_ids))
        yield from ()

    monkeypatch.setattr(findings, "faults", looking)
    findings.check_figures(actor=SYSTEM, at=vn("2026-06-02 01:30"))
    assert depths == [len(connection.savepoint_ids)]
