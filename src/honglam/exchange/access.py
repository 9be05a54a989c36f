"""Whose subscription is whose, and as whom a subscriber hears. Absent and forbidden look the same."""

from uuid import UUID

from django.db.models import QuerySet

from honglam.directory import api as directory
from honglam.exchange.contracts import SubscribersOnly, SubscriptionNotFound, WebhookDeliveryNotFound
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.rules.hearing import may_subscribe
from honglam.identity.contracts import AccountNotFound
from honglam.kernel.values import Actor


def require_subscriber(*, actor: Actor) -> UUID:
    """The account of somebody who may subscribe. Raises `SubscribersOnly`."""
    if actor.id is None or not may_subscribe(actor):
        raise SubscribersOnly
    return actor.id


def own_subscriptions(*, actor: Actor) -> QuerySet[Subscription]:
    """The standing subscriptions of the actor."""
    return Subscription.objects.filter(owner_id=actor.id, ended_at=None) if actor.id else Subscription.objects.none()


def get_own(*, actor: Actor, subscription_id: UUID, lock: bool = False) -> Subscription:
    """One of the actor's own subscriptions, locked for a verb if asked."""
    rows = own_subscriptions(actor=actor)
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(id=subscription_id).first()
    if row is None:
        raise SubscriptionNotFound
    return row


def get_delivery(*, actor: Actor, subscription_id: UUID, delivery_id: UUID) -> Delivery:
    """A delivery of one of the actor's own subscriptions, locked; the subscription is locked first."""
    subscription = get_own(actor=actor, subscription_id=subscription_id, lock=True)
    row = Delivery.objects.select_for_update().filter(subscription=subscription, id=delivery_id).first()
    if row is None:
        raise WebhookDeliveryNotFound
    return row


def listener_of(*, owner_id: UUID) -> Actor | None:
    """The owner as it may act today; None when the account is closed or may not subscribe any longer."""
    try:
        actor = directory.actor_of_account(account_id=owner_id)
    except AccountNotFound:
        return None
    return actor if may_subscribe(actor) else None
