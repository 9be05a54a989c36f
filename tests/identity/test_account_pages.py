"""One's own facts, contacts, enterprises, permissions, tokens; strangers find nothing."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from honglam.identity import api
from honglam.identity.contracts import (
    AccountNotFound,
    AccountView,
    CitizenIdTaken,
    ContactTaken,
    Proof,
    Role,
    UnknownScope,
)
from honglam.identity.models import Account, ApiToken, Consent, Enterprise, Membership
from honglam.identity.services import tokens
from honglam.kernel import audit
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, NotFound
from tests.cost import cost
from tests.identity.conftest import Letters, sign_in, text_of

pytestmark = pytest.mark.django_db

CLOSED_PAGES = [
    "/tai-khoan/", "/tai-khoan/thong-tin/", "/tai-khoan/mat-khau/", "/tai-khoan/lien-he/them/", "/tai-khoan/thiet-bi/",
    "/tai-khoan/lien-he/email/xoa/", "/tai-khoan/xac-thuc-hai-buoc/", "/tai-khoan/xac-thuc-hai-buoc/ung-dung/",
    "/tai-khoan/xac-thuc-hai-buoc/khoa/them/", "/tai-khoan/doanh-nghiep/", "/tai-khoan/doanh-nghiep/them/",
    "/tai-khoan/du-lieu/", "/tai-khoan/ma-truy-cap/", "/tai-khoan/ma-truy-cap/tao/",
    "/tai-khoan/du-lieu/dong-tai-khoan/",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED_PAGES)
def test_each_page_opens_for_its_owner_and_leads_others_to_sign_in(
    client: Client, an: AccountView, address: str
) -> None:
    assert client.get(address)["Location"].startswith("/tai-khoan/dang-nhap/")
    sign_in(client)
    page = client.get(address)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert " style=" not in page.content.decode()


def test_the_home_page_shows_what_is_known(client: Client, an: AccountView) -> None:
    sign_in(client)
    words = text_of(client.get("/tai-khoan/"))
    for fact in ("Nguyễn Văn An", "042085001234", "12/03/1985", "0912 345 678", "an@example.vn"):
        assert fact in words


def _profile(**changes: str) -> dict[str, str]:
    return {"full_name": "Trần Thị Bình", "citizen_id": "", "birth": "", "gender": "", "address": "", **changes}


def test_correcting_ones_own_facts(client: Client, binh: AccountView) -> None:
    sign_in(client, "binh@example.vn")
    done = client.post(
        "/tai-khoan/thong-tin/",
        _profile(citizen_id="042 185 004 321", birth="1/7/1985", gender="female", address=" Xóm 1,\x00  Xã A "),
    )
    assert done.status_code == 302, text_of(done)
    person = api.get_person(account_id=binh.id)
    assert (person.citizen_id, person.birth, person.address) == ("042185004321", "1985-07-01", "Xóm 1, Xã A")
    assert person.citizen_id_proof is Proof.NOBODY
    client.post("/tai-khoan/thong-tin/", _profile(language="en"))
    assert api.get_account(account_id=binh.id).language == "en"
    client.post("/tai-khoan/thong-tin/", _profile(language="klingon"))
    assert api.get_account(account_id=binh.id).language == "en"


def test_knowing_the_visitor_costs_one_query(client: Client, an: AccountView) -> None:
    """The session, and with it the sign-in and its account."""
    sign_in(client)
    assert cost(lambda: client.get("/tai-khoan/dang-xuat/")) == 1


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        ({"full_name": ""}, "full_name"),
        ({"citizen_id": "123"}, "citizen_id"),
        ({"citizen_id": "042185004321", "gender": "male"}, "citizen_id"),
        ({"citizen_id": "042185004321", "birth": "1986"}, "citizen_id"),
        ({"birth": "30/2/1985"}, "birth"),
        ({"birth": "1/1/2999"}, "birth"),
        ({"gender": "robot"}, "gender"),
    ],
)
def test_wrong_facts_are_refused_at_their_field(
    client: Client, binh: AccountView, changes: dict[str, str], at_fault: str
) -> None:
    sign_in(client, "binh@example.vn")
    page = client.post("/tai-khoan/thong-tin/", _profile(**changes))
    assert page.status_code == 422
    assert f'id="{at_fault}-error"' in page.content.decode()
    assert api.get_person(account_id=binh.id).citizen_id == ""


def test_proven_facts_are_not_overwritten_by_typing(client: Client, an: AccountView) -> None:
    sign_in(client)
    fields = {
        "full_name": "Kẻ Khác",
        "citizen_id": "042085009999",
        "birth": "12/03/1985",
        "gender": "male",
        "address": "",
    }
    assert client.post("/tai-khoan/thong-tin/", fields).status_code == 422
    assert api.get_person(account_id=an.id).full_name == "Nguyễn Văn An"


def test_a_proven_person_still_changes_the_address(client: Client, an: AccountView) -> None:
    sign_in(client)
    assert client.post("/tai-khoan/thong-tin/", {"address": "Xóm 2, Xã B"}).status_code == 302
    person = api.get_person(account_id=an.id)
    assert (person.address, person.full_name, person.birth) == ("Xóm 2, Xã B", "Nguyễn Văn An", "1985-03-12")


def test_adding_a_contact_replaces_the_old_one_and_tells_it(
    client: Client, binh: AccountView, letters: Letters
) -> None:
    sign_in(client, "binh@example.vn")
    client.post("/tai-khoan/lien-he/them/", {"contact": "binh.moi@example.vn"})
    assert Account.objects.get(pk=binh.id).email == "binh@example.vn", "nothing changes before the code"
    done = client.post("/tai-khoan/lien-he/ma/", {"code": letters.code("binh.moi@example.vn")})
    assert done["Location"] == "/tai-khoan/"
    assert Account.objects.get(pk=binh.id).email == "binh.moi@example.vn"
    assert "identity.contact_changed" in letters.to("binh@example.vn")


def test_a_strangers_contact_cannot_be_added_and_is_not_betrayed(
    client: Client, an: AccountView, binh: AccountView, letters: Letters
) -> None:
    sign_in(client, "binh@example.vn")
    asked = client.post("/tai-khoan/lien-he/them/", {"contact": "0912345678"})
    assert asked["Location"] == "/tai-khoan/lien-he/ma/"
    assert letters.to("+84912345678") == ["identity.account_exists"]
    assert client.post("/tai-khoan/lien-he/ma/", {"code": "123456"}).status_code == 422


def test_the_last_contact_stays(client: Client, binh: AccountView) -> None:
    sign_in(client, "binh@example.vn")
    assert client.post("/tai-khoan/lien-he/email/xoa/").status_code == 422
    assert client.get("/tai-khoan/lien-he/telex/xoa/").status_code == 404
    assert Account.objects.get(pk=binh.id).email == "binh@example.vn"


def test_one_of_two_contacts_goes(client: Client, an: AccountView) -> None:
    sign_in(client)
    assert client.post("/tai-khoan/lien-he/phone/xoa/").status_code == 302
    assert Account.objects.get(pk=an.id).phone is None


def _add_enterprise(client: Client, tax_code: str = "0100109106", name: str = "Công ty Một") -> Enterprise:
    done = client.post("/tai-khoan/doanh-nghiep/them/", {"tax_code": tax_code, "name": name, "address": ""})
    assert done.status_code == 302, text_of(done)
    return Enterprise.objects.latest("created_at")


def test_acting_for_an_enterprise(client: Client, an: AccountView) -> None:
    sign_in(client)
    enterprise = _add_enterprise(client)
    page = client.get("/tai-khoan/doanh-nghiep/")
    assert page.wsgi_request.actor.enterprise_id == enterprise.pk  # type: ignore[attr-defined]
    assert page.wsgi_request.session_facts.enterprise_name == "Công ty Một"  # type: ignore[attr-defined]
    assert api.list_memberships(account_id=an.id)[0].role is Role.OWNER
    client.post("/tai-khoan/doanh-nghiep/chon/", {"enterprise": "", "next": "/tai-khoan/thiet-bi/"})
    assert client.get("/tai-khoan/doanh-nghiep/").wsgi_request.actor.enterprise_id is None  # type: ignore[attr-defined]
    client.post("/tai-khoan/doanh-nghiep/chon/", {"enterprise": str(enterprise.pk)})
    assert client.get("/tai-khoan/").wsgi_request.actor.enterprise_id == enterprise.pk  # type: ignore[attr-defined]


def test_when_a_membership_ends_nothing_is_done_in_ones_own_name_instead(client: Client, an: AccountView) -> None:
    sign_in(client)
    enterprise = _add_enterprise(client)
    Membership.objects.filter(account_id=an.id, enterprise=enterprise).update(ended_at=now())
    sent = client.post("/tai-khoan/du-lieu/", {"purpose": "prefill"})
    assert sent.headers["Location"] == "/tai-khoan/uy-quyen/?het=1"
    assert api.allows(account_id=an.id, purpose="prefill") is False
    assert "đã chấm dứt hoặc hết hạn" in text_of(client.get(sent.headers["Location"]))
    assert client.post("/tai-khoan/du-lieu/", {"purpose": "prefill"}).headers["Location"] == "/tai-khoan/du-lieu/"


@pytest.mark.parametrize("wanted", ["not-a-uuid", "01a20676-aefe-7ec2-b3b3-4c716247f75b", "' OR 1=1"])
def test_nobody_acts_for_a_strangers_enterprise(client: Client, an: AccountView, wanted: str) -> None:
    sign_in(client)
    assert client.post("/tai-khoan/doanh-nghiep/chon/", {"enterprise": wanted}).status_code == 404
    assert client.get("/tai-khoan/").wsgi_request.actor.enterprise_id is None  # type: ignore[attr-defined]


def test_inviting_joining_and_leaving(client: Client, an: AccountView, binh: AccountView, letters: Letters) -> None:
    sign_in(client)
    enterprise = _add_enterprise(client)
    guest = Client()
    sign_in(guest, "binh@example.vn")
    assert guest.get(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/").status_code == 404
    for contact in ("binh@example.vn", "ai@example.vn"):
        answer = client.post(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/", {"contact": contact, "role": "member"})
        assert answer.status_code == 302, "known and unknown contacts get the same answer"
    assert letters.to("binh@example.vn") == ["identity.invitation"]
    row = Membership.objects.get(account_id=binh.id)
    assert guest.post("/tai-khoan/doanh-nghiep/chon/", {"enterprise": str(enterprise.pk)}).status_code == 404, (
        "not accepted yet"
    )
    assert "Trần Thị Bình" not in text_of(client.get(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/")), (
        "a guest is not named"
    )
    assert client.post(f"/tai-khoan/doanh-nghiep/loi-moi/{row.pk}/", {"accept": "1"}).status_code == 404, (
        "not the guest"
    )
    guest.post(f"/tai-khoan/doanh-nghiep/loi-moi/{row.pk}/", {"accept": "1"})
    guest.post("/tai-khoan/doanh-nghiep/chon/", {"enterprise": str(enterprise.pk)})
    assert guest.get("/tai-khoan/").wsgi_request.actor.enterprise_id == enterprise.pk  # type: ignore[attr-defined]
    assert guest.get(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/").status_code == 404, "a member is no owner"
    own = Membership.objects.get(account_id=an.id)
    assert client.post(f"/tai-khoan/doanh-nghiep/loi-moi/{own.pk}/", {"leave": "1", "sure": "1"}).status_code == 422, (
        "the last owner stays"
    )
    client.post(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/{row.pk}/xoa/")
    assert guest.get("/tai-khoan/").wsgi_request.actor.enterprise_id is None, "ended rights end at once"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"tax_code": "0100109107", "name": "Công ty Một"}, "tax_code"),
        ({"tax_code": "", "name": "Công ty Một"}, "tax_code"),
        ({"tax_code": "0100109106", "name": "\x00 "}, "name"),
    ],
)
def test_wrong_enterprises_are_refused_at_their_field(
    client: Client, an: AccountView, fields: dict[str, str], at_fault: str
) -> None:
    sign_in(client)
    page = client.post("/tai-khoan/doanh-nghiep/them/", fields)
    assert page.status_code == 422
    assert f'id="{at_fault}-error"' in page.content.decode()
    assert not Enterprise.objects.exists()


def test_typing_a_strangers_tax_code_does_not_lock_the_owner_out(
    client: Client, an: AccountView, binh: AccountView
) -> None:
    for who, login in ((client, "an@example.vn"), (Client(), "binh@example.vn")):
        sign_in(who, login)
        _add_enterprise(who)
    first, second = Enterprise.objects.order_by("created_at")
    assert api.find_enterprise(tax_code="0100109106") is None
    api.prove_enterprise(actor=SYSTEM, enterprise_id=second.pk, at=now())
    found = api.find_enterprise(tax_code="0100109106")
    assert found is not None
    assert found.id == second.pk
    with pytest.raises(Exception, match="confirmed already"):
        api.prove_enterprise(actor=SYSTEM, enterprise_id=first.pk, at=now())


def test_permissions_are_given_and_taken_back(client: Client, an: AccountView) -> None:
    sign_in(client)
    client.post("/tai-khoan/du-lieu/", {"purpose": ["prefill", "survey", "world-domination"]})
    standing = Consent.objects.filter(account_id=an.id, withdrawn_at=None).values_list("purpose", flat=True)
    assert sorted(standing) == ["prefill", "survey"]
    client.post("/tai-khoan/du-lieu/", {"purpose": ["survey"]})
    row = Consent.objects.get(account_id=an.id, purpose="prefill")
    assert row.withdrawn_at is not None
    assert AuditEntry.objects.filter(subject_id=str(an.id), action="identity.consent_withdrawn").count() == 1


def test_a_copy_of_ones_data(client: Client, an: AccountView) -> None:
    sign_in(client)
    response = client.get("/tai-khoan/du-lieu/ban-sao/")
    assert response["Content-Disposition"] == 'attachment; filename="du-lieu.zip"'
    told = zipfile.ZipFile(io.BytesIO(response.content)).read("account.json").decode()
    assert json.loads(told)[0]["account"]["full_name"] == "Nguyễn Văn An"
    assert "password" not in told
    assert audit.verify() == []


def test_clerks_open_accounts_for_walk_ins(an: AccountView) -> None:
    made = api.create_account(
        actor=SYSTEM, full_name="Hồ Văn Cụ", citizen_id="042035000001", citizen_id_proof=Proof.COUNTER, at=now()
    )
    assert api.find_by_citizen_id(citizen_id="042 035 000 001") == made
    with pytest.raises(CitizenIdTaken):
        api.create_account(
            actor=SYSTEM, full_name="Ai Đó", citizen_id="042085001234", citizen_id_proof=Proof.COUNTER, at=now()
        )
    with pytest.raises(ContactTaken):
        api.create_account(actor=SYSTEM, full_name="Ai Đó", email="AN@example.vn", at=now())


def test_demo_accounts_are_made_once(an: AccountView) -> None:
    again = api.ensure_account(email="an@example.vn", full_name="Khác", password="mật khẩu khác hẳn", at=now())
    assert again.id == an.id
    assert again.full_name == "Nguyễn Văn An"


def test_a_token_speaks_for_its_account_until_it_ends(an: AccountView) -> None:
    at = now()
    issued = tokens.issue_token(
        actor=SYSTEM, account_id=an.id, scopes=("account:read",), at=at, expires_at=at + timedelta(days=1)
    )
    known = api.authenticate_token(raw=issued.secret)
    assert known is not None
    assert (known.account_id, known.scopes, known.name) == (an.id, {"account:read"}, "Nguyễn Văn An")
    assert issued.secret.split("_", 2)[2] not in str(ApiToken.objects.values())
    assert tokens.authenticate_token(raw=issued.secret, at=at + timedelta(days=2)) is None
    tokens.revoke_token(actor=SYSTEM, token_id=issued.id, at=at)
    assert api.authenticate_token(raw=issued.secret) is None


@pytest.mark.parametrize("raw", ["", "hlt", "hlt_", "hlt__", "hlt_abc_def", "x" * 5000, "hlt_\x00_y", "hlt_ă_ờ"])
def test_what_is_no_token(db: None, raw: str) -> None:
    assert api.authenticate_token(raw=raw) is None


def test_tokens_of_a_closed_account_are_worthless(an: AccountView) -> None:
    issued = tokens.issue_token(actor=SYSTEM, account_id=an.id, scopes=("account:read",), at=now())
    api.close_account(actor=SYSTEM, account_id=an.id, at=now())
    assert api.authenticate_token(raw=issued.secret) is None


def test_tokens_carry_known_permissions_and_belong_to_their_owner(an: AccountView, binh: AccountView) -> None:
    with pytest.raises(UnknownScope):
        tokens.issue_token(actor=SYSTEM, account_id=an.id, scopes=("account:read", "everything"), at=now())
    stranger = api.actor_of(account_id=binh.id)
    with pytest.raises(AccountNotFound):
        tokens.issue_token(actor=stranger, account_id=an.id, scopes=("account:read",), at=now())
    issued = tokens.issue_token(actor=SYSTEM, account_id=an.id, scopes=("account:read",), at=now())
    with pytest.raises(NotFound):
        tokens.revoke_token(actor=stranger, token_id=issued.id, at=now())
    with pytest.raises(AccountNotFound):
        api.close_account(actor=stranger, account_id=an.id, at=now())


def test_a_language_that_is_not_offered_is_refused_at_its_field(client: Client, an: AccountView) -> None:
    sign_in(client)
    told = client.post("/tai-khoan/thong-tin/", {"address": "Xóm 9", "language": "tlh"})
    assert (
        told.status_code == 422 and 'id="language-error"' in told.content.decode() and "Xóm 9" in told.content.decode()
    )
