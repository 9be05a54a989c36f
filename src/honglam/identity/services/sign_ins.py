"""Signing in and out: who may, what is remembered of it, and how a device is turned away."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from honglam.identity import access, queries
from honglam.identity.contracts import AccountNotFound, FormatFault, SignInRefused
from honglam.identity.models import Account, SignIn
from honglam.identity.queries import as_actor, find_by_contact
from honglam.identity.rules.contacts import check_contact
from honglam.identity.rules.people import clean_line
from honglam.kernel import audit, ratelimit
from honglam.kernel.clients import limit_key
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor

# NIST SP 800-63B §5.2.2 asks for a limit on tries per account; the one per address slows down whoever tries many:
# it counts what was wrong, and for as long as it takes to find out every try. What was right has a bound too, far above
# what people do: to compare passwords and to ask a provider costs, and whoever has one account could do it without end.
TRIES_PER_ACCOUNT = 10
TRIES_PER_ADDRESS = 300
RIGHT_PER_ACCOUNT = 60
JOURNEYS_PER_ADDRESS = 300
JOURNEYS_IN_ALL = 1000
WINDOW = timedelta(minutes=10)
SECOND_STEP_TRIES = 6


def check_password(*, login: str, password: str, address: str, user_agent: str, at: datetime) -> Account:
    """The account behind a phone number or e-mail and its password.

    Raises SignInRefused alike for unknown accounts and wrong passwords, after the same work, and TooManyRequests.
    Not atomic as a whole: a refusal must stay counted and recorded.
    """
    from_here = f"sign-in-from:{limit_key(address)}"
    ratelimit.require_from(from_here, limit=TRIES_PER_ADDRESS, per=WINDOW)
    try:
        _, contact = check_contact(login)
    except FormatFault as fault:
        make_password(password)
        raise SignInRefused(field="login") from fault
    bucket = f"sign-in:{contact}"
    ratelimit.require(bucket, limit=TRIES_PER_ACCOUNT, per=WINDOW)
    account = find_by_contact(contact=contact)
    if account is None or not account.has_usable_password():
        make_password(password)  # as slow as comparing, so that the time does not tell who has an account
        raise SignInRefused(field="login")
    if not account.check_password(nfc(password)):
        refuse(account_id=account.pk, method="password", address=address, user_agent=user_agent, at=at)
        raise SignInRefused(field="login")
    ratelimit.require(f"signed-in:{account.pk}", limit=RIGHT_PER_ACCOUNT, per=WINDOW)
    ratelimit.forget(bucket)
    ratelimit.give_back(from_here)  # else the last of a big office would be shut out each morning
    return account


def require_journey(*, address: str) -> None:
    """Count somebody who sets out to an identity provider. Raises TooManyRequests."""
    ratelimit.require_from(_journeys(address), limit=JOURNEYS_PER_ADDRESS, per=WINDOW)
    ratelimit.require_from(f"provider-all-from:{limit_key(address)}", limit=JOURNEYS_IN_ALL, per=WINDOW)


def give_journey_back(*, address: str) -> None:
    """Somebody came back from an identity provider and was let in: that journey counts no more."""
    ratelimit.give_back(_journeys(address))


def _journeys(address: str) -> str:
    return f"provider-from:{limit_key(address)}"


def account_of(*, account_id: UUID) -> Account:
    """The active account as Django's session functions want it. Raises AccountNotFound."""
    found = Account.objects.filter(pk=account_id, is_active=True).first()
    if found is None:
        raise AccountNotFound
    return found


def second_step_bucket(*, account_id: UUID) -> str:
    """The name under which tries of the second step are counted."""
    return f"second-step:{account_id}"


def require_second_step_try(*, account_id: UUID) -> None:
    """Count a try of the second step. Raises TooManyRequests."""
    ratelimit.require(second_step_bucket(account_id=account_id), limit=SECOND_STEP_TRIES, per=WINDOW)


