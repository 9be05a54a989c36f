"""Setting passwords: the one place where a password becomes a hash."""

from datetime import datetime
from functools import cache
from uuid import UUID

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction

from honglam.identity import access
from honglam.identity.contracts import WrongPassword
from honglam.identity.models import Account
from honglam.identity.queries import as_actor, find_by_contact
from honglam.identity.rules.passwords import find_fault
from honglam.identity.services import letters
from honglam.identity.services.contact_codes import send_code, use_proof
from honglam.identity.services.sign_ins import TRIES_PER_ACCOUNT, WINDOW, end_all
from honglam.identity.services.tokens import revoke_all_of
from honglam.kernel import audit, ratelimit
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor


@cache
def _common() -> frozenset[str]:
    """The list of worldwide common passwords that Django carries, in lower case."""
    return frozenset(CommonPasswordValidator().passwords)


def judge(*, password: str, personal: tuple[str, ...]) -> None:
    """Refuse a bad password by the name of its fault, at the field `password`."""
    fault = find_fault(password, personal=personal, common=_common())
    if fault is not None:
        fault.field = "password"
        raise fault


def put(*, account: Account, password: str) -> None:
    """Judge a new password and put it into the row (not saved). Raises a `FormatFault`."""
    facts = (account.full_name, account.email or "", account.phone or "", account.citizen_id)
    judge(password=password, personal=facts)
    account.set_password(nfc(password))


def change_password(*, actor: Actor, old: str, new: str, keep: UUID | None, at: datetime) -> None:
    """Replace one's own password; every other device is signed out. `keep` is the present sign-in.

    Programs keep their tokens: whoever knows the old password changes it without harm; the page says where to end them.

    Raises WrongPassword (counted: not atomic as a whole), TooManyRequests or a `FormatFault`.
    """
    ratelimit.require(f"password:{actor.id}", limit=TRIES_PER_ACCOUNT, per=WINDOW)
    _replace(actor=actor, old=old, new=new, keep=keep, at=at)
    ratelimit.forget(f"password:{actor.id}")


@transaction.atomic
def _replace(*, actor: Actor, old: str, new: str, keep: UUID | None, at: datetime) -> None:
    account = access.own_account(actor)
    if account.has_usable_password() and not account.check_password(nfc(old)):
        raise WrongPassword(field="old_password")
    _settle(actor, account, new, keep=keep, at=at, action="identity.password_changed")


@transaction.atomic
def set_password(*, actor: Actor, account_id: UUID, password: str, at: datetime, silent: bool = False) -> None:
    """Set an account's password for its owner (commands and administrators); `silent` writes no letter about it.

    Its tokens end, as with a reset.
    """
    account = access.kept_account(actor, account_id)
    revoked = revoke_all_of(account_id=account.pk, at=at)
    _settle(
        actor,
        account,
        password,
        keep=None,
        at=at,
        action="identity.password_set",
        silent=silent,
        tokens_revoked=revoked,
    )


def start_reset(*, contact: str, address: str, at: datetime) -> UUID:
    """Send a code to a contact whose owner forgot the password; looks the same whether or not anybody owns it."""
    return send_code(contact=contact, purpose="reset", account_id=None, address=address, at=at)


@transaction.atomic
def finish_reset(*, proof_id: UUID, password: str, at: datetime) -> UUID:
    """Set a new password for who proved a contact; all devices are signed out. Returns the account's id.

    Tokens end too: whoever comes back to an account this way may have lost it to somebody who made some.
    Raises WrongCode when the proof is stale, or a `FormatFault`.
    """
    proof = use_proof(proof_id=proof_id, purpose="reset", at=at)
    owner = find_by_contact(contact=proof.contact)
    account = access.account(owner.pk if owner else proof.pk)
    revoked = revoke_all_of(account_id=account.pk, at=at)
    by = as_actor(account)
    _settle(by, account, password, keep=None, at=at, action="identity.password_reset", tokens_revoked=revoked)
    return account.pk


def _settle(
    actor: Actor,
    account: Account,
    password: str,
    *,
    keep: UUID | None,
    at: datetime,
    action: str,
    silent: bool = False,
    tokens_revoked: int = 0,
) -> None:
    put(account=account, password=password)
    account.save(update_fields=["password"])
    ended = end_all(account_id=account.pk, reason="password", at=at, keep=keep)
    if not silent:
        letters.tell(account=account, template=letters.PASSWORD_CHANGED, context={}, at=at)
    audit.record(
        actor=actor,
        action=action,
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"devices_signed_out": ended, "tokens_revoked": tokens_revoked},
    )
