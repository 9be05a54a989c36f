"""Receiving bytes of unknown length: hashed while written beside the store, synced, thrown away unless kept."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from honglam.files.contracts import Content, FileEmpty, FileTooLarge, StorageUnavailable

CHUNK = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Staged:
    """Received bytes, on disk and synced, not yet in the store."""

    path: Path
    content: BinaryIO
    sha256: str
    size: int


@contextmanager
def staged(source: Content, *, limit: int) -> Iterator[Staged]:
    """Receive `source`. Raises `FileTooLarge` as soon as the limit is passed, `FileEmpty`, `StorageUnavailable`."""
    handle, path = _temporary()
    try:
        with os.fdopen(handle, "w+b") as content:
            digest, size = _copy(source, content, limit)
            yield Staged(path=path, content=content, sha256=digest, size=size)
    finally:
        path.unlink(missing_ok=True)


def _temporary() -> tuple[int, Path]:
    """A file on the store's own file system, so that keeping it is a rename."""
    folder = Path(settings.FILES) / "incoming"
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        if settings.FILES_ACCEL:
            os.fchmod(handle, 0o640)  # the web server in front sends it, as a member of our group
    except OSError as error:
        raise StorageUnavailable from error
    return handle, Path(name)


def _copy(source: Content, target: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(CHUNK):
        size += len(piece)
        if size > limit:
            raise FileTooLarge(limit=f"{limit // (1024 * 1024)} MB")
        digest.update(piece)
        _write(target, piece)
    if not size:
        raise FileEmpty
    try:
        target.flush()
        os.fsync(target.fileno())
    except OSError as error:
        raise StorageUnavailable from error
    return digest.hexdigest(), size


def _write(target: BinaryIO, piece: bytes) -> None:
    try:
        target.write(piece)
    except OSError as error:
        raise StorageUnavailable from error


@contextmanager
def gathered(pieces: Iterable[bytes]) -> Iterator[BinaryIO]:
    """Pieces in one temporary file, from its beginning. Raises `StorageUnavailable` where it has no room."""
    try:
        collected = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, where a fault says nothing new
    except OSError as error:
        raise StorageUnavailable from error
    try:
        for piece in pieces:
            _write(collected, piece)
        _rewind(collected)
        yield collected
    finally:
        with suppress(OSError):  # what found no room is written once more when it is closed
            collected.close()


def _rewind(content: BinaryIO) -> None:
    try:
        content.seek(0)
    except OSError as error:
        raise StorageUnavailable from error


def pieces_of(content: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, piece by piece; it is closed at the end."""
    with content:
        while piece := content.read(CHUNK):
            yield piece


def digest_of(content: BinaryIO) -> str:
    """SHA-256 of what is left of a stream."""
    found = hashlib.sha256()
    while piece := content.read(CHUNK):
        found.update(piece)
    return found.hexdigest()


@contextmanager
def local_copy(source: Content) -> Iterator[BinaryIO]:
    """The bytes in a temporary file that can be read several times; a bucket's stream can be read only once."""
    with tempfile.TemporaryFile() as copy:
        while piece := source.read(CHUNK):
            copy.write(piece)
        copy.seek(0)
        yield copy


def sweep(*, before: datetime) -> None:
    """Remove what killed processes left half received."""
    for path in (Path(settings.FILES) / "incoming").glob("*"):
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) < before:
                path.unlink()
