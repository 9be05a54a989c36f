"""Parts of `honglam up` on their own: where it listens, how long it waits for its database."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from honglam.embedded import database, orphan, patience, up
from honglam.embedded.cluster import Cluster
from honglam.embedded.errors import AlreadyRunning, DatabaseRefused, MachineError
from honglam.embedded.logs import LogStream
from honglam.embedded.parent import before_exec
from honglam.embedded.runner import Program, Runner
from honglam.embedded.state import State


@pytest.fixture
def serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[up.Serving]:
    """A run whose database is a program that only lives, and says of itself what a test lets it say."""

    def start(output: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            ["sleep", "60"],
            stdout=output,
            process_group=0,
            preexec_fn=before_exec(signal.SIGTERM),  # noqa: PLW1509
        )

    cluster = SimpleNamespace(prepare=lambda: False, data=tmp_path, ensure_database=lambda: None)
    monkeypatch.setattr(up, "describe_cluster", lambda _state: cluster)
    monkeypatch.setattr(up, "database_program", lambda _cluster: Program("database", start))
    monkeypatch.setattr(patience, "TELL_SECONDS", 0.0)
    monkeypatch.setattr(up, "LOOK_SECONDS", 0.0001)
    monkeypatch.setattr(up, "DATABASE_SECONDS", 0.0)
    runner = Runner(LogStream(as_json=True, target=io.StringIO()))
    yield up.Serving(State(tmp_path), up.Address("127.0.0.1", 8000), runner, runner.log)
    runner.stop()


def test_a_database_that_repairs_itself_is_waited_for(serving: up.Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    states = iter(["starting"] * 20)
    monkeypatch.setattr(up, "status", lambda _data: next(states, "ready"))
    serving._start_database()
    target = serving.log.target
    assert isinstance(target, io.StringIO)
    said = [json.loads(line)["message"] for line in target.getvalue().splitlines()]
    assert any("has been starting" in str(line) for line in said)


def test_one_that_says_nothing_is_given_up(serving: up.Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up, "status", lambda _data: "")
    with pytest.raises(DatabaseRefused):
        serving._start_database()


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """The database of a `honglam up` that is not ours, for which there is no time and much to say."""
    monkeypatch.setattr(database, "OTHER_SECONDS", 0.0)
    monkeypatch.setattr(patience, "TELL_SECONDS", 0.0)
    return cast(Cluster, SimpleNamespace(data=tmp_path, answers=lambda: True))


def test_a_command_waits_for_a_database_that_repairs_itself_and_says_so(
    other: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    states = iter(["starting"] * 2)
    monkeypatch.setattr(orphan, "status", lambda _data: next(states, "ready"))
    monkeypatch.setattr(orphan, "running_pid", lambda _data: 1)
    database._wait_for_other(other)
    assert capsys.readouterr().err.count("has been starting") == 2


def test_a_command_does_not_wait_for_a_database_that_is_gone(other: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphan, "status", lambda _data: "starting")
    with pytest.raises(DatabaseRefused):
        database._wait_for_other(other)


def test_a_database_that_has_been_starting_has_its_time_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 500.0, 550.0, 561.0])
    monkeypatch.setattr(patience, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    waiting = patience.Patience(60)
    assert waiting.lasts(starting=True)
    assert waiting.lasts(starting=False), "it is started again after a fault in the middle of its repairs"
    assert not waiting.lasts(starting=False)


def held(state: State, kind: str) -> "subprocess.Popen[bytes]":
    """Another process that has the data folder until its input ends."""
    script = f"""
import sys
from pathlib import Path
from honglam.embedded.state import State
with State(Path(sys.argv[1])).lock(kind="{kind}"):
    print("held", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", script, str(state.root)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


class LettingGo(io.StringIO):
    """Lets a process end once somebody says that it is waited for."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        super().__init__()
        self._process = process

    def write(self, text: str) -> int:
        """Hear it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return super().write(text)


def test_a_command_that_has_the_folder_is_waited_for_and_named(tmp_path: Path) -> None:
    state, address = State(tmp_path), up.Address("127.0.0.1", 8000)
    with held(state, "command") as backup:
        target = LettingGo(backup)
        with up.alone(state, address, LogStream(as_json=True, target=target)):
            assert f"process {backup.pid}" in target.getvalue()
            assert state.holder() == {"pid": os.getpid(), "kind": "up", "address": address.url}


def test_neither_another_product_nor_a_command_without_end_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, log = State(tmp_path), LogStream(as_json=True, target=io.StringIO())
    for kind, seconds in (("up", 3600.0), ("command", 0.0)):
        monkeypatch.setattr(up, "COMMAND_SECONDS", seconds)
        with (
            held(state, kind) as other,
            pytest.raises(AlreadyRunning, match=f"process {other.pid}"),
            up.alone(state, up.Address("127.0.0.1", 8000), log),
        ):
            pass


def test_every_address_of_this_machine_can_be_listened_on() -> None:
    assert up.Address("::", 8000).url == "http://[::1]:8000"
    assert up.Address("0.0.0.0", 8000).url == "http://127.0.0.1:8000"
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(MachineError, match="Another program"):
                up.require_free(up.Address("::1", port))
    except OSError:
        pytest.skip("this machine has no IPv6")
    up.require_free(up.Address("::1", port))
