"""Background work of money."""

from uuid import UUID

from honglam.kernel import jobs
from honglam.kernel.clock import now
from honglam.payments import api


@jobs.task("payments.ask_gateway")
def ask_gateway(attempt_id: str) -> None:
    """Ask the gateway about an attempt of which no callback has come."""
    api.ask_gateway(attempt_id=UUID(attempt_id), at=now())
