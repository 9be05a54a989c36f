"""In which post a program acts: as its owner would, and never in one that the owner's session would not get."""

from typing import Any

import pytest

from honglam.directory import api
from honglam.identity import api as identity
from honglam.identity.services.second_factor import install_totp
from honglam.identity.services.tokens import issue_token
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from tests.directory.people import holding, person

pytestmark = pytest.mark.usefixtures("province")
NAME, POST = "Nguyễn Văn An", "UBND-MAU/CT"


def acting(secret: str) -> Actor:
    """Whom a program acts as."""
    token = identity.authenticate_token(raw=secret)
    assert token is not None
    return api.actor_of_token(token=token)


def test_a_code_acts_in_the_post_only_behind_the_second_factor(settings: Any) -> None:
    settings.STAFF_MFA = "required"
    account = person(NAME)
    own = Actor(kind=ActorKind.PERSON, id=account.id, name=NAME)
    early = issue_token(actor=own, account_id=account.id, scopes=("account:read",), at=now()).secret
    holding(NAME, POST)
    assert not acting(early).is_officer
    install_totp(actor=SYSTEM, account_id=account.id, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", at=now())
    assert identity.authenticate_token(raw=early) is None
    later = issue_token(actor=own, account_id=account.id, scopes=("account:read",), at=now()).secret
    assert acting(later).is_officer


def test_software_that_never_signs_in_works_by_what_an_operator_made(settings: Any) -> None:
    """The post's own software is an account in a post, and sets up no second factor."""
    settings.STAFF_MFA = "required"
    account = person(NAME)
    holding(NAME, POST)
    made = issue_token(actor=SYSTEM, account_id=account.id, scopes=("account:read",), at=now()).secret
    assert acting(made).is_officer
    install_totp(actor=SYSTEM, account_id=account.id, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", at=now())
    assert acting(made).is_officer, "whoever signs in later ends nothing of it"


def test_where_the_factor_is_optional_the_post_comes_along() -> None:
    account = person(NAME)
    holding(NAME, POST)
    assert acting(
        issue_token(actor=SYSTEM, account_id=account.id, scopes=("account:read",), at=now()).secret
    ).is_officer
