"""From events to deliveries: one row for each subscriber that may hear of it, in the listener's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import DossierEvent
from honglam.exchange import access
from honglam.exchange.contracts import Topic
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.rules.hearing import hears
from honglam.exchange.rules.payload import facts_of, told_of, write_body
from honglam.kernel import jobs


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An event about one dossier, with its id and moment."""

    id: UUID
    at: datetime
    event: DossierEvent


def queue_events(*, topic: Topic, happened: Iterable[Happened]) -> int:
    """Queue what happened to single dossiers; returns the number of deliveries.

    Most provinces' events have no subscriber: a batch of them then costs one query.
    """
    subscriptions = subscriptions_to(topic)
    if not subscriptions:
        return 0
    facts = list(happened)
    standings = [one.event for one in facts]
    heard = {one.id: {event.dossier_id for event in _heard(one, standings)} for one in subscriptions}
    return queue(
        [
            _row(subscription, topic, [one.event], one.event, one.id, one.at)
            for subscription in subscriptions
            for one in facts
            if one.event.dossier_id in heard[subscription.id]
        ]
    )


def queue_many(*, topic: Topic, dossier_ids: Sequence[UUID], event_id: UUID, at: datetime) -> int:
    """Queue what happened to many dossiers: one delivery for each subscriber, with those it may hear of."""
    subscriptions = subscriptions_to(topic)
    if not subscriptions:
        return 0
    standings = dossiers.list_standings(dossier_ids=dossier_ids)
    heard = [(subscription, _heard(subscription, standings)) for subscription in subscriptions]
    return queue([_row(one, topic, events, None, event_id, at) for one, events in heard if events])


def subscriptions_to(topic: Topic) -> list[Subscription]:
    """Who asked for the topic and is not paused."""
    rows = Subscription.objects.filter(ended_at=None, paused_at=None, events__contains=[topic.value])
    return list(rows.order_by("id"))


def _heard(subscription: Subscription, events: Sequence[DossierEvent]) -> list[DossierEvent]:
    """Those of the dossiers that the subscriber may hear of today."""
    owner = access.listener_of(subscription=subscription)
    if owner is None:
        return []
    return [
        event
        for event in events
        if hears(
            owner,
            lead_and_above=frozenset(directory.ancestor_ids(agency_id=event.lead_agency_id)),
            owner_account_id=event.owner_account_id,
            only_agency_id=subscription.agency_id,
        )
    ]


def _row(
    subscription: Subscription,
    topic: Topic,
    events: Sequence[DossierEvent],
    fact_source: DossierEvent | None,
    event_id: UUID,
    at: datetime,
) -> Delivery:
    told = [
        told_of(event, lead_agency_code=_code_of(event.lead_agency_id), desk_code=_code_of(event.desk_id))
        for event in events
    ]
    facts = facts_of(topic, fact_source) if fact_source else {}
    body = write_body(
        topic=topic, subscription_id=subscription.id, event_id=event_id, at=at, dossiers=told, facts=facts
    )
    return new_delivery(subscription, topic, event_id=event_id, body=body, at=at)


def new_delivery(subscription: Subscription, topic: Topic, *, event_id: UUID, body: str, at: datetime) -> Delivery:
    """A delivery that is due at once, not yet written."""
    return Delivery(
        subscription=subscription,
        event_id=event_id,
        event=topic.value,
        body=body,
        created_at=at,
        queued_at=at,
        next_attempt_at=at,
    )


def queue(rows: list[Delivery]) -> int:
    """Write them and ask for each to be posted by itself: a slow receiver must not hold up the next one."""
    Delivery.objects.bulk_create(rows)
    jobs.defer_many("exchange.deliver", [{"delivery_id": row.id} for row in rows])
    return len(rows)


def _code_of(agency_id: int) -> str:
    return directory.get_agency(agency_id=agency_id).code
