"""Background work: contradictions looked for at night, rounds that open by themselves, the mornings' reminders."""

from datetime import date

from honglam.indicators import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.kernel.values import SYSTEM


@task("indicators.check_figures", cron="30 18 * * *")
def check_figures() -> None:
    """Every night at half past one (Vietnam): what was said or corrected during the day is looked at."""
    api.check_figures(actor=SYSTEM, at=now())


@task("indicators.rounds", queue="housekeeping", cron="10 0 * * *")
def run_rounds() -> None:
    """Open what is to open, then remind until nobody is left to remind (07:10 in Vietnam)."""
    api.open_due_rounds(at=now())
    while api.remind_due(at=now()):
        pass


@task("indicators.scorings", queue="housekeeping", cron="15 0 * * *")
def remind_of_sheets() -> None:
    """Remind of the sheets of scoring rounds until nobody is left to remind (07:15 in Vietnam)."""
    while api.remind_sheets(at=now()):
        pass


@task("indicators.recompute")
def recompute(*, first_on: str | None, last_on: str) -> None:
    """A time of which something was said after it had been computed."""
    first = date.fromisoformat(first_on) if first_on else None
    api.recompute_late(first_on=first, last_on=date.fromisoformat(last_on), at=now())


@task("indicators.recompute_recent", queue="housekeeping", cron="30 17 * * *")
def recompute_recent() -> None:
    """Every night (00:30 in Vietnam): what dossiers, tasks and registers changed of the times that ended lately."""
    api.recompute_recent(at=now())


@task("indicators.writings", queue="housekeeping", cron="20 0 * * *")
def remind_of_writings() -> None:
    """Remind of written reports that are due soon or late (07:20 in Vietnam)."""
    api.remind_writings(at=now())
