"""Background work of indicators."""

from honglam.indicators import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.kernel.values import SYSTEM


@task("indicators.check_figures", cron="30 18 * * *")
def check_figures() -> None:
    """Every night at half past one (Vietnam): what was said or corrected during the day is looked at."""
    api.check_figures(actor=SYSTEM, at=now())
