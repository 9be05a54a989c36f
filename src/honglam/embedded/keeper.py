"""The operating-system user that PostgreSQL runs as.

PostgreSQL refuses to run as root. Started by root we give it to `honglam` if the machine has such a user, else to
`nobody` (HONGLAM_PG_USER names another); started by anybody else it runs as that person. A bare number without an
entry in the password file will not do: initdb looks its own name up.
"""

import os
import pwd
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from honglam.embedded.errors import MachineError


@dataclass(frozen=True)
class Keeper:
    """Who owns the data folder and runs the server."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        """Whether no change of user is needed."""
        return self.uid == os.geteuid()

    @property
    def spawn_arguments(self) -> dict[str, Any]:
        """Arguments for subprocess that make the child run as the keeper."""
        if self.is_me:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder to the keeper."""
        if not self.is_me:
            os.chown(path, self.uid, self.gid)

    def can_read(self, paths: Sequence[Path]) -> bool:
        """Whether the keeper can read all of these; tried, not computed: parents and access lists count."""
        return self._try("r", paths)

    def can_enter(self, folder: Path) -> bool:
        """Whether the keeper can get into this folder."""
        return self._try("x", [folder])

    def _try(self, mode: str, paths: Iterable[Path]) -> bool:
        flags = os.R_OK if mode == "r" else os.X_OK
        if self.is_me:
            return all(os.access(path, flags) for path in paths)
        # test(1) asks access(2) under the keeper's ids; a fork of ourselves would not be safe beside threads
        script = " && ".join(f'test -{mode} "${{{number}}}"' for number, _ in enumerate(paths, start=1))
        command = ["/bin/sh", "-c", script, "sh", *map(str, paths)]
        return subprocess.run(command, cwd="/", check=False, **self.spawn_arguments).returncode == 0


def find_keeper(data: Path | None = None) -> Keeper:
    """The user for the database on this machine; data that are there already stay with their owner."""
    if os.geteuid() != 0:
        return Keeper(name="", uid=os.geteuid(), gid=os.getegid())
    if data is not None and data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        return Keeper(name=f"user {owner.st_uid}", uid=owner.st_uid, gid=owner.st_gid)
    wanted = os.environ.get("HONGLAM_PG_USER")
    for name in (wanted,) if wanted else ("honglam", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Keeper(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise MachineError(
        f"PostgreSQL refuses to run as root and there is no user {wanted or 'honglam or nobody'} to hand it to. "
        "Create one (useradd --system honglam) or name one in HONGLAM_PG_USER."
    )
