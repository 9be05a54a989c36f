"""Opening, describing and closing accounts."""

from collections.abc import Callable, Iterable
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
    LanguageUnknown,
    PostHeld,
    Proof,
    StaffNameKept,
)
from honglam.identity.models import Account
from honglam.identity.queries import as_account
from honglam.identity.rules.citizen_ids import check_citizen_id
from honglam.identity.rules.contacts import check_email, check_phone
from honglam.identity.rules.people import check_birth, check_gender, check_name, clean_line
from honglam.identity.services import data_requests, enterprises, mandates
from honglam.identity.services.clashes import name_clash
from honglam.identity.services.giving_up import end_sent_to
from honglam.identity.services.sign_ins import end_all
from honglam.kernel import audit, clock
from honglam.kernel.text import sort_key
from honglam.kernel.values import SYSTEM, Actor

PROFILE = ("full_name", "citizen_id", "birth", "gender", "address", "unit_code", "language")


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

    What a provider or clerk vouched for (name, number, birth, gender) stays as it is, and so does an officer's name: it
    stands under what they decide.

    Raises a `FormatFault`, CitizenIdProven when a proven fact would change, or StaffNameKept.
    """
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown(field="language")
    account = access.own_account(actor)
    before = {field: getattr(account, field) for field in PROFILE}
    facts = {"full_name": full_name, "birth": birth, "gender": gender, "address": address, "unit_code": unit_code}
    _rewrite(account, citizen_id=citizen_id, at=at, **facts)
    account.language = language
    account.save()
    changed = [field for field, value in before.items() if getattr(account, field) != value]
    audit.record(
        actor=actor,
        action="identity.profile_changed",
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"fields": changed},
    )
    return as_account(account)


def _rewrite(
    account: Account,
    *,
    full_name: str,
    birth: str,
    gender: str,
    citizen_id: str,
    address: str,
    unit_code: str,
    at: datetime,
) -> None:
    if account.kind == AccountKind.STAFF.value and full_name.strip() != account.full_name:
        raise StaffNameKept(field="full_name")
    if account.citizen_id_proof:
        proven = (account.full_name, account.citizen_id, account.birth, account.gender)
        if proven != (full_name, citizen_id, check_birth(birth) if birth else "", gender):
            raise CitizenIdProven
        account.address, account.unit_code = clean_line(address, length=300), unit_code
        return
    _describe(account, full_name=full_name, birth=birth, gender=gender, address=address, unit_code=unit_code, at=at)
    on, born = clock.local(at).date(), account.birth or None
    account.citizen_id = (
        check_citizen_id(citizen_id, birth=born, gender_entered=gender or None, on=on) if citizen_id else ""
    )


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
def release_second_factor(
    *, account_ids: Iterable[UUID], at: datetime, unless: Callable[[UUID], bool] = lambda _: False
) -> None:
    """No longer ask these accounts for a second factor: they hold no post any more. What they set up stays.

    `unless` is asked of each once its turn has come, so that a post given at the same moment is seen by one of the two.
    """
    _rule_second_factor(account_ids, required=False, at=at, unless=unless)


def _rule_second_factor(
    account_ids: Iterable[UUID], *, required: bool, at: datetime, unless: Callable[[UUID], bool] = lambda _: False
) -> None:
    """All are locked, whatever their rule is now: whoever changes it at this moment has not said so yet."""
    rows = list(Account.objects.select_for_update(no_key=True).filter(pk__in=set(account_ids)).order_by("pk"))
    ids = [row.pk for row in rows if row.second_factor_required != required and not unless(row.pk)]
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

    Mandates end with it on both sides: none outlives who gave it or who holds it. A wish to correct it falls away, one
    to erase is still answered. An enterprise that would be left without an owner gets another of its people. The row
    itself stays, because dossiers that the law keeps point at the person.

    Raises PostHeld for one's own while one holds a post.
    """
    enterprises.queue_at_all_of(account_id=account_id)
    # Before the account is locked: whoever answers one locks it first, and the account then.
    data_requests.withdraw_corrections_of(actor=actor, account_id=account_id, at=at)
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
