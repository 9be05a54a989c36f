"""The catalogue from a pack and back; what runs keeps its ground."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.pack.api import PackRefused
from honglam.procedures import api
from honglam.procedures.api import keeping
from honglam.procedures.models import Procedure, ProcedureVersion, SearchWord
from tests.procedures.conftest import AT, ROOT
from tests.procedures.keeping.browsers import controller
from tests.procedures.samples import TODAY

FILE = "procedures/mau/1.000001.yaml"


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    """The smallest pack in a folder that may be changed."""
    return Path(shutil.copytree(ROOT / "packs" / "trivial", tmp_path / "trivial"))


@pytest.fixture
def folder(trivial: None, loose: Path) -> Path:
    """The same, applied."""
    return loose


def edit(folder: Path, old: str, new: str, file: str = FILE) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def planned(folder: Path) -> list[tuple[str, str, str]]:
    plan = pack.plan(path=folder)
    assert not plan.errors, plan.errors
    return [(change.action.value, change.kind, change.key) for change in plan.changes]


def apply(folder: Path) -> None:
    pack.apply(path=folder, actor=SYSTEM, at=AT)


def test_applied_twice_plans_nothing(folder: Path) -> None:
    assert planned(folder) == []


def test_an_export_equals_the_pack(folder: Path, tmp_path: Path) -> None:
    pack.export(path=tmp_path / "out")
    assert planned(tmp_path / "out") == []
    assert (tmp_path / "out" / FILE).exists()


def test_a_change_is_planned_and_applied(folder: Path) -> None:
    edit(folder, "name: Đăng ký việc nhà", "name: Đăng ký việc làng")
    edit(folder, "amount: 8000", "amount: 9000")
    assert planned(folder) == [("change", "procedure", "1.000001"), ("change", "procedure_version", "1.000001/2")]
    apply(folder)
    version = api.current_version(code="1.000001", on=TODAY)
    assert (version.name, version.fees[0].amount) == ("Đăng ký việc làng", 9000)
    assert SearchWord.objects.filter(word="lang").exists(), "search follows"


def test_a_version_in_use_is_not_changed_but_succeeded(folder: Path) -> None:
    api.stand_on(version_id=api.current_version(code="1.000001", on=TODAY).version_id)
    edit(folder, "amount: 8000", "amount: 9000")
    plan = pack.plan(path=folder)
    assert [(error.code, dict(error.params)) for error in plan.errors] == [
        ("version_in_use", {"number": "2", "code": "1.000001"})
    ]
    assert plan.errors[0].file == FILE
    with pytest.raises(PackRefused):
        apply(folder)
    assert api.current_version(code="1.000001", on=TODAY).fees[0].amount == 8000


def test_the_successor_begins_where_the_old_one_ends(folder: Path) -> None:
    old = api.stand_on(version_id=api.current_version(code="1.000001", on=TODAY).version_id)
    edit(folder, "valid_from: 2026-01-01", "valid_from: 2026-01-01\n    valid_to: 2026-12-31")
    text = (folder / FILE).read_text("utf-8")
    third = text[text.index("  - number: 2") :].replace("number: 2", "number: 3", 1)
    third = third.replace("valid_from: 2026-01-01\n    valid_to: 2026-12-31", "valid_from: 2027-01-01")
    (folder / FILE).write_text(text + third.replace("amount: 8000", "amount: 9000"), "utf-8")
    assert planned(folder) == [
        ("change", "procedure_version", "1.000001/2"),
        ("create", "procedure_version", "1.000001/3"),
    ]
    apply(folder)
    assert api.get_version(version_id=old.version_id).fees[0].amount == 8000
    assert api.current_version(code="1.000001", on=date(2026, 12, 31)).number == 2
    assert api.current_version(code="1.000001", on=date(2027, 1, 1)).fees[0].amount == 9000


def test_what_the_pack_no_longer_names_is_retired_and_comes_back(folder: Path) -> None:
    gone = (folder / "procedures/mau/1.000002.yaml").read_text("utf-8")
    (folder / "procedures/mau/1.000002.yaml").unlink()
    edit(folder, 'procedures: ["1.000001", "1.000002"]', 'procedures: ["1.000001"]', "life_events.yaml")
    assert ("retire", "procedure", "1.000002") in planned(folder)
    apply(folder)
    assert Procedure.objects.get(code="1.000002").retired_at is not None
    assert [item.code for item in api.get_life_event(code="co-viec", on=TODAY).procedures] == ["1.000001"]
    assert planned(folder) == []
    (folder / "procedures/mau/1.000002.yaml").write_text(gone, "utf-8")
    apply(folder)
    assert api.current_version(code="1.000002", on=TODAY).immediate


def test_a_version_that_left_the_pack_is_closed(folder: Path) -> None:
    text = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text(text[: text.index("  - number: 1")] + text[text.index("  - number: 2") :], "utf-8")
    assert planned(folder) == [("retire", "procedure_version", "1.000001/1")]
    apply(folder)
    assert ProcedureVersion.objects.get(procedure__code="1.000001", number=1).state == "retired"


def publish(code: str, first_day: date) -> None:
    """A keeper prepares a version and makes it public."""
    keeper = controller()
    draft = keeping.start_draft(actor=keeper, code=code, at=AT)
    keeping.propose_draft(actor=keeper, draft_id=draft.id, at=AT)
    keeping.decide_draft(actor=keeper, draft_id=draft.id, number="9/QĐ", dated=AT.date(), file=None, at=AT)
    keeping.publish_draft(actor=keeper, draft_id=draft.id, valid_from=first_day, at=AT)


def test_what_people_brought_back_is_exported(folder: Path, tmp_path: Path) -> None:
    (folder / "procedures/mau/1.000002.yaml").unlink()
    edit(folder, 'procedures: ["1.000001", "1.000002"]', 'procedures: ["1.000001"]', "life_events.yaml")
    apply(folder)
    publish("1.000002", date(2026, 12, 1))
    assert planned(folder) == [], "the pack has no word on it any more"
    pack.export(path=tmp_path / "out")
    said = (tmp_path / "out" / "procedures/mau/1.000002.yaml").read_text("utf-8")
    assert "number: 2" in said and "number: 1\n" not in said
    assert planned(tmp_path / "out") == []


def test_what_people_withdrew_is_not_exported(folder: Path, tmp_path: Path) -> None:
    publish("1.000001", date(2027, 1, 1))
    keeping.withdraw_version(
        actor=controller(), code="1.000001", version=3, number="10/QĐ", dated=AT.date(), note="Sai", at=AT
    )
    assert planned(folder) == []
    pack.export(path=tmp_path / "out")
    assert "number: 3" not in (tmp_path / "out" / FILE).read_text("utf-8")
    assert planned(tmp_path / "out") == []


@pytest.mark.parametrize("name", ["Đóng dấu tận nơi", None])
def test_a_pack_announces_anew_what_was_withdrawn(folder: Path, tmp_path: Path, name: str | None) -> None:
    path = folder / "procedures/mau/1.000002.yaml"
    text = re.sub(r"valid_from: \S+", "valid_from: 2027-01-01", path.read_text("utf-8"), count=1)
    path.write_text(text, "utf-8")
    apply(folder)
    keeping.withdraw_version(
        actor=controller(), code="1.000002", version=1, number="10/QĐ", dated=AT.date(), note="Sai", at=AT
    )
    assert planned(folder) == []
    pack.export(path=tmp_path / "out")
    assert not (tmp_path / "out" / "procedures/mau/1.000002.yaml").exists(), (
        "a pack names no procedure without versions"
    )
    text = text.replace("number: 1", "number: 2", 1)
    path.write_text(re.sub(r"(?m)^name: .+$", f"name: {name}", text, count=1) if name else text, "utf-8")
    apply(folder)
    found = api.current_version(code="1.000002", on=date(2027, 1, 1))
    assert found.number == 2
    assert name is None or found.name == name
    assert planned(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "path", "code"),
    [
        (FILE, "field: MAU", "field: KHAC", "field", "unknown_field"),
        (FILE, 'code: "1.000001"', 'code: "1.000009"', "code", "wrong_file"),
        (FILE, "levels: [commune]", "levels: []", "levels", "no_level"),
        (FILE, "levels: [commune]", "levels: [province]", "versions[0].competent.level", "level_unfit"),
        (FILE, "valid_to: 2025-12-31", "valid_to: 2026-01-01", "versions[0].valid_to", "versions_overlap"),
        (FILE, "supporting: [SO-MAU]", "supporting: [SO-LA]", "versions[1].supporting[0]", "unknown_agency"),
        (FILE, "unit: {agency: P-SO-MAU}", "unit: {agency: P-LA}", "parallel[0].unit.agency", "unknown_agency"),
        (FILE, "unit: {kind: office}", "unit: {kind: offices}", "process.steps[0].unit.kind", "unknown_kind"),
        (FILE, "unit: {kind: office}", "unit: {kind: office, of: competent}", "steps[0].unit", "place_unclear"),
        (
            FILE,
            "unit: {of: one_stop}, role: one_stop_head",
            "unit: {of: x}, role: one_stop_head",
            ".of",
            "place_unclear",
        ),
        (FILE, "role: processing_officer", "role: officer", "process.steps[0].role", "unknown_role"),
        (FILE, "signer_role: approver", "signer_role: chief", "result.template.signer_role", "unknown_role"),
        (FILE, "hours: 2", "hours: 3", "versions[1].process.steps", "hours_unequal"),
        (FILE, 'formula: "5000 + 1000 * so_ban"', 'formula: "5000 + so_bam"', "fees[1].formula:8", "unknown_name"),
        (FILE, "ref: ly_do", "ref: ly_doo", "fields[1].ref", "unknown_ref"),
        (FILE, "valid_to: 2025-12-31", "valid_to: 2025-06-30", "versions[0].valid_to", "ends_before"),
        (
            "fields.yaml",
            "fields:",
            "fields:\n  - {code: HAI, slug: mau, name: Hai, order: 20}",
            "fields[1].slug",
            "slug_taken",
        ),
        ("fields.yaml", "slug: mau", "slug: khac", "code", "wrong_file"),
        ("life_events.yaml", '"1.000002"]', '"1.000009"]', "life_events[0].procedures[1]", "unknown_procedure"),
        ("life_events.yaml", '"1.000002"]', '"1.000001"]', "life_events[0].procedures[1]", "listed_twice"),
    ],
)
def test_what_does_not_hold_together_is_refused_at_its_line(
    loose: Path, file: str, old: str, new: str, path: str, code: str
) -> None:
    edit(loose, old, new, file)
    errors = pack.check(path=loose).errors
    assert code in {error.code for error in errors}
    error = next(error for error in errors if error.code == code)
    assert error.path.endswith(path) or path in error.path
    assert error.line > 1 or file == "fields.yaml" or path in {"code", "field", "levels"}
    assert pack.describe_error(error=error)


def test_a_procedure_without_a_version_is_refused(loose: Path) -> None:
    path = loose / "procedures/mau/1.000002.yaml"
    path.write_text(path.read_text("utf-8").partition("versions:")[0] + "versions: []\n", "utf-8")
    (error,) = pack.check(path=loose).errors
    assert (error.code, error.file) == ("no_version", "procedures/mau/1.000002.yaml")


def test_every_fault_that_the_check_can_name_is_tried() -> None:
    """A message nobody has seen may be wrong in any way: each code stands in a test of this folder."""
    block = ROOT / "src" / "honglam" / "procedures"
    checks = [
        *(block / "rules").glob("*check.py"),
        block / "rules" / "process.py",
        block / "pack_section" / "meaning.py",
    ]
    named = {code for path in checks for code in re.findall(r'code="([a-z_]+)"', path.read_text("utf-8"))}
    named |= set(
        re.findall(r'record\.error\([^)]*?, "([a-z_]+)",', (block / "pack_section" / "meaning.py").read_text())
    )
    named |= set(
        re.findall(r'version\.error\([^)]*?, "([a-z_]+)",', (block / "pack_section" / "meaning.py").read_text())
    )
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    assert len(named) > 30
    assert sorted(code for code in named if f'"{code}"' not in tests) == []
