"""People and letters for the tests of identity."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import cache
from django.test import Client

from honglam.identity import api
from honglam.identity.contracts import AccountKind, AccountView
from honglam.identity.models import Account
from honglam.identity.services import letters as letters_module
from honglam.kernel.clock import now

PASSWORD = "con trâu ăn cỏ non"
OTHER_PASSWORD = "bún bò ngon nhất chợ"


@dataclass
class Letters:
    """What identity wrote to people, instead of handing it to notices."""

    sent: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def to(self, contact: str) -> list[str]:
        """Templates of the letters sent to a contact."""
        return [template for template, where, _ in self.sent if where == contact]

    def code(self, contact: str) -> str:
        """The last code sent to a contact."""
        return next(
            context["code"] for _, where, context in reversed(self.sent) if where == contact and "code" in context
        )


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """Letters are caught before notices sees them."""
    caught = Letters()

    def write_to(*, contact: str, template: str, context: dict[str, Any], **_: Any) -> None:
        caught.sent.append((template, contact, context))

    def tell(*, account: Account, template: str, context: dict[str, Any], **_: Any) -> None:
        caught.sent.append((template, account.email or account.phone or "", context))

    monkeypatch.setattr(letters_module, "write_to", write_to)
    monkeypatch.setattr(letters_module, "tell", tell)
    return caught


@pytest.fixture(autouse=True)
def _no_letters_lost(letters: Letters) -> Letters:
    return letters


@pytest.fixture
def an(db: None) -> AccountView:
    """A citizen with e-mail, phone, citizen id and password."""
    return api.ensure_account(
        email="an@example.vn",
        full_name="Nguyễn Văn An",
        password=PASSWORD,
        phone="0912345678",
        citizen_id="042085001234",
        birth="1985-03-12",
        gender="male",
        at=now(),
    )


@pytest.fixture
def binh(db: None) -> AccountView:
    """Another citizen."""
    return api.ensure_account(email="binh@example.vn", full_name="Trần Thị Bình", password=PASSWORD, at=now())


@pytest.fixture
def officer(db: None) -> AccountView:
    """A member of staff who must prove a second factor where the installation asks for it."""
    account = api.ensure_account(
        email="canbo@example.vn", full_name="Lê Văn Cán", password=PASSWORD, kind=AccountKind.STAFF, at=now()
    )
    api.require_second_factor(account_ids=[account.id], at=now())
    return api.get_account(account_id=account.id)


def sign_in(client: Client, login: str = "an@example.vn", password: str = PASSWORD, **more: str) -> Any:
    """Fill in the sign-in page."""
    return client.post("/tai-khoan/dang-nhap/", {"login": login, "password": password, **more})


def come_in(client: Client, account: Account, *, proven_ago: float = 0) -> Client:
    """Sign somebody in who proved themselves so many seconds ago."""
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - proven_ago}]
    session["account_authentication_methods_user"] = user_id_to_str(account)
    session.save()
    return client


def signed_in_as(client: Client) -> UUID | None:
    """Whose session the next request of this client has."""
    response = client.get("/tai-khoan/thiet-bi/")
    if response.status_code != 200:
        return None
    user = response.wsgi_request.user
    return user.pk if user.is_authenticated else None


def text_of(response: Any) -> str:
    """A page's words without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture(autouse=True)
def _fresh_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()
