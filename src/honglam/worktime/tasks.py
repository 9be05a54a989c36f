"""Background work of worktime."""

from datetime import date

from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.worktime import api


@task("worktime.announce_again", queue="default")
def announce_again(*, code: str, first_day: str) -> None:
    """Tell of a calendar change a second time, for those who were counting while it was made."""
    api.announce_again(code=code, first_day=date.fromisoformat(first_day), at=now())
