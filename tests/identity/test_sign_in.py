"""Signing in and out, limits, devices, the history people see."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from honglam.identity.contracts import AccountView
from honglam.identity.models import Account, SignIn
from honglam.identity.queries import live
from honglam.identity.services import contact_codes, sign_ins
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from tests.identity.conftest import OTHER_PASSWORD, PASSWORD, Letters, sign_in, signed_in_as, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["an@example.vn", " AN@Example.VN ", "0912345678", "+84 912 345 678"])
def test_by_phone_or_e_mail(client: Client, an: AccountView, login: str) -> None:
    assert sign_in(client, login).status_code == 302
    assert signed_in_as(client) == an.id


def test_a_password_in_another_normal_form_is_the_same(client: Client, an: AccountView) -> None:
    import unicodedata

    assert sign_in(client, password=unicodedata.normalize("NFD", PASSWORD)).status_code == 302


def test_unknown_account_and_wrong_password_look_alike(client: Client, an: AccountView) -> None:
    wrong = sign_in(client, password="không phải thế này")
    unknown = sign_in(client, login="ai@example.vn")
    assert wrong.status_code == unknown.status_code == 422
    assert text_of(wrong) == text_of(unknown)
    assert signed_in_as(client) is None


def test_the_password_never_comes_back(client: Client, an: AccountView) -> None:
    assert "không phải thế này" not in sign_in(client, password="không phải thế này").content.decode()


def test_where_one_was_going(client: Client, an: AccountView) -> None:
    assert sign_in(client, next="/ho-so/")["Location"] == "/ho-so/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_elsewhere(client: Client, an: AccountView, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_officers_come_to_their_desk(client: Client, officer: AccountView) -> None:
    assert sign_in(client, "canbo@example.vn")["Location"] == "/can-bo/"


def test_guessing_one_account_is_slowed_down(client: Client, an: AccountView) -> None:
    for _ in range(10):
        assert sign_in(client, password="sai mật khẩu rồi").status_code == 422
    assert sign_in(client, password=PASSWORD).status_code == 429
    assert sign_in(client, login="0912 345 678").status_code == 302, "another contact is another bucket"


def test_a_right_password_forgives_earlier_slips(client: Client, an: AccountView) -> None:
    for _ in range(3):
        for _ in range(8):
            sign_in(client, password="sai mật khẩu rồi")
        assert sign_in(client).status_code == 302
        client.post("/tai-khoan/dang-xuat/")


def test_refused_attempts_are_recorded_for_their_owner(client: Client, an: AccountView) -> None:
    sign_in(client, password="sai mật khẩu rồi")
    sign_in(client)
    history = text_of(client.get("/tai-khoan/thiet-bi/"))
    assert SignIn.objects.filter(account_id=an.id, succeeded=False).count() == 1
    assert "Sign-in refused" in history or "Bị từ chối" in history
    assert AuditEntry.objects.filter(subject_id=str(an.id), action="identity.sign_in_refused").count() == 1


def test_signing_out_ends_the_session(client: Client, an: AccountView) -> None:
    sign_in(client)
    assert client.get("/tai-khoan/dang-xuat/").status_code == 200
    assert signed_in_as(client) == an.id, "looking at the page signs nobody out"
    client.post("/tai-khoan/dang-xuat/")
    assert signed_in_as(client) is None
    assert SignIn.objects.get(account_id=an.id).end_reason == "signed_out"


def test_who_signs_out_after_the_session_ended_is_not_asked_to_sign_in(client: Client, an: AccountView) -> None:
    sign_in(client)
    Session.objects.all().delete()
    client.cookies.pop("sessionid", None)
    for answer in (client.post("/tai-khoan/dang-xuat/"), client.get("/tai-khoan/dang-xuat/")):
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_closed_pages_lead_to_sign_in_and_back(client: Client, an: AccountView) -> None:
    response = client.get("/tai-khoan/thong-tin/")
    assert response["Location"] == "/tai-khoan/dang-nhap/?next=/tai-khoan/thong-tin/"


def test_a_device_can_be_turned_away(client: Client, an: AccountView) -> None:
    phone = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36"})
    sign_in(phone)
    sign_in(client)
    page = text_of(client.get("/tai-khoan/thiet-bi/"))
    assert "Chrome · Android" in page
    row = SignIn.objects.get(account_id=an.id, user_agent__contains="Android")
    assert [signed_in_as(phone) for _ in range(2)] == [an.id, an.id], "by now its sign-in is read with its session"
    client.post(f"/tai-khoan/thiet-bi/{row.pk}/dang-xuat/")
    assert signed_in_as(phone) is None
    assert signed_in_as(client) == an.id


def test_what_is_remembered_of_a_session_names_nobody(client: Client, an: AccountView, binh: AccountView) -> None:
    stranger = Client()
    sign_in(stranger, "binh@example.vn")
    sign_in(client)
    assert signed_in_as(client) == an.id
    key = client.cookies["sessionid"].value
    live._behind[key] = SignIn.objects.get(account_id=binh.id).pk
    assert signed_in_as(client) == an.id, "the session itself says who it is"
    live._behind[key] = uuid7()
    assert signed_in_as(client) == an.id
    Session.objects.filter(session_key=key).delete()
    assert signed_in_as(client) is None


def test_all_other_devices_can_be_turned_away(client: Client, an: AccountView) -> None:
    others = [Client(), Client()]
    for one in [*others, client]:
        sign_in(one)
    client.post("/tai-khoan/thiet-bi/khac/dang-xuat/")
    assert [signed_in_as(one) for one in others] == [None, None]
    assert signed_in_as(client) == an.id


def test_nobody_turns_away_a_strangers_device(client: Client, an: AccountView, binh: AccountView) -> None:
    stranger = Client()
    sign_in(stranger, "binh@example.vn")
    sign_in(client)
    row = SignIn.objects.get(account_id=an.id)
    assert stranger.post(f"/tai-khoan/thiet-bi/{row.pk}/dang-xuat/").status_code == 404
    assert signed_in_as(client) == an.id


def test_changing_the_password_turns_other_devices_away(client: Client, an: AccountView, letters: Letters) -> None:
    other = Client()
    sign_in(other)
    sign_in(client)
    response = client.post("/tai-khoan/mat-khau/", {"old_password": PASSWORD, "password": OTHER_PASSWORD})
    assert response.status_code == 302, text_of(response)
    assert signed_in_as(other) is None
    assert signed_in_as(client) == an.id
    assert letters.to("an@example.vn") == ["identity.password_changed"]
    assert sign_in(Client(), password=OTHER_PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "at_fault"),
    [
        ("sai rồi nhé bạn", OTHER_PASSWORD, "old_password"),
        (PASSWORD, "ngắn", "password"),
        (PASSWORD, "0912345678", "password"),
    ],
)
def test_a_bad_change_changes_nothing(client: Client, an: AccountView, old: str, new: str, at_fault: str) -> None:
    sign_in(client)
    response = client.post("/tai-khoan/mat-khau/", {"old_password": old, "password": new})
    assert response.status_code == 422
    assert f'id="{at_fault}-error"' in response.content.decode()
    assert sign_in(Client()).status_code == 302


def test_a_forgotten_password_by_phone(client: Client, an: AccountView, letters: Letters) -> None:
    other = Client()
    sign_in(other)
    client.post("/tai-khoan/quen-mat-khau/", {"contact": "0912345678"})
    client.post("/tai-khoan/quen-mat-khau/ma/", {"code": letters.code("+84912345678")})
    response = client.post("/tai-khoan/quen-mat-khau/moi/", {"password": OTHER_PASSWORD})
    assert response.status_code == 302
    assert signed_in_as(client) == an.id
    assert signed_in_as(other) is None
    assert sign_in(Client()).status_code == 422
    again = client.post("/tai-khoan/quen-mat-khau/moi/", {"password": PASSWORD})
    assert again["Location"] == "/tai-khoan/quen-mat-khau/", "a proof is spent once"


def test_a_forgotten_password_of_nobody_looks_the_same(client: Client, an: AccountView, letters: Letters) -> None:
    first = Client().post("/tai-khoan/quen-mat-khau/", {"contact": "an@example.vn"})
    second = client.post("/tai-khoan/quen-mat-khau/", {"contact": "ai@example.vn"})
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert letters.to("ai@example.vn") == ["identity.account_unknown"]
    assert client.post("/tai-khoan/quen-mat-khau/ma/", {"code": "123456"}).status_code == 422


def test_a_closed_account_opens_no_more(client: Client, an: AccountView) -> None:
    sign_in(client)
    assert client.post("/tai-khoan/du-lieu/dong-tai-khoan/").status_code == 302
    assert signed_in_as(client) is None
    assert sign_in(client).status_code == 422
    row = Account.objects.get(pk=an.id)
    assert (row.is_active, row.email, row.phone, row.full_name) == (False, None, None, "Nguyễn Văn An")


def test_a_stolen_cookie_dies_with_the_account(client: Client, an: AccountView) -> None:
    thief = Client()
    sign_in(client)
    thief.cookies = client.cookies.copy()  # type: ignore[assignment]
    client.post("/tai-khoan/dang-xuat/")
    assert signed_in_as(thief) is None


def test_force_login_gives_a_whole_session(client: Client, an: AccountView) -> None:
    client.force_login(Account.objects.get(pk=an.id))
    assert signed_in_as(client) == an.id


@pytest.mark.parametrize("login", ["", "x" * 10_000, "\x00", "' OR 1=1 --", "an@example.vn\r\nSet-Cookie: a=b", "🙂"])
def test_hostile_logins(client: Client, an: AccountView, login: str) -> None:
    assert sign_in(client, login).status_code == 422
    assert signed_in_as(client) is None


def test_a_whole_office_comes_in_from_one_address(an: AccountView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_ins, "TRIES_PER_ADDRESS", 3)
    assert [sign_in(Client()).status_code for _ in range(5)] == [302] * 5
    wrong = [sign_in(Client(), login=f"ai{one}@example.vn") for one in range(4)]
    assert [answer.status_code for answer in wrong] == [422, 422, 422, 429]
    assert "10 phút" in text_of(wrong[-1])
    assert sign_in(Client()).status_code == 429, "who guesses does not learn by it which try was right"


def test_right_tries_buy_no_wrong_ones(an: AccountView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_ins, "TRIES_PER_ADDRESS", 3)
    for one in range(3):
        assert sign_in(Client(), login=f"ai{one}@example.vn").status_code == 422
        if one < 2:
            assert sign_in(Client()).status_code == 302
    assert sign_in(Client(), login="ai9@example.vn").status_code == 429


def test_a_code_that_is_proven_counts_no_more(
    client: Client, letters: Letters, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(contact_codes, "SENT_PER_ADDRESS", 2)
    for one in range(4):
        contact = f"moi{one}@example.vn"
        assert client.post("/tai-khoan/dang-ky/", {"contact": contact}).status_code == 302
        assert client.post("/tai-khoan/dang-ky/ma/", {"code": letters.code(contact)}).status_code == 302
    sent = [client.post("/tai-khoan/dang-ky/", {"contact": f"bo{one}@example.vn"}).status_code for one in range(3)]
    assert sent == [302, 302, 429]


def test_right_passwords_have_a_bound_of_their_own(
    an: AccountView, binh: AccountView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_ins, "RIGHT_PER_ACCOUNT", 3)
    assert [sign_in(Client()).status_code for _ in range(4)] == [302, 302, 302, 429]
    assert sign_in(Client(), "binh@example.vn").status_code == 302, "others behind the address come in"


def test_proven_codes_have_a_bound_of_their_own(
    client: Client, letters: Letters, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(contact_codes, "SENT_IN_ALL", 3)
    for one in range(3):
        contact = f"moi{one}@example.vn"
        assert client.post("/tai-khoan/dang-ky/", {"contact": contact}).status_code == 302
        assert client.post("/tai-khoan/dang-ky/ma/", {"code": letters.code(contact)}).status_code == 302
    assert client.post("/tai-khoan/dang-ky/", {"contact": "moi9@example.vn"}).status_code == 429
