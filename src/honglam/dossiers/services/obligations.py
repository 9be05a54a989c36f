"""A financial obligation that was met lets the dossier go on by itself (NĐ 118/2025; national codes 6 → 4)."""

from datetime import datetime

from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import Done, PaymentEvidence, Status
from honglam.dossiers.services.charging import open_obligations
from honglam.dossiers.services.clocking import confirm_payment
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM
from honglam.payments.contracts import OrderPaid


def meet_obligation(*, event: OrderPaid, at: datetime) -> Done | None:
    """Money came in: a dossier that waits for this obligation, and for no other, goes on; once, by its status.

    Called inside the transaction in which the event is heard; `confirm_payment` leaves the trace.
    """
    case = dossier_for(actor=SYSTEM, dossier_id=event.subject_id, at=at, lock=True)
    if case.status is not Status.AWAITING_PAYMENT or open_obligations(event.subject_id):
        return None
    evidence = PaymentEvidence(
        reference=event.receipt or event.reference, amount=event.amount, paid_on=local(event.paid_at).date()
    )
    return confirm_payment(actor=SYSTEM, dossier_id=event.subject_id, evidence=evidence, at=at)
