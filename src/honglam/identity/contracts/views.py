"""Frozen values that cross identity's door."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from honglam.identity.contracts.codes import AccountKind, Proof, Role, SecondFactor


@dataclass(frozen=True, kw_only=True)
class AccountView:
    """An account as other blocks may know it. `email` and `phone` are proven."""

    id: UUID
    kind: AccountKind
    full_name: str
    email: str
    phone: str
    citizen_id: str
    citizen_id_proof: Proof
    is_active: bool
    second_factor_required: bool
    language: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Person:
    """The facts about a person that forms are prefilled with.

    `birth` is an ISO date of which the day, or day and month, may be unknown: `1985-03-12`, `1985-03` or `1985`.
    `unit_code` is the code of the commune of residence, `phone` stands in E.164 (`+84912345678`).
    """

    id: UUID
    full_name: str
    citizen_id: str
    citizen_id_proof: Proof
    birth: str
    gender: str
    phone: str
    email: str
    address: str
    unit_code: str


@dataclass(frozen=True, kw_only=True)
class EnterpriseView:
    """An organisation or household business. `proven` says that its papers were seen."""

    id: UUID
    tax_code: str
    name: str
    address: str
    unit_code: str
    proven: bool


@dataclass(frozen=True, kw_only=True)
class WaitingEnterprise:
    """An enterprise that nobody confirmed yet, with its owners' names, for the officer who saw its papers.

    `confirmed`: its tax code was confirmed before, for another entry; `holders` own that one now, if anybody does.
    """

    enterprise: EnterpriseView
    owners: tuple[str, ...]
    confirmed: bool = False
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MembershipView:
    """One person's right to act for one enterprise."""

    id: UUID
    account_id: UUID
    person_name: str
    enterprise: EnterpriseView
    role: Role
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class SignInView:
    """One sign-in: a device that is signed in now, or a line of the history."""

    id: UUID
    browser: str
    system: str
    address: str
    method: str
    succeeded: bool
    second_factor: bool
    began_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What the present session proves; on every request as `request.session_facts`.

    The directory's middleware gives a post only where `may_hold_post` is true.
    """

    sign_in_id: UUID | None = None
    account_kind: AccountKind | None = None
    second_factor: SecondFactor = SecondFactor.NOT_REQUIRED
    assurance: int = 0
    enterprise_name: str = ""
    address: str = ""

    @property
    def may_hold_post(self) -> bool:
        """Whether this session is strong enough to act in a post."""
        return self.sign_in_id is not None and self.second_factor is not SecondFactor.MISSING


@dataclass(frozen=True, kw_only=True)
class TokenIdentity:
    """Who a valid API token speaks for. As with sessions, the directory gives a post only where `may_hold_post`."""

    token_id: UUID
    account_id: UUID
    account_kind: AccountKind
    name: str
    scopes: frozenset[str]
    may_hold_post: bool


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    """A fresh API token. `secret` is shown once and kept nowhere."""

    id: UUID
    secret: str
    prefix: str
    scopes: tuple[str, ...]
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TokenView:
    """An API token in a list; never the secret."""

    id: UUID
    label: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    account_id: UUID
    owner: str


@dataclass(frozen=True, kw_only=True)
class ConsentView:
    """A permission that a person gave, with the version of the words they read."""

    id: UUID
    purpose: str
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PasskeyView:
    """A passkey in a list."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SecondFactorState:
    """What an account has as second factor."""

    required: bool
    totp: bool
    passkeys: tuple[PasskeyView, ...] = ()
    recovery_codes_left: int = 0

    @property
    def enabled(self) -> bool:
        """Whether a second factor is asked for at sign-in."""
        return self.totp or bool(self.passkeys)


@dataclass(frozen=True, kw_only=True)
class CitizenCard:
    """What the QR code of a citizen card says. `birth` and `issued` are ISO dates."""

    citizen_id: str
    old_id: str
    full_name: str
    birth: str
    gender: str
    address: str
    issued: str


@dataclass(frozen=True, kw_only=True)
class ProvenIdentity:
    """What an identity provider vouches for. `assurance` is the level of the electronic identity (1 or 2)."""

    issuer: str
    subject: str
    full_name: str
    citizen_id: str = ""
    birth: str = ""
    gender: str = ""
    phone: str = ""
    email: str = ""
    assurance: int = 0
    claims: dict[str, str] = field(default_factory=dict)
