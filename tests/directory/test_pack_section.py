"""What a pack says about units and agencies goes into the tables and comes back."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from honglam.directory import api
from honglam.directory.models import AdministrativeUnit, Agency, Post, UnitSuccession
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from tests.pack.folders import UNITS_AND_AGENCIES, only_sections

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.fixture(params=["trivial", "ha_tinh"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The units and agencies of a real pack, without the sections of other blocks."""
    return only_sections(request.param, UNITS_AND_AGENCIES, tmp_path / "pack")


def test_a_pack_comes_back_as_it_was(folder: Path, tmp_path: Path) -> None:
    plan = pack.apply(path=folder, actor=SYSTEM, at=now())
    assert {change.action for change in plan.changes} == {pack.ChangeAction.CREATE}
    assert pack.plan(path=folder).changes == ()
    pack.export(path=tmp_path / "out")
    assert pack.check(path=tmp_path / "out").errors == ()
    there = {(r.kind, r.key): r.value for r in pack.check(path=tmp_path / "out").pack.all_records()}
    assert there == {(r.kind, r.key): r.value for r in pack.check(path=folder).pack.all_records()}
    assert pack.plan(path=tmp_path / "out").changes == ()


def test_the_province_has_its_units(tmp_path: Path) -> None:
    folder = only_sections("ha_tinh", UNITS_AND_AGENCIES, tmp_path / "pack")
    pack.apply(path=folder, actor=SYSTEM, at=now())
    before = Counter(unit.level for unit in api.list_units(on=date(2025, 6, 30)))
    after = Counter(unit.level for unit in api.list_units(on=date(2025, 7, 1)))
    assert before == {"province": 1, "district": 12, "commune": 209}
    assert after == {"province": 1, "commune": 69}
    assert UnitSuccession.objects.filter(divided=True, since=date(2025, 7, 1)).count() == 5
    assert Agency.objects.count() > 500
    assert Post.objects.count() > 1000
    assert AdministrativeUnit.objects.filter(code="18073").count() == 2
