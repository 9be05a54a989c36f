"""A session that proves little makes nothing that proves more: no access code, no password, no link, no proof."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from honglam.identity import api
from honglam.identity.contracts import AccountView, SecondFactor, SecondStepNotPassed, SessionFacts, TokenIdentity
from honglam.identity.models import Account, ApiToken, ExternalIdentity
from honglam.identity.services import passwords, second_factor, tokens
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from tests.identity.conftest import OTHER_PASSWORD, PASSWORD, Letters, sign_in, signed_in_as, text_of
from tests.identity.test_provider import BE, visit
from tests.identity.test_second_factor import BASE, SECRET, code_of

pytestmark = pytest.mark.django_db
MAKE = "/tai-khoan/ma-truy-cap/tao/"
PASSWORD_PAGE = "/tai-khoan/mat-khau/"
PROVIDER = "/tai-khoan/dinh-danh/"
SOMEBODY_ELSE = {**BE, "citizen_id": "042185009999", "name": "Người Khác"}


@pytest.fixture
def required(settings: Any) -> None:
    """The installation asks officers for the second factor."""
    settings.STAFF_MFA = "required"


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Twenty minutes pass: `stale()`."""

    def pass_by() -> None:
        later = time.time() + 20 * 60
        monkeypatch.setattr(time, "time", lambda: later)

    return pass_by


def factors_of(account: AccountView) -> list[Any]:
    """Everything that stands as second step, as it is stored."""
    return list(Authenticator.objects.filter(user_id=account.id).order_by("pk").values_list("pk", "type", "data"))


def recovery_code_of(account: AccountView) -> str:
    """One that was not used yet."""
    codes: list[str] = Authenticator.objects.get(user_id=account.id, type="recovery_codes").wrap().get_unused_codes()
    return codes[0]


def make(client: Client) -> Any:
    """Fill in the form for an access code."""
    wish = {"key": str(uuid7()), "label": "Kế toán", "scopes": ["dossiers:read"], "days": "365"}
    return client.post(MAKE, wish)


def token_of(account: AccountView) -> str:
    """An access code that somebody made for themselves."""
    own = Actor(kind=ActorKind.PERSON, id=account.id, name=account.full_name)
    return tokens.issue_token(actor=own, account_id=account.id, scopes=("dossiers:read",), at=now()).secret


def known(secret: str) -> TokenIdentity | None:
    """Whom a code speaks for."""
    return api.authenticate_token(raw=secret)


def revoked_by(action: str, account: AccountView) -> int:
    """How many codes the audit says an act ended."""
    row = AuditEntry.objects.filter(action=action, subject_id=str(account.id)).latest("seq")
    return int(row.detail["tokens_revoked"])


def set_up_app(client: Client) -> None:
    """Set an app up in the present session."""
    client.get(BASE + "ung-dung/")
    client.post(BASE + "ung-dung/", {"code": code_of(client.session["totp_secret"])})


def test_a_password_alone_makes_no_code_where_the_post_wants_more(
    client: Client, officer: AccountView, required: None
) -> None:
    sign_in(client, "canbo@example.vn")
    for refused in (client.get(MAKE), make(client)):
        assert refused.status_code == 403
        assert "bước thứ hai" in text_of(refused)
    assert not ApiToken.objects.exists()
    set_up_app(client)
    assert make(client).status_code == 200
    assert ApiToken.objects.get().account_id == officer.id


def test_an_older_session_makes_no_code_once_there_is_a_second_step(client: Client, an: AccountView) -> None:
    sign_in(client)
    second_factor.install_totp(actor=SYSTEM, account_id=an.id, secret=SECRET, at=now())
    assert make(client).status_code == 403
    assert not ApiToken.objects.exists()


def test_a_code_acts_in_no_post_while_the_factor_is_missing(officer: AccountView, required: None) -> None:
    before = known(token_of(officer))
    assert before is not None and not before.may_hold_post
    second_factor.install_totp(actor=SYSTEM, account_id=officer.id, secret=SECRET, at=now())
    after = known(token_of(officer))
    assert after is not None and after.may_hold_post


def test_codes_from_before_the_first_factor_end_with_it(officer: AccountView, an: AccountView) -> None:
    early, citizens = token_of(officer), token_of(an)
    for account in (officer, an):
        second_factor.install_totp(actor=SYSTEM, account_id=account.id, secret=SECRET, at=now())
    assert known(early) is None
    assert known(citizens) is not None, "no post is behind it"
    assert revoked_by("identity.totp_added", officer) == 1
    kept = token_of(officer)
    second_factor.install_totp(actor=SYSTEM, account_id=officer.id, secret=SECRET, at=now())
    assert known(kept) is not None, "another telephone ends nothing"


