"""Whose subscription is whose, and as whom a subscriber hears. Absent and forbidden look the same."""

from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level
from honglam.exchange.contracts import (
    FilingNotFound,
    ReportNotFound,
    SubscribersOnly,
    SubscriptionNotFound,
    WebhookDeliveryNotFound,
)
from honglam.exchange.models import Delivery, NationalFiling, NationalReport, Subscription
from honglam.exchange.rules.hearing import ADMINISTRATOR, may_subscribe, may_watch_portal
from honglam.identity.contracts import AccountKind, AccountNotFound
from honglam.kernel.guards import role
from honglam.kernel.values import Actor, ActorKind

SUBSCRIBERS = role("administrator")
"""For whom the screens of webhooks are; services have the API only."""
PORTAL_KEEPERS = role("administrator", "one_stop_head")
"""For whom the screens of the traffic with the national portal are."""


def require_subscriber(*, actor: Actor) -> UUID:
    """The account of somebody who may subscribe. Raises `SubscribersOnly`."""
    if actor.id is None or not may_subscribe(actor):
        raise SubscribersOnly
    return actor.id


def own_subscriptions(*, actor: Actor) -> QuerySet[Subscription]:
    """The standing subscriptions of the actor."""
    return Subscription.objects.filter(owner_id=actor.id, ended_at=None) if actor.id else Subscription.objects.none()


def keeps_services(actor: Actor) -> bool:
    """Whether the actor administers the whole province: nobody signs in as a service to look after what is its."""
    places = (directory.get_agency(agency_id=one) for one in actor.scope_ids)
    return actor.has_role(ADMINISTRATOR) and any(
        place.parent_id is None and place.kind is AgencyKind.COMMITTEE and place.level is Level.PROVINCE
        for place in places
    )


def kept_subscriptions(*, actor: Actor) -> QuerySet[Subscription]:
    """The actor's own standing subscriptions; and those of services, for who administers the province."""
    services = Q(owner__kind=AccountKind.SERVICE.value) if keeps_services(actor) else Q(pk__in=[])
    return Subscription.objects.filter(services | Q(owner_id=actor.id), ended_at=None)


def get_kept(*, actor: Actor, subscription_id: UUID, lock: bool = False) -> Subscription:
    """One of the subscriptions that the actor looks after, locked for a verb if asked."""
    return _found(kept_subscriptions(actor=actor), subscription_id, lock=lock)


def get_own(*, actor: Actor, subscription_id: UUID, lock: bool = False) -> Subscription:
    """One of the actor's own subscriptions, locked for a verb if asked."""
    return _found(own_subscriptions(actor=actor), subscription_id, lock=lock)


def _found(rows: QuerySet[Subscription], subscription_id: UUID, *, lock: bool) -> Subscription:
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


def listener_of(*, subscription: Subscription) -> Actor | None:
    """The owner as it may act today, in the post in which it subscribed.

    None when the account is closed, that post is over, or it may not subscribe any longer.
    """
    try:
        actor = directory.actor_of_account(account_id=subscription.owner_id, post_id=subscription.post_id)
    except AccountNotFound:
        return None
    over = subscription.post_id is not None and actor.post_id != subscription.post_id
    return None if over or not may_subscribe(actor) else actor


def is_deaf(*, subscription: Subscription) -> bool:
    """Whether it hears of nothing as things stand."""
    return listener_of(subscription=subscription) is None


def require_portal(*, actor: Actor) -> UUID:
    """The account of the national portal's system. Raises `FilingNotFound` for everybody else."""
    if actor.kind is not ActorKind.SERVICE or actor.id is None:
        raise FilingNotFound
    return actor.id


def watched_reports(*, actor: Actor) -> QuerySet[NationalReport]:
    """The traffic with the portal: for those who keep the province's systems and its one-stop."""
    return NationalReport.objects.all() if may_watch_portal(actor) else NationalReport.objects.none()


def watched_filings(*, actor: Actor) -> QuerySet[NationalFiling]:
    """What arrived from the portal, for the same people; and for the portal's own system what it handed on itself."""
    if may_watch_portal(actor):
        return NationalFiling.objects.all()
    if actor.kind is ActorKind.SERVICE and actor.id is not None:
        return NationalFiling.objects.filter(account_id=actor.id)
    return NationalFiling.objects.none()


def get_report(*, actor: Actor, report_id: UUID, lock: bool = False) -> NationalReport:
    """One report, locked for a verb if asked. Raises `ReportNotFound`."""
    rows = watched_reports(actor=actor)
    row = (rows.select_for_update() if lock else rows).filter(id=report_id).first()
    if row is None:
        raise ReportNotFound
    return row


def get_filing(*, actor: Actor, filing_id: UUID, lock: bool = False) -> NationalFiling:
    """One filing, locked for a verb if asked. Raises `FilingNotFound`."""
    rows = watched_filings(actor=actor)
    row = (rows.select_for_update() if lock else rows).filter(id=filing_id).first()
    if row is None:
        raise FilingNotFound
    return row
