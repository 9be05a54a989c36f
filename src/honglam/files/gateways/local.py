"""Bytes in a folder outside the web root: written beside, synced, renamed into place, the folder synced."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from honglam.files.contracts import StorageUnavailable


class LocalStore:
    """`<root>/ab/cd/abcd…`: no folder gets more than a few thousand entries at ten million files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, key: str) -> Path:
        """Where the bytes under `key` are."""
        return self.root / key[:2] / key[2:4] / key

    def put(self, key: str, source: Path) -> None:
        """Rename `source` (already synced, on the same file system) into place, then sync the folder entry."""
        target = self.path_of(key)
        with _unavailable():
            target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
            source.replace(target)
            # The rename changes no time, and the collector must see that somebody has just asked for these bytes.
            os.utime(target)
            sync_folder(target.parent)

    def exists(self, key: str) -> bool:
        """Whether the file is there."""
        return self.path_of(key).is_file()

    def open(self, key: str) -> BinaryIO:
        """The file, for reading."""
        try:
            return self.path_of(key).open("rb")
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StorageUnavailable from error

    def delete(self, key: str) -> None:
        """Remove the file."""
        with _unavailable():
            self.path_of(key).unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """All files of one of the 256 first folders."""
        for path in sorted((self.root / prefix).glob("??/*")):
            try:
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
            except FileNotFoundError:
                continue


def sync_folder(folder: Path) -> None:
    """Make a new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _unavailable() -> Iterator[None]:
    """A full or read-only disk is not the visitor's fault: name it."""
    try:
        yield
    except OSError as error:
        raise StorageUnavailable from error
