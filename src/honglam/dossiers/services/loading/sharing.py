"""Several processes write lines, each for places of its own; this one copies what they send into the tables.

The children are forked before the transaction begins, read whatever they need, and wait for the books: later the tables
are locked, to them as well. They write nothing themselves: a single connection does, so that a load is there wholly or
not at all.
"""

import copy
import gc
import multiprocessing
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait

from django.db import connections

from honglam.dossiers.services.loading.lot import Drawing
from honglam.dossiers.services.loading.numbers import Numbers
from honglam.dossiers.services.loading.writing import BATCH, Batch, scribe_of, written

_PATIENCE = 10.0  # seconds that a child which has said everything may take to end


@dataclass(frozen=True, kw_only=True)
class Share:
    """Which part of all dossiers one process writes. The first part takes what rounding leaves over."""

    how_many: int
    seed: int
    part: int
    parts: int
    still_open: bool

    def of(self, drawing: Drawing, part: int) -> int:
        """How many dossiers a part has."""
        if part == 0:
            return self.how_many - sum(self.of(drawing, other) for other in range(1, self.parts))
        return int(self.how_many * copy.copy(drawing).share(part=part, parts=self.parts))


class Writers:
    """Children at their pipes, of whom so many write at once."""

    def __init__(self, pipes: list[Connection], at_once: int) -> None:
        """They have read what they need, and wait for the books."""
        self.pipes, self.at_once = pipes, at_once
        for pipe in pipes:
            pipe.recv()

    def batches(self, numbers: Numbers) -> Iterator[Batch]:
        """What they write, as it comes; at the end `numbers` are those that all of them have given."""
        waiting, writing = deque(self.pipes), list[Connection]()
        while waiting or writing:
            while waiting and len(writing) < self.at_once:
                writing.append(waiting.popleft())
                writing[-1].send(numbers)
            heard = wait(writing)
            for pipe in [one for one in writing if one in heard]:
                said = pipe.recv()
                if isinstance(said, Numbers):
                    numbers.follow(said)
                    writing.remove(pipe)
                else:
                    yield said


@contextmanager
def writers(drawing: Drawing, share: Share, *, at_once: int) -> Iterator[Writers]:
    """A child for each part, of which so many write at once; they are gone afterwards, whatever happened."""
    for one in connections.all(initialized_only=True):
        one.close()
        if one.settings_dict.get("OPTIONS", {}).get("pool"):
            one.close_pool()  # type: ignore[attr-defined]
    fork = multiprocessing.get_context("fork")
    children, pipes = [], []
    for part in range(share.parts):
        ours, theirs = fork.Pipe()
        child = fork.Process(target=_write, args=(theirs, drawing, replace(share, part=part)), daemon=True)
        child.start()
        theirs.close()
        children.append(child)
        pipes.append(ours)
    try:
        yield Writers(pipes, at_once)
        for child in children:
            child.join(_PATIENCE)
    finally:
        for child in children:
            child.terminate()
            child.join()


def _write(pipe: Connection, drawing: Drawing, share: Share) -> None:
    """A child's whole life. What it made dies with it, so nothing needs to be looked through for garbage."""
    gc.freeze()
    gc.disable()
    seed, own = share.seed + share.part, share.of(drawing, share.part)
    drawing.share(part=share.part, parts=share.parts)
    drawing.dice.seed(seed)
    scribe = scribe_of(seed=seed, sample_file=drawing.sample_file)
    for track in drawing.own_tracks():
        scribe.texts(track).foresee()
    pipe.send(True)
    numbers = pipe.recv()
    lives = drawing.lives(how_many=own, still_open=share.still_open)
    for batch in written(lives=lives, scribe=scribe, numbers=numbers, size=BATCH):
        pipe.send(batch)
    pipe.send(numbers)
