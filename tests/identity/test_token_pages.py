"""Access codes on their own page: made once and told of, revoked after a question, nobody else's business."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from honglam.identity import api, queries
from honglam.identity.contracts import AccountKind, AccountView, SecondFactor, TokenShown
from honglam.identity.models import Account, ApiToken
from honglam.identity.services import accounts, tokens
from honglam.kernel import clock
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor, ActorKind, NotFound
from tests.identity.conftest import Letters, sign_in, text_of

pytestmark = pytest.mark.django_db
HOME = "/tai-khoan/ma-truy-cap/"


def _wish(**changes: Any) -> dict[str, Any]:
    return {
        "key": str(uuid7()),
        "label": "Phần mềm kế toán",
        "scopes": ["dossiers:read", "account:read"],
        "days": "30",
        **changes,
    }


def _make(client: Client, **changes: Any) -> Any:
    return client.post(HOME + "tao/", _wish(**changes))


def test_a_code_is_made_shown_once_told_of_and_opens_what_it_says(
    client: Client, an: AccountView, letters: Letters
) -> None:
    sign_in(client)
    wish = _wish()
    page = client.post(HOME + "tao/", wish)
    secret = re.search(r"hlt_[a-z0-9]+_[\w-]{43}", page.content.decode())
    assert secret is not None and "no-store" in page["Cache-Control"]
    known = api.authenticate_token(raw=secret.group())
    assert known is not None and known.account_id == an.id
    assert known.scopes == {"account:read", "dossiers:read"}
    assert "identity.token_issued" in letters.to("an@example.vn")
    assert AuditEntry.objects.filter(action="identity.token_issued", subject_id=str(an.id)).count() == 1
    row = ApiToken.objects.get()
    assert row.expires_at is not None and (row.expires_at - row.created_at).days == 30
    listed = text_of(client.get(HOME))
    assert "Phần mềm kế toán" in listed and secret.group() not in listed

    again = client.post(HOME + "tao/", wish, follow=True)
    assert ApiToken.objects.count() == 1, "the same form sent twice makes one code"
    assert secret.group() not in text_of(again)


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        ({"label": " \x00 "}, "label"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"scopes": ["account:read", "portal:file"]}, "scopes"),
        ({"scopes": ["dossiers:act"]}, "scopes"),
        ({"days": "3650"}, "days"),
        ({"days": "٣٠"}, "days"),
        ({"days": ""}, "days"),
    ],
)
def test_what_is_missing_or_not_offered_is_named_at_its_field(
    client: Client, an: AccountView, changes: dict[str, Any], at_fault: str
) -> None:
    sign_in(client)
    page = _make(client, **changes)
    assert page.status_code == 422
    assert f'id="{at_fault}-error"' in page.content.decode()
    assert not ApiToken.objects.exists()
    if at_fault != "label":
        assert "Phần mềm kế toán" in page.content.decode(), "what was typed stands"


def test_every_fault_is_told_at_once(client: Client, an: AccountView) -> None:
    sign_in(client)
    page = _make(client, label="", scopes=[], days="1").content.decode()
    assert all(f'id="{field}-error"' in page for field in ("label", "scopes", "days"))


def test_whoever_makes_a_code_proved_themselves_just_now(client: Client, an: AccountView, settings: Any) -> None:
    sign_in(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    answer = _make(client)
    assert answer.status_code == 302 and "/tai-khoan/xac-nhan/" in answer["Location"]
    assert not ApiToken.objects.exists()


def test_nobody_holds_more_than_twenty(client: Client, an: AccountView) -> None:
    sign_in(client)
    for _ in range(tokens.LIMIT):
        assert _make(client).status_code == 200
    assert _make(client).status_code == 409
    assert ApiToken.objects.count() == tokens.LIMIT


def test_revoking_asks_first_and_works_at_once(client: Client, an: AccountView) -> None:
    sign_in(client)
    secret = re.search(r"hlt_[a-z0-9]+_[\w-]{43}", _make(client).content.decode())
    row = ApiToken.objects.get()
    address = f"{HOME}{row.pk}/thu-hoi/"
    assert "Phần mềm kế toán" in text_of(client.get(address))
    assert secret is not None and api.authenticate_token(raw=secret.group()) is not None
    assert client.post(address)["Location"] == HOME
    assert api.authenticate_token(raw=secret.group()) is None
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert AuditEntry.objects.filter(action="identity.token_revoked").count() == 1
    assert "Phần mềm kế toán" in text_of(client.get(HOME))


def test_somebody_elses_code_is_not_there(client: Client, an: AccountView, binh: AccountView) -> None:
    sign_in(client)
    _make(client)
    row = ApiToken.objects.get()
    client.logout()
    sign_in(client, "binh@example.vn")
    assert client.get(f"{HOME}{row.pk}/thu-hoi/").status_code == 404
    assert client.post(f"{HOME}{row.pk}/thu-hoi/").status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None
    assert "Phần mềm kế toán" not in text_of(client.get(HOME))
    assert client.get(HOME + "he-thong/").status_code == 404


def test_administrators_see_and_revoke_the_codes_of_services_and_of_nobody_else(
    client: Client, an: AccountView, django_assert_num_queries: Any
) -> None:
    service = accounts.create_account(
        actor=SYSTEM, full_name="Trục liên thông", at=clock.now(), kind=AccountKind.SERVICE
    )
    tokens.issue_token(
        actor=SYSTEM, account_id=service.id, scopes=("portal:file",), at=clock.now(), label="Cổng quốc gia"
    )
    own = tokens.issue_token(actor=SYSTEM, account_id=an.id, scopes=("account:read",), at=clock.now())
    keeper = Actor(kind=ActorKind.PERSON, id=uuid7(), post_id=1, roles=frozenset({"administrator"}))

    with django_assert_num_queries(1):
        page = queries.list_service_tokens(actor=keeper, at=clock.now())
    assert [(view.owner, view.label) for view in page.items] == [("Trục liên thông", "Cổng quốc gia")]
    assert queries.list_service_tokens(actor=Actor(kind=ActorKind.PERSON, id=an.id), at=clock.now()).items == []
    assert queries.get_token(actor=keeper, token_id=page.items[0].id).owner == "Trục liên thông"
    with pytest.raises(NotFound):
        queries.get_token(actor=keeper, token_id=own.id)
    tokens.revoke_token(actor=keeper, token_id=page.items[0].id, at=clock.now())
    assert queries.list_service_tokens(actor=keeper, at=clock.now()).items == []


def test_use_is_noted_once_a_minute_at_most(an: AccountView, django_assert_num_queries: Any) -> None:
    issued = tokens.issue_token(actor=SYSTEM, account_id=an.id, scopes=("account:read",), at=clock.now())
    at = clock.now()
    with django_assert_num_queries(2):
        tokens.authenticate_token(raw=issued.secret, at=at)
    with django_assert_num_queries(1):
        tokens.authenticate_token(raw=issued.secret, at=at)


def test_a_double_click_makes_one_code_and_no_fault(fresh_database: str) -> None:
    """Both requests are under way at once; the account is held until both wait for it."""
    password = "con trâu ăn cỏ non"
    owner = api.ensure_account(email="hai-lan@example.vn", full_name="Hai Lần", at=clock.now(), password=password)
    actor, key = Actor(kind=ActorKind.PERSON, id=owner.id, name="Hai Lần"), uuid7()

    def click(_: int) -> str:
        try:
            return tokens.issue_own_token(
                actor=actor,
                key=key,
                label="Kế toán",
                scopes=("dossiers:read",),
                days=30,
                second_factor=SecondFactor.NOT_REQUIRED,
                at=clock.now(),
            ).prefix
        except TokenShown:
            return "shown"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        with transaction.atomic():
            Account.objects.select_for_update().get(pk=owner.id)
            clicks = [hands.submit(click, number) for number in range(2)]
            for _ in range(500):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    (waiting,) = cursor.fetchone()
                if waiting == 2:
                    break
                threading.Event().wait(0.02)
        answers = [one.result(10) for one in clicks]
    assert waiting == 2
    assert answers.count("shown") == 1
    assert ApiToken.objects.count() == 1
