"""Background work of files."""

from datetime import timedelta

from honglam.files import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task

GRACE = timedelta(hours=24)
"""A draft's upload is claimed within seconds; a day forgives a worker that stood still over night."""

_NIGHTS = 16


@task("files.collect", queue="housekeeping", cron="41 18 * * *", alone=True)
def collect() -> None:
    """Forget what nobody needs (01:41 in Vietnam); the store's folders are gone through once in sixteen nights."""
    at = now()
    tonight = range(at.toordinal() % _NIGHTS, 256, _NIGHTS)
    api.collect(at=at, grace=GRACE, prefixes=[f"{number:02x}" for number in tonight])


@task("files.scan_pending", queue="housekeeping", cron="*/5 * * * *", alone=True)
def scan_pending() -> None:
    """Show the scanner what came in while it was away."""
    api.scan_pending(at=now())


@task("files.scan_unseen", queue="housekeeping", cron="11 19 * * *", alone=True)
def scan_unseen() -> None:
    """Show the scanner what was taken in while there was none (02:11 in Vietnam)."""
    api.scan_unseen(at=now())


@task("files.read_papers", queue="housekeeping")
def read_papers() -> None:
    """Read what waits, page after page."""
    while api.read_next(at=now()):
        pass


@task("files.resume_reading", queue="housekeeping", cron="*/2 * * * *")
def resume_reading() -> None:
    """What was left by a killed worker, or came while the machine could not read."""
    api.resume_reading(at=now())
    read_papers()
