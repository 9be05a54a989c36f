"""Subscribe to what happens, see what was delivered, post it."""

import logging
import time as stopwatch
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from honglam.exchange import access
from honglam.exchange.contracts import (
    DeliveryFault,
    DeliveryState,
    DeliveryView,
    Issued,
    NothingChosen,
    SubscriptionView,
    Trouble,
    Wish,
)
from honglam.exchange.gateways import posting
from honglam.exchange.queries import national
from honglam.exchange.queries import webhooks as queries
from honglam.exchange.rules.retry import LIFETIME
from honglam.exchange.services import deliveries, subscriptions
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor

log = logging.getLogger("honglam.exchange")
_BATCH = 200
_SWEEP_SECONDS = 45.0


def create_subscription(*, actor: Actor, wish: Wish, key: str, at: datetime) -> Issued:
    """Subscribe; the answer holds the secret. The same key with the same wish answers the same.

    Raises SubscribersOnly, NothingChosen, TargetMalformed, TargetUnknown, TargetForbidden, TargetInsecure,
    AgencyOutOfReach, TooManySubscriptions.
    """
    access.require_subscriber(actor=actor)
    if not wish.events:
        raise NothingChosen(field="events")
    # Looking a name up may take seconds: before the transaction, not in it.
    posting.check_reachable(target=wish.target)
    return subscriptions.create_subscription(actor=actor, wish=wish, key=key, at=at)


def rotate_secret(*, actor: Actor, subscription_id: UUID, key: str, at: datetime) -> Issued:
    """A new secret from now on. Raises SubscriptionNotFound."""
    return subscriptions.rotate_secret(actor=actor, subscription_id=subscription_id, key=key, at=at)


def end_subscription(*, actor: Actor, subscription_id: UUID, at: datetime) -> None:
    """Stop for good. Raises SubscriptionNotFound."""
    subscriptions.end_subscription(actor=actor, subscription_id=subscription_id, at=at)


def resume_subscription(*, actor: Actor, subscription_id: UUID, at: datetime) -> SubscriptionView:
    """Go on after a pause, or in the actor's post where the subscription's own is over; else nothing changes.

    Raises SubscriptionNotFound.
    """
    return subscriptions.resume_subscription(actor=actor, subscription_id=subscription_id, at=at)


def list_subscriptions(*, actor: Actor) -> list[SubscriptionView]:
    """The actor's own subscriptions."""
    return queries.list_subscriptions(actor=actor)


def list_service_subscriptions(*, actor: Actor) -> list[SubscriptionView]:
    """Those of services, for who administers the province: to see, to go on with, to end."""
    return queries.list_service_subscriptions(actor=actor)


def get_subscription(*, actor: Actor, subscription_id: UUID) -> SubscriptionView:
    """One of the subscriptions that the actor looks after. Raises SubscriptionNotFound."""
    return queries.get_subscription(actor=actor, subscription_id=subscription_id)


def list_deliveries(
    *, actor: Actor, subscription_id: UUID, state: DeliveryState | None = None, after: str = "", limit: int = 50
) -> Page[DeliveryView]:
    """What a subscription was sent or will be, newest first. Raises SubscriptionNotFound."""
    return queries.list_deliveries(actor=actor, subscription_id=subscription_id, state=state, after=after, limit=limit)


def redeliver(*, actor: Actor, subscription_id: UUID, delivery_id: UUID, at: datetime) -> DeliveryView:
    """Post a delivery once more under the same id. Raises SubscriptionNotFound or WebhookDeliveryNotFound."""
    return deliveries.redeliver(actor=actor, subscription_id=subscription_id, delivery_id=delivery_id, at=at)


def send_test(*, actor: Actor, subscription_id: UUID, at: datetime) -> DeliveryView:
    """Post a test at once, in at most ten seconds, and say how it went. Raises SubscriptionNotFound.

    A receiver that is given a breather gets it afterwards, as everything else.
    """
    delivery_id = deliveries.queue_test(actor=actor, subscription_id=subscription_id, at=at)
    deliver(delivery_id=delivery_id, at=at)
    return queries.get_delivery(actor=actor, subscription_id=subscription_id, delivery_id=delivery_id)


def deliver(*, delivery_id: UUID, at: datetime) -> bool:
    """Post one delivery if it is due; says whether the receiver took it."""
    outgoing = deliveries.take_delivery(delivery_id=delivery_id, at=at)
    if outgoing is None:
        return False
    started = stopwatch.monotonic()
    try:
        secret = subscriptions.open_secret(sealed=outgoing.sealed)
        status = posting.post(outgoing=outgoing, secret=secret, timestamp=int(at.timestamp()))
    except Exception as error:
        # Whatever it was: left in the air it would be taken up for ever, before all others.
        fault = _fault_of(error, delivery_id)
        ended_at = at + timedelta(seconds=stopwatch.monotonic() - started)
        deliveries.settle_failed(delivery_id=delivery_id, fault=fault, at=ended_at)
        return False
    ended_at = at + timedelta(seconds=stopwatch.monotonic() - started)
    deliveries.settle_delivered(delivery_id=delivery_id, status=status, at=ended_at)
    return True


def deliver_overdue(*, at: datetime) -> int:
    """Post what should have gone a minute ago, and bury what has waited for days; returns how many were taken."""
    for delivery_id in queries.list_expired(before=at - LIFETIME, limit=_BATCH):
        _alone(partial(deliveries.expire_delivery, delivery_id=delivery_id, at=at))
    started, taken = stopwatch.monotonic(), 0
    for delivery_id in queries.list_overdue(at=at - timedelta(minutes=1), limit=_BATCH):
        gone = stopwatch.monotonic() - started
        if gone > _SWEEP_SECONDS:
            break
        taken += _alone(partial(deliver, delivery_id=delivery_id, at=at + timedelta(seconds=gone)))
    return taken


def _alone(one: Callable[[], object]) -> bool:
    """One delivery of a sweep, whose mistake keeps no other one waiting; says whether it was taken."""
    try:
        return bool(one())
    except Exception:
        log.exception("one of the overdue deliveries could not be taken up")
        return False


def _fault_of(error: Exception, delivery_id: UUID) -> DeliveryFault:
    """Why it was not taken; what nobody foresaw is a mistake of ours."""
    if isinstance(error, DeliveryFault):
        log.warning("delivery %s was not taken: %s", delivery_id, error)
        return error
    log.error("delivery %s broke", delivery_id, exc_info=error)
    kind = type(error).__name__
    return DeliveryFault(f"{kind} on our side", trouble=Trouble.OWN, what=kind)


def measure() -> dict[str, float]:
    """For the watchers: what waits, what died and what is paused, of webhooks and of the traffic with the portal."""
    webhooks = {f"honglam_webhooks_{state}": float(count) for state, count in queries.count_by_state().items()}
    portal = {f"honglam_portal_{state}": float(count) for state, count in national.count_by_state().items()}
    return webhooks | portal
