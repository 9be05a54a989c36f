"""Background work of exchange."""

from uuid import UUID

from honglam.exchange import api
from honglam.kernel.clock import now
from honglam.kernel.jobs import task


@task("exchange.deliver", queue="default")
def deliver(*, delivery_id: str) -> None:
    """Post one delivery. Trying again is ours, not the queue's: attempts are counted on the row."""
    api.deliver(delivery_id=UUID(str(delivery_id)), at=now())


@task("exchange.deliver_overdue", queue="default", cron="* * * * *")
def deliver_overdue() -> None:
    """Once a minute: what a killed worker, a lost job or a breather has left behind."""
    api.deliver_overdue(at=now())


@task("exchange.forget", queue="housekeeping", cron="41 19 * * *")
def forget() -> None:
    """Old deliveries go (02:41 in Vietnam)."""
    api.forget_old_deliveries(at=now())
