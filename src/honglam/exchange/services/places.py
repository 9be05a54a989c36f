"""What happens at a place and not to a dossier: parcels at a post office or a desk, numbers in a hall.

Pushed to whoever's post covers one of the places, as dossiers are to other systems.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.exchange import access
from honglam.exchange.contracts import Topic
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.rules.hearing import hears
from honglam.exchange.rules.payload import facts_of, write_body
from honglam.exchange.services.queueing import new_delivery, queue, subscriptions_to
from honglam.kernel.values import Event
from honglam.postal.contracts import ParcelMoved
from honglam.queue.contracts import TicketMoved


def queue_parcel(*, event: ParcelMoved, event_id: UUID, at: datetime) -> int:
    """Queue it for each subscriber in whose post's scope the post office or the desk lies; the number of deliveries."""
    places = {"office_code": event.office_id, "desk_code": event.desk_id}
    return _queue(Topic.PARCEL_MOVED, event, places, event_id=event_id, at=at)


def queue_ticket(*, event: TicketMoved, event_id: UUID, at: datetime) -> int:
    """Queue it for each subscriber in whose post's scope the desk lies; the number of deliveries."""
    return _queue(Topic.TICKET_MOVED, event, {"desk_code": event.desk_id}, event_id=event_id, at=at)


def _queue(topic: Topic, event: Event, places: Mapping[str, int | None], *, event_id: UUID, at: datetime) -> int:
    subscriptions = subscriptions_to(topic)
    if not subscriptions:
        return 0
    above = frozenset(one for place in places.values() if place for one in directory.ancestor_ids(agency_id=place))
    facts: dict[str, Any] = facts_of(topic, event)
    facts |= {name: directory.get_agency(agency_id=place).code if place else "" for name, place in places.items()}

    def row(one: Subscription) -> Delivery:
        body = write_body(topic=topic, subscription_id=one.id, event_id=event_id, at=at, dossiers=[], facts=facts)
        return new_delivery(one, topic, event_id=event_id, body=body, at=at)

    return queue(
        [
            row(one)
            for one in subscriptions
            if (owner := access.listener_of(subscription=one)) is not None
            and hears(owner, lead_and_above=above, owner_account_id=None, only_agency_id=one.agency_id)
        ]
    )
