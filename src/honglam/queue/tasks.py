"""Background work of queue."""

from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.queue import api


@task("queue.close_day", queue="housekeeping", cron="7 17 * * *")
def close_day() -> None:
    """The hall begins anew each day (00:07 in Vietnam)."""
    while api.close_day(at=now()):
        pass
