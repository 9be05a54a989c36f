"""Keys for programs: issued once, stored as a hash, limited by scopes and time."""

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from honglam.identity import access, queries
from honglam.identity.contracts import (
    AccountKind,
    IssuedToken,
    SecondFactor,
    SecondStepFirst,
    TokenIdentity,
    TokenShown,
    TooManyTokens,
)
from honglam.identity.models import ApiToken
from honglam.identity.rules.people import clean_line
from honglam.identity.rules.scopes import check_scopes, check_wish
from honglam.identity.services import letters
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.ready import ReadyQuery
from honglam.kernel.values import Actor

# A word in front lets scanners of leaked secrets recognise what they found.
MARK = "hlt"
_PREFIX_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_USED_EVERY = timedelta(minutes=1)
LIMIT = 20
_LIVE = ReadyQuery(
    lambda *, prefix: ApiToken.objects.select_related("account").filter(
        prefix=prefix, revoked_at=None, account__is_active=True
    ),
    prefix="a prefix",
)


@transaction.atomic
def issue_token(
    *,
    actor: Actor,
    account_id: UUID,
    scopes: tuple[str, ...],
    at: datetime,
    label: str = "",
    expires_at: datetime | None = None,
    token_id: UUID | None = None,
) -> IssuedToken:
    """Make a token for one's own account (or any, for those who keep accounts). The secret is in the answer only.

    The account is written to: a key that its owner did not make must not stay unnoticed.
    Raises UnknownScope, AccountNotFound, TooManyTokens.
    """
    account = access.kept_account(actor, account_id)
    wanted = check_scopes(scopes)
    if account.api_tokens.filter(queries.live_tokens(at=at)).count() >= LIMIT:
        raise TooManyTokens(limit=LIMIT)
    prefix = "".join(secrets.choice(_PREFIX_LETTERS) for _ in range(10))
    secret = secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        id=token_id or uuid7(),
        account=account,
        label=clean_line(label, length=100),
        prefix=prefix,
        secret_hash=_hash(secret),
        scopes=list(wanted),
        created_at=at,
        expires_at=expires_at,
    )
    _record(actor, "identity.token_issued", row, at)
    _tell_owner(row, at)
    return IssuedToken(
        id=row.pk, secret=f"{MARK}_{prefix}_{secret}", prefix=prefix, scopes=wanted, expires_at=expires_at
    )


@transaction.atomic
def issue_own_token(
    *,
    actor: Actor,
    key: UUID,
    label: str,
    scopes: tuple[str, ...],
    days: int,
    second_factor: SecondFactor,
    at: datetime,
) -> IssuedToken:
    """Make a token on one's own page: named, limited, for one of the offered periods. `key` becomes the token's id.

    `second_factor`: how the session stands with it. Raises SecondStepFirst, FieldErrors for what is missing or not
    offered, TokenShown for the same key again, TooManyTokens.
    """
    check_wish(actor=actor, label=clean_line(label, length=100), scopes=scopes, days=days)
    owner = access.own_account(actor)  # a double click waits here, and then finds the token of the first
    require_second_step(actor=actor, second_factor=second_factor)
    if ApiToken.objects.filter(pk=key).exists():
        raise TokenShown
    return issue_token(
        actor=actor,
        account_id=owner.pk,
        scopes=scopes,
        at=at,
        label=label,
        expires_at=at + timedelta(days=days),
        token_id=key,
    )


def require_second_step(*, actor: Actor, second_factor: SecondFactor) -> None:
    """Refuse to make tokens in a session that lacks the second factor which a post demands or the account has set up.

    So whatever an account makes while it has one was made behind it. Raises SecondStepFirst.
    """
    if second_factor is SecondFactor.SATISFIED:
        return
    if second_factor is SecondFactor.MISSING or queries.has_second_factor(account_id=access.own_id(actor)):
        raise SecondStepFirst


def revoke_all_of(*, account_id: UUID, at: datetime, but: Iterable[UUID] = ()) -> int:
    """End every live token of an account, `but` some; part of verbs that record themselves. Returns how many."""
    live = ApiToken.objects.filter(queries.live_tokens(at=at), account_id=account_id)
    return live.exclude(pk__in=list(but)).update(revoked_at=at)


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID, at: datetime) -> None:
    """Make a token worthless at once. Raises NotFound for other people's tokens."""
    row = access.kept_token(actor, token_id)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    _record(actor, "identity.token_revoked", row, at)


def authenticate_token(*, raw: str, at: datetime) -> TokenIdentity | None:
    """Who a token speaks for; None for anything that is no valid token."""
    mark, _, rest = raw.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not secret or len(raw) > 100 or not (prefix.isascii() and prefix.isalnum()):
        return None
    row = _LIVE.first(prefix=prefix)
    if row is None or not hmac.compare_digest(row.secret_hash, _hash(secret)):
        return None
    if row.expires_at is not None and row.expires_at <= at:
        return None
    if row.last_used_at is None or at - row.last_used_at > _USED_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=at)
    due = queries.is_second_factor_due(row.account)
    return TokenIdentity(
        token_id=row.pk,
        account_id=row.account_id,
        account_kind=AccountKind(row.account.kind),
        name=row.account.full_name,
        scopes=frozenset(row.scopes),
        may_hold_post=not due or _is_behind_more_than_a_password(row),
    )


def _is_behind_more_than_a_password(row: ApiToken) -> bool:
    if queries.has_second_factor(account_id=row.account_id):
        return True
    return row.pk in queries.list_vouched_tokens(account_id=row.account_id)


def _record(actor: Actor, action: str, row: ApiToken, at: datetime) -> None:
    detail = {"token": str(row.pk), "scopes": row.scopes}
    audit.record(actor=actor, action=action, subject_kind="account", subject_id=row.account_id, at=at, detail=detail)


def _tell_owner(row: ApiToken, at: datetime) -> None:
    context = {"label": row.label or row.prefix, "expires_at": row.expires_at, "url": letters.TOKENS}
    letters.tell(account=row.account, template=letters.TOKEN_ISSUED, context=context, at=at)


def _hash(secret: str) -> str:
    """Plain SHA-256: 256 random bits cannot be guessed, and a slow hash would be paid on every call."""
    return sha256(secret.encode()).hexdigest()
