"""What installing leaves behind: a program that whoever serves it need not be able to write to."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from honglam.embedded import install

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the sources as they are unpacked, with this interpreter as its environment."""
    copy = tmp_path / "src" / "honglam"
    made = shutil.ignore_patterns("__pycache__", "*.mo", "node_modules")
    shutil.copytree(PROJECT / "src" / "honglam", copy, ignore=made)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}/src" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "SOURCES", copy)
    return copy


def made_from(sources: Path) -> tuple[set[Path], set[Path]]:
    """(modules with bytecode, catalogues that gettext can read)."""
    compiled = {path.parent.parent / f"{path.name.split('.')[0]}.py" for path in sources.rglob("__pycache__/*.pyc")}
    return compiled, {path.with_suffix(".po") for path in sources.rglob("*.mo")}


def test_installing_writes_all_bytecode_and_all_translations(sources: Path) -> None:
    install.complete()
    assert made_from(sources) == (set(sources.rglob("*.py")), set(sources.rglob("*.po")))


def test_a_new_release_over_the_old_one_is_completed_too_and_nothing_else(sources: Path) -> None:
    install.complete()
    kept, renewed = sources / "ui/locale/vi/LC_MESSAGES/django", sources / "desk/locale/vi/LC_MESSAGES/django"
    before = {path: path.with_suffix(".mo").stat().st_mtime_ns for path in (kept, renewed)}
    install.complete()
    assert before == {path: path.with_suffix(".mo").stat().st_mtime_ns for path in before}, "done once is enough"
    later = before[renewed] + 1_000_000_000
    os.utime(renewed.with_suffix(".po"), ns=(later, later))
    install.complete()
    assert kept.with_suffix(".mo").stat().st_mtime_ns == before[kept]
    assert renewed.with_suffix(".mo").stat().st_mtime_ns != before[renewed]


def test_the_same_release_unpacked_anew_beside_a_kept_environment_is_completed(sources: Path) -> None:
    install.complete()
    for path in sources.rglob("*.mo"):
        path.unlink()
    install.complete()
    assert made_from(sources)[1] == set(sources.rglob("*.po"))


@pytest.mark.parametrize(("made_by", "made_anew"), [("python{}.{}", False), ("python3.9", True)])
def test_an_environment_of_another_python_is_made_anew(
    sources: Path, monkeypatch: pytest.MonkeyPatch, made_by: str, made_anew: bool
) -> None:
    made: list[str] = []
    (install.VENV / "lib" / made_by.format(*sys.version_info[:2]) / "site-packages").mkdir(parents=True)
    (install.VENV / "made-in").write_text(str(install.PROJECT), encoding="utf-8")
    monkeypatch.setattr(install, "make_venv", lambda: made.append("anew"))
    monkeypatch.setattr(install, "install", made.append)
    monkeypatch.setattr(install, "lead_to_sources", lambda: None)  # this clone lies beside no such environment
    monkeypatch.setattr(install, "write_bytecode", lambda _folder: None)
    install.equip("run")
    assert made == (["anew", "run"] if made_anew else ["run"])


def test_translations_that_cannot_be_written_stop_the_installation(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = sources / "desk/locale/vi/LC_MESSAGES/django.mo"
    in_the_way.mkdir()
    os.utime(in_the_way, (0, 0))
    with pytest.raises(SystemExit):
        install.complete()
    assert "translations could not be written" in capsys.readouterr().err
    assert not (install.VENV / "completed").exists(), "the next run tries again"
