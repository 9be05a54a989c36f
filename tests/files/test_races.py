"""Writers and the collector at the same moment, with real transactions; and a process killed while it stores."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from honglam.files import api, models
from honglam.files.contracts import Holder, StoredFile
from honglam.files.services import keeping as services
from honglam.files.services import reading
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from tests.files import samples

pytestmark = pytest.mark.usefixtures("fresh_database")
ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")


def store(**more: Any) -> StoredFile:
    return api.store(actor=SYSTEM, content=samples.PDF, name="Đơn.pdf", at=now(), purpose="paper", **more)


def in_thread(pool: ThreadPoolExecutor, work: Callable[[], T]) -> "Future[T]":
    def done() -> T:
        try:
            return work()
        finally:
            connection.close()

    return pool.submit(done)


def delete_from_store(key: str) -> None:
    api.stores.store().delete(key)


class Open:
    """A transaction that stores a file and stays open until told."""

    def __init__(self) -> None:
        self.stored, self.commit = threading.Event(), threading.Event()

    def __call__(self) -> StoredFile:
        with transaction.atomic():
            file = store()
            self.stored.set()
            assert self.commit.wait(10)
        return file


def test_many_who_store_the_same_bytes_share_them_and_do_not_wait_for_each_other() -> None:
    first = store()
    slow = Open()
    with ThreadPoolExecutor() as pool:
        open_one = in_thread(pool, slow)
        assert slow.stored.wait(10)
        others = [in_thread(pool, store) for _ in range(6)]
        assert {one.result(timeout=10).sha256 for one in others} == {first.sha256}, "none waited for the open one"
        slow.commit.set()
        open_one.result(timeout=10)
    assert models.Blob.objects.count() == 1
    assert models.StoredFile.objects.count() == 8


def test_the_collector_leaves_bytes_that_somebody_is_just_storing() -> None:
    unused = store()
    services.collect_file(actor=SYSTEM, file_id=unused.id, at=now())
    slow = Open()
    with ThreadPoolExecutor() as pool:
        open_one = in_thread(pool, slow)
        assert slow.stored.wait(10)
        assert not services.collect_blob(actor=SYSTEM, sha256=unused.sha256, delete=delete_from_store, at=now())
        slow.commit.set()
        file = open_one.result(timeout=10)
    assert api.read(file_id=file.id) == samples.PDF


def test_the_collector_waits_for_a_writer_of_bytes_without_a_row() -> None:
    slow = Open()
    with ThreadPoolExecutor() as pool:
        open_one = in_thread(pool, slow)
        assert slow.stored.wait(10)
        key = next(path.name for path in Path(django_settings.FILES).glob("??/??/*"))
        collecting = in_thread(
            pool, lambda: services.collect_orphan(actor=SYSTEM, sha256=key, delete=delete_from_store, at=now())
        )
        time.sleep(0.2)
        assert not collecting.done()
        slow.commit.set()
        file = open_one.result(timeout=10)
        assert collecting.result(timeout=10) is False
    assert api.read(file_id=file.id) == samples.PDF


def test_readers_who_come_at_the_same_moment_are_no_more_than_may_be() -> None:
    papers = [
        api.store(actor=SYSTEM, content=samples.PDF + b"%%%d" % one, name="Giay.pdf", at=now(), purpose="paper")
        for one in range(reading.AT_ONCE + 4)
    ]
    api.ask_reading(actor=SYSTEM, file_ids=[paper.id for paper in papers], at=now())
    together = threading.Barrier(len(papers))

    def begin() -> str | None:
        connection.ensure_connection()
        together.wait(10)
        return reading.begin_reading(at=now())

    with ThreadPoolExecutor(len(papers)) as pool:
        begun = [in_thread(pool, begin) for _ in papers]
        assert sum(one.result(timeout=20) is not None for one in begun) == reading.AT_ONCE


def test_a_writer_who_comes_while_bytes_are_collected_puts_them_anew() -> None:
    unused = store()
    services.collect_file(actor=SYSTEM, file_id=unused.id, at=now())
    deleted, commit = threading.Event(), threading.Event()

    def delete_slowly(key: str) -> None:
        delete_from_store(key)
        deleted.set()
        assert commit.wait(10)

    with ThreadPoolExecutor() as pool:
        collecting = in_thread(
            pool, lambda: services.collect_blob(actor=SYSTEM, sha256=unused.sha256, delete=delete_slowly, at=now())
        )
        assert deleted.wait(10)
        writing = in_thread(pool, store)
        time.sleep(0.2)
        commit.set()
        assert collecting.result(timeout=10) is True
        file = writing.result(timeout=10)
    assert api.read(file_id=file.id) == samples.PDF


STORES_FOR_EVER = """
import os, sys, django
django.setup()
from django.conf import settings
from pathlib import Path
settings.FILES = Path(sys.argv[1])
from honglam.files import api
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
while True:
    content = b"%PDF-1.7 " + os.urandom(300_000)
    print(api.store(actor=SYSTEM, content=content, name="a.pdf", at=now(), purpose="paper").id, flush=True)
"""


@pytest.mark.slow
def test_a_process_killed_while_it_stores_loses_nothing_it_acknowledged(fresh_database: str, folder: Path) -> None:
    acknowledged: list[UUID] = []
    environment = os.environ | {
        "HONGLAM_TEST_DATABASE_URL": fresh_database,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
    }
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", STORES_FOR_EVER, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
        )
        assert process.stdout is not None
        with process.stdout as lines:
            acknowledged.append(UUID(lines.readline().strip()))
            time.sleep(0.3)
            process.send_signal(signal.SIGKILL)
            acknowledged += [UUID(line.strip()) for line in lines if len(line) == 37]
        process.wait()
    assert len(acknowledged) > 3
    assert len(api.get_many(file_ids=acknowledged)) == len(acknowledged)
    assert api.verify_blobs()[0] == []
    kept = Holder(kind="test", id="1")
    api.claim(actor=SYSTEM, file_ids=acknowledged, holder=kept, at=now())
    api.collect(
        at=now() + timedelta(days=2), grace=timedelta(days=1), prefixes=[f"{number:02x}" for number in range(256)]
    )
    assert len([path for path in folder.rglob("*") if path.is_file()]) == len(acknowledged)
