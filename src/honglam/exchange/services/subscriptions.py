"""Subscribing, leaving, a new secret, going on after a pause."""

import secrets
from datetime import datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import translation

from honglam.directory import api as directory
from honglam.exchange import access
from honglam.exchange.contracts import (
    AgencyOutOfReach,
    DeliveryFault,
    DeliveryState,
    Fault,
    Issued,
    SubscriptionView,
    TooManySubscriptions,
    Trouble,
    Wish,
)
from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.queries import webhooks as queries
from honglam.exchange.rules.faults import SWITCHED_OFF, say, to_row
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel import audit
from honglam.kernel.idempotency import once
from honglam.kernel.problems import spoken
from honglam.kernel.sealing import seal, unseal
from honglam.kernel.values import Actor
from honglam.notices import api as notices
from honglam.notices.contracts import Kind, Letter

PURPOSE = "webhooks"
MARK = "hlw"
LIMIT = 20
PAUSED = Letter(
    code="exchange.webhook_paused",
    fields={"target": Kind.TEXT, "count": Kind.NUMBER, "last_error": Kind.TEXT, "system": Kind.TEXT},
)
"""What this block writes; the pack's section `notices` holds the words."""


@transaction.atomic
def create_subscription(*, actor: Actor, wish: Wish, key: str, at: datetime) -> Issued:
    """Subscribe. The same key with the same wish answers the same. The secret is made here and nowhere else."""
    owner_id = access.require_subscriber(actor=actor)

    def perform() -> dict[str, str]:
        row = _subscribe(actor, owner_id, wish, at)
        return {"id": str(row.id)}

    asked = {"target": wish.target, "events": sorted(wish.events), "label": wish.label, "agency": wish.agency_code}
    answer = once(actor=str(owner_id), key=key, request={"create_webhook": asked}, perform=perform)
    return _issued(access.get_own(actor=actor, subscription_id=UUID(answer["id"])))


@transaction.atomic
def rotate_secret(*, actor: Actor, subscription_id: UUID, key: str, at: datetime) -> Issued:
    """A new secret from this moment on; the same key does not make another one."""
    row = access.get_own(actor=actor, subscription_id=subscription_id, lock=True)

    def perform() -> dict[str, str]:
        row.secret = _new_secret()
        row.save(update_fields=["secret"])
        _record(actor, "exchange.secret_rotated", row, at)
        return {"id": str(row.id)}

    once(actor=str(actor.id), key=key, request={"rotate_webhook": str(subscription_id)}, perform=perform)
    return _issued(row)


@transaction.atomic
def end_subscription(*, actor: Actor, subscription_id: UUID, at: datetime) -> None:
    """Stop for good: the secret is erased, what waits is given up."""
    row = access.get_kept(actor=actor, subscription_id=subscription_id, lock=True)
    row.ended_at, row.secret = at, ""
    row.save(update_fields=["ended_at", "secret"])
    waiting = Delivery.objects.filter(queries.UNFINISHED, subscription=row)
    kept = {"last_error": SWITCHED_OFF.said, "last_fault": to_row(SWITCHED_OFF)}
    waiting.update(state=DeliveryState.DEAD, next_attempt_at=None, **kept)
    _record(actor, "exchange.unsubscribed", row, at)


@transaction.atomic
def resume_subscription(*, actor: Actor, subscription_id: UUID, at: datetime) -> SubscriptionView:
    """Go on after a pause: what waited is due at once, what died can be asked for again.

    Where the post in which it was made is over, in the one in which its owner says so.
    """
    row = access.get_kept(actor=actor, subscription_id=subscription_id, lock=True)
    deaf = access.is_deaf(subscription=row)
    moves = deaf and row.owner_id == actor.id
    if row.paused_at is not None or moves:
        row.paused_at, row.held_until, row.failures, row.dead_in_a_row = None, None, 0, 0
        row.post_id = actor.post_id if moves else row.post_id
        row.save(update_fields=["paused_at", "held_until", "failures", "dead_in_a_row", "post_id"])
        Delivery.objects.filter(queries.UNFINISHED, subscription=row).update(queued_at=at, next_attempt_at=at)
        _record(actor, "exchange.resumed", row, at)
        deaf = access.is_deaf(subscription=row)
    return queries.as_subscription(row, deaf=deaf)


def tell_of_pause(row: Subscription, *, fault: Fault, at: datetime) -> None:
    """Write to the owner that nobody seems to listen any more; in the transaction that pauses.

    Nobody reads the letters of a service: those who administer the province are told as well.
    """
    owner = identity.get_account(account_id=row.owner_id)
    keepers = _keepers(at) if owner.kind is AccountKind.SERVICE else set()
    for account_id in sorted({row.owner_id, *keepers}):
        recipient = identity.recipient_of(account_id=account_id)
        notices.send(
            template=PAUSED.code,
            recipient=recipient,
            context={
                "target": row.target,
                "count": row.dead_in_a_row,
                "last_error": _worded(fault, recipient.language),
                "system": owner.full_name if account_id in keepers else row.label,
            },
            subject_kind="webhook",
            subject_id=row.id,
            at=at,
            dedupe_key=f"{PAUSED.code}:{row.id}:{at.isoformat()}:{account_id}",
        )


def _keepers(at: datetime) -> set[UUID]:
    actors = directory.list_actors_in_post(at=at)
    return {actor.id for actor in actors if actor.id is not None and access.keeps_services(actor)}


def _worded(fault: Fault, language: str) -> str:
    sentence, params = say(fault)
    with translation.override(language):
        return spoken(sentence, params) if sentence else ""


def open_secret(*, sealed: str) -> str:
    """The signing secret in the clear. Raises `DeliveryFault` where the key it was sealed under is gone."""
    try:
        return unseal(sealed, purpose=PURPOSE)
    except InvalidToken as error:
        raise DeliveryFault("the secret was sealed under another key", trouble=Trouble.KEY_LOST) from error


def _subscribe(actor: Actor, owner_id: UUID, wish: Wish, at: datetime) -> Subscription:
    if access.own_subscriptions(actor=actor).count() >= LIMIT:
        raise TooManySubscriptions(limit=LIMIT)
    row = Subscription.objects.create(
        owner_id=owner_id,
        post_id=actor.post_id,
        label=wish.label,
        target=wish.target,
        events=sorted({event.value for event in wish.events}),
        agency_id=_agency(actor, wish.agency_code),
        secret=_new_secret(),
        created_at=at,
    )
    _record(actor, "exchange.subscribed", row, at)
    return row


def _agency(actor: Actor, code: str) -> int | None:
    """The agency asked for, if the actor's post covers it; an account without a post only narrows its own dossiers."""
    if not code:
        return None
    found = directory.find_agency_by_code(code=code)
    if found is None or (
        actor.scope_ids and set(directory.ancestor_ids(agency_id=found.id)).isdisjoint(actor.scope_ids)
    ):
        raise AgencyOutOfReach(field="agency_code", code=code)
    return found.id


def _new_secret() -> str:
    # A word in front lets scanners of leaked secrets recognise what they found.
    return seal(f"{MARK}_{secrets.token_urlsafe(32)}", purpose=PURPOSE)


def _issued(row: Subscription) -> Issued:
    shown = queries.as_subscription(row, deaf=access.is_deaf(subscription=row))
    return Issued(subscription=shown, secret=open_secret(sealed=row.secret))


def _record(actor: Actor, action: str, row: Subscription, at: datetime) -> None:
    detail = {"target": row.target, "events": row.events}
    audit.record(actor=actor, action=action, subject_kind="webhook", subject_id=row.id, at=at, detail=detail)
