"""Parcels of the postal service, pushed to the post's own software as dossiers are to other systems."""

from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.exchange import access
from honglam.exchange.contracts import Topic
from honglam.exchange.rules.hearing import hears
from honglam.exchange.rules.payload import facts_of, write_body
from honglam.exchange.services.queueing import new_delivery, queue, subscriptions_to
from honglam.postal.contracts import ParcelMoved


def queue_parcel(*, event: ParcelMoved, event_id: UUID, at: datetime) -> int:
    """Queue it for each subscriber in whose post's scope the post office or the desk lies; the number of deliveries."""
    subscriptions = subscriptions_to(Topic.PARCEL_MOVED)
    if not subscriptions:
        return 0
    places = [one for one in (event.office_id, event.desk_id) if one]
    above = frozenset(place for one in places for place in directory.ancestor_ids(agency_id=one))
    office = directory.get_agency(agency_id=event.office_id).code if event.office_id else ""
    desk = directory.get_agency(agency_id=event.desk_id).code
    facts = facts_of(Topic.PARCEL_MOVED, event) | {"office_code": office, "desk_code": desk}
    body = write_body(topic=Topic.PARCEL_MOVED, event_id=event_id, at=at, dossiers=[], facts=facts)
    return queue(
        [
            new_delivery(one, Topic.PARCEL_MOVED, event_id=event_id, body=body, at=at)
            for one in subscriptions
            if (owner := access.listener_of(owner_id=one.owner_id)) is not None
            and hears(owner, lead_and_above=above, owner_account_id=None, only_agency_id=one.agency_id)
        ]
    )
