"""Background work of notices."""

from uuid import UUID

from honglam.kernel.clock import now
from honglam.kernel.jobs import task
from honglam.notices import api


@task("notices.deliver", queue="mail")
def deliver(*, message_ids: list[str]) -> None:
    """Hand messages over to their gateways. Trying again is ours, not the queue's: attempts are counted on the row."""
    api.deliver(message_ids=[UUID(str(message_id)) for message_id in message_ids], at=now())


@task("notices.deliver_overdue", queue="mail", cron="* * * * *", alone=True)
def deliver_overdue() -> None:
    """Once a minute: what a killed worker or a lost job has left behind."""
    api.deliver_overdue(at=now())


@task("notices.ask_receipts", queue="mail", cron="*/2 * * * *", alone=True)
def ask_receipts() -> None:
    """Every two minutes: what became of text messages."""
    api.ask_receipts(at=now())
