"""Both stores keep the same promises; the bucket's connection may fail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from honglam.files import api
from honglam.files.contracts import Holder, StorageUnavailable
from honglam.files.gateways.stores import Store, store
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from tests.files import samples
from tests.files.fakes import FakeBucket, is_digest, serving

KEY = "ab" + "0" * 62


@pytest.fixture
def bucket(settings: Any) -> Iterator[FakeBucket]:
    with serving(FakeBucket()) as server:
        settings.S3 = {
            "bucket": "bucket",
            "endpoint": server.endpoint,
            "region": "",
            "access_key": "a",
            "secret_key": "b",
        }
        yield server


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest) -> Store:
    request.getfixturevalue(request.param)
    return store()


def source(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "source"
    path.write_bytes(content)
    return path


def test_what_is_put_can_be_opened_listed_and_deleted(place: Store, tmp_path: Path) -> None:
    assert not place.exists(KEY)
    place.put(KEY, source(tmp_path, b"content"))
    place.put(KEY, source(tmp_path, b"content"))
    assert place.exists(KEY)
    with place.open(KEY) as content:
        assert content.read(3) + content.read() == b"content"
    assert [key for key, _ in place.keys("ab")] == [KEY]
    assert list(place.keys("cd")) == []
    place.delete(KEY)
    place.delete(KEY)
    assert not place.exists(KEY)
    with pytest.raises(FileNotFoundError):
        place.open(KEY)


def test_putting_again_makes_old_bytes_young(folder: Path, tmp_path: Path) -> None:
    """The collector must not take an orphan that somebody has just stored again."""
    import os

    place = store()
    old = source(tmp_path, b"content")
    os.utime(old, (0, 0))
    place.put(KEY, old)
    assert next(place.keys("ab"))[1] > datetime.now(tz=UTC) - timedelta(minutes=1)


def test_a_bucket_that_is_away_is_named(bucket: FakeBucket, tmp_path: Path) -> None:
    bucket.broken = True
    place = store()
    for call in (
        lambda: place.put(KEY, source(tmp_path, b"content")),
        lambda: place.exists(KEY),
        lambda: place.open(KEY),
        lambda: place.delete(KEY),
        lambda: list(place.keys("ab")),
    ):
        with pytest.raises(StorageUnavailable):
            call()


@pytest.mark.parametrize("fault", ["cut", "reset"])
def test_a_connection_that_breaks_off_while_bytes_are_read_is_named(
    bucket: FakeBucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    place = store()
    place.put(KEY, source(tmp_path, b"content" * 1000))
    bucket.cut = fault == "cut"
    with place.open(KEY) as content:
        if fault == "reset":
            monkeypatch.setattr(content._stream, "read", _reset)  # type: ignore[attr-defined]
        with pytest.raises(StorageUnavailable):
            while content.read(100):
                pass


def _reset(_size: int | None = None) -> bytes:
    raise ConnectionResetError


def test_a_buckets_stream_is_read_as_a_file_is(bucket: FakeBucket, tmp_path: Path) -> None:
    place = store()
    place.put(KEY, source(tmp_path, b"one\ntwo\n"))
    with place.open(KEY) as content:
        assert list(content) == [b"one\n", b"two\n"]
    assert content.closed
    with place.open(KEY) as content:
        assert content.read() == b"one\ntwo\n"
        assert content.read() == b""


@pytest.mark.django_db
def test_files_live_in_a_bucket_from_storing_to_collecting(bucket: FakeBucket) -> None:
    file = api.store(
        actor=SYSTEM,
        content=samples.PDF,
        name="Đơn.pdf",
        at=now(),
        purpose="paper",
        holder=Holder(kind="draft", id="1"),
    )
    assert [is_digest(key.rpartition("/")[2]) for key in bucket.objects] == [True]
    assert api.read(file_id=file.id) == samples.PDF
    assert api.verify_blobs()[0] == []
    api.release(actor=SYSTEM, file_ids=[file.id], holder=Holder(kind="draft", id="1"), at=now())
    assert api.collect(at=now() + timedelta(days=2), grace=timedelta(days=1)) == 2
    assert bucket.objects == {}
