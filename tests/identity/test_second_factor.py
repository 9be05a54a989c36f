"""The second step: apps, recovery codes, who must have it, proving oneself again."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from honglam.identity import api
from honglam.identity.contracts import AccountView
from honglam.identity.models import SignIn
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from tests.identity.conftest import PASSWORD, Letters, sign_in, signed_in_as, text_of

pytestmark = pytest.mark.django_db

BASE = "/tai-khoan/xac-thuc-hai-buoc/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, shift: int = 0) -> str:
    """What an app shows now, or `shift` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


@pytest.fixture
def with_app(an: AccountView) -> AccountView:
    """A citizen who has an app."""
    from honglam.identity.services.second_factor import install_totp
    from honglam.kernel.values import SYSTEM

    install_totp(actor=SYSTEM, account_id=an.id, secret=SECRET, at=now())
    return an


def test_setting_up_an_app(client: Client, an: AccountView, letters: Letters) -> None:
    sign_in(client)
    page = client.get(BASE + "ung-dung/")
    secret = client.session["totp_secret"]
    assert secret[:4] in text_of(page)
    picture = client.get(BASE + "ung-dung/qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<script" not in picture.content
    assert client.post(BASE + "ung-dung/", {"code": "000000"}).status_code == 422
    done = client.post(BASE + "ung-dung/", {"code": code_of(secret)})
    assert done.status_code == 200
    assert Authenticator.objects.filter(user_id=an.id).count() == 2
    assert "identity.second_factor_changed" in letters.to("an@example.vn")
    assert SignIn.objects.get(account_id=an.id).second_factor
    assert AuditEntry.objects.filter(action="identity.totp_added").count() == 1
    assert client.get(BASE + "ung-dung/qr.svg").status_code == 404, "the secret is shown only while it is set up"


def test_secrets_are_stored_encrypted(with_app: AccountView) -> None:
    row = Authenticator.objects.get(user_id=with_app.id, type="totp")
    assert SECRET not in str(row.data)
    from allauth.mfa.utils import decrypt

    assert decrypt(row.data["secret"]) == SECRET


def test_after_a_change_of_the_key_codes_are_checked_under_the_former_one(
    client: Client, with_app: AccountView, settings: Any
) -> None:
    former, settings.SECRET_KEY = settings.SECRET_KEY, "the key of the new machines"
    sign_in(client)
    refused = client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)})
    assert refused.status_code == 503
    assert "thiết lập của hệ thống" in text_of(refused)
    assert signed_in_as(client) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)}).status_code == 302
    assert signed_in_as(client) == with_app.id


def test_the_password_alone_is_not_enough_any_more(client: Client, with_app: AccountView) -> None:
    assert sign_in(client)["Location"] == "/tai-khoan/dang-nhap/buoc-hai/"
    assert signed_in_as(client) is None
    assert client.get("/tai-khoan/dang-nhap/buoc-hai/").status_code == 200
    wrong = client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": "000000"})
    assert wrong.status_code == 200
    assert signed_in_as(client) is None
    assert SignIn.objects.filter(account_id=with_app.id, succeeded=False, method="second_step").count() == 1
    code = code_of(SECRET)
    assert client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert signed_in_as(client) == with_app.id
    assert SignIn.objects.get(account_id=with_app.id, succeeded=True).second_factor


def test_where_one_was_going_survives_the_second_step(client: Client, with_app: AccountView) -> None:
    sign_in(client, next="/ho-so/")
    assert client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)})["Location"] == "/ho-so/"


def test_a_code_works_once(client: Client, with_app: AccountView) -> None:
    code, spy = code_of(SECRET), Client()
    sign_in(client)
    client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code})
    assert signed_in_as(client) == with_app.id
    sign_in(spy)
    spy.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code})
    assert signed_in_as(spy) is None


def test_a_code_works_once_as_long_as_it_is_right(client: Client, with_app: AccountView) -> None:
    """Codes of the step before are right too, a minute after the library has forgotten that they were used."""
    code, spy = code_of(SECRET), Client()
    sign_in(client)
    client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code})
    cache.clear()
    sign_in(spy)
    told = spy.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code})
    assert signed_in_as(spy) is None and "đã được dùng" in told.content.decode()


def test_guessing_the_second_step_is_stopped(client: Client, with_app: AccountView) -> None:
    sign_in(client)
    for _ in range(6):
        client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": "000000"})
    client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)})
    assert signed_in_as(client) is None


def test_nobody_comes_to_the_second_step_without_the_first(client: Client, with_app: AccountView) -> None:
    assert client.get("/tai-khoan/dang-nhap/buoc-hai/").status_code == 302
    client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)})
    assert signed_in_as(client) is None


