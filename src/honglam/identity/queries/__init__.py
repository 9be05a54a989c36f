"""Reads: rows of identity as the values that cross its door."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from honglam.identity import access
from honglam.identity.contracts import (
    AccountKind,
    AccountView,
    ConsentView,
    EnterpriseView,
    MembershipView,
    PasskeyView,
    Person,
    Proof,
    Role,
    SecondFactor,
    SecondFactorState,
    SignInView,
    TokenIdentity,
    TokenView,
)
from honglam.identity.models import Account, ApiToken, Consent, Enterprise, ExternalIdentity, Membership, SignIn
from honglam.identity.rules.devices import name_device
from honglam.kernel.models import AuditEntry
from honglam.kernel.paging import Page, decode_id, encode_cursor
from honglam.kernel.ready import ReadyQuery
from honglam.kernel.values import Actor, ActorKind, Mandate

HISTORY_SHOWN = 20
_CONSENT = ReadyQuery(
    lambda *, account_id, purpose: Consent.objects.filter(account_id=account_id, purpose=purpose, withdrawn_at=None)[
        :1
    ],
    account_id=UUID(int=1),
    purpose="a purpose",
)


def as_actor(
    account: Account,
    *,
    enterprise_id: UUID | None = None,
    scopes: frozenset[str] = frozenset(),
    mandate: Mandate | None = None,
) -> Actor:
    """The account as it acts; the directory adds the post. Under a mandate its name tells both, in every trace."""
    kind = ActorKind.SERVICE if account.kind == AccountKind.SERVICE.value else ActorKind.PERSON
    name = (
        account.full_name if mandate is None else both_names(name=account.full_name, principal=mandate.principal_name)
    )
    return Actor(kind=kind, id=account.pk, name=name, enterprise_id=enterprise_id, scopes=scopes, mandate=mandate)


def both_names(*, name: str, principal: str) -> str:
    """Who acts and in whose name, as traces and letters tell it: in Vietnamese, whoever reads."""
    with translation.override("vi"):
        return gettext("%(name)s, in the name of %(principal)s") % {"name": name, "principal": principal}


def as_token_actor(token: TokenIdentity) -> Actor:
    """The account a token speaks for, as it acts; the directory adds the post."""
    kind = ActorKind.SERVICE if token.account_kind is AccountKind.SERVICE else ActorKind.PERSON
    return Actor(kind=kind, id=token.account_id, name=token.name, scopes=token.scopes)


def as_account(account: Account) -> AccountView:
    """The row as other blocks may know it."""
    return AccountView(
        id=account.pk,
        kind=AccountKind(account.kind),
        full_name=account.full_name,
        email=account.email or "",
        phone=account.phone or "",
        citizen_id=account.citizen_id,
        citizen_id_proof=Proof(account.citizen_id_proof),
        is_active=account.is_active,
        second_factor_required=account.second_factor_required,
        language=account.language,
        created_at=account.created_at,
    )


def as_person(account: Account) -> Person:
    """The row as forms are prefilled with it."""
    return Person(
        id=account.pk,
        full_name=account.full_name,
        citizen_id=account.citizen_id,
        citizen_id_proof=Proof(account.citizen_id_proof),
        birth=account.birth,
        gender=account.gender,
        phone=account.phone or "",
        email=account.email or "",
        address=account.address,
        unit_code=account.unit_code,
    )


def as_enterprise(enterprise: Enterprise) -> EnterpriseView:
    """The row as other blocks may know it."""
    return EnterpriseView(
        id=enterprise.pk,
        tax_code=enterprise.tax_code,
        name=enterprise.name,
        address=enterprise.address,
        unit_code=enterprise.unit_code,
        proven=enterprise.proven,
    )


def find_by_contact(*, contact: str) -> Account | None:
    """The active account that proved this stored contact."""
    return Account.objects.filter(Q(email=contact) if "@" in contact else Q(phone=contact), is_active=True).first()


def find_by_citizen_id(*, citizen_id: str) -> Account | None:
    """The active account for which somebody vouched that the number is theirs."""
    return Account.objects.filter(citizen_id=citizen_id, is_active=True).exclude(citizen_id_proof="").first()


def second_factor_of(sign_in: SignIn) -> SecondFactor:
    """How a live session stands with the second factor."""
    if sign_in.second_factor:
        return SecondFactor.SATISFIED
    return SecondFactor.MISSING if is_second_factor_due(sign_in.account) else SecondFactor.NOT_REQUIRED


def is_second_factor_due(account: Account) -> bool:
    """Whether the account's post demands a second factor in this installation."""
    return settings.STAFF_MFA == "required" and account.second_factor_required


