"""Reading subscriptions and deliveries."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from honglam.directory import api as directory
from honglam.exchange import access
from honglam.exchange.contracts import DeliveryState, DeliveryView, SubscriptionView, Topic, WebhookDeliveryNotFound
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.rules.faults import of_row
from honglam.identity import api as identity
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.values import Actor

UNFINISHED = Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED])
FINISHED = Q(state__in=[DeliveryState.DELIVERED, DeliveryState.DEAD])


def taking(*, at: datetime) -> Q:
    """Deliveries whose receiver takes something now: it stands, is not paused, and is not given a breather."""
    free = Q(subscription__held_until=None) | Q(subscription__held_until__lte=at)
    return free & Q(subscription__ended_at=None, subscription__paused_at=None)


def list_subscriptions(*, actor: Actor) -> list[SubscriptionView]:
    """The actor's own subscriptions, oldest first. Whether one is deaf is asked once for each post."""
    rows = list(access.own_subscriptions(actor=actor).order_by("id"))
    deaf = {one.post_id: access.is_deaf(subscription=one) for one in {row.post_id: row for row in rows}.values()}
    return [as_subscription(row, deaf=deaf[row.post_id]) for row in rows]


def list_service_subscriptions(*, actor: Actor) -> list[SubscriptionView]:
    """Those of services that the actor looks after, oldest first. Two queries."""
    rows = list(access.kept_subscriptions(actor=actor).exclude(owner_id=actor.id).order_by("id"))
    owners = {row.owner_id for row in rows}
    found = {one.id: one for one in identity.list_accounts(ids=owners, limit=len(owners))}
    return [
        as_subscription(row, deaf=not found[row.owner_id].is_active, service=found[row.owner_id].full_name)
        for row in rows
    ]


def get_subscription(*, actor: Actor, subscription_id: UUID) -> SubscriptionView:
    """One that the actor looks after. Raises SubscriptionNotFound."""
    row = access.get_kept(actor=actor, subscription_id=subscription_id)
    mine = row.owner_id == actor.id
    service = "" if mine else identity.get_account(account_id=row.owner_id).full_name
    return as_subscription(row, deaf=access.is_deaf(subscription=row), service=service)


def list_deliveries(
    *, actor: Actor, subscription_id: UUID, state: DeliveryState | None, after: str, limit: int
) -> Page[DeliveryView]:
    """What a subscription was sent or will be, newest first."""
    rows = Delivery.objects.filter(subscription=access.get_kept(actor=actor, subscription_id=subscription_id))
    if state is not None:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = list(rows.defer("body").order_by("-id")[: limit + 1])
    items = [as_delivery(row) for row in found[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(found) > limit else None)


def get_delivery(*, actor: Actor, subscription_id: UUID, delivery_id: UUID) -> DeliveryView:
    """One delivery of one of the actor's own subscriptions. Raises SubscriptionNotFound, WebhookDeliveryNotFound."""
    subscription = access.get_own(actor=actor, subscription_id=subscription_id)
    row = Delivery.objects.filter(subscription=subscription, id=delivery_id).defer("body").first()
    if row is None:
        raise WebhookDeliveryNotFound
    return as_delivery(row)


def list_overdue(*, at: datetime, limit: int) -> list[UUID]:
    """What should have been posted by now: its job was lost, its worker killed, or its receiver had a breather."""
    rows = Delivery.objects.filter(UNFINISHED, taking(at=at), next_attempt_at__lt=at)
    return list(rows.order_by("next_attempt_at").values_list("id", flat=True)[:limit])


def list_expired(*, before: datetime, limit: int) -> list[UUID]:
    """What has been tried since before then in vain; what waits for a paused receiver is not counted."""
    rows = Delivery.objects.filter(UNFINISHED, queued_at__lt=before, subscription__paused_at=None)
    rows = rows.exclude(state=DeliveryState.SENDING).filter(subscription__ended_at=None)
    return list(rows.order_by("queued_at").values_list("id", flat=True)[:limit])


def count_by_state() -> dict[str, int]:
    """How many deliveries wait, how many died, how many subscriptions are paused: for the watchers."""
    return {
        "waiting": Delivery.objects.filter(UNFINISHED, subscription__ended_at=None).count(),
        "dead": Delivery.objects.filter(state=DeliveryState.DEAD, subscription__ended_at=None).count(),
        "paused": Subscription.objects.filter(ended_at=None, paused_at__isnull=False).count(),
    }


def as_subscription(row: Subscription, *, deaf: bool, service: str = "") -> SubscriptionView:
    """A row as its owner may see it, or whoever looks after the service of that name."""
    return SubscriptionView(
        id=row.id,
        label=row.label,
        service=service,
        target=row.target,
        events=tuple(Topic(event) for event in row.events),
        agency_code=directory.get_agency(agency_id=row.agency_id).code if row.agency_id else "",
        active=row.paused_at is None,
        created_at=row.created_at,
        paused_at=row.paused_at,
        last_delivered_at=row.last_delivered_at,
        failures=row.failures,
        dead_in_a_row=row.dead_in_a_row,
        deaf=deaf,
    )


def as_delivery(row: Delivery) -> DeliveryView:
    """A row as its owner may see it."""
    return DeliveryView(
        id=row.id,
        event_id=row.event_id,
        event=Topic(row.event),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        delivered_at=row.delivered_at,
        last_status=row.last_status,
        last_fault=of_row(row.last_error, row.last_fault),
    )
