"""What a token may allow. Blocks add their own permissions at start through identity's door."""

from dataclasses import dataclass

from honglam.identity.contracts import UnknownScope
from honglam.kernel.registry import Registry
from honglam.kernel.values import text_noop


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One permission: `code` such as `dossiers:read`, `description` an English msgid."""

    code: str
    description: str


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
