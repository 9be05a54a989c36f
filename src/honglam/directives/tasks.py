"""Background work: the morning round of escalation, tasks of those who are away and a nightly look at all of them."""

from uuid import UUID

from honglam.directives import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task


@task("directives.escalate", queue="housekeeping", cron="15 0 * * *")
def escalate() -> None:
    """Tell of what is soon due or late (07:15 in Vietnam)."""
    api.escalate_due(at=now())


@task("directives.settle_tasks", queue="default")
def settle_tasks(*, account_id: str, post_id: int) -> None:
    """Tasks of somebody who is away, or is back."""
    api.settle_tasks(account_id=UUID(account_id), post_id=post_id, at=now())


@task("directives.settle_all", queue="housekeeping", cron="10 17 * * *")
def settle_all() -> None:
    """What the moment of an absence missed (00:10 in Vietnam)."""
    api.settle_all(at=now())
