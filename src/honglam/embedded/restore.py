"""Reads a backup back: all of it or nothing of it.

The file is checked against its manifest before anything is touched. The database changes in one transaction; files
are added by content; anchors and keys that were here are put aside, not overwritten.
"""

import contextlib
import errno
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psycopg

from honglam.embedded.backup import DUMP, MANIFEST, BackupFault, Parts, each_member, read_manifest
from honglam.embedded.state import State
from honglam.embedded.tools import Tools

# pg_dump 17 and later set this; servers before 17 do not know it
_UNKNOWN_TO_OLD_SERVERS = b"SET transaction_timeout = 0;\n"
CLEAR = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
# Seconds to wait for whoever still uses the tables
PATIENCE = 10
# Seconds in which a connection that was just closed, our own before included, goes out of the server's list
LEAVING_SECONDS = 3.0
# Below the state folder: what waits for the database, and what waits for its place once the database is the backup's
UNPACKED = "restore.new"
WAITING = "restore"
# Of other roles' sessions a plain role sees no more than whose they are; the server's own belong to nobody
_OTHERS = """
SELECT DISTINCT usename || coalesce('@' || host(client_addr), '') FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
AND coalesce(backend_type, 'client backend') = 'client backend'
"""


def restore(source: Path, tools: Tools, parts: Parts, *, replace: bool) -> int:
    """Restore; the number of members.

    Raises BackupFault, and then nothing of the database has changed, or it says that only keys or anchors remain.
    """
    members = read_manifest(source)
    require_free(tools.url, replace=replace)
    arriving, waiting = parts.state.root / UNPACKED, parts.state.root / WAITING

    def decided() -> None:
        """From here on the database may be the backup's: its keys and anchors wait under a name that `up` heeds."""
        shutil.rmtree(waiting, ignore_errors=True)
        arriving.rename(waiting)
        os.sync()

    shutil.rmtree(arriving, ignore_errors=True)
    try:
        unpack(source, arriving)
        put_files(arriving / "files", parts.files)
        restore_database(tools, arriving / DUMP, decided)
    except BaseException as fault:
        if isinstance(fault, BackupFault) and not arriving.exists():  # decided, and refused by the database after all
            shutil.rmtree(waiting, ignore_errors=True)
        shutil.rmtree(arriving, ignore_errors=True)
        raise
    replace_folders(waiting, parts)
    waiting.rename(arriving)
    shutil.rmtree(arriving, ignore_errors=True)
    return len(members)


def require_free(url: str, *, replace: bool) -> None:
    """Raise BackupFault, and name the database, where it has data that nobody gave up or others are at work."""
    with psycopg.connect(url, autocommit=True) as connection:
        info = connection.info
        place = info.host if info.host.startswith("/") else f"{info.host}:{info.port}"
        where = f"The database {info.dbname} on {place}"
        if not replace and has_tables(connection):
            raise BackupFault(f"{where} is not empty. To put the backup in the place of what is there, add --replace.")
        if others := others_on(connection):
            raise BackupFault(
                f"{where} is in use ({', '.join(others)}). "
                "Stop whatever uses it first: the web servers and workers of every machine."
            )


def has_tables(connection: "psycopg.Connection[Any]") -> bool:
    """Whether anything is in the database."""
    return connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None


def others_on(connection: "psycopg.Connection[Any]") -> list[str]:
    """Who else is connected to this database, and stays."""
    deadline = time.monotonic() + LEAVING_SECONDS
    while True:
        found = sorted(str(who) for (who,) in connection.execute(_OTHERS))
        if not found or time.monotonic() >= deadline:
            return found
        time.sleep(0.1)


def refuse_half_restored(state: State) -> None:
    """Raise BackupFault in words where a restore was cut off at its end: keys and anchors may be of other data."""
    space = state.root / WAITING
    left = [name for name in (DUMP, "anchors", "keys") if (space / name).exists()]
    if DUMP in left:
        raise BackupFault(
            f"A restore was cut off at its end; what it had not put in place is in {space}. "
            "Run `honglam restore FILE --replace` again with the same file."
        )
    if left:
        moves = " ".join(f"Move {space / name} to {state.root / name} by hand." for name in left)
        raise BackupFault(f"A restore could not put everything in place. {moves}")


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


def restore_database(tools: Tools, dump: Path, decided: Callable[[], None]) -> None:
    """Empty the schema and fill it from the dump, in one transaction; `decided` is called before it is to be kept.

    psql is told to keep it in so many words: at the mere end of its input (ours may be sudden) it must not.
    """
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    filling = subprocess.Popen(
        tools.command("psql", *options), env=tools.environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    reading = subprocess.Popen(
        [tools.binaries.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)],
        stdout=subprocess.PIPE,
    )
    assert filling.stdin and filling.stderr and reading.stdout  # noqa: S101 - asked for above
    try:
        filling.stdin.write(b"BEGIN;\nSET lock_timeout = '%ds';\n" % PATIENCE + CLEAR)
        for line in reading.stdout:
            if line != _UNKNOWN_TO_OLD_SERVERS:
                filling.stdin.write(line)
        if reading.wait():
            raise BackupFault("pg_restore could not read the database dump; nothing was changed.")
        decided()
        filling.stdin.write(b"COMMIT;\n")
        filling.stdin.close()
    except BrokenPipeError:
        pass  # psql has ended, and says why
    except BaseException:
        abandon(filling)
        raise
    finally:
        reading.kill()
        reading.stdout.close()
        reading.wait()
    said = filling.stderr.read().decode("utf-8", "replace").strip()
    filling.stderr.close()
    if filling.wait():
        raise BackupFault(f"The database refused the backup; nothing was changed: {said}")


def abandon(filling: "subprocess.Popen[bytes]") -> None:
    """End psql; what it has not been told to keep is undone."""
    filling.kill()
    for pipe in (filling.stdin, filling.stderr):
        with contextlib.suppress(OSError):
            if pipe:
                pipe.close()
    filling.wait()
