"""Background work: the morning round of escalation."""

from honglam.directives import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task


@task("directives.escalate", queue="housekeeping", cron="15 0 * * *")
def escalate() -> None:
    """Tell of what is soon due or late (07:15 in Vietnam)."""
    api.escalate_due(at=now())