def test_a_reset_password_does_not_pass_the_second_step(
    client: Client, with_app: AccountView, letters: Letters
) -> None:
    client.post("/tai-khoan/quen-mat-khau/", {"contact": "an@example.vn"})
    client.post("/tai-khoan/quen-mat-khau/ma/", {"code": letters.code("an@example.vn")})
    client.post("/tai-khoan/quen-mat-khau/moi/", {"password": "mật khẩu mới tinh"})
    assert signed_in_as(client) is None


def test_a_recovery_code_opens_once(client: Client, an: AccountView) -> None:
    sign_in(client)
    client.get(BASE + "ung-dung/")
    page = text_of(client.post(BASE + "ung-dung/", {"code": code_of(client.session["totp_secret"])}))
    row = Authenticator.objects.get(user_id=an.id, type="recovery_codes")
    recovery = row.wrap().get_unused_codes()[0]
    assert f"{recovery[:4]} {recovery[4:]}" in page
    for expected in (an.id, None):
        other = Client()
        sign_in(other)
        other.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": recovery})
        assert signed_in_as(other) == expected


def test_new_recovery_codes_make_the_old_ones_worthless(client: Client, with_app: AccountView) -> None:
    old = set(Authenticator.objects.get(user_id=with_app.id, type="recovery_codes").wrap().get_unused_codes())
    sign_in(client)
    client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)})
    assert client.post(BASE + "ma-du-phong/").status_code == 200
    assert not old & set(
        Authenticator.objects.get(user_id=with_app.id, type="recovery_codes").wrap().get_unused_codes()
    )


def test_removing_the_last_step_removes_recovery_codes_too(client: Client, with_app: AccountView) -> None:
    sign_in(client)
    client.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": code_of(SECRET)})
    assert client.post(BASE + "ung-dung/xoa/").status_code == 302
    assert not Authenticator.objects.filter(user_id=with_app.id).exists()


def test_officers_are_led_to_set_it_up(client: Client, officer: AccountView, settings: object) -> None:
    settings.STAFF_MFA = "required"  # type: ignore[attr-defined]
    sign_in(client, "canbo@example.vn")
    assert client.get("/can-bo/")["Location"] == BASE
    page = client.get(BASE)
    assert page.status_code == 200
    assert not page.wsgi_request.session_facts.may_hold_post  # type: ignore[attr-defined]
    client.get(BASE + "ung-dung/")
    client.post(BASE + "ung-dung/", {"code": code_of(client.session["totp_secret"])})
    home = client.get("/")
    assert home.status_code == 200
    assert home.wsgi_request.session_facts.may_hold_post  # type: ignore[attr-defined]


def test_officers_keep_it(client: Client, officer: AccountView, settings: object) -> None:
    settings.STAFF_MFA = "required"  # type: ignore[attr-defined]
    sign_in(client, "canbo@example.vn")
    client.get(BASE + "ung-dung/")
    client.post(BASE + "ung-dung/", {"code": code_of(client.session["totp_secret"])})
    assert client.post(BASE + "ung-dung/xoa/").status_code == 422
    assert Authenticator.objects.filter(user_id=officer.id, type="totp").exists()


def test_where_it_is_optional_officers_may_do_without(client: Client, officer: AccountView) -> None:
    sign_in(client, "canbo@example.vn")
    assert client.get("/").status_code == 200


def test_whoever_loses_the_post_is_released(officer: AccountView) -> None:
    assert officer.second_factor_required
    api.release_second_factor(account_ids=[officer.id], at=now())
    assert not api.get_account(account_id=officer.id).second_factor_required
    rules = AuditEntry.objects.filter(subject_id=str(officer.id), action="identity.second_factor_rule").order_by("seq")
    assert [entry.detail["required"] for entry in rules] == [True, False]


def test_delicate_acts_ask_again_after_a_while(
    client: Client, an: AccountView, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    assert client.get("/tai-khoan/du-lieu/dong-tai-khoan/").status_code == 200
    later = time.time() + 16 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    asked = client.get("/tai-khoan/du-lieu/dong-tai-khoan/")
    assert asked["Location"].startswith("/tai-khoan/xac-nhan/")
    page = client.get(asked["Location"])
    assert page.status_code == 200
    wrong = client.post(asked["Location"], {"password": "không phải thế", "next": "/tai-khoan/du-lieu/dong-tai-khoan/"})
    assert wrong.status_code == 200
    right = client.post(asked["Location"], {"password": PASSWORD, "next": "/tai-khoan/du-lieu/dong-tai-khoan/"})
    assert right["Location"] == "/tai-khoan/du-lieu/dong-tai-khoan/"
    assert client.get("/tai-khoan/du-lieu/dong-tai-khoan/").status_code == 200
