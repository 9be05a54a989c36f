"""How long a failed job rests, and that it ends while receipts are still kept."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from honglam.kernel import housekeeping, relay
from honglam.kernel.housekeeping import KEEP_RECEIPTS
from honglam.kernel.jobs import LONGEST_PAUSE, Pauses, declared, pause_after


def pauses_of(attempts: int) -> list[int]:
    """Every pause of a job that never succeeds, as the queue is told of it."""
    strategy, found = Pauses(attempts), list[int]()
    while strategy.get_retry_decision(exception=ValueError(), job=_job(len(found))) is not None:
        found.append(pause_after(len(found)))
    return found


def _job(attempts: int) -> Any:
    return SimpleNamespace(attempts=attempts)


def test_pauses_grow_to_the_longest() -> None:
    found = pauses_of(25)
    assert found[:9] == [3, 9, 27, 81, 243, 729, 2187, 6561, 19683]
    assert set(found[9:]) == {LONGEST_PAUSE}
    assert (len(found), sum(found)) == (25, 375_123), "as the docstring says"


@pytest.mark.parametrize("name", ["kernel.deliver", "kernel.sweep"])
def test_the_last_attempt_is_made_while_receipts_are_kept(name: str) -> None:
    assert relay.deliver and housekeeping.sweep, "declared by being there"
    assert timedelta(seconds=sum(pauses_of(declared[name].attempts))) < KEEP_RECEIPTS / 2


def test_no_job_that_is_declared_outlives_the_receipts() -> None:
    for one in declared.values():
        assert timedelta(seconds=sum(pauses_of(one.attempts))) < KEEP_RECEIPTS, one.name