def has_second_factor(*, account_id: UUID) -> bool:
    """Whether one is set up. Recovery codes only stand in for one."""
    from allauth.mfa.models import Authenticator

    steps = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(steps.filter(user_id=account_id).exists())


def list_vouched_tokens(*, account_id: UUID) -> list[UUID]:
    """Tokens of the account that somebody else made for it: an operator at the server, a keeper behind a factor of
    their own. Software that never signs in sets up no second factor, and works by such a token."""
    made = AuditEntry.objects.filter(
        subject_kind="account", subject_id=str(account_id), action="identity.token_issued"
    ).exclude(actor_id=account_id)
    return [UUID(token) for token in made.values_list("detail__token", flat=True) if token]


def list_devices(*, account_id: UUID, at: datetime) -> list[SignInView]:
    """Devices signed in now, the one used last first."""
    live = SignIn.objects.filter(~is_over(at), account_id=account_id).order_by("-last_seen_at")[:HISTORY_SHOWN]
    return [_as_sign_in(row) for row in live]


def is_over(at: datetime) -> Q:
    """Signed out, refused, or not seen for longer than a session lives: most people just close the window."""
    asleep = at - timedelta(seconds=settings.SESSION_COOKIE_AGE) - timedelta(days=1)
    return Q(ended_at__isnull=False) | Q(last_seen_at__lt=asleep)


def list_history(*, account_id: UUID) -> list[SignInView]:
    """The latest sign-ins and refused attempts."""
    rows = SignIn.objects.filter(account_id=account_id).order_by("-began_at")[:HISTORY_SHOWN]
    return [_as_sign_in(row) for row in rows]


def iterate_history(*, account_id: UUID) -> Iterator[SignInView]:
    """Every sign-in and refused attempt that is kept, newest first."""
    rows = SignIn.objects.filter(account_id=account_id).order_by("-began_at")
    return (_as_sign_in(row) for row in rows.iterator(chunk_size=500))


def _as_sign_in(row: SignIn) -> SignInView:
    browser, system = name_device(row.user_agent)
    return SignInView(
        id=row.pk,
        browser=browser,
        system=system,
        address=row.address or "",
        method=row.method,
        succeeded=row.succeeded,
        second_factor=row.second_factor,
        began_at=row.began_at,
        last_seen_at=row.last_seen_at,
        ended_at=row.ended_at,
    )


def _as_membership(row: Membership) -> MembershipView:
    return MembershipView(
        id=row.pk,
        account_id=row.account_id,
        person_name=row.account.full_name,
        enterprise=as_enterprise(row.enterprise),
        role=Role(row.role),
        accepted=row.accepted_at is not None,
    )


def _open_memberships() -> QuerySet[Membership]:
    return Membership.objects.select_related("account", "enterprise").filter(ended_at=None)


def list_memberships(*, account_id: UUID, accepted: bool | None = None) -> list[MembershipView]:
    """Enterprises a person acts for, and invitations; `accepted` asks for one kind only."""
    rows = _open_memberships().filter(account_id=account_id).order_by("enterprise__sort_key", "pk")
    views = [_as_membership(row) for row in rows]
    return views if accepted is None else [view for view in views if view.accepted is accepted]


def find_membership(*, account_id: UUID, enterprise_id: UUID) -> MembershipView | None:
    """The person's accepted membership, if it stands."""
    row = (
        _open_memberships()
        .filter(account_id=account_id, enterprise_id=enterprise_id, accepted_at__isnull=False)
        .first()
    )
    return _as_membership(row) if row else None


