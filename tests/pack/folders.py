"""Packs for tests: pieces of real ones, and small ones written on the spot."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from honglam.kernel.registry import pack_sections
from honglam.pack.loading import matches, pack_files

PACKS = Path(__file__).resolve().parents[2] / "packs"
UNITS_AND_AGENCIES = ("pack", "administrative_units", "agencies")


def only_sections(pack: str, names: Sequence[str], target: Path) -> Path:
    """A copy of a real pack with the files of some sections only."""
    patterns = [item.pattern for name in names for item in pack_sections.get(name).collections]
    for path in pack_files(PACKS / pack):
        name = path.relative_to(PACKS / pack).as_posix()
        if any(matches(name, pattern) for pattern in patterns):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / name)
    return target


def write_pack(target: Path, files: Mapping[str, str]) -> Path:
    """A pack of these texts."""
    for name, text in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    return target


def keep_sections(monkeypatch: pytest.MonkeyPatch, names: Sequence[str]) -> None:
    """Only these sections are registered: other blocks ask for files of their own."""
    monkeypatch.setattr(pack_sections, "_entries", {name: pack_sections.get(name) for name in names})
