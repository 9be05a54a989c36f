"""Programs that open what people hand in, each in a process with little memory, little time and nothing to lose.

A file from outside may be made to break or to occupy whoever opens it. `run` starts such a program with a request and
gives back its answer; whatever happens to it is a fault by name. The program itself calls `confine` before it opens
anything. Both sides know nothing of Django.
"""

import json
import os
import resource
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

REQUEST = "request.json"
_PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LANG")
"""All that a program learns of the environment: no address of a database, no key."""


def run(*, command: Sequence[str], asked: Mapping[str, Any], folder: Path, seconds: int) -> dict[str, Any]:
    """The answer of a program to a request that it finds in `folder`, or `{"fault": …}`; what it started ends with it.

    Faults of its own making: `too_slow` after `seconds`, `broke_off` where it ended without an answer.
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
        told, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return {"fault": "too_slow"}
    finally:
        _end(process)
    return understood(told)


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
    """A program's answer; anything that is none is a fault."""
    try:
        answer = json.loads(told)
    except ValueError:
        return {"fault": "broke_off"}
    return answer if isinstance(answer, dict) else {"fault": "broke_off"}
