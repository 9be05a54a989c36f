"""Situations: who holds which post of the sample province. `DAY` is an ordinary working day."""

from datetime import UTC, date, datetime

from honglam.directory import api
from honglam.directory.contracts import HoldingKind, HoldingView
from honglam.directory.models import Post
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, AccountView
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, Actor

DAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
LONG_AGO = date(2025, 7, 1)


def person(name: str, kind: AccountKind = AccountKind.STAFF) -> AccountView:
    """An account; the e-mail is made from the name."""
    login = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
    return identity.ensure_account(
        email=f"{login}@example.vn", full_name=name, password="một hai ba bốn năm", kind=kind, at=now()
    )


def post_id(key: str) -> int:
    """The post that `AGENCY/POST` names."""
    agency, _, code = key.partition("/")
    return Post.objects.get(agency__code=agency, code=code).pk


def agency_id(code: str) -> int:
    """The agency of a code."""
    return api.get_agency_by_code(code=code).id


def holding(name: str, key: str, since: date = LONG_AGO, kind: HoldingKind = HoldingKind.HOLDER) -> HoldingView:
    """Somebody in a post."""
    return api.appoint(
        actor=SYSTEM, post_id=post_id(key), account_id=person(name).id, kind=kind, valid_from=since, at=AT
    )


def officer(name: str, key: str) -> Actor:
    """Somebody who acts in a post."""
    held = holding(name, key)
    return api.actor_of_account(account_id=held.account_id)


def administrator() -> Actor:
    """Who administers the whole province."""
    return officer("Quản Trị Viên", "UBND-MAU/QT")


def local_administrator() -> Actor:
    """Who administers one commune."""
    from honglam.directory.contracts import PostData, PostRole

    post = PostData(code="QT", title="Quản trị", roles=(PostRole.ADMINISTRATOR,))
    api.create_post(actor=SYSTEM, agency_id=agency_id("UBND-XA-99001"), post=post, at=AT)
    return officer("Quản Trị Xã", "UBND-XA-99001/QT")
