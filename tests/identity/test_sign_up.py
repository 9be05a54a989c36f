"""Opening an account by a proven contact."""

import pytest
from django.test import Client

from honglam.identity.models import Account, Consent, ContactCode
from honglam.kernel import audit
from honglam.kernel.models import AuditEntry
from tests.identity.conftest import PASSWORD, Letters, signed_in_as, text_of

pytestmark = pytest.mark.django_db


def _ask(client: Client, contact: str) -> None:
    response = client.post("/tai-khoan/dang-ky/", {"contact": contact})
    assert response.status_code == 302, text_of(response)
    assert response["Location"] == "/tai-khoan/dang-ky/ma/"


def test_the_whole_way_by_phone(client: Client, letters: Letters) -> None:
    _ask(client, "0987 654 321")
    page = client.get("/tai-khoan/dang-ky/ma/")
    assert "••• ••• 321" in text_of(page)
    response = client.post("/tai-khoan/dang-ky/ma/", {"code": letters.code("+84987654321")})
    assert response["Location"] == "/tai-khoan/dang-ky/thong-tin/"
    response = client.post(
        "/tai-khoan/dang-ky/thong-tin/", {"full_name": "Đặng Thị Ê", "password": PASSWORD, "agree": "1"}
    )
    assert response.status_code == 302
    account = Account.objects.get(phone="+84987654321")
    assert (account.full_name, account.kind, account.email) == ("Đặng Thị Ê", "citizen", None)
    assert signed_in_as(client) == account.pk
    assert Consent.objects.get(account=account).purpose == "terms"
    actions = AuditEntry.objects.filter(subject_id=str(account.pk)).order_by("seq").values_list("action", flat=True)
    assert list(actions) == ["identity.signed_up", "identity.signed_in"]
    assert audit.verify() == []


def test_the_way_goes_on_where_it_was_begun(client: Client, letters: Letters) -> None:
    client.post("/tai-khoan/dang-ky/", {"contact": "moi@example.vn", "next": "/ho-so/nhap/"})
    client.post("/tai-khoan/dang-ky/ma/", {"code": letters.code("moi@example.vn")})
    response = client.post(
        "/tai-khoan/dang-ky/thong-tin/", {"full_name": "Người Mới", "password": PASSWORD, "agree": "1"}
    )
    assert response["Location"] == "/ho-so/nhap/"


def test_nothing_is_kept_before_the_proof(client: Client, letters: Letters) -> None:
    _ask(client, "moi@example.vn")
    assert client.get("/tai-khoan/dang-ky/thong-tin/")["Location"] == "/tai-khoan/dang-ky/"
    response = client.post(
        "/tai-khoan/dang-ky/thong-tin/", {"full_name": "Người Mới", "password": PASSWORD, "agree": "1"}
    )
    assert response["Location"] == "/tai-khoan/dang-ky/"
    assert not Account.objects.exists()


def test_known_and_unknown_contacts_look_the_same(client: Client, an: object, letters: Letters) -> None:
    known, unknown = Client(), Client()
    first = known.post("/tai-khoan/dang-ky/", {"contact": "an@example.vn"})
    second = unknown.post("/tai-khoan/dang-ky/", {"contact": "ai@example.vn"})
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    pages = [text_of(one.get("/tai-khoan/dang-ky/ma/")).replace("ai@", "an@") for one in (known, unknown)]
    assert pages[0] == pages[1]
    assert letters.to("an@example.vn") == ["identity.account_exists"]
    assert letters.to("ai@example.vn") == ["identity.code_sign_up"]
    refused = known.post("/tai-khoan/dang-ky/ma/", {"code": "123456"})
    wrong = unknown.post("/tai-khoan/dang-ky/ma/", {"code": "000000"})
    assert refused.status_code == wrong.status_code == 422


def test_guessing_ends_after_five_tries(client: Client, letters: Letters) -> None:
    _ask(client, "moi@example.vn")
    right = letters.code("moi@example.vn")
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post("/tai-khoan/dang-ky/ma/", {"code": wrong}).status_code == 422
    assert client.post("/tai-khoan/dang-ky/ma/", {"code": right}).status_code == 422
    assert ContactCode.objects.get().proven_at is None


def test_a_code_may_be_typed_with_blanks(client: Client, letters: Letters) -> None:
    _ask(client, "moi@example.vn")
    code = letters.code("moi@example.vn")
    assert client.post("/tai-khoan/dang-ky/ma/", {"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_codes_are_not_sent_faster_than_people_read(client: Client, letters: Letters) -> None:
    _ask(client, "moi@example.vn")
    response = client.post("/tai-khoan/dang-ky/ma/", {"again": "1"})
    assert response.status_code == 429
    assert len(letters.sent) == 1


def test_the_stored_code_cannot_be_read_back(client: Client, letters: Letters) -> None:
    _ask(client, "moi@example.vn")
    row = ContactCode.objects.get()
    assert letters.code("moi@example.vn") not in row.code_hash
    assert len(row.code_hash) == 64


@pytest.mark.parametrize(
    "contact", ["", "abc", "0912", "02393855123", "a@b", "<script>alert(1)</script>", "0912\x00345678", "a" * 5000]
)
def test_hostile_contacts_are_refused_at_the_field(client: Client, contact: str, letters: Letters) -> None:
    response = client.post("/tai-khoan/dang-ky/", {"contact": contact})
    assert response.status_code == 422
    assert 'id="contact-error"' in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert letters.sent == []


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"full_name": "", "password": PASSWORD, "agree": "1"}, "full_name"),
        ({"full_name": "X Æ 12", "password": PASSWORD, "agree": "1"}, "full_name"),
        ({"full_name": "Người Mới", "password": "ngắn", "agree": "1"}, "password"),
        ({"full_name": "Người Mới", "password": "nguoimoi2024", "agree": "1"}, "password"),
        ({"full_name": "Người Mới", "password": PASSWORD}, "agree"),
    ],
)
def test_details_are_refused_at_their_field_and_nothing_is_lost(
    client: Client, letters: Letters, fields: dict[str, str], at_fault: str
) -> None:
    _ask(client, "moi@example.vn")
    client.post("/tai-khoan/dang-ky/ma/", {"code": letters.code("moi@example.vn")})
    response = client.post("/tai-khoan/dang-ky/thong-tin/", fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="{at_fault}-error"' in page
    assert fields["full_name"] in page
    assert fields["password"] not in page
    assert not Account.objects.exists()
    good = {"full_name": "Người Mới", "password": PASSWORD, "agree": "1"}
    assert client.post("/tai-khoan/dang-ky/thong-tin/", good).status_code == 302


def test_whoever_was_faster_keeps_the_contact(client: Client, letters: Letters) -> None:
    slow = Client()
    for one in (client, slow):
        from honglam.kernel import ratelimit

        ratelimit.forget("code-soon:sign_up:moi@example.vn")
        _ask(one, "moi@example.vn")
        one.post("/tai-khoan/dang-ky/ma/", {"code": letters.code("moi@example.vn")})
    good = {"full_name": "Người Mới", "password": PASSWORD, "agree": "1"}
    assert client.post("/tai-khoan/dang-ky/thong-tin/", good).status_code == 302
    assert slow.post("/tai-khoan/dang-ky/thong-tin/", good).status_code == 409
    assert Account.objects.count() == 1
