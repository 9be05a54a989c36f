"""One file that holds an installation: the database, the files, the audit's anchors, the keys.

A tar with `manifest.json` as its last member, which names every other member with its size and SHA-256. The order of
reading makes the parts fit together while the installation goes on working: anchors first (they speak of entries that
the database holds already), then the database in one snapshot, then the files (stored by content and before the row
that names them, so everything the snapshot names is there). Whoever has this file has everything: keep it as closed
as the database.
"""

import contextlib
import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from honglam import __version__
from honglam.embedded.errors import MachineError
from honglam.embedded.state import State
from honglam.embedded.tools import Tools

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
CHUNK = 1 << 20
# Where files (see its staging) receives what is being uploaded
ARRIVING = "incoming"
UNFINISHED = ".unfinished"
# What a backup may leave that was cut off by the power or killed; dumps had names of their own once
LEFTOVERS = (f"*.tar{UNFINISHED}", ".honglam-dump-*")
LEFT_SECONDS = 86400.0


class BackupFault(MachineError):
    """The backup could not be made, or is not what its manifest says."""


@dataclass(frozen=True)
class Parts:
    """Which folders belong to an installation, under the names they have in a backup."""

    state: State

    @property
    def files(self) -> Path:
        """Where blobs lie, unless they are in an S3 bucket."""
        return Path(os.environ.get("HONGLAM_FILES", "").strip() or self.state.root / "files")

    def folders(self) -> dict[str, Path]:
        """Name in the backup → folder on this machine."""
        return {"anchors": self.state.root / "anchors", "keys": self.state.root / "keys", "files": self.files}


class HashingReader:
    """Passes bytes on and remembers their hash."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        heard = self._source.read(size)
        self.digest.update(heard)
        return heard


def back_up(target: Path, tools: Tools, parts: Parts) -> dict[str, object]:
    """Write the backup; it appears under its name only when it is whole. Returns the manifest."""
    sweep(target.parent)
    unfinished = target.with_name(target.name + UNFINISHED)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            manifest = write_parts(tar, tools, parts, target.parent)
            add_bytes(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
            tar.close()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def sweep(folder: Path) -> None:
    """Remove what backups left that were cut off more than a day ago: as large as a backup, and as secret."""
    for path in (path for pattern in LEFTOVERS for path in folder.glob(pattern)):
        with contextlib.suppress(OSError):  # somebody else's, or gone just now
            if path.is_file() and time.time() - path.stat().st_mtime > LEFT_SECONDS:
                path.unlink()


def write_parts(tar: tarfile.TarFile, tools: Tools, parts: Parts, space: Path) -> dict[str, object]:
    """Anchors and keys, then the database, then the files."""
    members: dict[str, object] = {}
    folders = parts.folders()
    for name in ("anchors", "keys"):
        for path in walk(folders[name]):
            content = path.read_bytes()  # small, and anchors grow while we look
            member = f"{name}/{path.relative_to(folders[name]).as_posix()}"
            add_bytes(tar, member, content)
            members[member] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with tempfile.TemporaryFile(dir=space) as dump:  # it has no name: whatever ends us, nothing of it is left
        dump_database(tools, dump)
        dump.seek(0)
        members[DUMP] = add_open(tar, DUMP, dump)
    for path in walk(folders["files"]):
        member = f"files/{path.relative_to(folders['files']).as_posix()}"
        try:
            members[member] = add_file(tar, member, path)
        except FileNotFoundError:
            continue  # collected meanwhile: nothing in the snapshot names it
    return {
        "format": FORMAT,
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "honglam": __version__,
        "postgresql": ".".join(map(str, tools.binaries.version)),
        "members": members,
    }


def dump_database(tools: Tools, target: IO[bytes]) -> None:
    """pg_dump in its own format: one consistent snapshot."""
    command = tools.command("pg_dump", "--format=custom", "--compress=1", "--no-owner", "--no-privileges")
    done = subprocess.run(command, env=tools.environment, stdout=target, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BackupFault(f"pg_dump failed: {done.stderr.strip()}")


def walk(folder: Path) -> Iterator[Path]:
    """All files below a folder, in a stable order, but those that are only just arriving."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.relative_to(folder).parts[0] != ARRIVING:
            yield path


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a small member."""
    tar.addfile(member(name, len(content)), io.BytesIO(content))


def add_file(tar: tarfile.TarFile, name: str, path: Path) -> dict[str, object]:
    """Add a file and say what was added."""
    with path.open("rb") as source:
        return add_open(tar, name, source)


def add_open(tar: tarfile.TarFile, name: str, source: IO[bytes]) -> dict[str, object]:
    """Add an open file from where it stands; it stands at its beginning."""
    size = os.fstat(source.fileno()).st_size
    reader = HashingReader(source)
    tar.addfile(member(name, size), reader)  # it needs no more than read()
    return {"size": size, "sha256": reader.digest.hexdigest()}


def member(name: str, size: int) -> tarfile.TarInfo:
    """A tar header without owner and times of this machine."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info


def read_manifest(source: Path) -> dict[str, dict[str, object]]:
    """Check the whole file against its manifest before anything is touched; the members it names."""
    found: dict[str, dict[str, object]] = {}
    manifest: dict[str, object] | None = None

    def note(info: tarfile.TarInfo, content: IO[bytes]) -> None:
        nonlocal manifest
        if info.name == MANIFEST:
            manifest = json.loads(content.read())
        else:
            reader = HashingReader(content)
            while reader.read(CHUNK):
                pass
            found[info.name] = {"size": info.size, "sha256": reader.digest.hexdigest()}

    each_member(source, note)
    if manifest is None:
        raise BackupFault(f"{source} has no manifest: it is not a whole backup.")
    if manifest.get("format") != FORMAT:
        raise BackupFault(f"{source} has format {manifest.get('format')}; this version reads {FORMAT}.")
    named = manifest["members"]
    assert isinstance(named, dict)  # noqa: S101 - written by us above
    compare(source, found, named)
    return named


def compare(source: Path, found: dict[str, dict[str, object]], named: dict[str, dict[str, object]]) -> None:
    """Raise with the first member that is missing, foreign or different."""
    for name in sorted(set(found) | set(named)):
        if name not in found:
            raise BackupFault(f"{source}: {name} is missing.")
        if name not in named:
            raise BackupFault(f"{source}: {name} is not in the manifest.")
        if found[name] != named[name]:
            raise BackupFault(f"{source}: {name} is not what was backed up (its SHA-256 differs).")
    if DUMP not in named:
        raise BackupFault(f"{source}: there is no database in it.")


def each_member(source: Path, visit: Callable[[tarfile.TarInfo, IO[bytes]], None]) -> None:
    """Visit every member; anything but a plain file with a plain relative name is refused."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            for info in tar:
                if not info.isreg() or info.name.startswith("/") or ".." in Path(info.name).parts:
                    raise BackupFault(f"{source}: {info.name} does not belong in a backup.")
                content = tar.extractfile(info)
                if content is not None:
                    visit(info, content)
    except (tarfile.TarError, EOFError, ValueError) as fault:
        raise BackupFault(f"{source} is damaged: {fault}") from fault
    except OSError as fault:
        raise BackupFault(f"{source} cannot be read: {fault.strerror or fault}") from fault
