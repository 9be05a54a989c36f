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
