"""Background work: declared in a block's `tasks` with `@task`, asked for by name with `defer`.

`defer` writes an outbox row in the caller's transaction: a rollback asks for nothing, a commit always leads to the
job. Services never import `tasks`.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

import msgspec
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.models import OutboxMessage

log = logging.getLogger("honglam.jobs")
LONGEST_PAUSE = 6 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A declared job: what a worker calls, its queue and how often it is tried at most."""

    name: str
    function: Callable[..., Any]
    queue: str
    attempts: int
    lock: str | None = None


declared: dict[str, Declared] = {}


def task(
    name: str, *, queue: str = "default", attempts: int = 10, cron: str | None = None, alone: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the decorated function as the job `name`; arguments are JSON-able keywords.

    A failed job is tried again with growing pauses, `attempts` times in all. With `cron` (Vietnam time is not
    assumed: the expression is in UTC) it is also started periodically. `alone`: while one of them is done the others
    wait, and take up no worker meanwhile; one that failed is tried again twice only, since the others wait for it too.
    """
    lock, attempts = (name, 2) if alone else (None, attempts)

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in declared:
            raise ValueError(f"job {name} is declared already")
        retry = Pauses(attempts)
        called = _speaking(name, _without_timestamp(function) if cron else function)
        declared[name] = Declared(name=name, function=called, queue=queue, attempts=attempts, lock=lock)
        made = app.task(name=name, queue=queue, retry=retry, lock=lock)(called)
        if cron:
            app.periodic(cron=cron)(made)
        return function

    return register


class Pauses(BaseRetryStrategy):
    """How long a failed job rests before its next attempt: 3 seconds, 9, 27 and so on, at most six hours.

    The longest road is that of an event's delivery, tried again 25 times: nine pauses that grow (3 + 9 + … + 19,683 =
    29,523 s) and 16 of six hours (345,600 s) are 375,123 s, four days and eight hours. So it ends, as a failed job that
    the queue logs as an error and the health page counts, long before the receipts of what its batch did deliver are
    swept (`housekeeping.KEEP_RECEIPTS`, 30 days): delivered after that, they would be done twice. Uncapped, the 16th
    pause alone would take 500 days.
    """

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        """When the job is tried again, None when it has failed for good."""
        if job.attempts >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": pause_after(job.attempts)})


def pause_after(attempts: int) -> int:
    """Seconds until the next attempt of a job that was tried `attempts` times before this failure."""
    # Beyond the ninth power the pause is the longest anyway
    return int(min(3 ** min(attempts + 1, 10), LONGEST_PAUSE))


def _speaking(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The queue says nothing of a failure that is tried again: what can never succeed would fail unseen for days."""

    @wraps(function)
    def spoken(**arguments: Any) -> Any:
        try:
            return function(**arguments)
        except Exception:
            log.warning("job %s failed; while attempts are left it is tried again", name, exc_info=True)
            raise

    return spoken


def _without_timestamp(function: Callable[..., Any]) -> Callable[..., Any]:
    """Periodic jobs are handed the planned time; ours read the clock, which a late start makes truer.

    Whoever asks for one between two times by its name hands nothing.
    """

    @wraps(function)
    def started(timestamp: int | None = None) -> Any:  # noqa: ARG001 - the queue passes it by name
        return function()

    return started


def defer(name: str, *, at: datetime | None = None, **arguments: Any) -> UUID:
    """Ask for the job `name` once the running transaction commits, not before `at` if given."""
    return defer_many(name, [arguments], at=at)[0]


def defer_many(name: str, calls: Iterable[Mapping[str, Any]], *, at: datetime | None = None) -> list[UUID]:
    """Ask for the job once with each of these arguments, in one statement; returns the ids in the order given."""
    asked_at = now()
    rows = [
        OutboxMessage(
            id=uuid7(), kind="job", name=name, payload=msgspec.to_builtins(arguments), at=asked_at, not_before=at
        )
        for arguments in calls
    ]
    OutboxMessage.objects.bulk_create(rows)
    return [row.id for row in rows]
