"""Official forms come from the pack: applied once, nothing to do twice; a broken one is named with its line."""

import shutil
from pathlib import Path

import pytest
from django.utils import translation

from honglam.dossiers.models import SlipForm
from honglam.kernel.values import SYSTEM
from honglam.pack import api
from tests.dossiers.scene import MORNING
from tests.pack.folders import PACKS, keep_sections, only_sections

FORMS = ("pack", "forms")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The forms of the smallest pack; other blocks ask for files of their own."""
    keep_sections(monkeypatch, FORMS)
    return only_sections("trivial", FORMS, tmp_path / "pack")


@pytest.mark.parametrize("pack", ["trivial", "ha_tinh"])
def test_forms_that_are_shipped_are_sound(pack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_sections(monkeypatch, FORMS)
    assert api.check(path=only_sections(pack, FORMS, tmp_path / pack)).errors == ()


@pytest.mark.django_db
def test_what_is_applied_is_exported_the_same(folder: Path, tmp_path: Path) -> None:
    plan = api.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert sum(change.kind == "slip_form" for change in plan.changes) == SlipForm.objects.count() == 5
    assert api.plan(path=folder).changes == ()
    target = tmp_path / "export"
    api.export(path=target)
    assert api.plan(path=target).changes == ()
    assert (target / "forms" / "receipt_slip.yaml").exists()


@pytest.mark.django_db
def test_a_form_that_goes_is_retired_and_its_slips_stay(folder: Path) -> None:
    shutil.copy(PACKS / "ha_tinh" / "forms" / "apology_extension.yaml", folder / "forms")
    api.apply(path=folder, actor=SYSTEM, at=MORNING)
    (folder / "forms" / "apology_extension.yaml").unlink()
    plan = api.apply(path=folder, actor=SYSTEM, at=MORNING)
    assert [(change.key, change.action.value) for change in plan.changes] == [("apology_extension", "retire")]
    assert SlipForm.objects.get(code="apology_extension").retired_at == MORNING


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("refusal_slip", None, "forms/refusal_slip.yaml:1: The form “refusal_slip” is missing."),
        (
            "refusal_slip",
            'code: refusal_slip\nnumber: "02"\ntitle: Phiếu\n',
            "forms/supplement_request.yaml:2: number: "
            "The forms “supplement_request” and “refusal_slip” have the same number.",
        ),
        (
            "refusal_slip",
            "code: refusal_slip\nnumber: hai\ntitle: Phiếu\n",
            r"forms/refusal_slip.yaml:2: number: “hai” does not have the form ^\d{1,2}[a-z]?$.",
        ),
        (
            "refusal_slip",
            'code: refusal_slip\nnumber: "03"\ntitle: Phiếu\npaper: A3\n',
            "forms/refusal_slip.yaml:4: paper: “A3” is not one of: A4, A5.",
        ),
    ],
)
def test_a_broken_form_is_named(folder: Path, name: str, text: str | None, message: str) -> None:
    path = folder / "forms" / f"{name}.yaml"
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    with translation.override("en"):
        told = [api.describe_error(error=error) for error in api.check(path=folder).errors]
    assert told == [message]
