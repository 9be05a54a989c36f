"""`honglam up` for real: the product, its database and its worker as processes, killed and found again."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from honglam.embedded.orphan import alive

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600.0  # long enough for a machine that does ten other things


class Served:
    """A run of `honglam up`, with its log lines."""

    def __init__(self, state: Path, port: int, **more: str) -> None:
        self.state = state
        self.port = port
        self.environment = environment(state, port) | more
        self.lines: list[dict[str, Any]] = []
        self.process = start(self.environment, "up")
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream, contextlib.suppress(ValueError):
            for line in stream:
                self.lines.append(json.loads(line))

    def said(self, words: str, program: str = "up") -> bool:
        """Whether a program has said these words."""
        return any(line["program"] == program and words in str(line["message"]) for line in self.lines)

    def until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait; on failure show what was logged."""
        deadline = time.monotonic() + seconds
        while not condition():
            told = "\n".join(str(line) for line in self.lines[-60:])
            assert time.monotonic() < deadline, f"in vain; the last lines:\n{told}"
            time.sleep(0.05)

    def until_served(self) -> "Served":
        """Wait for the announcement."""
        self.until(lambda: self.said("is served on") or self.process.poll() is not None)
        assert self.process.poll() is None, self.lines[-30:]
        return self

    def answers(self, path: str = "/") -> bool:
        """Whether a page comes."""
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=10).status_code == 200
        return False

    def pids(self, word: str) -> list[int]:
        """Processes of the tree whose command line holds the word."""
        return [pid for pid in tree(self.process.pid) if word in command_line(pid)]

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)

    def abandon(self) -> None:
        """Kill whatever of it still runs: a test that failed half-way must not leave a product that works on."""
        if self.process.poll() is not None:
            return
        for pid in reversed(tree(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def environment(state: Path, port: int) -> dict[str, str]:
    """What the product reads, and nothing of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "HONGLAM_PG_BIN") if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path]),
        "HONGLAM_STATE": str(state),
        "HONGLAM_PACK": str(ROOT / "packs" / "trivial"),
        "HONGLAM_DEMO": "1",
        "HONGLAM_LOG": "json",
        "HONGLAM_WEB_WORKERS": "1",
        "PORT": str(port),
    }


def start(environment: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    """Start `honglam WORD …`."""
    command = [sys.executable, "-m", "honglam", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def run(environment: dict[str, str], *words: str) -> tuple[int, str]:
    """Run `honglam WORD …` to its end: exit code and what it said."""
    process = start(environment, *words)
    said, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    below: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            below += [int(child) for child in path.read_text().split()]
    return [pid, *(each for child in below for each in tree(child))]


def command_line(pid: int) -> str:
    """The command line of a process, empty when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def ground() -> Iterator[Path]:
    """A folder with spaces and diacritics that the database's user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="honglam máy chủ "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def served(ground: Path) -> Iterator[Served]:
    """A served product, which each test leaves served."""
    made = Served(ground / "trạng thái", free_port())
    try:
        yield made.until_served()
        made.stop()
    finally:
        made.abandon()


pytestmark = pytest.mark.slow


def test_pages_are_served_and_lines_are_json(served: Served) -> None:
    assert served.answers("/")
    assert served.answers("/healthz")
    served.until(lambda: served.answers("/readyz"))
    assert {"up", "database", "web", "prepare"} <= {line["program"] for line in served.lines}
    assert all({"time", "message"} <= set(line) for line in served.lines)
    assert served.said("@honglam.example")


def test_the_second_on_one_folder_says_so_and_stops(served: Served) -> None:
    code, said = run(served.environment | {"PORT": str(free_port())}, "up")
    assert code == 3
    assert f"process {served.process.pid}, http://127.0.0.1:{served.port}" in said
    assert served.answers()


def test_a_taken_port_is_named(served: Served, ground: Path) -> None:
    code, said = run(served.environment | {"HONGLAM_STATE": str(ground / "khác")}, "up")
    assert code == 1
    assert f"127.0.0.1:{served.port}" in said
    assert "PORT=" in said


def test_words_use_the_database_that_is_served(served: Served) -> None:
    code, said = run(served.environment, "worktime", "due", "--at", "2026-11-20T16:30", "--duration", "2wd")
    assert (code, said.split()[0]) == (0, "2026-11-25T16:30+07:00"), said


def test_a_killed_database_comes_back_and_pages_with_it(served: Served) -> None:
    (server,) = served.pids("postgres -D")
    os.kill(server, signal.SIGKILL)
    served.until(lambda: served.said("database ended (by SIGKILL)"))
    served.until(lambda: served.answers("/readyz"))
    assert served.pids("postgres -D") != [server]
    assert served.answers()


@pytest.mark.parametrize("word", ["web", "worker"])
def test_a_killed_program_comes_back(served: Served, word: str) -> None:
    before = served.pids(f"honglam {word}")
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    served.until(lambda: bool(served.pids(f"honglam {word}")) and not set(before) & set(served.pids(f"honglam {word}")))
    served.until(lambda: served.answers("/readyz"))
    assert served.answers()


def test_a_backup_of_the_running_product_is_whole_and_its_audit_holds(served: Served, ground: Path) -> None:
    target = ground / "bản sao.tar"
    code, said = run(served.environment, "backup", str(target))
    assert code == 0, said
    code, said = run(served.environment, "restore", str(target))
    assert code == 3, said
    other = served.environment | {"HONGLAM_STATE": str(ground / "nơi khác")}
    code, said = run(other, "restore", str(target))
    assert code == 0, said
    assert "anchors hold" in said
    code, listed = run(other, "user", "list")
    assert code == 0
    assert "@honglam.example" in listed


def test_it_stops_cleanly_and_finds_its_data_again_without_preparing(ground: Path) -> None:
    state = ground / "lần nữa"
    first = Served(state, free_port())
    try:
        everybody = tree(first.until_served().process.pid)
        assert len(everybody) > 5
        assert first.stop(signal.SIGINT) == 0
        assert [pid for pid in everybody if alive(pid)] == []
    finally:
        first.abandon()
    code, _ = run(first.environment, "user", "create", "--name", "Hồ Xuân Mới", "--email", "moi@example.vn")
    assert code == 0
    second = Served(state, first.port)
    try:
        second.until_served()
        assert not second.said("", program="prepare")
        code, said = run(second.environment, "user", "password", "moi@example.vn")
        assert code == 0, said
        everybody = tree(second.process.pid)
        second.process.kill()
        second.process.wait()
        gone_without_their_parent(everybody)
    finally:
        second.abandon()


def gone_without_their_parent(everybody: list[int]) -> None:
    """A killed parent takes its children with it."""
    deadline = time.monotonic() + PATIENCE
    while any(alive(pid) for pid in everybody) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [command_line(pid) for pid in everybody if alive(pid)] == []
