"""What people edit on screens and what packs say: exported whole, nothing left to do; a clash is refused."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.pack.api import PackRefused
from honglam.procedures import api
from honglam.procedures.api import designing, keeping
from tests.procedures.keeping.browsers import controller

TRIVIAL = Path(__file__).resolve().parents[2] / "packs" / "trivial"
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CODE = "1.000001"
FILE = "procedures/mau/1.000001.yaml"


@pytest.fixture
def edited(db: None, tmp_path: Path) -> Path:
    """The smallest province, in which a controller published a version with another fee and another question."""
    pack.apply(path=TRIVIAL, actor=SYSTEM, at=AT)
    keeper = controller()
    draft = keeping.start_draft(actor=keeper, code=CODE, at=AT)
    draft = keeping.edit_sheet(
        actor=keeper, draft_id=draft.id, revision=draft.revision, slug="phi", apart=True, at=AT,
        sent={"_count.fees": ["2"], "fees.0.amount": ["9.500"]},
    )  # fmt: skip
    draft = designing.edit_form(
        actor=keeper, draft_id=draft.id, revision=draft.revision, place="", command="", apart=True, at=AT,
        sent={"declaration": ["Tôi chịu trách nhiệm về lời khai."]},
    )  # fmt: skip
    keeping.propose_draft(actor=keeper, draft_id=draft.id, at=AT)
    keeping.decide_draft(actor=keeper, draft_id=draft.id, number="3/QĐ-UBND", dated=AT.date(), file=None, at=AT)
    keeping.publish_draft(actor=keeper, draft_id=draft.id, valid_from=date(2026, 12, 1), at=AT)
    return tmp_path


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    """The smallest pack with its procedure written otherwise."""
    shutil.copytree(TRIVIAL, folder)
    text = (folder / FILE).read_text(encoding="utf-8")
    assert change(text) != text
    (folder / FILE).write_text(change(text), encoding="utf-8")
    return folder


def test_an_edited_catalogue_is_exported_and_comes_back_the_same(edited: Path) -> None:
    pack.export(path=edited / "out")
    assert pack.check(path=edited / "out").errors == ()
    plan = pack.plan(path=edited / "out")
    assert (plan.changes, plan.kept, plan.errors) == ((), (), ())
    text = (edited / "out" / FILE).read_text(encoding="utf-8")
    assert "9500" in text
    assert "Tôi chịu trách nhiệm về lời khai." in text
    pack.apply(path=edited / "out", actor=SYSTEM, at=AT)
    assert pack.plan(path=edited / "out").changes == ()


def test_the_pack_from_before_leaves_alone_what_people_did(edited: Path) -> None:
    plan = pack.plan(path=TRIVIAL)
    assert (plan.changes, plan.errors) == ((), ())
    assert [(one.kind, one.key) for one in plan.kept] == [("procedure_version", f"{CODE}/2")], "its end was set"
    pack.apply(path=TRIVIAL, actor=SYSTEM, at=AT)
    assert api.current_version(code=CODE, on=date(2026, 12, 1)).fees[0].amount == 9500


def test_a_pack_that_brings_the_same_version_otherwise_is_shown_and_refused(edited: Path) -> None:
    def third(text: str) -> str:
        head, _, last = text.partition("  - number: 2\n    valid_from: 2026-01-01\n")
        other = f"  - number: 3\n    valid_from: 2027-01-01\n{last}"
        return f"{head}  - number: 2\n    valid_from: 2026-01-01\n    valid_to: 2026-12-31\n{last}{other}"

    folder = changed(edited / "other", third)
    plan = pack.plan(path=folder)
    conflicts = [error for error in plan.errors if error.code == "conflict"]
    assert {dict(error.params)["key"] for error in conflicts} == {f"{CODE}/2", f"{CODE}/3"}
    with pytest.raises(PackRefused):
        pack.apply(path=folder, actor=SYSTEM, at=AT)
    assert api.current_version(code=CODE, on=date(2026, 12, 1)).fees[0].amount == 9500
