"""`honglam pack`: what was seen is what is done."""

from pathlib import Path

import pytest

from honglam.cli import pack as word
from honglam.directory.models import Agency
from honglam.pack.contracts import PlanChanged
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections


@pytest.mark.django_db
def test_apply_does_exactly_the_plan_that_was_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_sections(monkeypatch, UNITS_AND_AGENCIES)
    folder = only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "pack")
    assert word.plan(folder) == 0
    seen = capsys.readouterr().out.rpartition("--plan ")[2].strip()
    file = folder / "agencies" / "agencies.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Sở Mẫu", "Sở Khác"), encoding="utf-8")
    with pytest.raises(PlanChanged):
        word.apply(folder, seen)
    assert not Agency.objects.exists()
    file.write_text(file.read_text(encoding="utf-8").replace("Sở Khác", "Sở Mẫu"), encoding="utf-8")
    assert word.apply(folder, seen) == 0
    assert Agency.objects.exists()
    assert word.apply(folder, None) == 0
    assert "Nothing to do." in capsys.readouterr().out
