"""Reads a backup back: all of it or nothing of it.

The file is checked against its manifest before anything is touched. The database changes in one transaction; files
are added by content; anchors and keys that were here are put aside, not overwritten.
"""

import errno
import os
import shutil
import subprocess
import tarfile
import time
from pathlib import Path
from typing import IO

import psycopg

from honglam.embedded.backup import DUMP, MANIFEST, BackupFault, Parts, each_member, read_manifest
from honglam.embedded.tools import Tools

# pg_dump 17 and later set this; servers before 17 do not know it
_UNKNOWN_TO_OLD_SERVERS = b"SET transaction_timeout = 0;\n"
CLEAR = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
# Seconds to wait for whoever still uses the tables
PATIENCE = 10


def restore(source: Path, tools: Tools, parts: Parts, *, replace: bool) -> int:
    """Restore; the number of members.

    Raises BackupFault, and then nothing of the database has changed, or it says that only keys or anchors remain.
    """
    members = read_manifest(source)
    if not replace and has_tables(tools.url):
        raise BackupFault("The database is not empty. To put the backup in its place, add --replace.")
    space = parts.state.root / "restore"
    shutil.rmtree(space, ignore_errors=True)
    try:
        unpack(source, space)
        put_files(space / "files", parts.files)
        restore_database(tools, space / DUMP)
    except BaseException:
        shutil.rmtree(space, ignore_errors=True)
        raise
    replace_folders(space, parts)
    shutil.rmtree(space, ignore_errors=True)
    return len(members)


def has_tables(url: str) -> bool:
    """Whether anything is in the database."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None


def unpack(source: Path, space: Path) -> None:
    """Write all members below `space`, closed to others."""

    def write(info: tarfile.TarInfo, content: IO[bytes]) -> None:
        if info.name == MANIFEST:
            return
        target = space / info.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            shutil.copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())

    each_member(source, write)


def put_files(fresh: Path, files: Path) -> None:
    """Move blobs to their place. What is there under a name should be the same, but may have rotten since."""
    for path in sorted(fresh.rglob("*")) if fresh.is_dir() else ():
        if path.is_file():
            if os.environ.get("HONGLAM_FILES_ACCEL"):
                path.chmod(0o640)  # as `files` keeps them for the web server in front
            put_file(path, files / path.relative_to(fresh), files / "incoming")


def put_file(path: Path, target: Path, beside: Path) -> None:
    """Rename into place; from another disk by way of a copy in `beside`, so that no half of a file is ever there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.replace(target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        beside.mkdir(mode=0o750, exist_ok=True)
        copy = beside / path.name
        shutil.copy(path, copy)
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        copy.replace(target)


def replace_folders(space: Path, parts: Parts) -> None:
    """Put anchors and keys in place. The database is the backup's already: what fails here is kept and named."""
    failed: list[str] = []
    for name in ("anchors", "keys"):
        place = parts.folders()[name]
        try:
            put_aside_and_replace(space / name, place)
        except OSError as fault:
            failed.append(f"Move {space / name} to {place} by hand ({fault}).")
    if failed:
        (space / DUMP).unlink(missing_ok=True)
        raise BackupFault("The database is restored, but not everything beside it: " + " ".join(failed))


def put_aside_and_replace(fresh: Path, place: Path) -> None:
    """Replace a folder; the former one stays beside it under a dated name.

    Anchors go aside also when the backup has none: those that were here speak of another database. Keys stay then:
    what the backup needs of them may be here only.
    """
    if not fresh.is_dir() and place.name != "anchors":
        return
    if place.is_dir():
        place.rename(place.with_name(f"{place.name}.before-restore-{time.strftime('%Y%m%d-%H%M%S')}"))
    if fresh.is_dir():
        shutil.move(fresh, place)


def restore_database(tools: Tools, dump: Path) -> None:
    """Empty the schema and fill it from the dump, in one transaction."""
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    filling = subprocess.Popen(
        tools.command("psql", *options), env=tools.environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    reading = subprocess.Popen(
        [tools.binaries.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)],
        stdout=subprocess.PIPE,
    )
    assert filling.stdin and filling.stderr and reading.stdout  # noqa: S101 - asked for above
    try:
        filling.stdin.write(b"SET lock_timeout = '%ds';\n" % PATIENCE + CLEAR)
        for line in reading.stdout:
            if line != _UNKNOWN_TO_OLD_SERVERS:
                filling.stdin.write(line)
        if reading.wait():
            filling.kill()  # without the end of its input psql never commits
            raise BackupFault("pg_restore could not read the database dump; nothing was changed.")
        filling.stdin.close()
    except BrokenPipeError:
        reading.kill()
    finally:
        reading.stdout.close()
        reading.wait()
    said = filling.stderr.read().decode("utf-8", "replace").strip()
    filling.stderr.close()
    if filling.wait():
        raise BackupFault(f"The database refused the backup; nothing was changed: {said}")
