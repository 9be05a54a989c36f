"""Bytes in a bucket that speaks S3. The object's name is the digest, so putting twice is the same as once."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from honglam.files.contracts import StorageUnavailable

_ABSENT = {"404", "NoSuchKey", "NotFound"}


class S3Store:
    """One bucket; connections are kept by the client, which may be shared between threads."""

    def __init__(self, *, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str) -> None:
        # Imported here: half a second that an installation with a folder need not spend.
        import boto3
        from botocore.config import Config

        self.bucket = bucket
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=endpoint or None,
            region_name=region or "us-east-1",
            aws_access_key_id=access_key or None,
            aws_secret_access_key=secret_key or None,
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if endpoint else "auto"},
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3, "mode": "standard"},
                # Checksums in trailers are not understood by every server that calls itself S3.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def put(self, key: str, source: Path) -> None:
        """Upload in one request; the server acknowledges when the object is durable."""
        with _unavailable(), source.open("rb") as content:
            self.client.put_object(
                Bucket=self.bucket, Key=_name(key), Body=content, ContentLength=source.stat().st_size
            )

    def exists(self, key: str) -> bool:
        """Whether the object is there."""
        try:
            with _unavailable():
                self.client.head_object(Bucket=self.bucket, Key=_name(key))
        except FileNotFoundError:
            return False
        return True

    def open(self, key: str) -> BinaryIO:
        """The object's body as a stream."""
        with _unavailable():
            body = _Body(self.client.get_object(Bucket=self.bucket, Key=_name(key))["Body"])
        return cast(BinaryIO, body)

    def delete(self, key: str) -> None:
        """Remove the object."""
        with _unavailable():
            self.client.delete_object(Bucket=self.bucket, Key=_name(key))

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """All objects whose digest begins with `prefix`."""
        with _unavailable():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=f"blobs/{prefix}/")
            for page in pages:
                for item in page.get("Contents", ()):
                    yield item["Key"].rpartition("/")[2], item["LastModified"]


class _Body(io.RawIOBase):
    """An object's bytes; a connection that breaks off while they are read has the same name as one that never was."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """So many bytes or fewer, none at the end. Raises StorageUnavailable."""
        with _unavailable():
            try:
                found: bytes = self._stream.read(size if size is not None and size >= 0 else None)
            except OSError as error:
                raise StorageUnavailable from error
        return found

    def readinto(self, buffer: Any) -> int:
        """For readers that bring their own room."""
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        """Let the connection go."""
        self._stream.close()
        super().close()


def _name(key: str) -> str:
    return f"blobs/{key[:2]}/{key}"


@contextmanager
def _unavailable() -> Iterator[None]:
    """The client's own faults by our names: absent, or not to be reached."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _ABSENT:
            raise FileNotFoundError from error
        raise StorageUnavailable from error
    except BotoCoreError as error:
        raise StorageUnavailable from error
