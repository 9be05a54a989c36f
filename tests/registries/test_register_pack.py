"""Registers go into the tables and come back; a wrong one is named with its place."""

from pathlib import Path

import pytest

from honglam.directory.queries import memory
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.registries.pack_section.registers import RegisterShape
from honglam.registries.queries.registers import definitions
from tests.dossiers.scene import MORNING
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections


@pytest.mark.parametrize("name", ["trivial", "ha_tinh"])
def test_the_pack_comes_back_as_it_went_in(
    db: None, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = (*UNITS_AND_AGENCIES, "registers")
    keep_sections(monkeypatch, sections)
    memory.forget()
    folder = only_sections(name, sections, tmp_path / name)
    pack.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert pack.plan(path=folder).changes == ()
    read = pack.check(path=folder).pack
    assert read is not None
    known = {code: one.value for code, one in read.records("register", RegisterShape).items()}
    for code in known:
        schema = definitions.find_register(code=code)[1]
        assert schema.measures
        over = [one.code for one in schema.states if one.over]
        assert bool(over) == bool(schema.moves), f"{code} says when a record's work is done"
        assert schema.states[0].code not in over


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("owner: SO-MAU", "owner: SO-KHAC", "unknown_owner"),
        ("code: number, name", "code: title, name", "listed_twice"),
        ("code: number, name", "code: state, name", "field_taken"),
        ("type: yes_no}", "type: choice}", "choices_wrong"),
        ("check_months: 12", "seen: all", "personal_seen_by_all"),
        ("name: Tên lớp, type: text, required: true", "name: Tên lớp, type: text", "register_without_title"),
        ("name: Ghi chú, type: long_text", "name: Ghi chú, type: text, unique: true", "two_unique"),
        ("leaves: [planned], enters: held", "leaves: [planned], enters: mo", "unknown_state"),
        ("kind: sum, field: learners", "kind: sum, field: title", "sum_of_nothing"),
        ("kind: sum, field: learners", "kind: sum", "sum_of_nothing"),
        ("kind: count, by: held_on", "kind: count, by: title", "by_no_day"),
        ("of: [{field: state, among: [planned, held]}]", "of: [{field: state, among: [mo]}]", "condition_wrong"),
        ("{field: learners, least: 30}", "{field: title, least: 30}", "bounds_of_no_number"),
        ("kind: share, where", "kind: count, where", "of_no_share"),
    ],
)
def test_a_wrong_register_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, code: str
) -> None:
    sections = (*UNITS_AND_AGENCIES, "registers")
    keep_sections(monkeypatch, sections)
    folder = only_sections("trivial", sections, tmp_path / "trivial")
    file = folder / "registers/classes.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    assert code in {one.code for one in pack.check(path=folder).errors}
