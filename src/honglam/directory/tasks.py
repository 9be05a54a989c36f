"""Background work of the directory."""

from honglam.directory.services.turn_of_day import close_what_is_over
from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.kernel.values import SYSTEM


@task("directory.turn_of_day", cron="5 17 * * *")
def turn_of_day() -> None:
    """Five past midnight in Vietnam: tell other blocks whose last day was yesterday."""
    close_what_is_over(actor=SYSTEM, at=now())
