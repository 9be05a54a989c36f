"""The portal is told why a dossier was not taken in, until it knows: the citizen waits for nothing else.

A refused filing keeps when it is told next; none means that the portal has it.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from honglam.exchange.contracts import FilingState, PortalFault, Refusal
from honglam.exchange.models import NationalFiling
from honglam.exchange.rules.faults import to_row
from honglam.exchange.rules.retry import CLAIM, DELAYS, next_attempt
from honglam.kernel import jobs

JOB = "exchange.tell_refused"


def take_refusal(*, filing_id: UUID, at: datetime) -> Refusal | None:
    """Take a refusal to tell it; None if the portal knows it, it is not due, or it is in other hands."""
    taken = NationalFiling.objects.filter(id=filing_id, state=FilingState.REFUSED, next_attempt_at__lte=at).update(
        attempts=F("attempts") + 1, next_attempt_at=at + CLAIM
    )
    if not taken:
        return None
    row = NationalFiling.objects.get(id=filing_id)
    told = tuple(text for _, text in row.faults)
    return Refusal(filing_id=row.id, attempts=row.attempts, code=row.code, faults=told)


def settle_told(*, refusal: Refusal) -> None:
    """The portal knows."""
    _held(refusal, next_attempt_at=None, last_error="", last_fault={})


def settle_untold(*, refusal: Refusal, fault: PortalFault, at: datetime) -> None:
    """Try again later, in the end once a day: there is nobody else to tell the citizen."""
    again = next_attempt(attempts=refusal.attempts, at=at) or at + DELAYS[-1]
    if _held(refusal, next_attempt_at=again, last_error=fault.fault.said, last_fault=to_row(fault.fault)):
        jobs.defer(JOB, at=again, filing_id=refusal.filing_id)


def _held(refusal: Refusal, **settled: object) -> int:
    rows = NationalFiling.objects.filter(id=refusal.filing_id, state=FilingState.REFUSED, attempts=refusal.attempts)
    return rows.update(**settled)
