"""What ages and must go: stale proofs, sessions that are over, windows that were closed, codes that were used."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from honglam.identity import tasks
from honglam.identity.contracts import AccountView
from honglam.identity.models import ExternalIdentity, Mandate, SignIn
from honglam.identity.queries import list_devices
from honglam.identity.services import second_factor
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from tests.identity.conftest import PASSWORD, sign_in, signed_in_as
from tests.identity.test_provider import BE, visit
from tests.identity.test_weak_sessions import PROVIDER, stale

__all__ = ("stale",)
pytestmark = pytest.mark.django_db


def test_resetting_ends_whoever_is_signed_in(client: Client, an: AccountView) -> None:
    sign_in(client)
    assert signed_in_as(client) == an.id
    second_factor.reset_second_factor(actor=SYSTEM, account_id=an.id, at=now())
    assert signed_in_as(client) is None


def test_what_was_thought_better_of_is_not_carried_out_later(client: Client, binh: AccountView, stale: Any) -> None:
    sign_in(client, "binh@example.vn")
    visit(client, BE)
    stale()
    client.post(PROVIDER + "huy/")
    asked = client.get(PROVIDER + "huy/")
    client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert ExternalIdentity.objects.exists(), "only the page was asked for"
    stale()


def test_a_paper_that_was_chosen_is_asked_for_again(client: Client, an: AccountView, stale: Any) -> None:
    sign_in(client)
    stale()
    typed = {"contact": "binh@example.vn", "scope": "all", "powers": ["file"], "last_day": ""}
    paper = SimpleUploadedFile("giay-uy-quyen.pdf", b"%PDF-1.4", "application/pdf")
    asked = client.post("/tai-khoan/uy-quyen/moi/", {**typed, "paper": paper})
    again = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert 'id="paper-error"' in again.content.decode() and "binh@example.vn" in again.content.decode()
    assert not Mandate.objects.exists()
    assert 'action="/tai-khoan/uy-quyen/moi/"' in again.content.decode(), "it stands under another address here"


def test_sessions_that_are_over_go(client: Client, an: AccountView) -> None:
    sign_in(client)
    Session.objects.create(session_key="da-het", session_data="", expire_date=now() - timedelta(days=1))
    tasks.sweep()
    assert not Session.objects.filter(pk="da-het").exists()
    assert signed_in_as(client) == an.id


def test_a_window_that_was_closed_is_no_device(an: AccountView, client: Client) -> None:
    sign_in(client)
    SignIn.objects.create(
        account_id=an.id, succeeded=True, began_at=now() - timedelta(days=9), last_seen_at=now() - timedelta(days=9)
    )
    assert len(list_devices(account_id=an.id, at=now())) == 1
