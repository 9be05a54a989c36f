"""The interface of a place for bytes, and the choice of one.

Keys are SHA-256 digests in hexadecimal. Putting the same key again is harmless: the bytes are the same by definition.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from honglam.files.gateways.local import LocalStore
from honglam.files.gateways.s3 import S3Store


class Store(Protocol):
    """A place for bytes. Every method may raise `StorageUnavailable`; `open` raises FileNotFoundError."""

    def put(self, key: str, source: Path) -> None:
        """Keep the bytes of `source` under `key`, durable when this returns. `source` may be moved away."""

    def exists(self, key: str) -> bool:
        """Whether there are bytes under `key`."""

    def open(self, key: str) -> BinaryIO:
        """The bytes under `key`."""

    def delete(self, key: str) -> None:
        """Forget the bytes under `key`; absent ones are forgotten already."""

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """All keys that begin with `prefix` (two letters), with the time they were put last."""


def store() -> Store:
    """The store that the settings name: a bucket if there is one, else the folder."""
    if settings.S3["bucket"]:
        return _bucket(**settings.S3)
    return LocalStore(Path(settings.FILES))


def address_inside(key: str) -> str:
    """Where the web server in front finds the bytes (nginx: X-Accel-Redirect); empty where it has not the folder."""
    if not settings.FILES_ACCEL or settings.S3["bucket"]:
        return ""
    return settings.FILES_ACCEL.rstrip("/") + "/" + LocalStore(Path()).path_of(key).as_posix()


@lru_cache(maxsize=4)
def _bucket(**options: str) -> S3Store:
    return S3Store(**options)
