"""The state folder: everything that an installation must keep and that is not in the code.

HONGLAM_STATE names it; else it is `.state` in the clone. It holds the database (unless DATABASE_URL says otherwise),
files, anchors of the audit, keys. Only the database may lie elsewhere: started as root, PostgreSQL runs as another
user, and when that user cannot reach the folder (a clone below a closed home, say) the data lie in
/var/lib/honglam/<id>, where <id> is written in the state folder, so that a clone that is moved finds its data again
and a new one starts empty.
"""

import contextlib
import errno
import fcntl
import json
import os
import pwd
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from honglam.embedded.errors import AlreadyRunning, MachineError
from honglam.embedded.keeper import Keeper
from honglam.kernel.durable import write_once

PROJECT = Path(__file__).resolve().parents[3]
ELSEWHERE = Path("/var/lib/honglam")


@dataclass(frozen=True)
class State:
    """A state folder."""

    root: Path

    def prepare(self) -> None:
        """Make the folder; others may pass through it to what is theirs, not look around."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            refuse_root_in(self.root)
            if self.root.stat().st_uid == os.geteuid():
                self.root.chmod(0o711)
            if not os.access(self.root, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, "it belongs to somebody else")
        except OSError as fault:
            raise MachineError(
                f"The state folder {self.root} cannot be used ({fault.strerror}). "
                "Name one that you may write to in HONGLAM_STATE."
            ) from fault

    def database_home(self, keeper: Keeper) -> Path:
        """Where the embedded database lives."""
        inside = self.root / "database"
        if keeper.is_me or inside.exists() or keeper.can_enter(self.root):
            return inside
        return ELSEWHERE / self.text("id", secrets.token_hex(8))

    def secret_key(self) -> str:
        """The key that signs sessions and links, made once."""
        return self.text("keys/secret.key", secrets.token_urlsafe(48))

    def text(self, name: str, first: str) -> str:
        """The content of a small private file; `first` when there is none yet."""
        path = self.root / name
        if not path.exists() or not path.stat().st_size:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_once(path, first.encode())
        return path.read_text(encoding="utf-8").strip()

    @contextlib.contextmanager
    def lock(self, **facts: Any) -> Iterator[None]:
        """Hold the folder for us alone; raises AlreadyRunning with who has it."""
        with (self.root / "lock").open("a+", encoding="utf-8") as file:
            if not _flock_soon(file):
                raise AlreadyRunning(self._who())
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), **facts}))
            file.flush()
            try:
                yield
            finally:
                file.truncate(0)

    def holder(self) -> dict[str, Any] | None:
        """What the process that holds the folder says about itself; None when nobody holds it."""
        try:
            with (self.root / "lock").open("r", encoding="utf-8") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    facts = json.loads(file.read() or "{}")
                    return facts if isinstance(facts, dict) else {}
        except (FileNotFoundError, ValueError):
            return None
        return None

    def _who(self) -> str:
        with contextlib.suppress(ValueError, OSError):
            facts = json.loads((self.root / "lock").read_text(encoding="utf-8"))
            what = f"process {facts['pid']}" + (f", {facts['address']}" if facts.get("address") else "")
            return (
                f"Hồng Lam already runs on the data folder {self.root} ({what}). "
                "Stop that one first, or name another folder in HONGLAM_STATE."
            )
        return f"Another process holds the data folder {self.root}. Stop it first, or name another in HONGLAM_STATE."


def refuse_root_in(folder: Path) -> None:
    """Raise MachineError in words where root would leave files that whoever works in the folder cannot read.

    Who works there made the lock; where there is none yet, the folder's owner will.
    """
    if os.geteuid() != 0:
        return
    lock = folder / "lock"
    uid = (lock if lock.exists() else folder).stat().st_uid
    if uid == 0:
        return
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = f"#{uid}"
    raise MachineError(
        f"The state folder {folder} belongs to {name}, who could not read what root writes there. "
        f"Run this as that user (sudo -u '{name}' …), or name another folder in HONGLAM_STATE."
    )


def _flock_soon(file: TextIO) -> bool:
    """Take the lock; somebody who only looks who has it (holder) may be in the way for a moment."""
    for _ in range(10):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(0.03)
    return False


def find_state() -> State:
    """The state folder of this installation, as an absolute path."""
    named = os.environ.get("HONGLAM_STATE", "").strip()
    return State(Path(named).absolute() if named else PROJECT / ".state")
