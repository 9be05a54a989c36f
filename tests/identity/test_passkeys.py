"""Passkeys: setting up, signing in without a password, as second step, and what a forger tries."""

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from honglam.identity.contracts import AccountView
from honglam.identity.models import SignIn
from tests.identity.conftest import sign_in, signed_in_as
from tests.identity.soft_key import SoftKey

pytestmark = pytest.mark.django_db

BASE = "/tai-khoan/xac-thuc-hai-buoc/khoa/"
AT_SIGN_IN = "/tai-khoan/dang-nhap/khoa/"


def _options(page: Any) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="passkey-options">(.*?)</script>', page.content.decode(), re.S
    )
    assert found, "the page carries the question for the device"
    options: dict[str, Any] = json.loads(found[1])
    return options


def _question(client: Client) -> dict[str, Any]:
    options: dict[str, Any] = client.get(AT_SIGN_IN, headers={"accept": "application/json"}).json()["request_options"]
    return options


@pytest.fixture
def key(an: AccountView) -> SoftKey:
    """A passkey of An's."""
    client, made = Client(), SoftKey()
    sign_in(client)
    answer = made.create(_options(client.get(BASE + "them/")))
    done = client.post(BASE + "them/", {"name": "Điện thoại", "credential": json.dumps(answer)})
    assert done.status_code == 200, "recovery codes are shown"
    return made


def test_a_passkey_is_kept_with_its_name(key: SoftKey, an: AccountView) -> None:
    rows = Authenticator.objects.filter(user_id=an.id, type="webauthn")
    assert [row.data["name"] for row in rows] == ["Điện thoại"]
    assert SignIn.objects.get(account_id=an.id).second_factor


def test_signing_in_without_a_password(client: Client, key: SoftKey, an: AccountView) -> None:
    answer = key.get(_question(client))
    response = client.post(AT_SIGN_IN, {"credential": json.dumps(answer), "next": "/ho-so/"})
    assert response["Location"] == "/ho-so/"
    assert signed_in_as(client) == an.id
    row = SignIn.objects.filter(account_id=an.id).latest("began_at")
    assert (row.method, row.second_factor) == ("passkey", True)


def test_as_second_step_after_the_password(client: Client, key: SoftKey, an: AccountView) -> None:
    assert sign_in(client)["Location"] == "/tai-khoan/dang-nhap/buoc-hai/"
    answer = key.get(_options(client.get("/tai-khoan/dang-nhap/buoc-hai/")))
    assert client.post("/tai-khoan/dang-nhap/buoc-hai/", {"credential": json.dumps(answer)}).status_code == 302
    assert signed_in_as(client) == an.id


def test_an_answer_is_worth_nothing_a_second_time(client: Client, key: SoftKey) -> None:
    answer = json.dumps(key.get(_question(client)))
    client.post(AT_SIGN_IN, {"credential": answer})
    thief = Client()
    _question(thief)
    thief.post(AT_SIGN_IN, {"credential": answer})
    assert signed_in_as(thief) is None


def test_another_key_under_the_same_name_is_refused(client: Client, key: SoftKey) -> None:
    forged = SoftKey()
    forged.id, forged.user_handle = key.id, key.user_handle
    client.post(AT_SIGN_IN, {"credential": json.dumps(forged.get(_question(client)))})
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "credential",
    ["", "null", "[]", "{}", "{", '{"response": {"userHandle": "eA"}}', '"x"', "1" * 5000, "[" * 5000, '{"a":' * 5000],
)
def test_hostile_answers(client: Client, key: SoftKey, credential: str) -> None:
    _question(client)
    response = client.post(AT_SIGN_IN, {"credential": credential})
    assert response.status_code == 302
    assert signed_in_as(client) is None


def test_a_passkey_goes_and_others_cannot_take_it(
    client: Client, key: SoftKey, an: AccountView, binh: AccountView
) -> None:
    row = Authenticator.objects.get(user_id=an.id, type="webauthn")
    stranger = Client()
    sign_in(stranger, "binh@example.vn")
    assert stranger.post(f"{BASE}{row.pk}/xoa/").status_code == 404
    assert Authenticator.objects.filter(pk=row.pk).exists()
    client.post(AT_SIGN_IN, {"credential": json.dumps(key.get(_question(client)))})
    assert client.post(f"{BASE}{row.pk}/xoa/").status_code == 302
    assert not Authenticator.objects.filter(user_id=an.id).exists()


def test_a_wrong_answer_sets_nothing_up(client: Client, an: AccountView) -> None:
    sign_in(client)
    options = _options(client.get(BASE + "them/"))
    options["publicKey"]["challenge"] = "AAAA"
    page = client.post(BASE + "them/", {"name": "x", "credential": json.dumps(SoftKey().create(options))})
    assert page.status_code == 422
    assert not Authenticator.objects.filter(user_id=an.id).exists()
