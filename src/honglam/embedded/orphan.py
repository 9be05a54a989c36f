"""What a killed run may have left in a data folder: a stale postmaster.pid, or a server without a supervisor.

Called only while our own lock on the state folder is held: whatever runs on the data then has lost its parent.
"""

import os
import signal
import time
from pathlib import Path

from honglam.embedded.errors import DatabaseRefused

PID_FILE = "postmaster.pid"
STATUS_LINE = 7  # the eighth line of postmaster.pid: starting, ready, stopping, standby


def read_lines(data: Path) -> list[str]:
    """The lines of postmaster.pid, none when there is no such file."""
    try:
        return (data / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def status(data: Path) -> str:
    """What the server last wrote about itself; empty when it is not there."""
    lines = read_lines(data)
    return lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else ""


def running_pid(data: Path) -> int | None:
    """The process that really runs on this data folder; a number that another program has by now does not count."""
    lines = read_lines(data)
    if not lines or not lines[0].strip().lstrip("-").isdigit():
        return None
    pid = abs(int(lines[0]))
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    folder = Path("/proc", str(pid), "cwd")
    try:
        return pid if folder.readlink() == data.resolve() else None
    except OSError:  # no /proc (not Linux), or gone just now: believe the file while the process lives
        return pid if not Path("/proc/self").exists() and alive(pid) else None


def alive(pid: int) -> bool:
    """Whether a process has this number (a zombie counts as gone)."""
    try:
        os.kill(pid, 0)
        return Path("/proc", str(pid), "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except (PermissionError, FileNotFoundError, IndexError):
        return not Path("/proc/self").exists() or Path("/proc", str(pid)).exists()


def clear(data: Path, *, seconds: float = 15) -> None:
    """Stop a server that has lost its supervisor and remove a stale postmaster.pid."""
    pid = running_pid(data)
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if pid is None:
            break
        os.kill(pid, sign)
        deadline = time.monotonic() + seconds / 3
        while time.monotonic() < deadline and alive(pid):
            time.sleep(0.02)
        pid = running_pid(data) if alive(pid) else None
    if pid is not None:
        raise DatabaseRefused(f"A PostgreSQL server (process {pid}) holds {data} and does not stop.")
    (data / PID_FILE).unlink(missing_ok=True)
