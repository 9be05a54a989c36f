"""Everything open, in chunks, by as many hands as help."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection

from honglam.dossiers.services.recomputing.beside import find_beside, move_beside
from honglam.dossiers.services.recomputing.paused import move_paused
from honglam.dossiers.services.recomputing.plain import Plan, move_chunk
from honglam.kernel.clock import VIETNAM
from honglam.worktime.contracts import PROVINCE

CHUNK = 20_000
HANDS = 2
"""Chunks are written by two connections: the work is the database's, and one connection keeps one core busy."""


def recompute_due_times(*, calendar: str, first_day: date, at: datetime) -> int:
    """Compute again what is due on or after `first_day`; returns how many dossiers moved."""
    if calendar != PROVINCE:
        return 0
    since = datetime.combine(first_day, time.min, tzinfo=VIETNAM)
    moved = _plain(since, at) + _paused(since, at)
    _beside(since, at)
    return moved


def _plain(since: datetime, at: datetime) -> int:
    plan = Plan(since=since, chunk=CHUNK)
    chunks = iter(plan.chunks)
    # Inside somebody's transaction (tests, one-shot commands) other connections would not see what is to be moved.
    if connection.in_atomic_block or len(plan.chunks) == 1:
        return _work(plan, chunks, threading.Lock(), at)
    return _together(plan, chunks, at)


def _together(plan: Plan, chunks: Iterator[tuple[UUID, UUID]], at: datetime) -> int:
    lock, moved, faults = threading.Lock(), [0], list[BaseException]()

    def run() -> None:
        try:
            done = _work(plan, chunks, lock, at)
            with lock:
                moved[0] += done
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    hands = [threading.Thread(target=run, name=f"due-times-{number}") for number in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    if faults:
        raise faults[0]
    return moved[0]


def _work(plan: Plan, chunks: Iterator[tuple[UUID, UUID]], lock: threading.Lock, at: datetime) -> int:
    """Take chunks until there are none."""
    plan.stage()
    moved = 0
    while True:
        with lock:
            chunk = next(chunks, None)
        if chunk is None:
            return moved
        moved += move_chunk(plan=plan, first=chunk[0], last=chunk[1], at=at)


def _paused(since: datetime, at: datetime) -> int:
    moved, last = 0, UUID(int=0)
    while True:
        read, changed = move_paused(after=last, since=since, chunk=CHUNK, at=at)
        moved += changed
        if read is None:
            return moved
        last = read


def _beside(since: datetime, at: datetime) -> None:
    ids = find_beside(since=since)
    for start in range(0, len(ids), CHUNK):
        move_beside(ids=ids[start : start + CHUNK], since=since, at=at)
