"""The state folder: one at a time, keys made once, a database that its keeper can reach."""

import os
import pwd
from pathlib import Path

import pytest

from honglam.embedded import state as states
from honglam.embedded.errors import AlreadyRunning, MachineError
from honglam.embedded.keeper import Keeper, find_keeper
from honglam.embedded.state import State, find_state

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def state(tmp_path: Path) -> State:
    """An empty state folder, prepared."""
    made = State(tmp_path / "trạng thái")
    made.prepare()
    return made


def test_the_second_is_told_who_holds_the_folder(state: State) -> None:
    assert state.holder() is None
    with state.lock(kind="up", address="http://127.0.0.1:8000"):
        assert state.holder() == {"pid": os.getpid(), "kind": "up", "address": "http://127.0.0.1:8000"}
        with (
            pytest.raises(AlreadyRunning, match=f"process {os.getpid()}, http://127.0.0.1:8000") as refusal,
            state.lock(kind="up"),
        ):
            pass
    assert refusal.value.exit_code == 3
    assert state.holder() is None
    with state.lock(kind="command"):
        pass


def test_keys_are_made_once_and_closed_to_others(state: State) -> None:
    first = state.secret_key()
    assert len(first) > 50
    assert state.secret_key() == first
    assert (state.root / "keys" / "secret.key").stat().st_mode & 0o077 == 0


def test_a_key_that_a_power_cut_left_empty_is_made_anew(state: State) -> None:
    path = state.root / "keys" / "secret.key"
    path.parent.mkdir()
    path.touch()
    key = state.secret_key()
    assert key
    assert state.secret_key() == key
    assert [other.name for other in path.parent.iterdir()] == ["secret.key"]


def test_a_person_keeps_the_database_in_the_state_folder(state: State) -> None:
    me = Keeper("", os.geteuid(), os.getegid())
    assert state.database_home(me) == state.root / "database"


@pytest.mark.skipif(not AS_ROOT, reason="only root hands the server to another user")
def test_root_keeps_it_elsewhere_when_the_keeper_cannot_pass(
    state: State, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(states, "ELSEWHERE", tmp_path / "elsewhere")
    home = state.database_home(find_keeper())
    assert home.parent == tmp_path / "elsewhere"
    assert state.database_home(find_keeper()) == home
    moved = State(tmp_path / "moved")
    state.root.rename(moved.root)
    assert moved.database_home(find_keeper()) == home


@pytest.mark.skipif(not AS_ROOT, reason="only root may leave files in the folders of others")
def test_root_leaves_nothing_in_the_folder_of_another_user(tmp_path: Path) -> None:
    theirs = tmp_path / "state"
    theirs.mkdir()
    State(theirs).prepare()
    nobody = pwd.getpwnam("nobody").pw_uid
    os.chown(theirs, nobody, -1)
    with pytest.raises(MachineError, match=r"belongs to nobody.*sudo -u 'nobody'"):
        State(theirs).prepare()
    (theirs / "lock").touch()
    State(theirs).prepare()
    os.chown(theirs / "lock", nobody, -1)
    os.chown(theirs, 0, -1)
    with pytest.raises(MachineError, match="belongs to nobody"):
        State(theirs).prepare()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MachineError, match="HONGLAM_STATE"):
        State(tmp_path / "file" / "state").prepare()


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HONGLAM_STATE", "here")
    assert find_state().root == tmp_path / "here"
    monkeypatch.delenv("HONGLAM_STATE")
    assert find_state().root.name == ".state"
