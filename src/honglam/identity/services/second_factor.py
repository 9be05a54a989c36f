"""The second step of signing in: authenticator apps, passkeys, recovery codes. allauth keeps and checks them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from honglam.identity import access, queries
from honglam.identity.contracts import (
    AccountKind,
    SecondFactor,
    SecondFactorKept,
    SecondStepNotPassed,
    SessionFacts,
    WrongTotpCode,
)
from honglam.identity.models import Account
from honglam.identity.rules.people import clean_line
from honglam.identity.services import letters
from honglam.identity.services.sign_ins import end_all, require_second_step_try
from honglam.identity.services.tokens import revoke_all_of
from honglam.kernel import audit
from honglam.kernel.values import Actor, NotFound

NAME_MAX = 60


def new_totp_secret() -> str:
    """A fresh secret for an authenticator app (160 bits, base 32)."""
    return str(generate_totp_secret())


def activate_totp(*, actor: Actor, session: SessionFacts, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Ask for an app's six digits from now on. Returns recovery codes where the account had none yet.

    `session`: what the present one proves; it stays signed in. Raises WrongTotpCode (counted: not atomic as a whole),
    SecondStepNotPassed and TooManyRequests.
    """
    if actor.id is not None:
        require_second_step_try(account_id=actor.id)
    if not validate_totp_code(secret, code.replace(" ", "")):
        raise WrongTotpCode(field="code")
    return _activate(actor=actor, session=session, secret=secret, at=at)


@transaction.atomic
def _activate(*, actor: Actor, session: SessionFacts, secret: str, at: datetime) -> tuple[str, ...]:
    account = access.own_account(actor)
    _require_passed(account, session)
    ended = _end_weaker_sign_ins(account, session, at)
    return _install(actor, account, secret, at, sign_ins_ended=ended)


@transaction.atomic
def install_totp(*, actor: Actor, account_id: UUID, secret: str, at: datetime) -> tuple[str, ...]:
    """Store an app's secret in place of an older one; returns recovery codes where there were none.

    For operators: nobody is signed out by it.
    """
    return _install(actor, access.kept_account(actor, account_id), secret, at)


def _install(actor: Actor, account: Account, secret: str, at: datetime, **detail: Any) -> tuple[str, ...]:
    revoked = _end_weaker_tokens(account, at)
    _authenticators(account, Authenticator.Type.TOTP).delete()
    TOTP.activate(account, secret)
    codes = _first_recovery_codes(account)
    _settle(actor, account, "identity.totp_added", at, tokens_revoked=revoked, **detail)
    return codes


@transaction.atomic
def remove_totp(*, actor: Actor, session: SessionFacts, at: datetime) -> None:
    """Stop asking for an app's digits.

    Raises SecondFactorKept where a post requires them and no passkey stands in, SecondStepNotPassed.
    """
    account = access.own_account(actor)
    _require_passed(account, session)
    _keep_one(account, but=_authenticators(account, Authenticator.Type.TOTP).values_list("pk", flat=True))
    _authenticators(account, Authenticator.Type.TOTP).delete()
    _drop_lonely_recovery_codes(account)
    _settle(actor, account, "identity.totp_removed", at)


@transaction.atomic
def renew_recovery_codes(*, actor: Actor, session: SessionFacts, at: datetime) -> tuple[str, ...]:
    """New recovery codes; the old ones are worthless from now on.

    Raises NotFound without a second factor, SecondStepNotPassed.
    """
    account = access.own_account(actor)
    _require_passed(account, session)
    if not _steps(account).exists():
        raise NotFound
    _authenticators(account, Authenticator.Type.RECOVERY_CODES).delete()
    codes = _first_recovery_codes(account)
    _settle(actor, account, "identity.recovery_codes_renewed", at)
    return codes


