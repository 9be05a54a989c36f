"""Signing in through an identity provider: whose account is it, and what does the provider vouch for?

A provider's (issuer, subject) pair opens one account for ever. The first time, a citizen id of assurance level 2 leads
to the account for which a clerk or provider has already vouched for that number. E-mail addresses and phone numbers
never lead to an account: they change hands. But where the provider checked one that a citizen's account has here, no
second account is opened: its owner is asked to sign in there and link.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from honglam.identity import access
from honglam.identity.contracts import (
    AccountInactive,
    AccountKind,
    AccountKnown,
    CitizenIdTaken,
    ContactTaken,
    FormatFault,
    LastWayIn,
    LinkedMeanwhile,
    LinkNotAsked,
    Proof,
    ProvenIdentity,
)
from honglam.identity.models import Account, ExternalIdentity
from honglam.identity.queries import as_actor, find_by_citizen_id, find_by_contact
from honglam.identity.rules.citizen_ids import check_citizen_id, clean_digits
from honglam.identity.rules.contacts import check_email, check_phone, show_phone
from honglam.identity.rules.people import check_birth, check_name
from honglam.identity.services import letters
from honglam.identity.services.accounts import save_new
from honglam.identity.services.clashes import name_clash
from honglam.identity.services.consents import record_opening
from honglam.kernel import audit
from honglam.kernel.text import sort_key
from honglam.kernel.values import Actor

# Decree 69/2024/NĐ-CP: an identity of level 2 was issued face to face, with fingerprints or an image of the face.
TRUSTED_ASSURANCE = 2
_FACTS = ["citizen_id", "citizen_id_proof", "full_name", "sort_key", "birth", "gender"]


def enter_by_provider(*, identity: ProvenIdentity, actor: Actor, may_link: bool, at: datetime) -> Account:
    """The account a provider's answer opens; with a signed-in `actor`, the actor's own.

    `may_link`: the signed-in actor set out to link it and had proven afresh who they are; without, an identity that is
    not linked yet is nobody's proof. Raises LinkNotAsked then, CitizenIdTaken where the answer contradicts what is
    linked or proven already, AccountKnown where a contact that the provider checked has its account here,
    AccountInactive, or a `FormatFault` where the provider's facts cannot be read.
    """
    try:
        return _enter(identity=identity, actor=actor, may_link=may_link, at=at)
    except LinkedMeanwhile:  # the same person came in by two windows at once: the other one has opened the account
        return _enter(identity=identity, actor=actor, may_link=may_link, at=at)


@transaction.atomic
def _enter(*, identity: ProvenIdentity, actor: Actor, may_link: bool, at: datetime) -> Account:
    account_id = _linked(identity).values_list("account_id", flat=True).first()
    if account_id is not None:
        return _come_again(account_id, identity, actor, at)
    opened = False
    if not actor.is_anonymous:
        if not may_link:
            raise LinkNotAsked
        account = access.own_account(actor)
    else:
        found = _account_of_citizen(identity)
        account, opened = found or _open(identity, at), found is None
    if account.external_identities.filter(issuer=identity.issuer).exists():
        raise CitizenIdTaken
    _link(account, identity, at)
    if not opened:
        _tell(account, letters.PROVIDER_LINKED, identity.issuer, at)
    return account


def _linked(identity: ProvenIdentity) -> QuerySet[ExternalIdentity]:
    return ExternalIdentity.objects.filter(issuer=identity.issuer, subject=identity.subject)


def _come_again(account_id: UUID, identity: ProvenIdentity, actor: Actor, at: datetime) -> Account:
    """Account first, then what hangs on it: so does whoever unlinks or closes, and nobody waits for each other."""
    account = Account.objects.select_for_update().get(pk=account_id)
    if not actor.is_anonymous and actor.id != account.pk:
        raise CitizenIdTaken
    if not account.is_active:
        raise AccountInactive
    known = _linked(identity).select_for_update().filter(account=account).first()
    if known is None:
        raise LinkedMeanwhile
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
    if found is None:
        return None
    rows = Account.objects.select_for_update().filter(pk=found.pk, citizen_id=found.citizen_id, is_active=True)
    return rows.exclude(citizen_id_proof="").first()  # what was so before the lock came need not be so any more


def _open(identity: ProvenIdentity, at: datetime) -> Account:
    account = Account(kind=AccountKind.CITIZEN.value, created_at=at, full_name=check_name(identity.full_name))
    account.sort_key = sort_key(account.full_name)
    account.email = _free(_readable(check_email, identity.email), identity)
    account.phone = _free(_readable(check_phone, identity.phone), identity)
    account.set_unusable_password()
    try:
        save_new(account=account)
    except ContactTaken as taken:  # somebody proved it since we looked, perhaps the same person
        raise LinkedMeanwhile from taken
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
    row = ExternalIdentity(
        account=account,
        issuer=identity.issuer,
        subject=identity.subject,
        assurance=identity.assurance,
        linked_at=at,
        last_used_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise LinkedMeanwhile from error
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
            account.save(update_fields=_FACTS)  # the rest of the row is not ours: it may be somebody's new password
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
        _tell(account, letters.PROVIDER_UNLINKED, issuer, at)
        audit.record(
            actor=actor,
            action="identity.provider_unlinked",
            subject_kind="account",
            subject_id=account.pk,
            at=at,
            detail={"issuer": issuer},
        )


def _tell(account: Account, template: str, issuer: str, at: datetime) -> None:
    provider = settings.OIDC["name"] if issuer == settings.OIDC["issuer"] else issuer
    letters.tell(account=account, template=template, context={"provider": provider}, at=at)
