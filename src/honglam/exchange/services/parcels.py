"""Parcels of the postal service, pushed to the post's own software as dossiers are to other systems."""

from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.exchange import access
from honglam.exchange.contracts import Topic
from honglam.exchange.models import Delivery
from honglam.exchange.rules.payload import facts_of, write_body
from honglam.exchange.services.queueing import queue, subscriptions_to
from honglam.postal.contracts import ParcelMoved


def queue_parcel(*, event: ParcelMoved, event_id: UUID, at: datetime) -> int:
    """Queue it for each subscriber in whose post's scope the post office or the desk lies; the number of deliveries."""
    above = {
        place for one in (event.office_id, event.desk_id) if one for place in directory.ancestor_ids(agency_id=one)
    }
    office = directory.get_agency(agency_id=event.office_id).code if event.office_id else ""
    facts = facts_of(Topic.PARCEL_MOVED, event) | {
        "office_code": office,
        "desk_code": directory.get_agency(agency_id=event.desk_id).code,
    }
    rows = []
    for subscription in subscriptions_to(Topic.PARCEL_MOVED):
        owner = access.listener_of(owner_id=subscription.owner_id)
        only = subscription.agency_id
        if owner is None or above.isdisjoint(owner.scope_ids) or (only is not None and only not in above):
            continue
        body = write_body(topic=Topic.PARCEL_MOVED, event_id=event_id, at=at, dossiers=[], facts=facts)
        rows.append(
            Delivery(
                subscription=subscription,
                event_id=event_id,
                event=Topic.PARCEL_MOVED.value,
                body=body,
                created_at=at,
                queued_at=at,
                next_attempt_at=at,
            )
        )
    return queue(rows)
