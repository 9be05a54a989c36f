"""What a token may allow. Blocks add their own permissions at start through identity's door."""

from dataclasses import dataclass

from honglam.identity.contracts import (
    Audience,
    TokenLabelMissing,
    TokenPeriodUnknown,
    TokenScopesMissing,
    UnknownScope,
)
from honglam.kernel.registry import Registry
from honglam.kernel.values import Actor, FieldError, FieldErrors, Invalid, text_noop


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One permission: `code` such as `dossiers:read`, `description` an English msgid. It adds no right."""

    code: str
    description: str
    audience: Audience = Audience.EVERYBODY


PERIODS = (30, 90, 180, 365)
"""For how many days a person may make a token; what is kept longer is made anew, so that lost ones die."""

scopes: Registry[Scope] = Registry("token_scopes")
scopes.register(
    "account:read", Scope(code="account:read", description=text_noop("Read the name and contacts of the account"))
)


def check_scopes(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The wanted permissions without repetition, sorted. Raises UnknownScope naming the first that does not exist."""
    for code in wanted:
        if code not in scopes:
            raise UnknownScope(scope=code)
    return tuple(sorted(set(wanted)))


def offered(*, actor: Actor) -> list[Scope]:
    """The permissions that are of use to somebody, in the order of registration."""
    audiences = {Audience.EVERYBODY}
    if actor.is_officer:
        audiences.add(Audience.OFFICERS)
    if actor.has_role("administrator"):
        audiences.add(Audience.ADMINISTRATORS)
    return [scope for scope in scopes.values() if scope.audience in audiences]


def check_wish(*, actor: Actor, label: str, scopes: tuple[str, ...], days: int) -> None:
    """What somebody asks of a token on their own page. Raises FieldErrors with every fault at its field."""
    known = {scope.code for scope in offered(actor=actor)}
    faults: list[tuple[str, type[Invalid]]] = []
    if not label:
        faults.append(("label", TokenLabelMissing))
    if not scopes or not known.issuperset(scopes):
        faults.append(("scopes", TokenScopesMissing))
    if days not in PERIODS:
        faults.append(("days", TokenPeriodUnknown))
    if faults:
        raise FieldErrors([FieldError(field=field, code=fault.code, message=fault.message) for field, fault in faults])
