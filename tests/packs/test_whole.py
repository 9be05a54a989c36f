"""Both packs go into the tables and come back, with the sections of every block."""

from pathlib import Path

import pytest
import yaml

from honglam.kernel.clock import now
from honglam.kernel.registry import pack_sections
from honglam.kernel.values import SYSTEM
from honglam.pack import api
from honglam.pack.loading import pack_files
from honglam.pack.sections import Section

PACKS = Path(__file__).resolve().parents[2] / "packs"


def records(folder: Path) -> dict[tuple[str, str], object]:
    """Every record of a sound pack."""
    report = api.check(path=folder)
    assert [str(error) for error in report.errors] == []
    return {(record.kind, record.key): record.value for record in report.pack.all_records()}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["trivial", pytest.param("ha_tinh", marks=pytest.mark.slow)])
def test_a_pack_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    folder = PACKS / name
    plan = api.apply(path=folder, actor=SYSTEM, at=now())
    assert {change.action for change in plan.changes} == {api.ChangeAction.CREATE}
    again = api.plan(path=folder)
    assert (again.changes, again.kept, again.errors) == ((), (), ())
    api.export(path=tmp_path / "out")
    assert records(tmp_path / "out") == records(folder)
    written = {path.relative_to(tmp_path / "out").as_posix() for path in pack_files(tmp_path / "out")}
    assert written == {path.relative_to(folder).as_posix() for path in pack_files(folder)}
    assert api.plan(path=tmp_path / "out").changes == ()


@pytest.mark.parametrize("name", ["trivial", "ha_tinh"])
def test_every_yaml_file_means_the_same_to_other_readers(name: str) -> None:
    """A reader of YAML 1.1 must not understand something else; dates and numbers may differ in type only."""
    for path in pack_files(PACKS / name):
        if path.suffix == ".yaml":
            keys = set(_keys(yaml.safe_load(path.read_text("utf-8"))))
            assert all(isinstance(key, str) for key in keys), path


def _keys(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value, *(key for item in value.values() for key in _keys(item))]
    return [key for item in value for key in _keys(item)] if isinstance(value, list) else []


def test_sections_depend_on_sections_that_are_there_and_own_their_kinds() -> None:
    sections: list[Section] = pack_sections.values()
    names = {section.name for section in sections}
    kinds = [collection.kind for section in sections for collection in section.collections]
    assert {name for section in sections for name in section.depends_on} <= names
    assert len(kinds) == len(set(kinds))
    assert {name for name, section in pack_sections.items() if name != section.name} == set()
