"""Letting somebody act in one's name: offered, accepted with a proven identity, ended at once by either side.

`require` is asked inside the transaction of every act under a mandate. It locks the row that ending it locks as well:
either the act is done before the mandate ends, or it is refused by name.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.identity import access
from honglam.identity.contracts import (
    IdentityNotProven,
    MandateEnded,
    MandateNotFound,
    MandateState,
    MandateTerms,
    MandateToOneself,
    MandateTopics,
    MandateView,
    Power,
)
from honglam.identity.models import Account, Mandate, MandateRule
from honglam.identity.queries import find_by_contact
from honglam.identity.queries.mandates import as_mandate, held_of, rule_on, state_of
from honglam.identity.queries.topics import topic_name
from honglam.identity.rules import mandates as rules
from honglam.identity.rules.contacts import check_contact
from honglam.identity.services import letters
from honglam.kernel import audit, ratelimit
from honglam.kernel.clock import local
from honglam.kernel.values import Actor

PAGE = "/tai-khoan/uy-quyen/"
OFFERS_PER_DAY = 20


def offer(*, actor: Actor, terms: MandateTerms, at: datetime) -> MandateView:
    """Offer a mandate to whoever proved a contact; whether that is anybody is not told.

    Raises a refusal at its field: contact, powers, last_day, topics; IdentityNotProven; TooManyRequests.
    """
    ratelimit.require(f"mandate:{actor.id}", limit=OFFERS_PER_DAY, per=timedelta(days=1))
    return _offer(actor=actor, terms=terms, at=at)


@transaction.atomic
def _offer(*, actor: Actor, terms: MandateTerms, at: datetime) -> MandateView:
    principal, on = _proven(access.own_account(actor)), local(at).date()
    _, contact = check_contact(terms.contact)
    if contact in (principal.email, principal.phone):
        raise MandateToOneself(field="contact")
    rules.check_terms(terms, on=on, longest_days=rule_on(on).longest_days)
    for code in sorted(terms.topics):
        if not topic_name(code):
            raise MandateTopics(field="topics", code=code)
    row = Mandate.objects.create(
        principal=principal,
        contact=contact,
        powers=sorted(power.value for power in terms.powers),
        topics=sorted(terms.topics),
        subject_id=terms.subject_id,
        subject_code=terms.subject_code,
        first_day=terms.first_day,
        last_day=terms.last_day,
        paper_id=terms.paper_id,
        offered_at=at,
    )
    if terms.paper_id is not None:
        files.claim(actor=actor, file_ids=[terms.paper_id], holder=Holder(kind="mandate", id=str(row.pk)), at=at)
    _record(actor, row, "identity.mandate_offered", at, powers=row.powers, topics=row.topics)
    guest = find_by_contact(contact=contact)
    if guest is not None:
        letters.tell(
            account=guest,
            template=letters.MANDATE_OFFERED,
            context={"principal": principal.full_name, "url": PAGE},
            at=at,
        )
    return as_mandate(row, at=at)


@transaction.atomic
def accept(*, actor: Actor, mandate_id: UUID, at: datetime) -> None:
    """Take it on. Raises MandateNotFound, MandateEnded, IdentityNotProven."""
    proxy = _proven(access.own_account(actor))
    row = access.shown_mandate(actor, mandate_id, lock=True)
    if row.principal_id == proxy.pk:
        raise MandateNotFound
    if row.proxy_id == proxy.pk:
        return
    if state_of(row, at=at) is not MandateState.OFFERED:
        raise MandateEnded(name=row.principal.full_name)
    row.proxy, row.accepted_at = proxy, at
    row.save(update_fields=["proxy", "accepted_at"])
    _record(actor, row, "identity.mandate_accepted", at)
    context = {"proxy": proxy.full_name, "url": PAGE}
    letters.tell(account=row.principal, template=letters.MANDATE_ACCEPTED, context=context, at=at)


@transaction.atomic
def end(*, actor: Actor, mandate_id: UUID, at: datetime) -> None:
    """End it at once: the principal revokes, the proxy gives it back or declines. Ending twice changes nothing."""
    row = access.shown_mandate(actor, mandate_id, lock=True)
    if row.ended_at is not None:
        return
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _record(actor, row, "identity.mandate_ended", at)
    other = row.proxy if actor.id == row.principal_id else row.principal
    if other is not None:
        context = {"other": actor.name, "url": PAGE}
        letters.tell(account=other, template=letters.MANDATE_ENDED, context=context, at=at)


@transaction.atomic
def end_all_of(*, actor: Actor, account: Account, at: datetime) -> None:
    """End what an account that closes gave or holds; the other side is told. Civil Code, article 140.

    Offers to its contacts end with the contacts (`giving_up`).
    """
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("principal", "proxy").order_by("id")
    for row in rows.filter(Q(principal=account) | Q(proxy=account), ended_at=None):
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _record(actor, row, "identity.mandate_ended", at, reason="account_closed")
        other = row.proxy if row.principal_id == account.pk else row.principal
        if other is not None and row.proxy_id is not None:
            context = {"other": account.full_name, "url": PAGE}
            letters.tell(account=other, template=letters.MANDATE_ENDED, context=context, at=at)


@transaction.atomic
def end_offers_to(*, actor: Actor, contact: str, at: datetime) -> None:
    """End the offers to a contact whose owner gives it up. They are for one person, and the next one is another."""
    rows = Mandate.objects.select_for_update(of=("self",)).order_by("id")
    for row in rows.filter(proxy=None, contact=contact, ended_at=None):
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _record(actor, row, "identity.mandate_ended", at, reason="contact_given_up")


def require(
    *, actor: Actor, power: Power, topics: frozenset[str], subject_id: UUID | None = None, at: datetime
) -> None:
    """Refuse by name what the actor's mandate does not carry now; for who acts for themselves there is nothing to ask.

    Call it within the transaction of the act. Raises MandateEnded, MandateExpired, MandateNotYet, MandateOutside,
    MandatePaperMissing.
    """
    if actor.mandate is None:
        return
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("principal", "proxy")
    row = rows.filter(pk=actor.mandate.id, proxy_id=actor.id).first()
    if row is None:
        raise MandateNotFound
    held = held_of(as_mandate(row, at=at))
    paper_for = rule_on(local(at).date()).paper_for if power is Power.FILE else ()
    rules.require(
        state_of(row, at=at),
        name=held.principal_name,
        powers=held.powers,
        power=power.value,
        covered=held.covers(topics=topics, subject_id=subject_id),
        paper=row.paper_id is not None,
        paper_needed=not topics.isdisjoint(paper_for),
    )


@transaction.atomic
def put_mandate_rule(
    *,
    actor: Actor,
    valid_from: date,
    longest_days: int,
    paper_for: list[str],
    source: dict[str, Any] | None,
    provisional: bool,
    at: datetime,
) -> None:
    """Put a rule of the pack in force from its day on."""
    kept = {"longest_days": longest_days, "paper_for": paper_for, "source": source, "provisional": provisional}
    MandateRule.objects.update_or_create(valid_from=valid_from, defaults={**kept, "retired_at": None})
    _record_rule(actor, "identity.mandate_rule_put", valid_from, at)


@transaction.atomic
def retire_mandate_rule(*, actor: Actor, valid_from: date, at: datetime) -> None:
    """Take a rule out of force; the one before it counts again."""
    MandateRule.objects.filter(valid_from=valid_from).update(retired_at=at)
    _record_rule(actor, "identity.mandate_rule_retired", valid_from, at)


def _proven(account: Account) -> Account:
    if not account.citizen_id_proof:
        raise IdentityNotProven
    return account


def _record(actor: Actor, row: Mandate, action: str, at: datetime, **detail: Any) -> None:
    about = {"mandate": str(row.pk), "proxy": str(row.proxy_id or ""), **detail}
    audit.record(actor=actor, action=action, subject_kind="account", subject_id=row.principal_id, at=at, detail=about)


def _record_rule(actor: Actor, action: str, valid_from: date, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind="mandate_rule", subject_id=valid_from.isoformat(), at=at)