@transaction.atomic
def add_passkey(
    *, actor: Actor, session: SessionFacts, name: str, credential: dict[str, Any], at: datetime
) -> tuple[str, ...]:
    """Store a passkey whose ceremony was completed just now; returns recovery codes where there were none.

    Raises SecondStepNotPassed.
    """
    account = access.own_account(actor)
    _require_passed(account, session)
    ended = _end_weaker_sign_ins(account, session, at)
    revoked = _end_weaker_tokens(account, at)
    WebAuthn.add(account, clean_line(name, length=NAME_MAX), credential)
    codes = _first_recovery_codes(account)
    _settle(actor, account, "identity.passkey_added", at, tokens_revoked=revoked, sign_ins_ended=ended)
    return codes


@transaction.atomic
def remove_passkey(*, actor: Actor, session: SessionFacts, passkey_id: int, at: datetime) -> None:
    """Forget a passkey.

    Raises NotFound for others', SecondFactorKept for the last one of somebody in a post, SecondStepNotPassed.
    """
    account = access.own_account(actor)
    _require_passed(account, session)
    found = _authenticators(account, Authenticator.Type.WEBAUTHN).filter(pk=passkey_id)
    if not found.exists():
        raise NotFound
    _keep_one(account, but=[passkey_id])
    found.delete()
    _drop_lonely_recovery_codes(account)
    _settle(actor, account, "identity.passkey_removed", at)


@transaction.atomic
def reset_second_factor(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Take every second factor off an account whose owner lost them all (administrators and commands).

    Its tokens end too, and whoever is signed in: whoever else had the second factor may have made one, or sit there.
    """
    account = access.kept_account(actor, account_id)
    if not access.may_keep_accounts(actor):
        raise NotFound
    Authenticator.objects.filter(user=account).delete()
    revoked = revoke_all_of(account_id=account.pk, at=at)
    ended = end_all(account_id=account.pk, reason="revoked", at=at)
    _settle(actor, account, "identity.second_factor_reset", at, tokens_revoked=revoked, sign_ins_ended=ended)


def _authenticators(account: Account, kind: Any) -> Any:
    return Authenticator.objects.filter(user=account, type=kind)


def _steps(account: Account) -> Any:
    return Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)


def _keep_one(account: Account, *, but: Any) -> None:
    if queries.is_second_factor_due(account) and not _steps(account).exclude(pk__in=list(but)).exists():
        raise SecondFactorKept


def _require_passed(account: Account, session: SessionFacts) -> None:
    """A session from before the second factor proves a password and no more: it changes nothing of what closes it out.

    Asked under the lock of the account: the factor may have come since the page was opened.
    """
    if session.second_factor is not SecondFactor.SATISFIED and _steps(account).exists():
        raise SecondStepNotPassed


def _end_weaker_sign_ins(account: Account, session: SessionFacts, at: datetime) -> int:
    """With the first second factor whoever came in without one is signed out, but for who sets it up."""
    if _steps(account).exists():
        return 0
    return end_all(account_id=account.pk, reason="revoked", at=at, keep=session.sign_in_id)


def _end_weaker_tokens(account: Account, at: datetime) -> int:
    """With its first second factor an officer's account proves more than when its tokens were made: they end.

    Otherwise a token made behind a password alone, before the post, would act in the post from now on. What an operator
    or a keeper made for the account stays.
    """
    if account.kind != AccountKind.STAFF.value or _steps(account).exists():
        return 0
    return revoke_all_of(account_id=account.pk, at=at, but=queries.list_vouched_tokens(account_id=account.pk))


def _first_recovery_codes(account: Account) -> tuple[str, ...]:
    if _authenticators(account, Authenticator.Type.RECOVERY_CODES).exists():
        return ()
    codes = RecoveryCodes.activate(account)
    codes.mark_as_viewed()
    return tuple(codes.generate_codes())


def _drop_lonely_recovery_codes(account: Account) -> None:
    """Recovery codes stand in for a second step; without one they would become a first one."""
    if not _steps(account).exists():
        Authenticator.objects.filter(user=account).delete()


def _settle(actor: Actor, account: Account, action: str, at: datetime, **detail: Any) -> None:
    letters.tell(account=account, template=letters.SECOND_FACTOR_CHANGED, context={}, at=at)
    audit.record(actor=actor, action=action, subject_kind="account", subject_id=account.pk, at=at, detail=detail)
