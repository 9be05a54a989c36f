"""One stream of log lines from several programs: readable on a terminal, JSON lines elsewhere.

HONGLAM_LOG=json or HONGLAM_LOG=text decides; without it the terminal does.
"""

import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

_COLOURS = {"up": "1", "database": "34", "web": "32", "worker": "35", "prepare": "36"}
_LONGEST_NAME = 8


@dataclass
class LogStream:
    """Writes lines that name the program they come from."""

    as_json: bool
    colour: bool = False
    target: TextIO = field(default_factory=lambda: sys.stdout)

    def line(self, program: str, text: str, *, level: str = "info") -> None:
        """Write one line. A reader that has gone away is no reason to stop serving."""
        if not text.strip():
            return
        written = self._json(program, text, level) if self.as_json else self._readable(program, text)
        with contextlib.suppress(BrokenPipeError, OSError):
            self.target.write(written + "\n")
            self.target.flush()

    def _json(self, program: str, text: str, level: str) -> str:
        head = {"time": datetime.now(tz=UTC).isoformat(timespec="milliseconds"), "program": program}
        return json.dumps(head | _fields(text, level), ensure_ascii=False)

    def _readable(self, program: str, text: str) -> str:
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        name = program.ljust(_LONGEST_NAME)
        if self.colour:
            name = f"\x1b[{_COLOURS.get(program, '0')}m{name}\x1b[0m"
        return f"{clock} {name} {text.rstrip()}"


def _fields(text: str, level: str) -> dict[str, object]:
    """A line that a program wrote as a JSON object keeps its fields; any other becomes the message."""
    if text.startswith("{"):
        with contextlib.suppress(ValueError):
            parsed = json.loads(text)
            if isinstance(parsed, dict):
                return parsed
    return {"level": level, "message": text.rstrip()}


def open_stream() -> LogStream:
    """The stream that fits where our output goes."""
    wish = os.environ.get("HONGLAM_LOG", "").lower()
    terminal = sys.stdout.isatty()
    as_json = wish == "json" or (not terminal and wish != "text")
    return LogStream(as_json=as_json, colour=terminal and "NO_COLOR" not in os.environ)
