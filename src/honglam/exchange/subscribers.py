"""What happened to dossiers, handed on to whoever subscribed to it and to the national portal."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import (
    ClockPaused,
    ClockResumed,
    DossierAccepted,
    DossierEvent,
    DossierExtended,
    DossierRefused,
    DossierReturned,
    DossiersMoved,
    DossierSubmitted,
    DossierTakenOn,
    DossierWithdrawn,
    DueTimesRecomputed,
    ResultIssued,
    ResultRevoked,
    StepFinished,
    SupplementReceived,
    SupplementRequested,
)
from honglam.exchange.contracts import Topic
from honglam.exchange.gateways import national_portal
from honglam.exchange.services.places import queue_parcel, queue_ticket
from honglam.exchange.services.queueing import Happened, queue_events, queue_many
from honglam.exchange.services.reporting import queue_reports, report_many
from honglam.kernel.events import Delivered, subscribe
from honglam.postal.contracts import ParcelMoved
from honglam.queue.contracts import TicketMoved

TOPICS: Mapping[Topic, type[DossierEvent]] = {
    Topic.SUBMITTED: DossierSubmitted,
    Topic.ACCEPTED: DossierAccepted,
    Topic.TAKEN_ON: DossierTakenOn,
    Topic.REFUSED: DossierRefused,
    Topic.SUPPLEMENT_REQUESTED: SupplementRequested,
    Topic.SUPPLEMENT_RECEIVED: SupplementReceived,
    Topic.STEP_FINISHED: StepFinished,
    Topic.CLOCK_PAUSED: ClockPaused,
    Topic.CLOCK_RESUMED: ClockResumed,
    Topic.EXTENDED: DossierExtended,
    Topic.RESULT_ISSUED: ResultIssued,
    Topic.RESULT_REVOKED: ResultRevoked,
    Topic.RETURNED: DossierReturned,
    Topic.WITHDRAWN: DossierWithdrawn,
}
"""Events about one dossier: all that give it another status or another appointment."""

OF_MANY: Mapping[Topic, type[DueTimesRecomputed | DossiersMoved]] = {
    Topic.DUE_CHANGED: DueTimesRecomputed,
    Topic.MOVED: DossiersMoved,
}
"""Events about many dossiers at once."""


def _listen(topic: Topic, kind: type[DossierEvent]) -> None:
    @subscribe(kind, name=f"exchange.{topic.name.lower()}", batch=True)
    def heard(items: list[Delivered]) -> None:
        happened = [_happened(item) for item in items]
        queue_events(topic=topic, happened=happened)
        if national_portal.is_configured():
            queue_reports(topic=topic, happened=happened)


def _happened(item: Delivered) -> Happened:
    assert isinstance(item.event, DossierEvent)  # noqa: S101 - TOPICS holds nothing else
    return Happened(id=item.id, at=item.at, event=item.event)


for _topic, _kind in TOPICS.items():
    _listen(_topic, _kind)


def _listen_to_many(topic: Topic, kind: type[DueTimesRecomputed | DossiersMoved]) -> None:
    @subscribe(kind, name=f"exchange.{topic.name.lower()}")
    def heard(event: DueTimesRecomputed | DossiersMoved, *, event_id: UUID, at: datetime) -> None:
        queue_many(topic=topic, dossier_ids=event.dossier_ids, event_id=event_id, at=at)
        if national_portal.is_configured():
            report_many(topic=topic, dossier_ids=event.dossier_ids, event_id=event_id, at=at)


for _of_many, _kind_of_many in OF_MANY.items():
    _listen_to_many(_of_many, _kind_of_many)


@subscribe(ParcelMoved, name="exchange.parcel_moved")
def parcel_moved(event: ParcelMoved, *, event_id: UUID, at: datetime) -> None:
    """Where a parcel is, for the post's own software and for whoever oversees the desk."""
    queue_parcel(event=event, event_id=event_id, at=at)


@subscribe(TicketMoved, name="exchange.ticket_moved")
def ticket_moved(event: TicketMoved, *, event_id: UUID, at: datetime) -> None:
    """What happens in a hall, for its own screens and for whoever watches the waits of many."""
    queue_ticket(event=event, event_id=event_id, at=at)