@transaction.atomic
def begin(
    *,
    account_id: UUID,
    method: str,
    second_factor: bool,
    assurance: int,
    user_agent: str,
    address: str,
    at: datetime,
) -> UUID:
    """Remember that a device is signed in now. The session lives as long as this row has no end."""
    account = Account.objects.get(pk=account_id)
    row = SignIn.objects.create(
        account=account,
        method=method,
        succeeded=True,
        second_factor=second_factor,
        assurance=assurance,
        user_agent=clean_line(user_agent, length=300),
        address=address or None,
        began_at=at,
        last_seen_at=at,
    )
    audit.record(
        actor=as_actor(account),
        action="identity.signed_in",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"method": method, "second_factor": second_factor, "sign_in": str(row.pk)},
    )
    return row.pk


@transaction.atomic
def refuse(*, account_id: UUID, method: str, address: str, user_agent: str, at: datetime) -> None:
    """Remember a refused attempt where its owner sees it."""
    account = Account.objects.get(pk=account_id)
    SignIn.objects.create(
        account=account,
        method=method,
        succeeded=False,
        user_agent=clean_line(user_agent, length=300),
        address=address or None,
        began_at=at,
        last_seen_at=at,
        ended_at=at,
        end_reason="refused",
    )
    audit.record(
        actor=as_actor(account),
        action="identity.sign_in_refused",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"method": method},
    )


def touch(*, sign_in_id: UUID, at: datetime) -> None:
    """Note that a device was used just now."""
    SignIn.objects.filter(pk=sign_in_id, ended_at=None).update(last_seen_at=at)


@transaction.atomic
def strengthen(*, sign_in_id: UUID, at: datetime) -> None:
    """The present session has proven a second factor after it began (it was set up just now)."""
    row = SignIn.objects.select_for_update(of=("self",)).select_related("account").get(pk=sign_in_id)
    row.second_factor = True
    row.save(update_fields=["second_factor"])
    audit.record(
        actor=as_actor(row.account),
        action="identity.session_strengthened",
        subject_kind="account",
        subject_id=row.account_id,
        at=at,
        detail={"sign_in": str(sign_in_id)},
    )


@transaction.atomic
def end(*, actor: Actor, sign_in_id: UUID, at: datetime, reason: str = "revoked") -> None:
    """Sign one device out; its next request finds itself a stranger. Raises NotFound for other people's devices."""
    row = access.own_sign_in(actor, sign_in_id)
    row.ended_at = at
    row.end_reason = reason
    row.save(update_fields=["ended_at", "end_reason"])
    audit.record(
        actor=actor,
        action="identity.signed_out",
        subject_kind="account",
        subject_id=row.account_id,
        at=at,
        detail={"reason": reason, "sign_in": str(sign_in_id)},
    )


@transaction.atomic
def end_others(*, actor: Actor, keep: UUID | None, at: datetime) -> int:
    """Sign every other device of the actor out and say how many there were."""
    account = access.own_account(actor)
    count = end_all(account_id=account.pk, reason="revoked", at=at, keep=keep)
    audit.record(
        actor=actor,
        action="identity.signed_out_elsewhere",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"devices": count},
    )
    return count


def end_all(*, account_id: UUID, reason: str, at: datetime, keep: UUID | None = None) -> int:
    """End all live sign-ins of an account but `keep`; part of verbs that record themselves. Returns how many."""
    live = SignIn.objects.filter(account_id=account_id, ended_at=None)
    if keep is not None:
        live = live.exclude(pk=keep)
    return live.update(ended_at=at, end_reason=reason)


def erase_sign_ins(*, before: datetime, limit: int, at: datetime) -> int:
    """Forget up to `limit` sign-ins and refused attempts that began before a moment and are over."""
    old = SignIn.objects.filter(queries.is_over(at), began_at__lt=before).order_by("began_at")[:limit]
    return SignIn.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]


def erase_sign_ins_of(*, account_id: UUID, at: datetime) -> int:
    """Forget a person's sign-ins that are over; the devices signed in now stay signed in."""
    return SignIn.objects.filter(queries.is_over(at), account_id=account_id).delete()[0]


def forget_sessions(*, limit: int, at: datetime) -> int:
    """Forget up to `limit` sessions that nobody comes back to: most people just close the window."""
    old = Session.objects.filter(expire_date__lt=at).order_by("expire_date").values_list("pk", flat=True)[:limit]
    return Session.objects.filter(pk__in=list(old)).delete()[0]
