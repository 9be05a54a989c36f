"""Mandates on their pages: as many as there are, and whoever acts under one still keeps an account of their own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from honglam.identity import api
from honglam.identity.contracts import ACTING_FOR, AccountView, MandateState, Proof
from honglam.identity.models import Account, Enterprise, Mandate, Membership
from honglam.identity.queries.mandates import list_given, list_held
from honglam.kernel.clock import now, today
from honglam.kernel.models import AuditEntry
from tests.identity.conftest import Letters, sign_in, text_of

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/uy-quyen/"


def mandate(principal: AccountView, proxy: AccountView, *, ago: int = 0, **changes: Any) -> Mandate:
    """One that `proxy` accepted, offered so many minutes ago."""
    at = now() - timedelta(minutes=ago)
    values: dict[str, Any] = {
        "principal_id": principal.id,
        "proxy_id": proxy.id,
        "contact": proxy.email,
        "powers": ["file", "follow"],
        "first_day": today(),
        "last_day": today() + timedelta(days=30),
        "offered_at": at,
        "accepted_at": at,
    }
    return Mandate.objects.create(**{**values, **changes})


@pytest.fixture
def many(an: AccountView, binh: AccountView) -> list[UUID]:
    """One that stands, offered first, and sixty that ended since."""
    standing = mandate(an, binh, ago=1000)
    for number in range(60):
        mandate(an, binh, ago=number, ended_at=now())
    return [standing.pk]


def test_what_stands_comes_before_what_is_over(many: list[UUID], an: AccountView, binh: AccountView) -> None:
    for listed, who in ((list_given, an), (list_held, binh)):
        actor, seen, after = api.actor_of(account_id=who.id), [], ""
        while True:
            page = listed(actor=actor, at=now(), after=after, limit=25)
            seen += page.items
            if page.next_cursor is None:
                break
            after = page.next_cursor
        assert len({one.id for one in seen}) == 61
        assert (seen[0].id, seen[0].state) == (many[0], MandateState.IN_FORCE)
        offered = [one.offered_at for one in seen[1:]]
        assert offered == sorted(offered, reverse=True)


def test_every_mandate_is_reached_from_the_page_and_its_cost_is_fixed(many: list[UUID], binh: AccountView) -> None:
    client = Client()
    sign_in(client, "binh@example.vn")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        first = client.get(PAGE).content.decode()
    assert f"{PAGE}{many[0]}/chon/" in first
    onward = first.split('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(PAGE + onward).content.decode()
    assert second.count('class="hl-card"') == 11
    for number in range(30):
        mandate(api.get_account(account_id=Mandate.objects.all()[0].principal_id), binh, ago=number)
    with CaptureQueriesContext(connection) as more:
        client.get(PAGE)
    assert len(more) == len(few)


def test_one_acts_in_somebodys_name_from_the_mandates_own_page(an: AccountView, binh: AccountView) -> None:
    client, held = Client(), mandate(an, binh)
    sign_in(client, "binh@example.vn")
    assert f"{PAGE}{held.pk}/chon/" in client.get(f"{PAGE}{held.pk}/").content.decode()
    client.post(f"{PAGE}{held.pk}/chon/")
    shown = client.get(f"{PAGE}{held.pk}/")
    assert shown.wsgi_request.actor.mandate.id == held.pk  # type: ignore[attr-defined]
    assert "/chon/" not in shown.content.decode()


def test_ones_own_account_is_kept_in_ones_own_name(an: AccountView, binh: AccountView, letters: Letters) -> None:
    """Who is invited, and every trace, would else read that it was done in the name of who gave the mandate."""
    client, held = Client(), mandate(an, binh)
    sign_in(client, "binh@example.vn")
    client.post("/tai-khoan/doanh-nghiep/them/", {"tax_code": "0100109106", "name": "Công ty Một", "address": ""})
    client.post(f"{PAGE}{held.pk}/chon/")
    assert client.session[ACTING_FOR] == f"mandate:{held.pk}"
    enterprise = Enterprise.objects.get()
    client.post(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/", {"contact": "an@example.vn", "role": "member"})
    client.post("/tai-khoan/lien-he/them/", {"contact": "0987654321"})
    client.post("/tai-khoan/lien-he/ma/", {"code": letters.code("+84987654321")})
    assert Account.objects.get(pk=binh.id).phone == "+84987654321"
    invited = next(context for template, _, context in letters.sent if template == "identity.invitation")
    assert invited["inviter"] == "Trần Thị Bình"
    assert Membership.objects.filter(account_id=an.id).exists()
    told = AuditEntry.objects.filter(action__in=["identity.member_invited", "identity.contact_added"])
    assert set(told.values_list("actor_name", flat=True)) == {"Trần Thị Bình"}
    assert told.count() == 2


def test_a_hostile_code_of_a_dossier_is_words_and_no_fault(an: AccountView) -> None:
    client = Client()
    sign_in(client)
    assert Account.objects.get(pk=an.id).citizen_id_proof == Proof.DEMO.value
    wish = {
        "contact": "binh@example.vn",
        "powers": ["file"],
        "scope": "dossier",
        "subject_id": "019aa000-0000-7000-8000-000000000000",
        "subject_code": "a\0b\u202e",
        "first_day": f"{today():%d/%m/%Y}",
        "last_day": f"{today():%d/%m/%Y}",
    }
    sent = client.post(f"{PAGE}moi/", wish)
    assert sent.status_code == 302, text_of(sent)
    assert Mandate.objects.get().subject_code == "ab"
