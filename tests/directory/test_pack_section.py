"""What a pack says about units and agencies goes into the tables and comes back."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from honglam.directory import api
from honglam.directory.models import AdministrativeUnit, Agency, Post, UnitSuccession
from honglam.directory.services import posts as post_verbs
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from tests.directory.people import holding
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


def test_a_post_that_people_took_out_of_use_is_not_put_back(tmp_path: Path) -> None:
    folder = only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "pack")
    pack.apply(path=folder, actor=SYSTEM, at=now())
    post = Post.objects.get(agency__code="SO-MAU", code="VT")
    post_verbs.retire_post(actor=SYSTEM, post_id=post.pk, at=now())
    plan = pack.plan(path=folder)
    assert ([one.key for one in plan.kept], plan.changes, plan.errors) == (["SO-MAU/VT"], (), ())
    pack.export(path=tmp_path / "out")
    assert "SO-MAU/VT" not in pack.check(path=tmp_path / "out").pack.keys("post")
    file = folder / "agencies" / "agencies.yaml"
    file.write_text(file.read_text("utf-8").replace("code: VT, title: Văn thư", "code: VT, title: Thư ký", 1), "utf-8")
    assert [error.code for error in pack.plan(path=folder).errors] == ["conflict"]
    post.refresh_from_db()
    assert post.retired_at is not None


def test_nobody_holds_what_a_pack_takes_away(tmp_path: Path) -> None:
    folder = only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "pack")
    pack.apply(path=folder, actor=SYSTEM, at=now())
    held = holding("Nguyễn Văn An", "SO-MAU/VT")
    file = folder / "agencies" / "agencies.yaml"
    text = file.read_text("utf-8")
    line = "      - {code: VT, title: Văn thư, roles: [clerk]}\n  - code: P-SO-MAU"
    assert line in text
    file.write_text(text.replace(line, "  - code: P-SO-MAU"), "utf-8")
    (error,) = pack.plan(path=folder).errors
    assert (error.code, error.params) == ("still_held", (("key", "SO-MAU/VT"), ("count", 1)))
    with pytest.raises(pack.PackRefused):
        pack.apply(path=folder, actor=SYSTEM, at=now())
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2025, 6, 1), at=now())
    later = holding("Nguyễn Văn An", "SO-MAU/VT", since=now().date() + timedelta(days=30))
    assert [error.code for error in pack.plan(path=folder).errors] == ["still_held"]
    api.end_holding(actor=SYSTEM, holding_id=later.id, last_day=now().date(), at=now())
    assert pack.plan(path=folder).errors == (), "taken back before it began"
