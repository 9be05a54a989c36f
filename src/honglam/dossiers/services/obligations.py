"""A financial obligation that was met lets the dossier go on by itself (NĐ 118/2025; national codes 6 → 4)."""

from datetime import datetime

from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import Done, PaymentEvidence, Status
from honglam.dossiers.services.charging import met_obligation
from honglam.dossiers.services.clocking import confirm_payment
from honglam.kernel.clock import local
from honglam.kernel.values import SYSTEM
from honglam.payments.contracts import OrderPaid


def meet_obligation(*, event: OrderPaid, at: datetime) -> Done | None:
    """Money came in: where the obligation that the dossier waits for is met, and no other is open, it goes on; once,
    by its status. An earlier obligation, which is paid again since its receipt was voided, releases nothing.

    Called inside the transaction in which the event is heard; `confirm_payment` leaves the trace.
    """
    case = dossier_for(actor=SYSTEM, dossier_id=event.subject_id, at=at, lock=True)
    order = met_obligation(case.dossier) if case.status is Status.AWAITING_PAYMENT else None
    if order is None or order.paid_at is None:
        return None
    evidence = PaymentEvidence(
        reference=order.receipt.label if order.receipt else order.reference,
        amount=order.amount,
        paid_on=local(order.paid_at).date(),
    )
    return confirm_payment(actor=SYSTEM, dossier_id=event.subject_id, evidence=evidence, at=at)
