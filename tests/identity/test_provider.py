"""Signing in through an identity provider: the straight way, linking, and everything a bad answer may hold."""

import re
import time
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.test import Client

from honglam.identity import api
from honglam.identity.contracts import AccountView, Proof
from honglam.identity.gateways import oidc
from honglam.identity.models import Account, ExternalIdentity, SignIn
from honglam.identity.services import sign_ins
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM
from honglam.simulators.vneid import FAULTS
from tests.identity.conftest import Letters, come_in, sign_in, signed_in_as, text_of

pytestmark = pytest.mark.django_db

BE = {"citizen_id": "042185004321", "name": "Trần Thị Bé", "birth": "1985-07-01", "gender": "female"}


def visit(client: Client, person: dict[str, str], *, start: str = "/tai-khoan/dinh-danh/", **more: str) -> Any:
    """The whole journey: to the provider, agree there, come back."""
    away = client.get(start)
    assert away.status_code == 302, text_of(away)
    there = urlsplit(away["Location"])
    page = client.get(f"{there.path}?{there.query}")
    assert page.status_code == 200, page.content
    agreed = client.post(f"{there.path}?{there.query}", {"phone": "", "email": "", "level": "2", **person, **more})
    assert agreed.status_code == 302, agreed.content
    back = urlsplit(agreed["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_the_request_is_made_as_the_standards_ask(client: Client) -> None:
    query = dict(parse_qsl(urlsplit(client.get("/tai-khoan/dinh-danh/")["Location"]).query))
    assert query["response_type"] == "code"
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert len(query["state"]) >= 32
    assert len(query["nonce"]) >= 32
    assert query["state"] != query["nonce"]
    assert "openid" in query["scope"].split()


def test_a_new_person_gets_an_account_with_proven_facts(client: Client) -> None:
    response = visit(client, BE, phone="0987 654 321", start="/tai-khoan/dinh-danh/?next=/ho-so/")
    assert response["Location"] == "/ho-so/"
    account = Account.objects.get()
    assert signed_in_as(client) == account.pk
    assert (account.full_name, account.citizen_id, account.citizen_id_proof) == (
        "Trần Thị Bé",
        BE["citizen_id"],
        "provider",
    )
    assert (account.birth, account.gender, account.phone) == ("1985-07-01", "female", "+84987654321")
    assert SignIn.objects.get().assurance == 2
    visit(Client(), BE)
    assert Account.objects.count() == 1
    assert ExternalIdentity.objects.count() == 1


def test_a_weak_identity_proves_no_citizen_id(client: Client) -> None:
    visit(client, BE, level="1")
    account = Account.objects.get()
    assert account.citizen_id_proof == ""
    assert account.citizen_id == ""


def test_a_walk_in_known_at_the_counter_finds_their_account(client: Client, db: None) -> None:
    made = api.create_account(
        actor=SYSTEM, full_name="Trần Thị Bé", citizen_id=BE["citizen_id"], citizen_id_proof=Proof.COUNTER, at=now()
    )
    visit(client, BE)
    assert signed_in_as(client) == made.id
    assert Account.objects.count() == 1


def test_whoever_typed_a_strangers_number_gains_nothing(client: Client, binh: AccountView) -> None:
    thief = Client()
    sign_in(thief, "binh@example.vn")
    thief.post(
        "/tai-khoan/thong-tin/",
        {
            "full_name": "Trần Thị Bình",
            "citizen_id": BE["citizen_id"],
            "birth": "1985",
            "gender": "female",
            "address": "",
        },
    )
    assert Account.objects.get(pk=binh.id).citizen_id == BE["citizen_id"]
    visit(client, BE)
    owner = Account.objects.get(citizen_id=BE["citizen_id"], citizen_id_proof="provider")
    assert owner.pk != binh.id
    assert signed_in_as(client) == owner.pk
    assert api.find_by_citizen_id(citizen_id=BE["citizen_id"]) == api.get_account(account_id=owner.pk)


def test_a_weak_identity_does_not_open_a_proven_account(client: Client, db: None) -> None:
    made = api.create_account(
        actor=SYSTEM, full_name="Trần Thị Bé", citizen_id=BE["citizen_id"], citizen_id_proof=Proof.COUNTER, at=now()
    )
    visit(client, BE, level="1")
    assert signed_in_as(client) != made.id


def test_whose_contact_has_an_account_signs_in_there_and_links(client: Client, binh: AccountView) -> None:
    page = visit(client, BE, email="binh@example.vn")
    assert page.status_code == 409
    assert "binh@example.vn" in text_of(page) and "Trần Thị Bình" not in text_of(page)
    assert signed_in_as(client) is None
    assert Account.objects.count() == 1 and not ExternalIdentity.objects.exists(), "nothing was opened"
    there = re.search(r'href="/tai-khoan/dang-nhap/[?]next=([^"]+)"', page.content.decode())
    assert there is not None
    onward = sign_in(client, "binh@example.vn", next=unquote(there.group(1)))["Location"]
    visit(client, BE, start=onward)
    assert Account.objects.get().citizen_id == BE["citizen_id"]
    elsewhere = Client()
    visit(elsewhere, BE, email="binh@example.vn")
    assert signed_in_as(elsewhere) == binh.id


def test_a_contact_of_somebody_else_stays_with_them(client: Client, an: AccountView) -> None:
    """The account there is vouched for under another number: it is not this person's."""
    visit(client, BE, email="an@example.vn", phone="0912345678")
    assert signed_in_as(client) != an.id
    stranger = Account.objects.exclude(pk=an.id).get()
    assert (stranger.email, stranger.phone) == (None, None)


def test_an_officers_account_is_for_the_post(client: Client, officer: AccountView) -> None:
    visit(client, BE, email="canbo@example.vn")
    assert signed_in_as(client) not in (None, officer.id)


def test_opening_by_a_provider_keeps_the_terms_and_leaves_its_row(client: Client) -> None:
    assert "đồng ý" in text_of(client.get("/tai-khoan/dang-nhap/")), "the terms stand beside the button"
    visit(client, BE)
    account = Account.objects.get()
    assert list(account.consents.values_list("purpose", flat=True)) == ["terms"]
    assert AuditEntry.objects.filter(action="identity.signed_up", subject_id=str(account.pk)).count() == 1


def test_a_number_linked_elsewhere_says_the_way_out(client: Client, an: AccountView, binh: AccountView) -> None:
    sign_in(client, "binh@example.vn")
    page = visit(client, {**BE, "citizen_id": "042085001234", "name": "Nguyễn Văn An", "gender": "male"})
    assert "bộ phận một cửa" in text_of(page)


def test_a_signed_in_person_links_the_provider(client: Client, binh: AccountView) -> None:
    sign_in(client, "binh@example.vn")
    assert visit(client, BE)["Location"] == "/tai-khoan/"
    row = Account.objects.get(pk=binh.id)
    assert (row.citizen_id, row.full_name) == (BE["citizen_id"], "Trần Thị Bé")
    elsewhere = Client()
    visit(elsewhere, BE)
    assert signed_in_as(elsewhere) == binh.id


def test_whoever_has_only_the_provider_proves_themselves_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    visit(client, BE)
    later = time.time() + 16 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    asked = client.get("/tai-khoan/du-lieu/dong-tai-khoan/")
    assert asked["Location"].startswith("/tai-khoan/dinh-danh/?next=")
    query = dict(parse_qsl(urlsplit(client.get(asked["Location"])["Location"]).query))
    assert query["prompt"] == "login"
    monkeypatch.undo()
    assert visit(client, BE, start=asked["Location"])["Location"] == "/tai-khoan/du-lieu/dong-tai-khoan/"
    assert client.get("/tai-khoan/du-lieu/dong-tai-khoan/").status_code == 200


def test_a_proven_number_is_not_linked_twice(client: Client, an: AccountView, binh: AccountView) -> None:
    sign_in(client, "binh@example.vn")
    response = visit(client, {**BE, "citizen_id": "042085001234", "name": "Nguyễn Văn An", "gender": "male"})
    assert response.status_code == 409
    assert Account.objects.get(pk=binh.id).citizen_id == ""
    assert not ExternalIdentity.objects.exists()


def test_another_persons_identity_does_not_replace_the_linked_one(client: Client, binh: AccountView) -> None:
    sign_in(client, "binh@example.vn")
    visit(client, BE)
    other = {**BE, "citizen_id": "042185009999", "name": "Người Khác"}
    assert visit(client, other).status_code == 409
    assert Account.objects.get(pk=binh.id).full_name == "Trần Thị Bé"


def test_unlinking_needs_another_way_in(client: Client) -> None:
    visit(client, BE)
    assert client.post("/tai-khoan/dinh-danh/huy/").status_code == 422
    account = Account.objects.get()
    account.set_password("con trâu ăn cỏ non")
    account.save()
    come_in(client, account)
    assert client.post("/tai-khoan/dinh-danh/huy/").status_code == 422, "a password without a contact opens nothing"
    assert ExternalIdentity.objects.exists()
    Account.objects.filter(pk=account.pk).update(phone="+84987654321")
    assert client.post("/tai-khoan/dinh-danh/huy/").status_code == 302
    assert not ExternalIdentity.objects.exists()


@pytest.mark.parametrize("fault", [code for code in FAULTS if code not in ("", "denied", "stale_login")])
def test_a_bad_answer_signs_nobody_in(client: Client, fault: str) -> None:
    response = visit(client, BE, fault=fault)
    assert response.status_code in (502, 422)
    assert signed_in_as(client) is None
    assert not Account.objects.exists()
    assert visit(client, BE).status_code == 302, "the next journey is not spoilt"


def test_saying_no_is_not_a_failure_of_the_provider(client: Client) -> None:
    response = visit(client, BE, fault="denied")
    assert response.status_code == 422
    assert signed_in_as(client) is None


def test_an_answer_is_used_once_and_only_by_who_asked(client: Client) -> None:
    away = urlsplit(client.get("/tai-khoan/dinh-danh/")["Location"])
    agreed = client.post(f"{away.path}?{away.query}", {**BE, "phone": "", "email": "", "level": "2"})
    back = urlsplit(agreed["Location"])
    assert Client().get(f"{back.path}?{back.query}").status_code == 502, "another browser never set out"
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    assert client.get(f"{back.path}?{back.query}").status_code == 502


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=y", "?error=server_error", "?state=%00&code=%00", "?state=" + "x" * 5000]
)
def test_hostile_answers(client: Client, query: str) -> None:
    client.get("/tai-khoan/dinh-danh/")
    assert client.get(f"/tai-khoan/dinh-danh/tro-ve/{query}").status_code == 502
    assert signed_in_as(client) is None


def test_the_simulator_redirects_only_to_us(client: Client) -> None:
    away = urlsplit(client.get("/tai-khoan/dinh-danh/")["Location"])
    for elsewhere in ("evil.example", "testserver.evil.example", "testserver%40evil.example"):
        query = away.query.replace("testserver", elsewhere)
        assert client.get(f"{away.path}?{query}").status_code == 400
    assert client.get(f"{away.path}?{away.query.replace('testserver', 'localhost%3A8000')}").status_code == 200


def test_the_simulators_code_works_once_and_with_its_verifier(client: Client) -> None:
    away = urlsplit(client.get("/tai-khoan/dinh-danh/")["Location"])
    agreed = client.post(f"{away.path}?{away.query}", {**BE, "phone": "", "email": "", "level": "2"})
    code = dict(parse_qsl(urlsplit(agreed["Location"]).query))["code"]
    asked = dict(parse_qsl(away.query))
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    client_secret = {"Authorization": "Basic aG9uZ2xhbTpmb3ItdGhlLXNpbXVsYXRvci1vbmx5"}
    stolen = client.post("/gia-lap/vneid/token", {**form, "code_verifier": "guess"}, headers=client_secret)
    assert (stolen.status_code, stolen.json()["error"]) == (400, "invalid_grant")
    verifier = client.session["provider_journey"]["verifier"]
    spent = client.post("/gia-lap/vneid/token", {**form, "code_verifier": verifier}, headers=client_secret)
    assert spent.status_code == 400, "a code that was tried with a wrong verifier is spent"
    assert client.post("/gia-lap/vneid/token", form).status_code == 401


def test_a_proof_at_the_provider_must_be_of_now(client: Client) -> None:
    """Whoever finds the browser open comes back from a provider that did not ask: `prompt` is only a wish."""
    visit(client, BE)
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 16 * 60
    session.save()
    closing = "/tai-khoan/du-lieu/dong-tai-khoan/"
    asked = client.get(closing)["Location"]
    query = dict(parse_qsl(urlsplit(client.get(asked)["Location"]).query))
    assert (query["prompt"], query["max_age"]) == ("login", "0")
    assert visit(client, BE, start=asked, fault="stale_login").status_code == 502
    assert client.get(closing).status_code == 302, "it is asked for still"
    assert visit(client, BE, start=asked)["Location"] == closing
    assert client.get(closing).status_code == 200


def test_a_journey_begun_before_signing_in_proves_nothing_afterwards(client: Client) -> None:
    visit(Client(), BE)
    account = Account.objects.get()
    there = urlsplit(client.get("/tai-khoan/dinh-danh/")["Location"])
    agreed = client.post(f"{there.path}?{there.query}", {**BE, "phone": "", "email": "", "level": "2"})
    come_in(client, account, proven_ago=3600)
    back = urlsplit(agreed["Location"])
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    assert client.get("/tai-khoan/du-lieu/dong-tai-khoan/").status_code == 302


def test_whoever_owns_the_account_is_told_of_links(client: Client, binh: AccountView, letters: Letters) -> None:
    sign_in(client, "binh@example.vn")
    visit(client, BE)
    assert letters.to("binh@example.vn") == ["identity.provider_linked"]
    visit(Client(), BE)
    assert letters.to("binh@example.vn") == ["identity.provider_linked"], "once"
    client.post("/tai-khoan/dinh-danh/huy/")
    assert letters.to("binh@example.vn") == ["identity.provider_linked", "identity.provider_unlinked"]


def test_a_link_by_the_number_is_told_too_and_a_new_account_is_no_news(client: Client, letters: Letters) -> None:
    made = api.create_account(
        actor=SYSTEM,
        full_name="Trần Thị Bé",
        email="be@example.vn",
        citizen_id=BE["citizen_id"],
        citizen_id_proof=Proof.COUNTER,
        at=now(),
    )
    visit(client, BE)
    assert signed_in_as(client) == made.id
    assert letters.to("be@example.vn") == ["identity.provider_linked"]
    visit(Client(), {**BE, "citizen_id": "042185009999", "name": "Người Khác"}, email="khac@example.vn")
    assert letters.to("khac@example.vn") == []


def test_after_a_reset_one_is_led_to_what_opens_the_account_without_the_password(
    client: Client, binh: AccountView, letters: Letters
) -> None:
    thief = Client()
    sign_in(thief, "binh@example.vn")
    visit(thief, BE)
    client.post("/tai-khoan/quen-mat-khau/?next=/ho-so/", {"contact": "binh@example.vn"})
    client.post("/tai-khoan/quen-mat-khau/ma/", {"code": letters.code("binh@example.vn")})
    done = client.post("/tai-khoan/quen-mat-khau/moi/", {"password": "bún bò ngon nhất chợ"})
    assert done["Location"] == "/tai-khoan/"
    page = text_of(client.get(done["Location"]))
    assert "còn mở được bằng cách khác" in page and "Gỡ liên kết" in page


def test_what_hardly_ever_changes_is_asked_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = oidc._ask

    def counting(caller: Any, method: str, address: str, **more: Any) -> dict[str, Any]:
        asked.append(address.rpartition("/")[2])
        return ask(caller, method, address, **more)

    monkeypatch.setattr(oidc, "_ask", counting)
    monkeypatch.setattr(oidc, "_memory", {})
    for _ in range(3):
        Client().get("/tai-khoan/dinh-danh/")
    visit(client, BE)
    visit(Client(), BE)
    assert (asked.count("openid-configuration"), asked.count("jwks")) == (1, 1)
    stale = {address: (at, {"keys": []}) for address, (at, _) in oidc._memory.items() if address.endswith("jwks")}
    oidc._memory.update(stale)
    visit(Client(), BE)
    assert asked.count("jwks") == 2, "a name that is not among the keys: they have changed"


def test_nobody_sets_out_without_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_ins, "JOURNEYS_PER_ADDRESS", 2)
    answers = [client.get("/tai-khoan/dinh-danh/").status_code for _ in range(3)]
    assert answers == [302, 302, 429]


def test_whoever_comes_back_and_is_let_in_counts_no_more(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(sign_ins, "JOURNEYS_PER_ADDRESS", 2)
    assert [visit(Client(), BE).status_code for _ in range(3)] == [302] * 3
    monkeypatch.setattr(sign_ins, "JOURNEYS_IN_ALL", 3)
    assert Client().get("/tai-khoan/dinh-danh/").status_code == 429, "but not without end"
