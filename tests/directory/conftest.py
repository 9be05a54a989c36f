"""The directory of the smallest province, filled from its pack."""

from pathlib import Path

import pytest

from honglam.directory.queries import memory
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Units and agencies only: other blocks ask for files of their own."""
    keep_sections(monkeypatch, UNITS_AND_AGENCIES)


@pytest.fixture
def province(db: None, sections: None, tmp_path: Path) -> None:
    """Units, agencies and posts of packs/trivial."""
    memory.forget()
    folder = only_sections("trivial", UNITS_AND_AGENCIES, tmp_path / "trivial")
    pack.apply(path=folder, actor=SYSTEM, at=now())
