"""A program that stays forks for each request: each in a process of its own, none outlives its answer or its time."""

import os
import select
import sys
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from honglam.kernel.warm import Warm

PROGRAM = """
import json, os, signal, subprocess, sys, time
sys.path.insert(0, {gateways!r})
import sheets

def main(verb, request):
    asked = json.loads(open(request).read())
    if asked["do"] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if asked["do"] == "sleep":
        time.sleep(60)
    if asked["do"] == "forge":
        with open(f"/proc/{{os.getppid()}}/fd/1", "wb", 0) as told:
            told.write(b"1" + bytes([10]) + b"done" + bytes([10]) + b"0 done" + bytes([10]))
    left = ""
    if asked["do"] == "leave":
        left = subprocess.Popen(["sleep", "60"]).pid
    told = {{"pid": os.getpid(), "parent": os.getppid(), "folder": os.getcwd(), "left": left}}
    if asked["do"] == "shout":
        told = "a" * 17_000_000
    sys.stdout.write(json.dumps(told) if asked["do"] != "rave" else "[")

sheets.main = main
sheets.serve() if sys.argv[1] == "serve" else main(*sys.argv[1:])
"""
"""The loop of the program that reads papers, over an act that we choose."""


@pytest.fixture
def warm(tmp_path: Path) -> Any:
    """A program of ours that stays."""
    gateways = Path(__file__).parents[2] / "src" / "honglam" / "files" / "gateways"
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(gateways=str(gateways)))
    made = Warm([sys.executable, str(program)])
    yield made
    made.close()


def ask(warm: Warm, tmp_path: Path, do: str, seconds: int = 20) -> dict[str, Any]:
    """One request in a folder of its own."""
    folder = tmp_path / f"{do}-{monotonic()}"
    folder.mkdir()
    return {"in": str(folder)} | warm.run(verb="act", asked={"do": do}, folder=folder, seconds=seconds)


def test_each_request_has_a_process_of_its_own_and_one_program_starts_them(warm: Warm, tmp_path: Path) -> None:
    first, second = ask(warm, tmp_path, "tell"), ask(warm, tmp_path, "tell")
    assert first["pid"] != second["pid"]
    assert first["parent"] == second["parent"]
    assert (first["folder"], second["folder"]) == (first["in"], second["in"])
    warm.close()
    assert ask(warm, tmp_path, "tell")["parent"] != first["parent"], "let go, it is started anew"


@pytest.mark.parametrize(
    ("do", "seconds", "fault"),
    [("die", 20, "broke_off"), ("rave", 20, "broke_off"), ("sleep", 1, "too_slow"), ("shout", 20, "too_long")],
)
def test_whatever_happens_to_one_request_the_next_is_answered(
    warm: Warm, tmp_path: Path, do: str, seconds: int, fault: str
) -> None:
    assert ask(warm, tmp_path, do, seconds)["fault"] == fault
    assert ask(warm, tmp_path, "tell")["pid"]


def test_what_a_request_started_ends_with_it(warm: Warm, tmp_path: Path) -> None:
    left = ask(warm, tmp_path, "leave")["left"]
    try:
        watched = os.pidfd_open(left)
    except ProcessLookupError:
        return
    try:
        assert select.select([watched], [], [], 30)[0], "it sleeps a minute unless somebody ends it"
    finally:
        os.close(watched)


def test_who_comes_while_another_is_answered_does_not_wait_long(warm: Warm, tmp_path: Path) -> None:
    parent = ask(warm, tmp_path, "tell")["parent"]
    with warm._turn:
        alone = ask(warm, tmp_path, "tell")
    assert alone["parent"] not in (parent, None)
    with warm._turn:
        assert ask(warm, tmp_path, "shout")["fault"] == "too_long"


def test_it_is_let_go_once_nothing_was_asked_for_a_while(warm: Warm, tmp_path: Path) -> None:
    warm._idle_seconds = 0.01
    asked = ask(warm, tmp_path, "tell")
    try:
        watched = os.pidfd_open(asked["parent"])
    except ProcessLookupError:
        return
    try:
        assert select.select([watched], [], [], 30)[0]
    finally:
        os.close(watched)


def test_a_request_cannot_speak_for_the_program(warm: Warm, tmp_path: Path) -> None:
    ask(warm, tmp_path, "forge")
    assert ask(warm, tmp_path, "tell")["pid"], "not taken for the end of this one"


def test_a_program_that_was_killed_is_started_anew(warm: Warm, tmp_path: Path) -> None:
    ask(warm, tmp_path, "tell")
    assert warm._process is not None
    warm._process.kill()
    warm._process.wait()
    assert ask(warm, tmp_path, "tell")["pid"]
