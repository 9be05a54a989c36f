"""The installation's database: the one that DATABASE_URL names, or the embedded one below the state folder."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator

from honglam.embedded import binaries, orphan
from honglam.embedded.cluster import STARTING, Cluster
from honglam.embedded.errors import DatabaseRefused
from honglam.embedded.keeper import find_keeper
from honglam.embedded.state import State
from honglam.embedded.tuning import production_options

TEMPORARY = "command"


def is_external() -> bool:
    """Whether somebody else runs the database."""
    return bool(os.environ.get("DATABASE_URL", "").strip())


def describe_cluster(state: State) -> Cluster:
    """The embedded cluster of a state folder, with programs that its keeper can run."""
    keeper = find_keeper()
    home = state.database_home(keeper)
    keeper = find_keeper(home / "data")
    programs = binaries.find()
    if not programs.usable_by(keeper):
        home.mkdir(parents=True, exist_ok=True)
        programs = programs.copied_to(home)
    return Cluster(home, programs, keeper, production_options())


@contextlib.contextmanager
def reachable_database(state: State) -> Iterator[str]:
    """A DATABASE_URL that answers: the external one, the running one, or the embedded one started for this while."""
    if is_external():
        yield os.environ["DATABASE_URL"]
        return
    cluster = describe_cluster(state)
    if _served_by_another(state):
        _wait_for_other(cluster)
        yield cluster.url()
        return
    with state.lock(kind=TEMPORARY), started(cluster):
        yield cluster.url()


@contextlib.contextmanager
def started(cluster: Cluster) -> Iterator[None]:
    """The cluster runs inside this block; its log lies in the home."""
    cluster.prepare()
    with (cluster.home / "last-start.log").open("wb") as log:
        process = cluster.start(log)
        try:
            cluster.wait_ready(process, say=lambda text: print(text, file=sys.stderr, flush=True))
            cluster.ensure_database()
            yield
        finally:
            cluster.stop(process)


def _served_by_another(state: State) -> bool:
    """Whether `honglam up` serves the folder. Another command that started the database for a while is waited for."""
    for _ in range(600):
        holder = state.holder()
        if holder is None:
            return False
        if holder.get("kind") != TEMPORARY:
            return True
        time.sleep(0.2)
    return True


def _wait_for_other(cluster: Cluster) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline or orphan.status(cluster.data) == STARTING:
        if orphan.status(cluster.data) == "ready" and cluster.answers():
            return
        time.sleep(0.1)
    raise DatabaseRefused("`honglam up` runs, but its database does not answer.")
