"""Programs that open what people hand in, each in a process with little memory, little time and nothing to lose.

A file from outside may be made to break or to occupy whoever opens it. `run` starts such a program with a request and
gives back its answer; whatever happens to it is a fault by name. The program itself calls `confine` before it opens
anything. Both sides know nothing of Django.
"""

import json
import os
import resource
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

REQUEST = "request.json"
MOST_ANSWER = 16 * 1024 * 1024
"""Bytes; the text of a report of four hundred pages has a third of that. We have no limit of memory ourselves."""
_PIECE = 64 * 1024
_PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LANG")
"""All that a program learns of the environment: no address of a database, no key."""


def run(*, command: Sequence[str], asked: Mapping[str, Any], folder: Path, seconds: int) -> dict[str, Any]:
    """The answer of a program to a request that it finds in `folder`, or `{"fault": …}`; what it started ends with it.

    Faults of its own making: `too_slow` after `seconds`, `broke_off` where it ended without an answer, `too_long` where
    it says more than anybody could want to hear.
    """
    request = folder / REQUEST
    request.write_text(json.dumps(asked), encoding="utf-8")
    process = subprocess.Popen(
        [*command, str(request)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment() | {"TMPDIR": str(folder)},
        start_new_session=True,
    )
    try:
        told = _told(process, monotonic() + seconds)
    except TimeoutError:
        return {"fault": "too_slow"}
    finally:
        _end(process)
    return understood(told)


def _told(process: "subprocess.Popen[bytes]", until: float) -> bytes:
    """What it says until it ends, or too much of it. Raises TimeoutError."""
    descriptor, told = process.stdout.fileno(), bytearray()  # type: ignore[union-attr]
    while len(told) <= MOST_ANSWER:
        left = until - monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError
        piece = os.read(descriptor, _PIECE)
        if not piece:
            break
        told += piece
    return bytes(told)


def environment() -> dict[str, str]:
    """What such a program learns of ours."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


def confine(*, memory: int, cpu_seconds: int, file_bytes: int) -> None:
    """Take away from this process what a hostile file could use: memory, time, disk."""
    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
    ):
        resource.setrlimit(kind, (limit, limit))
    os.nice(10)


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def understood(told: bytes) -> dict[str, Any]:
    """A program's answer; anything that is none, or more than MOST_ANSWER, is a fault."""
    if len(told) > MOST_ANSWER:
        return {"fault": "too_long"}
    try:
        answer = json.loads(told)
    except ValueError:
        return {"fault": "broke_off"}
    return answer if isinstance(answer, dict) else {"fault": "broke_off"}
