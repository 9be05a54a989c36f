"""The installation's database: the one that DATABASE_URL names, or the embedded one below the state folder."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from honglam.embedded import binaries, orphan
from honglam.embedded.cluster import Cluster
from honglam.embedded.errors import DatabaseRefused, MachineError
from honglam.embedded.keeper import find_keeper
from honglam.embedded.patience import STARTING, Patience
from honglam.embedded.state import State
from honglam.embedded.tuning import production_options

TEMPORARY = "command"
COMMAND_SECONDS = 120.0
OTHER_SECONDS = 60.0
REMIND_SECONDS = 60.0
PREPARED = "prepared"  # in the cluster's home: what it was last prepared for


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


def forget_preparation(state: State) -> None:
    """The next `up` prepares the embedded database again: it is no longer as the last preparation left it."""
    with contextlib.suppress(MachineError):  # nobody could keep an embedded database on this machine: there is none
        (state.database_home(find_keeper()) / PREPARED).unlink(missing_ok=True)


@contextlib.contextmanager
def reachable_database(state: State) -> Iterator[str]:
    """A DATABASE_URL that answers: the external one, the running one, or the embedded one started for this while."""
    if is_external():
        yield os.environ["DATABASE_URL"]
        return
    cluster = describe_cluster(state)
    if wait_for_command(state, seconds=COMMAND_SECONDS, say=say) is not None:
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
            cluster.wait_ready(process, say=say)
            cluster.ensure_database()
            yield
        finally:
            cluster.stop(process)


def say(text: str) -> None:
    """Tell whoever waits, beside what the command prints."""
    print(text, file=sys.stderr, flush=True)


def wait_for_command(state: State, *, seconds: float, say: Callable[[str], None]) -> dict[str, Any] | None:
    """Let a command finish that has the database up for itself (a backup); who holds the folder then, if anybody."""
    begun = time.monotonic()
    told = begun - REMIND_SECONDS
    while True:
        holder, now = state.holder(), time.monotonic()
        # one that holds it since a moment ago has not written yet what it is
        if holder is None or holder.get("kind", TEMPORARY) != TEMPORARY or now - begun >= seconds:
            return holder
        if holder and now - told >= REMIND_SECONDS:
            say(f"waiting for another command (process {holder.get('pid')}), which has the data folder {state.root}")
            told = now
        time.sleep(0.2)


def _wait_for_other(cluster: Cluster) -> None:
    """One that is starting is waited for however long that takes, as long as it is really there."""
    patience = Patience(OTHER_SECONDS, say)
    while True:
        state = orphan.status(cluster.data)
        if state == "ready" and cluster.answers():
            return
        if not patience.lasts(starting=state == STARTING and orphan.running_pid(cluster.data) is not None):
            raise DatabaseRefused("`honglam up` runs, but its database does not answer.")
        time.sleep(0.1)
