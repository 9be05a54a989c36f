"""Opening, describing and closing accounts."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction

from honglam.identity import access
from honglam.identity.contracts import (
    AccountKind,
    AccountView,
    CitizenIdProven,
    CitizenIdTaken,
    ContactTaken,
    LanguageUnknown,
    PostHeld,
    Proof,
)
from honglam.identity.models import Account
from honglam.identity.queries import as_account
from honglam.identity.rules.citizen_ids import check_citizen_id
from honglam.identity.rules.contacts import check_email, check_phone
from honglam.identity.rules.people import check_birth, check_gender, check_name, clean_line
from honglam.identity.services import enterprises, mandates
from honglam.identity.services.giving_up import end_sent_to
from honglam.identity.services.sign_ins import end_all
from honglam.kernel import audit, clock
from honglam.kernel.text import sort_key
from honglam.kernel.values import SYSTEM, Actor


@transaction.atomic
def create_account(
    *,
    actor: Actor,
    full_name: str,
    at: datetime,
    kind: AccountKind = AccountKind.CITIZEN,
    email: str = "",
    phone: str = "",
    citizen_id: str = "",
    citizen_id_proof: Proof = Proof.NOBODY,
    birth: str = "",
    gender: str = "",
    address: str = "",
    unit_code: str = "",
) -> AccountView:
    """Open an account without a way to sign in; contacts given here must have been proven by the caller.

    A clerk who held a walk-in's card passes the citizen id with `Proof.COUNTER` and no contacts: what is typed at a
    counter is not proven. Raises a `FormatFault`, ContactTaken or CitizenIdTaken.
    """
    account = Account(kind=kind.value, created_at=at)
    _describe(account, full_name=full_name, birth=birth, gender=gender, address=address, unit_code=unit_code, at=at)
    account.email = check_email(email) if email else None
    account.phone = check_phone(phone) if phone else None
    if citizen_id:
        account.citizen_id = check_citizen_id(citizen_id, on=clock.local(at).date())
        account.citizen_id_proof = citizen_id_proof.value
    account.set_unusable_password()
    save_new(account=account)
    audit.record(
        actor=actor,
        action="identity.account_created",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"kind": kind.value, "proof": citizen_id_proof.value},
    )
    return as_account(account)


def save_new(*, account: Account) -> None:
    """Insert the row; a contact or citizen id proven elsewhere is refused by its name."""
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise name_clash(error=error) from error


def name_clash(*, error: IntegrityError) -> CitizenIdTaken | ContactTaken:
    """The refusal behind a broken constraint of the accounts table; any other error is raised again."""
    text = str(error)
    if "account_one_per_citizen" in text:
        return CitizenIdTaken(field="citizen_id")
    if "account_one_per_email" in text or "account_one_per_phone" in text:
        return ContactTaken(field="contact")
    raise error


@transaction.atomic
def change_profile(
    *,
    actor: Actor,
    full_name: str,
    birth: str,
    gender: str,
    citizen_id: str,
    address: str,
    unit_code: str,
    language: str,
    at: datetime,
) -> AccountView:
    """Correct one's own facts, and say in which language messages shall come.

    What a provider or clerk vouched for (name, number, birth, gender) stays as it is.

    Raises a `FormatFault`, or CitizenIdProven when a proven fact would change.
    """
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown(field="language")
    account = access.own_account(actor)
    if account.citizen_id_proof:
        proven = (account.full_name, account.citizen_id, account.birth, account.gender)
        if proven != (full_name, citizen_id, check_birth(birth) if birth else "", gender):
            raise CitizenIdProven
        account.address, account.unit_code = clean_line(address, length=300), unit_code
    else:
        _describe(account, full_name=full_name, birth=birth, gender=gender, address=address, unit_code=unit_code, at=at)
        on = clock.local(at).date()
        account.citizen_id = (
            check_citizen_id(citizen_id, birth=account.birth or None, gender_entered=gender or None, on=on)
            if citizen_id
            else ""
        )
    account.language = language
    account.save()
    audit.record(actor=actor, action="identity.profile_changed", subject_kind="account", subject_id=account.pk, at=at)
    return as_account(account)


def _describe(
    account: Account, *, full_name: str, birth: str, gender: str, address: str, unit_code: str, at: datetime
) -> None:
    account.full_name = check_name(full_name)
    account.sort_key = sort_key(account.full_name)
    account.birth = check_birth(birth, on=clock.local(at).date()) if birth else ""
    account.gender = check_gender(gender)
    account.address = clean_line(address, length=300)
    account.unit_code = unit_code


@transaction.atomic
def require_second_factor(*, account_ids: Iterable[UUID], at: datetime) -> None:
    """Make these accounts prove a second factor at sign-in: the directory passes those who come to hold a post."""
    _rule_second_factor(account_ids, required=True, at=at)


@transaction.atomic
def release_second_factor(*, account_ids: Iterable[UUID], at: datetime) -> None:
    """No longer ask these accounts for a second factor: they hold no post any more. What they set up stays."""
    _rule_second_factor(account_ids, required=False, at=at)


def _rule_second_factor(account_ids: Iterable[UUID], *, required: bool, at: datetime) -> None:
    changing = Account.objects.select_for_update().filter(pk__in=set(account_ids), second_factor_required=not required)
    ids = list(changing.order_by("pk").values_list("pk", flat=True))
    Account.objects.filter(pk__in=ids).update(second_factor_required=required)
    audit.record_many(
        audit.Entry(
            actor=SYSTEM,
            action="identity.second_factor_rule",
            subject_kind="account",
            subject_id=account_id,
            at=at,
            detail={"required": required},
        )
        for account_id in ids
    )


@transaction.atomic
def close_account(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Close an account for good: nobody can sign in, contacts become free, keys and providers are forgotten.

    Mandates end with it on both sides: none outlives who gave it or who holds it. An enterprise that would be left
    without an owner gets another of its people. The row itself stays, because dossiers that the law keeps point at the
    person. Raises PostHeld for one's own while one holds a post.
    """
    enterprises.queue_at_all_of(account_id=account_id)
    account = access.kept_account(actor, account_id)
    if actor.id == account.pk and account.second_factor_required:
        raise PostHeld
    end_all(account_id=account.pk, reason="closed", at=at)
    mandates.end_all_of(actor=actor, account=account, at=at)
    for contact in (account.email, account.phone):
        end_sent_to(actor=actor, contact=contact, at=at)
    account.is_active = False
    account.closed_at = at
    account.email = account.phone = None
    account.citizen_id_proof = ""
    account.set_unusable_password()
    account.save()
    account.external_identities.all().delete()
    account.api_tokens.filter(revoked_at=None).update(revoked_at=at)
    enterprises.end_all_of(actor=actor, account_id=account.pk, at=at)
    Authenticator.objects.filter(user=account).delete()
    account.data_requests.create(kind="close", asked_at=at, settled_at=at)
    audit.record(actor=actor, action="identity.account_closed", subject_kind="account", subject_id=account.pk, at=at)
