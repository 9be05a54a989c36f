"""Posting deliveries. Each belongs to one worker at a time.

Taking one and settling it are two transactions with the receiver's answer between them. A worker killed in between
leaves it taken; once the claim has run out another worker posts it again, under the same delivery id: at least once.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from honglam.exchange import access
from honglam.exchange.contracts import DeliveryFault, DeliveryState, DeliveryView, Outgoing, Topic
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.queries import webhooks as queries
from honglam.exchange.rules.faults import NOTHING_TAKEN, of_row, to_row
from honglam.exchange.rules.payload import write_body
from honglam.exchange.rules.retry import CLAIM, breather, must_pause, next_attempt
from honglam.exchange.services.queueing import new_delivery
from honglam.exchange.services.subscriptions import tell_of_pause
from honglam.kernel import audit, jobs
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor


def take_delivery(*, delivery_id: UUID, at: datetime) -> Outgoing | None:
    """Take a delivery for posting; None if it is done, not due, in other hands, or its receiver takes nothing now."""
    due = Delivery.objects.filter(queries.UNFINISHED, queries.taking(at=at), id=delivery_id, next_attempt_at__lte=at)
    # The condition on the receiver becomes a subquery; those on the row itself are judged again under its lock.
    taken = Delivery.objects.filter(queries.UNFINISHED, id__in=due.values("id"), next_attempt_at__lte=at).update(
        state=DeliveryState.SENDING, attempts=F("attempts") + 1, next_attempt_at=at + CLAIM
    )
    if not taken:
        return None
    row = Delivery.objects.select_related("subscription").get(id=delivery_id)
    return Outgoing(
        id=row.id,
        target=row.subscription.target,
        event=Topic(row.event),
        body=row.body,
        sealed=row.subscription.secret,
    )


@transaction.atomic
def settle_delivered(*, delivery_id: UUID, status: int, at: datetime) -> None:
    """The receiver has it, and is well again if it was not."""
    row, subscription = _locked(delivery_id)
    row.state, row.delivered_at, row.next_attempt_at = DeliveryState.DELIVERED, at, None
    row.last_status, row.last_error, row.last_fault = status, "", {}
    row.save()
    subscription.last_delivered_at, subscription.held_until = at, None
    subscription.failures = subscription.dead_in_a_row = 0
    subscription.save(update_fields=["last_delivered_at", "held_until", "failures", "dead_in_a_row"])


@transaction.atomic
def settle_failed(*, delivery_id: UUID, fault: DeliveryFault, at: datetime) -> None:
    """The receiver did not take it: try again later, or give up and, after many, pause the subscription."""
    row, subscription = _locked(delivery_id)
    if row.state != DeliveryState.SENDING:
        return  # given up meanwhile: the subscription was deleted
    subscription.failures += 1
    subscription.held_until = breather(failures=subscription.failures, at=at)
    row.last_status, row.last_error, row.last_fault = fault.status, fault.fault.said, to_row(fault.fault)
    again = next_attempt(attempts=row.attempts, at=at)
    if again:
        row.state, row.next_attempt_at = DeliveryState.FAILED, again
        row.save()
        subscription.save(update_fields=["failures", "held_until"])
        jobs.defer("exchange.deliver", at=again, delivery_id=delivery_id)
    else:
        _bury(row, subscription, at)


@transaction.atomic
def expire_delivery(*, delivery_id: UUID, at: datetime) -> None:
    """It has waited for its receiver long enough."""
    row, subscription = _locked(delivery_id)
    if row.state in (DeliveryState.QUEUED, DeliveryState.FAILED) and subscription.paused_at is None:
        if not row.last_error:
            row.last_error, row.last_fault = NOTHING_TAKEN.said, to_row(NOTHING_TAKEN)
        _bury(row, subscription, at)


@transaction.atomic
def redeliver(*, actor: Actor, subscription_id: UUID, delivery_id: UUID, at: datetime) -> DeliveryView:
    """Post it once more, whatever became of it, under the same id. One that is on its way is left alone."""
    row = access.get_delivery(actor=actor, subscription_id=subscription_id, delivery_id=delivery_id)
    if row.state in (DeliveryState.DELIVERED, DeliveryState.DEAD):
        row.state, row.attempts, row.queued_at, row.next_attempt_at = DeliveryState.QUEUED, 0, at, at
        row.save(update_fields=["state", "attempts", "queued_at", "next_attempt_at"])
        jobs.defer("exchange.deliver", delivery_id=row.id)
        _record(actor, "exchange.redelivered", row, at)
    return queries.as_delivery(row)


@transaction.atomic
def queue_test(*, actor: Actor, subscription_id: UUID, at: datetime) -> UUID:
    """A delivery that tells of nothing, due at once; returns its id. Raises SubscriptionNotFound."""
    subscription = access.get_own(actor=actor, subscription_id=subscription_id, lock=True)
    event_id = uuid7()
    body = write_body(
        topic=Topic.TEST, subscription_id=subscription.id, event_id=event_id, at=at, dossiers=[], facts={}
    )
    row = new_delivery(subscription, Topic.TEST, event_id=event_id, body=body, at=at)
    row.save(force_insert=True)
    _record(actor, "exchange.tested", row, at)
    return row.id


def erase_deliveries(*, before: datetime, limit: int, at: datetime) -> int:  # noqa: ARG001 - see EraseOld
    """Up to `limit` deliveries made before a moment go, with what they told; those on their way stay."""
    over = Delivery.objects.filter(state__in=[DeliveryState.DELIVERED, DeliveryState.DEAD], created_at__lt=before)
    ids = list(over.order_by("created_at")[:limit].values_list("pk", flat=True))
    return Delivery.objects.filter(pk__in=ids).delete()[0]


def _record(actor: Actor, action: str, row: Delivery, at: datetime) -> None:
    detail = {"delivery": str(row.id)}
    audit.record(
        actor=actor, action=action, subject_kind="webhook", subject_id=row.subscription_id, at=at, detail=detail
    )


def _locked(delivery_id: UUID) -> tuple[Delivery, Subscription]:
    """The delivery and its subscription, the subscription locked first as every other verb does."""
    of = Delivery.objects.values_list("subscription_id", flat=True).get(id=delivery_id)
    subscription = Subscription.objects.select_for_update().get(id=of)
    return Delivery.objects.select_for_update().get(id=delivery_id), subscription


def _bury(row: Delivery, subscription: Subscription, at: datetime) -> None:
    row.state, row.next_attempt_at = DeliveryState.DEAD, None
    row.save()
    subscription.dead_in_a_row += 1
    if must_pause(dead_in_a_row=subscription.dead_in_a_row) and subscription.paused_at is None:
        subscription.paused_at = at
        tell_of_pause(subscription, fault=of_row(row.last_error, row.last_fault), at=at)
        audit.record(
            actor=SYSTEM,
            action="exchange.paused",
            subject_kind="webhook",
            subject_id=subscription.id,
            at=at,
            detail={"dead_in_a_row": subscription.dead_in_a_row},
        )
    subscription.save(update_fields=["failures", "held_until", "dead_in_a_row", "paused_at"])
