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


@task("exchange.report", queue="default")
def report(*, dossier_id: str) -> None:
    """Send a dossier's next report to the national portal. Trying again is ours: attempts stand on the row."""
    api.report_next(dossier_id=UUID(str(dossier_id)), at=now())


@task("exchange.file", queue="default", alone=True)
def file(*, filing_id: str) -> None:
    """File a dossier that arrived from the national portal. One at a time: a slow portal must not hold every worker."""
    api.file_next(filing_id=UUID(str(filing_id)), at=now())


@task("exchange.tell_refused", queue="default")
def tell_refused(*, filing_id: str) -> None:
    """Tell the national portal why a dossier was not taken in. Trying again is ours: attempts stand on the row."""
    api.tell_refused(filing_id=UUID(str(filing_id)), at=now())


@task("exchange.take_up_overdue", queue="default", cron="* * * * *", alone=True)
def take_up_overdue() -> None:
    """Once a minute: filings to be tried again, and whatever a killed worker or a lost job has left behind."""
    api.take_up_overdue(at=now())