def test_resetting_ends_codes_and_changing_does_not(client: Client, an: AccountView, letters: Letters) -> None:
    code = token_of(an)
    second_factor.reset_second_factor(actor=SYSTEM, account_id=an.id, at=now())
    assert known(code) is None and revoked_by("identity.second_factor_reset", an) == 1

    code = token_of(an)
    client.post("/tai-khoan/quen-mat-khau/", {"contact": "an@example.vn"})
    client.post("/tai-khoan/quen-mat-khau/ma/", {"code": letters.code("an@example.vn")})
    assert client.post("/tai-khoan/quen-mat-khau/moi/", {"password": OTHER_PASSWORD}).status_code == 302
    assert known(code) is None and revoked_by("identity.password_reset", an) == 1

    code = token_of(an)
    client.post(PASSWORD_PAGE, {"old_password": OTHER_PASSWORD, "password": PASSWORD})
    assert known(code) is not None and revoked_by("identity.password_changed", an) == 0
    passwords.set_password(actor=SYSTEM, account_id=an.id, password=OTHER_PASSWORD, at=now())
    assert known(code) is None and revoked_by("identity.password_set", an) == 1


def test_a_first_password_needs_a_fresh_proof(client: Client, stale: Any) -> None:
    visit(client, BE)
    stale()
    sent = client.post(PASSWORD_PAGE, {"password": PASSWORD})
    assert sent["Location"] == PASSWORD_PAGE
    assert not any(PASSWORD in str(value) for value in client.session.values()), "it would lie in the database"
    assert not Account.objects.get().has_usable_password()
    asked = client.get(PASSWORD_PAGE)
    assert asked["Location"].startswith(PROVIDER + "?next=")


def test_a_first_password_after_a_proof(client: Client) -> None:
    visit(client, BE)
    assert client.post(PASSWORD_PAGE, {"password": PASSWORD})["Location"] == "/tai-khoan/"
    assert Account.objects.get().has_usable_password()


def test_the_old_password_is_proof_enough(client: Client, an: AccountView, stale: Any) -> None:
    sign_in(client)
    stale()
    assert client.post(PASSWORD_PAGE, {"old_password": "sai", "password": OTHER_PASSWORD}).status_code == 422
    done = client.post(PASSWORD_PAGE, {"old_password": PASSWORD, "password": OTHER_PASSWORD})
    assert done["Location"] == "/tai-khoan/"


def test_unlinking_needs_a_fresh_proof(client: Client, binh: AccountView, stale: Any) -> None:
    sign_in(client, "binh@example.vn")
    visit(client, BE)
    stale()
    assert client.post(PROVIDER + "huy/")["Location"].startswith("/tai-khoan/xac-nhan/")
    assert ExternalIdentity.objects.exists()
    assert client.get(PROVIDER + "huy/")["Location"].startswith("/tai-khoan/xac-nhan/")


def test_linking_needs_a_fresh_proof_made_here(
    client: Client, binh: AccountView, stale: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, "binh@example.vn")
    stale()
    asked = client.get(PROVIDER)
    assert re.match(r"/tai-khoan/xac-nhan/\?next=", asked["Location"])
    client.post(asked["Location"], {"password": PASSWORD, "next": PROVIDER})
    monkeypatch.undo()
    assert visit(client, BE)["Location"] == "/tai-khoan/"
    assert ExternalIdentity.objects.get().account_id == binh.id


def test_an_identity_is_not_linked_by_a_journey_that_began_without_a_proof(client: Client, binh: AccountView) -> None:
    """Begun as a stranger, come back signed in: nobody asked to link it."""
    from urllib.parse import urlsplit

    there = urlsplit(client.get(PROVIDER)["Location"])
    page = f"{there.path}?{there.query}"
    agreed = client.post(page, {**SOMEBODY_ELSE, "phone": "", "email": "", "level": "1"})
    client.force_login(Account.objects.get(pk=binh.id))
    back = urlsplit(agreed["Location"])
    assert client.get(f"{back.path}?{back.query}").status_code == 409
    assert not ExternalIdentity.objects.exists()


def test_linking_is_no_proof(client: Client, binh: AccountView, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, "binh@example.vn")
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 14 * 60
    session.save()
    visit(client, BE)
    assert ExternalIdentity.objects.get().account_id == binh.id
    soon = time.time() + 2 * 60
    monkeypatch.setattr(time, "time", lambda: soon)
    asked = client.get(MAKE)
    assert asked.status_code == 302 and asked["Location"].startswith("/tai-khoan/xac-nhan/")
    assert signed_in_as(client) == binh.id


