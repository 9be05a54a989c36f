"""What happens to dossiers, as far as their results go by post; and letters about parcels."""

from datetime import datetime
from uuid import UUID

from honglam.directory.contracts import AgencyEnded
from honglam.dossiers.contracts import DossierReturned, ResultIssued, ResultRevoked
from honglam.kernel.events import subscribe
from honglam.kernel.values import SYSTEM
from honglam.payments.contracts import Occasion, OrderOpened
from honglam.postal.contracts import ParcelMoved, ParcelState
from honglam.postal.services.fees import SUBJECT, count_fees
from honglam.postal.services.following import follow_ended
from honglam.postal.services.letters import (
    ring_for_delivered,
    ring_for_lost,
    ring_for_recalled,
    tell_citizen,
)
from honglam.postal.services.results import await_post, call_off


@subscribe(ResultIssued, name="postal.result_issued")
def result_issued(event: ResultIssued, *, at: datetime, **_: object) -> None:
    """A result that its owner wants by post waits for the post."""
    await_post(dossier_id=event.dossier_id, at=at)


@subscribe(ResultRevoked, name="postal.result_revoked")
def result_revoked(event: ResultRevoked, *, at: datetime, **_: object) -> None:
    """What still waits at the desk is not sent, what the post has is recalled; a corrected result waits anew."""
    call_off(dossier_id=event.dossier_id, reason=event.reason, at=at, revoked=True)


@subscribe(DossierReturned, name="postal.dossier_returned")
def dossier_returned(event: DossierReturned, *, at: datetime, **_: object) -> None:
    """Handed over at the desk after all, or downloaded."""
    call_off(dossier_id=event.dossier_id, reason="", at=at)


@subscribe(OrderOpened, name="postal.tell_cashier")
def order_opened(event: OrderOpened, *, at: datetime, **_: object) -> None:
    """Fees that the post took with the papers pay the order that asks for them, or are said on it."""
    if event.subject_kind == SUBJECT and event.occasion == Occasion.ON_RECEIPT.value:
        count_fees(dossier_id=event.subject_id, order_id=event.order_id, at=at)


@subscribe(AgencyEnded, name="postal.agency_ended")
def agency_ended(event: AgencyEnded, *, at: datetime, **_: object) -> None:
    """What a plan of reorganisation has not moved already goes to the successors."""
    if event.successor_ids:
        follow_ended(actor=SYSTEM, agency_id=event.agency_id, at=at)


@subscribe(ParcelMoved, name="postal.tell_citizen")
def parcel_moved(event: ParcelMoved, *, event_id: UUID, at: datetime) -> None:
    """Each turn of a parcel, in words, to whoever it is about."""
    tell_citizen(event=event, event_id=event_id, at=at)


@subscribe(ParcelMoved, name="postal.ring_for_lost")
def parcel_lost(event: ParcelMoved, *, event_id: UUID, at: datetime) -> None:
    """A lost parcel is nobody's single affair."""
    if event.state == ParcelState.LOST.value and event.what in ("", "lost"):
        ring_for_lost(event=event, event_id=event_id, at=at)


@subscribe(ParcelMoved, name="postal.ring_for_recalled")
def parcel_recalled(event: ParcelMoved, *, event_id: UUID, at: datetime) -> None:
    """Whoever carries a result that was revoked brings it back; where they delivered it, the desk asks for it back."""
    if event.what == "recalled" and event.office_id is not None:
        ring_for_recalled(event=event, event_id=event_id, at=at)
    elif event.what == "delivered":
        ring_for_delivered(event=event, event_id=event_id, at=at)