def list_members(*, enterprise_id: UUID) -> list[MembershipView]:
    """Who acts for an enterprise. Who was invited stays unsaid: it would tell which contact has an account."""
    rows = _open_memberships().filter(enterprise_id=enterprise_id, accepted_at__isnull=False)
    rows = rows.order_by("account__sort_key", "pk")
    return [_as_membership(row) for row in rows]


def live_tokens(*, at: datetime) -> Q:
    """Tokens that open something."""
    return Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=at))


def list_tokens(*, account_id: UUID, at: datetime) -> list[TokenView]:
    """An account's live tokens, newest first; never more than its limit."""
    rows = ApiToken.objects.select_related("account").filter(live_tokens(at=at), account_id=account_id)
    return [_as_token(row) for row in rows.order_by("-id")]


def list_past_tokens(*, account_id: UUID, at: datetime) -> list[TokenView]:
    """The latest tokens of an account that open nothing any more."""
    rows = ApiToken.objects.select_related("account").filter(account_id=account_id).exclude(live_tokens(at=at))
    return [_as_token(row) for row in rows.order_by("-id")[:HISTORY_SHOWN]]


def list_service_tokens(*, actor: Actor, at: datetime, after: str = "", limit: int = 50) -> Page[TokenView]:
    """Live tokens of the programs that are served here, newest first; nothing for who may not keep accounts."""
    rows = access.service_tokens(actor).select_related("account").filter(live_tokens(at=at))
    if after:
        rows = rows.filter(id__lt=decode_id(after))
    found = [_as_token(row) for row in rows.order_by("-id")[: limit + 1]]
    return Page(items=found[:limit], next_cursor=encode_cursor(found[limit - 1].id) if len(found) > limit else None)


def get_token(*, actor: Actor, token_id: UUID) -> TokenView:
    """A token that the actor may see. Raises NotFound."""
    return _as_token(access.shown_token(actor, token_id))


def _as_token(row: ApiToken) -> TokenView:
    return TokenView(
        id=row.pk,
        label=row.label,
        prefix=row.prefix,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        account_id=row.account_id,
        owner=row.account.full_name,
    )


def has_consent(*, account_id: UUID, purpose: str) -> bool:
    """Whether a permission stands."""
    return bool(_CONSENT.rows(account_id=account_id, purpose=purpose))


def list_consents(*, account_id: UUID) -> list[ConsentView]:
    """Permissions given, the latest first, withdrawn ones included."""
    rows = Consent.objects.filter(account_id=account_id).order_by("-given_at")
    return [
        ConsentView(
            id=row.pk,
            purpose=row.purpose,
            text_version=row.text_version,
            given_at=row.given_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]


def list_accounts(
    *, kind: AccountKind | None = None, ids: Iterable[UUID] | None = None, limit: int = 200
) -> list[AccountView]:
    """Accounts in the order of the Vietnamese alphabet."""
    rows = Account.objects.order_by("sort_key", "pk")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return [as_account(row) for row in rows[:limit]]


def get_staff_account(*, actor: Actor, account_id: UUID) -> AccountView:
    """An officer's account for those who keep accounts. Raises AccountNotFound, OwnAccount for one's own."""
    return as_account(access.staff_account(actor, account_id))


def second_factor_state(*, account_id: UUID) -> SecondFactorState:
    """What an account has as second factor, for its owner."""
    from allauth.mfa.models import Authenticator

    kinds = Authenticator.Type
    rows = list(Authenticator.objects.filter(user_id=account_id).order_by("created_at", "pk"))
    codes = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    required = Account.objects.filter(pk=account_id, second_factor_required=True).exists()
    return SecondFactorState(
        required=required and settings.STAFF_MFA == "required",
        totp=any(row.type == kinds.TOTP for row in rows),
        passkeys=tuple(
            PasskeyView(
                id=row.pk, name=row.data.get("name", ""), created_at=row.created_at, last_used_at=row.last_used_at
            )
            for row in rows
            if row.type == kinds.WEBAUTHN
        ),
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def list_providers(*, account_id: UUID) -> list[str]:
    """Issuers of the identity providers an account is linked with."""
    return list(
        ExternalIdentity.objects.filter(account_id=account_id).order_by("issuer").values_list("issuer", flat=True)
    )