def test_a_weak_identity_of_somebody_else_is_not_linked_to_a_proven_account(client: Client, an: AccountView) -> None:
    sign_in(client)
    assert visit(client, SOMEBODY_ELSE, level="1").status_code == 409
    assert not ExternalIdentity.objects.exists()


@pytest.mark.parametrize("word", ["abc", "//elsewhere.example", "https://elsewhere.example/", "javascript:alert(1)"])
def test_a_next_that_is_no_page_leads_home(client: Client, an: AccountView, word: str) -> None:
    sign_in(client)
    assert client.get("/tai-khoan/dang-nhap/", {"next": word})["Location"] == "/"
    chosen = client.post("/tai-khoan/doanh-nghiep/chon/", {"enterprise": "", "next": word})
    assert chosen["Location"] == "/tai-khoan/doanh-nghiep/"


AGAIN = "/tai-khoan/xac-nhan/buoc-hai/"


@pytest.mark.parametrize("page", ["ung-dung/", "ung-dung/xoa/", "ma-du-phong/", "khoa/them/", "khoa/1/xoa/"])
def test_an_older_session_neither_changes_nor_reads_the_second_step(
    client: Client, officer: AccountView, required: None, page: str
) -> None:
    sign_in(client, "canbo@example.vn")
    client.get(BASE + "ung-dung/")
    second_factor.install_totp(actor=SYSTEM, account_id=officer.id, secret=SECRET, at=now())
    before = factors_of(officer)
    for answer in (client.get(BASE + page), client.post(BASE + page, {"code": code_of(client.session["totp_secret"])})):
        assert answer.status_code == 302 and answer["Location"].startswith(AGAIN)
    assert factors_of(officer) == before
    shown = client.get(BASE)
    assert shown.wsgi_request.session_facts.second_factor is SecondFactor.MISSING  # type: ignore[attr-defined]
    assert "Hoàn tất bước thứ hai" in text_of(shown) and "Vui lòng bật" not in text_of(shown)


def test_a_citizens_older_session_does_not_take_it_off(client: Client, an: AccountView) -> None:
    sign_in(client)
    second_factor.install_totp(actor=SYSTEM, account_id=an.id, secret=SECRET, at=now())
    assert client.post(BASE + "ung-dung/xoa/")["Location"].startswith(AGAIN)
    assert factors_of(an)


def test_whoever_passes_the_second_step_later_goes_on(client: Client, officer: AccountView, required: None) -> None:
    sign_in(client, "canbo@example.vn")
    second_factor.install_totp(actor=SYSTEM, account_id=officer.id, secret=SECRET, at=now())
    asked = client.get(BASE + "ung-dung/")["Location"]
    passed = client.post(asked, {"code": code_of(SECRET), "next": BASE + "ung-dung/"})
    assert passed["Location"] == BASE + "ung-dung/"
    page = client.get(passed["Location"])
    assert page.status_code == 200
    assert page.wsgi_request.session_facts.second_factor is SecondFactor.SATISFIED  # type: ignore[attr-defined]


def test_a_page_opened_before_the_factor_came_changes_nothing_after_it(an: AccountView) -> None:
    second_factor.install_totp(actor=SYSTEM, account_id=an.id, secret=SECRET, at=now())
    own, before = api.actor_of(account_id=an.id), factors_of(an)
    session = SessionFacts(second_factor=SecondFactor.NOT_REQUIRED)
    fresh = second_factor.new_totp_secret()
    for act in (
        lambda: second_factor.activate_totp(actor=own, session=session, secret=fresh, code=code_of(fresh), at=now()),
        lambda: second_factor.remove_totp(actor=own, session=session, at=now()),
        lambda: second_factor.renew_recovery_codes(actor=own, session=session, at=now()),
        lambda: second_factor.add_passkey(actor=own, session=session, name="", credential={}, at=now()),
        lambda: second_factor.remove_passkey(actor=own, session=session, passkey_id=1, at=now()),
    ):
        with pytest.raises(SecondStepNotPassed):
            act()
    assert factors_of(an) == before


def test_the_first_factor_signs_out_whoever_came_in_without_one(client: Client, an: AccountView) -> None:
    thief, phone = Client(), Client()
    sign_in(thief)
    sign_in(client)
    set_up_app(client)
    assert signed_in_as(thief) is None
    assert signed_in_as(client) == an.id
    sign_in(phone)
    phone.post("/tai-khoan/dang-nhap/buoc-hai/", {"code": recovery_code_of(an)})
    assert signed_in_as(phone) == an.id
    set_up_app(client)
    assert signed_in_as(phone) == an.id, "another telephone signs nobody out"
