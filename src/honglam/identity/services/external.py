"""Signing in through an identity provider: whose account is it, and what does the provider vouch for?

A provider's (issuer, subject) pair opens one account for ever. The first time, a citizen id of assurance level 2 leads
to the account for which a clerk or provider has already vouched for that number. E-mail addresses and phone numbers
never lead to an account: they change hands. But where the provider checked one that a citizen's account has here, no
second account is opened: its owner is asked to sign in there and link.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from honglam.identity import access
from honglam.identity.contracts import (
    AccountInactive,
    AccountKind,
    AccountKnown,
    CitizenIdTaken,
    FormatFault,
    LastWayIn,
    LinkNotAsked,
    Proof,
    ProvenIdentity,
)
from honglam.identity.models import Account, ExternalIdentity
from honglam.identity.queries import as_actor, find_by_citizen_id, find_by_contact
from honglam.identity.rules.citizen_ids import check_citizen_id, clean_digits
from honglam.identity.rules.contacts import check_email, check_phone, show_phone
from honglam.identity.rules.people import check_birth, check_name
from honglam.identity.services.accounts import name_clash, save_new
from honglam.identity.services.consents import record_opening
from honglam.kernel import audit
from honglam.kernel.text import sort_key
from honglam.kernel.values import Actor

# Decree 69/2024/NĐ-CP: an identity of level 2 was issued face to face, with fingerprints or an image of the face.
TRUSTED_ASSURANCE = 2


@transaction.atomic
def enter_by_provider(*, identity: ProvenIdentity, actor: Actor, may_link: bool, at: datetime) -> Account:
    """The account a provider's answer opens; with a signed-in `actor`, the actor's own.

    `may_link`: the signed-in actor set out to link it and had proven afresh who they are; without, an identity that is
    not linked yet is nobody's proof. Raises LinkNotAsked then, CitizenIdTaken where the answer contradicts what is
    linked or proven already, AccountKnown where a contact that the provider checked has its account here,
    AccountInactive, or a `FormatFault` where the provider's facts cannot be read.
    """
    known = (
        ExternalIdentity.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(issuer=identity.issuer, subject=identity.subject)
        .first()
    )
    if known is not None:
        return _come_again(known, identity, actor, at)
    if not actor.is_anonymous:
        if not may_link:
            raise LinkNotAsked
        account = access.own_account(actor)
    else:
        account = _account_of_citizen(identity) or _open(identity, at)
    if account.external_identities.filter(issuer=identity.issuer).exists():
        raise CitizenIdTaken
    _link(account, identity, at)
    return account


def _come_again(known: ExternalIdentity, identity: ProvenIdentity, actor: Actor, at: datetime) -> Account:
    account = known.account
    if not actor.is_anonymous and actor.id != account.pk:
        raise CitizenIdTaken
    if not account.is_active:
        raise AccountInactive
    known.last_used_at = at
    known.assurance = identity.assurance
    known.save(update_fields=["last_used_at", "assurance"])
    _take_facts(account, identity)
    audit.record(
        actor=as_actor(account),
        action="identity.provider_used",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"issuer": identity.issuer, "assurance": identity.assurance},
    )
    return account


def _account_of_citizen(identity: ProvenIdentity) -> Account | None:
    if not identity.citizen_id or identity.assurance < TRUSTED_ASSURANCE:
        return None
    found = find_by_citizen_id(citizen_id=check_citizen_id(identity.citizen_id))
    return Account.objects.select_for_update().get(pk=found.pk) if found else None


def _open(identity: ProvenIdentity, at: datetime) -> Account:
    account = Account(kind=AccountKind.CITIZEN.value, created_at=at, full_name=check_name(identity.full_name))
    account.sort_key = sort_key(account.full_name)
    account.email = _free(_readable(check_email, identity.email), identity)
    account.phone = _free(_readable(check_phone, identity.phone), identity)
    account.set_unusable_password()
    save_new(account=account)
    record_opening(account=account, at=at, by="provider", issuer=identity.issuer)
    return account


def _readable(check: Callable[[str], str], value: str) -> str:
    """The value as we write it; nothing where the provider's cannot be read: a contact is not worth a refusal."""
    try:
        return check(value) if value else ""
    except FormatFault:
        return ""


def _free(contact: str, identity: ProvenIdentity) -> str | None:
    """The contact unless somebody proved it here: it stays with them. Raises AccountKnown where that may be the same
    person; an officer's account is for the post, and a number vouched for that is not this one is somebody else's.
    """
    owner = find_by_contact(contact=contact) if contact else None
    if owner is None:
        return contact or None
    claimed = clean_digits(identity.citizen_id)
    other = bool(owner.citizen_id_proof and claimed and owner.citizen_id != claimed)
    if owner.kind == AccountKind.CITIZEN.value and not other:
        raise AccountKnown(contact=show_phone(contact))
    return None


def _link(account: Account, identity: ProvenIdentity, at: datetime) -> None:
    if account.citizen_id_proof and identity.citizen_id and check_citizen_id(identity.citizen_id) != account.citizen_id:
        raise CitizenIdTaken  # also from a weak identity: it says itself that it is another person's
    ExternalIdentity.objects.create(
        account=account,
        issuer=identity.issuer,
        subject=identity.subject,
        assurance=identity.assurance,
        linked_at=at,
        last_used_at=at,
    )
    _take_facts(account, identity)
    audit.record(
        actor=as_actor(account),
        action="identity.provider_linked",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"issuer": identity.issuer, "assurance": identity.assurance},
    )


def _take_facts(account: Account, identity: ProvenIdentity) -> None:
    """What a trusted answer says about the citizen replaces what was typed."""
    if not identity.citizen_id or identity.assurance < TRUSTED_ASSURANCE:
        return
    citizen_id = check_citizen_id(identity.citizen_id)
    if account.citizen_id_proof and account.citizen_id != citizen_id:
        raise CitizenIdTaken
    account.citizen_id = citizen_id
    account.citizen_id_proof = Proof.PROVIDER.value
    account.full_name = check_name(identity.full_name)
    account.sort_key = sort_key(account.full_name)
    account.birth = check_birth(identity.birth) if identity.birth else account.birth
    account.gender = identity.gender or account.gender
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise name_clash(error=error) from error


@transaction.atomic
def unlink_provider(*, actor: Actor, issuer: str, at: datetime) -> None:
    """Forget a provider; what it vouched for stays proven. Raises LastWayIn where no password leads back in."""
    account = access.own_account(actor)
    if not account.has_usable_password() or not (account.email or account.phone):
        raise LastWayIn
    deleted, _ = account.external_identities.filter(issuer=issuer).delete()
    if deleted:
        audit.record(
            actor=actor,
            action="identity.provider_unlinked",
            subject_kind="account",
            subject_id=account.pk,
            at=at,
            detail={"issuer": issuer},
        )
