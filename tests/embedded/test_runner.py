"""The process runner with small programs: deaths, back-off, logs, a clean end."""

import io
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from honglam.embedded import probe as probes
from honglam.embedded.logs import LogStream
from honglam.embedded.orphan import alive
from honglam.embedded.parent import before_exec
from honglam.embedded.probe import Probe, web_probe
from honglam.embedded.runner import BACK_OFF, Program, Runner


@pytest.fixture
def runner() -> Iterator[Runner]:
    """A runner whose lines are kept, stopped at the end."""
    made = Runner(LogStream(as_json=True, target=io.StringIO()))
    yield made
    if not made.stopping:
        made.stop()


def lines(runner: Runner) -> list[dict[str, object]]:
    """What was logged."""
    target = runner.log.target
    assert isinstance(target, io.StringIO)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def messages(runner: Runner, program: str) -> list[object]:
    """What one program said."""
    return [line["message"] for line in lines(runner) if line["program"] == program]


def python(name: str, script: str, *, patience: float = 8.0, probe: Probe | None = None) -> Program:
    """A program out of a few lines of Python."""

    def start(output: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-u", "-c", textwrap.dedent(script)],
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=before_exec(signal.SIGTERM),  # noqa: PLW1509 - as the product does
        )

    return Program(name, start, patience=patience, probe=probe)


def until(runner: Runner, condition: Callable[[], bool], seconds: float = 10) -> None:
    """Let the runner work until the condition holds."""
    assert runner.wait_until(condition, seconds=seconds)


def test_lines_carry_their_program_and_keep_their_own_fields(runner: Runner) -> None:
    script = """
        import json, time
        print("plain Việt")
        print(json.dumps({"level": "warning", "message": "told", "job": 7}))
        time.sleep(60)
    """
    runner.add(python("talker", script))
    until(runner, lambda: len(lines(runner)) == 2)
    plain, told = lines(runner)
    assert (plain["message"], plain["level"]) == ("plain Việt", "info")
    assert (told["message"], told["level"], told["job"], told["program"]) == ("told", "warning", 7, "talker")


def test_readable_lines_are_one_line_each() -> None:
    target = io.StringIO()
    LogStream(as_json=False, target=target).line("web", "ready\n")
    assert target.getvalue()[9:] == "web      ready\n"


def test_a_program_that_dies_is_started_again_ever_later(runner: Runner) -> None:
    child = runner.add(python("dying", "print('born'); raise SystemExit(3)"))
    until(runner, lambda: messages(runner, "dying").count("born") == 3)
    told = [str(text) for text in messages(runner, "up")]
    assert "exit code 3" in told[0]
    assert f"{BACK_OFF[0]} s" in told[0]
    assert f"{BACK_OFF[1]} s" in told[1]
    assert child.deaths >= 2


def test_a_killed_program_takes_its_children_along_and_comes_back(runner: Runner) -> None:
    script = """
        import subprocess, sys, time
        print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid)
        time.sleep(60)
    """
    child = runner.add(python("parent", script))
    until(runner, lambda: len(messages(runner, "parent")) == 1)
    assert child.process is not None
    child.process.kill()
    until(runner, lambda: len(messages(runner, "parent")) == 2)
    first, second = (int(str(pid)) for pid in messages(runner, "parent"))
    assert not alive(first)
    assert alive(second)
    assert "SIGKILL" in str(messages(runner, "up")[0])


def test_what_cannot_be_started_is_tried_again(runner: Runner, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    inner = python("late", "print('born'); import time; time.sleep(60)")

    def start(output: int) -> "subprocess.Popen[bytes]":
        if not ready.exists():
            raise OSError("the disk is full")
        return inner.start(output)

    child = runner.add(python("first", "pass"))
    child.program = Program("late", start)
    until(runner, lambda: any("the disk is full" in str(text) for text in messages(runner, "up")))
    ready.touch()
    until(runner, lambda: messages(runner, "late") == ["born"])


def test_stop_is_polite_then_firm(runner: Runner) -> None:
    runner.add(python("polite", STOPS_POLITELY))
    stubborn = runner.add(python("stubborn", IGNORES_TERM, patience=0.5))
    until(runner, lambda: messages(runner, "polite") == ["born"] and messages(runner, "stubborn") == ["born"])
    begun = time.monotonic()
    runner.stop()
    assert time.monotonic() - begun < 5
    assert messages(runner, "polite") == ["born", "goodbye"]
    assert stubborn.process is not None
    assert stubborn.process.returncode == -signal.SIGKILL
    assert "stubborn did not stop in time and was killed" in messages(runner, "up")


def test_what_stops_last_outlives_the_others(runner: Runner) -> None:
    base = python("base", STOPS_POLITELY)
    runner.add(Program("base", base.start, stops_last=True))
    runner.add(python("top", STOPS_POLITELY))
    until(runner, lambda: len(lines(runner)) == 2)
    runner.stop()
    assert [line["program"] for line in lines(runner) if line["message"] == "goodbye"] == ["top", "base"]


def test_a_program_that_stops_answering_is_killed(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(probes, "PATIENCE_SECONDS", 0.2)
    port = free_port()
    probe = web_probe("127.0.0.1", port)
    runner.add(python("server", ANSWERS_ONCE.replace("PORT", str(port)), probe=probe))
    until(runner, lambda: messages(runner, "server").count("born") == 2, seconds=20)
    assert "server has stopped answering; it is killed" in messages(runner, "up")


def test_a_step_gives_its_exit_code(runner: Runner) -> None:
    assert runner.run_once(python("step", "print('done')")) == 0
    assert runner.run_once(python("step", "raise SystemExit(4)")) == 4
    assert messages(runner, "step") == ["done"]


def test_children_end_when_the_runner_is_killed() -> None:
    script = """
        import sys
        from tests.embedded.test_runner import IGNORES_NOTHING, python
        from honglam.embedded.logs import LogStream
        from honglam.embedded.runner import Runner
        runner = Runner(LogStream(as_json=False))
        print(runner.add(python("child", IGNORES_NOTHING)).process.pid, flush=True)
        runner.run()
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(script)]
    outer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert outer.stdout is not None
    child = int(outer.stdout.readline())
    assert alive(child)
    outer.kill()
    outer.wait()
    outer.stdout.close()
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(child)


IGNORES_NOTHING = "import time; time.sleep(60)"

STOPS_POLITELY = """
    import signal, sys, time
    def goodbye(*_):
        print("goodbye"); sys.exit(0)
    signal.signal(signal.SIGTERM, goodbye)
    print("born")
    time.sleep(60)
"""

IGNORES_TERM = """
    import signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("born")
    time.sleep(60)
"""

ANSWERS_ONCE = """
    import socket, time
    server = socket.create_server(("127.0.0.1", PORT))
    print("born")
    connection, _ = server.accept()
    connection.recv(1000)
    connection.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\n")
    connection.close()
    time.sleep(60)
"""


def free_port() -> int:
    """A port nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
