"""A confined program that stays for a while: it has loaded what it needs once, and forks for each request.

Loading a library that opens documents takes a fifth of a second of processor time, ten times as long as opening most of
them. What opens a file is still a process of its own that nothing survives: the program's fork confines itself, has
neither end of the conversation with us, and is ended with all that it started before the next one begins.

The program reads lines `WORD VERB REQUEST`, says `WORD NUMBER` of the process that it forked, and `WORD done` once that
has ended; the answer stands in the file ANSWER beside the request. The word is a new one each time: a request that
found a way to speak for the program could not speak of the next one. It ends when we do, since its input ends.
"""

import json
import os
import secrets
import select
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from time import monotonic
from typing import Any

from honglam.kernel import confined

ANSWER = "answer.json"
IDLE_SECONDS = 30.0
PATIENCE = 1.0
_PIECE = 4096
_DONE = b"done"


class Warm:
    """The program, started at the first request and let go once nothing was asked for a while."""

    def __init__(
        self, command: Sequence[str], *, idle_seconds: float = IDLE_SECONDS, patience: float = PATIENCE
    ) -> None:
        self._command, self._idle_seconds, self._patience = command, idle_seconds, patience
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: Timer | None = None

    def run(self, *, verb: str, asked: Mapping[str, Any], folder: Path, seconds: int) -> dict[str, Any]:
        """What `confined.run` gives. Who would wait longer than loading takes starts a program for itself."""
        if not self._turn.acquire(timeout=self._patience):
            return confined.run(command=[*self._command, verb], asked=asked, folder=folder, seconds=seconds)
        try:
            request = folder / confined.REQUEST
            request.write_text(json.dumps(asked), encoding="utf-8")
            fault = self._converse(f"{verb} {request}\n".encode(), monotonic() + seconds)
            return {"fault": fault} if fault else _answer_in(folder)
        finally:
            # Counted from here: a page may take longer than the program is kept.
            self._timer = Timer(self._idle_seconds, self.close)
            self._timer.daemon = True
            self._timer.start()
            self._turn.release()

    def close(self) -> None:
        """Let the program go, unless it is answering."""
        if self._turn.acquire(blocking=False):
            try:
                self._drop()
            finally:
                self._turn.release()

    def _converse(self, line: bytes, until: float) -> str:
        """Ask, and wait for the end; the name of a fault, if any."""
        process, word = self._running(), secrets.token_hex(8).encode()
        child = 0
        try:
            os.write(process.stdin.fileno(), word + b" " + line)  # type: ignore[union-attr]
            child = int(_said(process, word, until))
            if _said(process, word, until) != _DONE:
                raise ValueError("it said something else")
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child, signal.SIGKILL)  # done it is, whoever said so
            return ""
        except TimeoutError:
            self._drop(child)
            return "too_slow"
        except (OSError, ValueError):
            self._drop(child)
            return "broke_off"

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._timer is not None:
            self._timer.cancel()
        if self._process is not None and self._process.poll() is not None:
            self._drop()
        if self._process is None:
            self._process = subprocess.Popen(
                [*self._command, "serve"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=confined.environment(),
                start_new_session=True,
            )
        return self._process

    def _drop(self, child: int = 0) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for group in (child, process.pid):
            with suppress(ProcessLookupError):
                if group:
                    os.killpg(group, signal.SIGKILL)
        process.communicate()


def _said(process: "subprocess.Popen[bytes]", word: bytes, until: float) -> bytes:
    """What the program says of the request with this word. Raises TimeoutError, OSError where it is gone."""
    while True:
        begins, _, rest = _line_of(process, until).partition(b" ")
        if begins == word:
            return rest


def _line_of(process: "subprocess.Popen[bytes]", until: float) -> bytes:
    """The next line that the program says. Raises TimeoutError, OSError where it is gone."""
    descriptor, told = process.stdout.fileno(), b""  # type: ignore[union-attr]
    while not told.endswith(b"\n"):
        left = until - monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError
        # A letter at a time: what follows the line belongs to whoever reads the next one.
        letter = os.read(descriptor, 1)
        if not letter or len(told) > _PIECE:
            raise OSError("the program is gone")
        told += letter
    return told.strip()


def _answer_in(folder: Path) -> dict[str, Any]:
    try:
        with (folder / ANSWER).open("rb") as told:
            return confined.understood(told.read(confined.MOST_ANSWER + 1))
    except OSError:
        return {"fault": "broke_off"}
