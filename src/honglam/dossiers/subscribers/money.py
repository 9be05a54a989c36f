"""Money that came in or is owed: the dossier goes on, its applicant is told."""

from datetime import datetime
from uuid import UUID

from honglam.dossiers.services.charging import SUBJECT
from honglam.dossiers.services.noting import note_fees
from honglam.dossiers.services.obligations import meet_obligation
from honglam.dossiers.services.telling import tell_of_fees, tell_of_payment, tell_of_refund
from honglam.kernel.events import subscribe
from honglam.payments.contracts import Occasion, OrderOpened, OrderPaid, OrderRefunded, OrderReopened


@subscribe(OrderPaid, name="dossiers.obligation_met")
def paid(event: OrderPaid, *, at: datetime, **_: object) -> None:
    """A dossier that waits for a financial obligation goes on."""
    if event.subject_kind == SUBJECT and event.occasion == Occasion.OBLIGATION.value:
        meet_obligation(event=event, at=at)


@subscribe(OrderPaid, name="dossiers.fee_paid")
def fee_paid(event: OrderPaid, *, at: datetime, **_: object) -> None:
    """A fee came in: the indices count the dossier on that day."""
    if event.subject_kind == SUBJECT:
        note_fees(dossier_id=event.subject_id, at=at)


@subscribe(OrderReopened, name="dossiers.fee_reopened")
def fee_reopened(event: OrderReopened, *, at: datetime, **_: object) -> None:
    """Its receipt was voided: it did not come in after all."""
    if event.subject_kind == SUBJECT:
        note_fees(dossier_id=event.subject_id, at=at)


@subscribe(OrderPaid, name="dossiers.tell_paid")
def tell_paid(event: OrderPaid, *, event_id: UUID, at: datetime) -> None:
    """The receipt, for whoever paid from afar."""
    if event.subject_kind == SUBJECT:
        tell_of_payment(event=event, event_id=event_id, at=at)


@subscribe(OrderOpened, name="dossiers.tell_fees")
def tell_fees(event: OrderOpened, *, event_id: UUID, at: datetime) -> None:
    """What is to be paid, for whoever filed online; an obligation has its own letter."""
    if event.subject_kind == SUBJECT and event.occasion != Occasion.OBLIGATION.value:
        tell_of_fees(event=event, event_id=event_id, at=at)


@subscribe(OrderRefunded, name="dossiers.tell_refunded")
def tell_refunded(event: OrderRefunded, *, event_id: UUID, at: datetime) -> None:
    """Money on its way back."""
    if event.subject_kind == SUBJECT:
        tell_of_refund(event=event, event_id=event_id, at=at)
