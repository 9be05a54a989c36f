"""`honglam restore` around the restoring itself."""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from honglam.cli import restore as word
from honglam.embedded.database import PREPARED
from honglam.embedded.keeper import find_keeper
from honglam.embedded.state import find_state


def test_what_is_changed_is_prepared_again_even_where_the_power_goes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HONGLAM_STATE", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = tmp_path / "database"
    home.mkdir()
    assert find_state().database_home(find_keeper()) == home
    (home / PREPARED).touch()
    seen: list[bool] = []

    def restoring(*_anything: object, **_more: object) -> int:
        seen.append((home / PREPARED).exists())
        raise KeyboardInterrupt

    @contextlib.contextmanager
    def somewhere(_state: object) -> Iterator[str]:
        yield "postgresql:///none"

    monkeypatch.setattr(word, "reachable_database", somewhere)
    monkeypatch.setattr(word, "find_tools", lambda _url, external: None)
    monkeypatch.setattr(word, "restore", restoring)
    monkeypatch.setattr(word, "end_in_order", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        word.run(argparse.Namespace(file=tmp_path / "no.tar", replace=True))
    assert seen == [False]
