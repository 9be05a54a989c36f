"""An officer's account for administrators, and one's own while one holds a post."""

from dataclasses import replace

import pytest
from django.test import Client

from honglam.identity import api, queries
from honglam.identity.contracts import AccountNotFound, PostHeld
from honglam.identity.models import Account
from honglam.identity.services.accounts import close_account
from honglam.identity.services.second_factor import install_totp, new_totp_secret, reset_second_factor
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor
from tests.dossiers.conftest import province, scene
from tests.dossiers.scene import Scene
from tests.identity.conftest import come_in, text_of

__all__ = ["province", "scene"]
pytestmark = pytest.mark.django_db


def browser(actor: Actor, *, proven_ago: float = 0) -> Client:
    """Somebody's browser, who proved themselves so many seconds ago."""
    return come_in(Client(), Account.objects.get(pk=actor.id), proven_ago=proven_ago)


def page_of(actor: Actor) -> str:
    return f"/quan-tri/tai-khoan/{actor.id}/"


def test_an_administrator_takes_a_lost_second_step_off(scene: Scene) -> None:
    assert scene.officer.id is not None
    install_totp(actor=SYSTEM, account_id=scene.officer.id, secret=new_totp_secret(), at=now())
    client = browser(scene.administrator)
    assert page_of(scene.officer) in client.get("/to-chuc/nhan-su/").content.decode(), "linked from the list of staff"
    assert client.post(page_of(scene.officer), {"act": "reset"}).status_code == 302
    assert not queries.has_second_factor(account_id=scene.officer.id)
    row = AuditEntry.objects.get(action="identity.second_factor_reset", subject_id=str(scene.officer.id))
    assert row.actor_id == scene.administrator.id


def test_closing_an_officers_account_asks_first(scene: Scene) -> None:
    assert scene.officer.id is not None
    client = browser(scene.administrator)
    assert 'name="act" value="close"' not in client.get(page_of(scene.officer)).content.decode()
    assert 'name="act" value="close"' in client.get(page_of(scene.officer) + "?dong=1").content.decode()
    assert client.post(page_of(scene.officer), {"act": "close"}).status_code == 302
    assert not api.get_account(account_id=scene.officer.id).is_active
    assert client.get(page_of(scene.officer)).status_code == 200, "the page says that it is closed"
    assert client.post(page_of(scene.officer), {"act": "reset"}).status_code == 404


def test_both_need_a_fresh_proof(scene: Scene) -> None:
    assert scene.officer.id is not None
    client = browser(scene.administrator, proven_ago=3600)
    answer = client.post(page_of(scene.officer), {"act": "close"})
    assert answer.status_code == 302 and "/tai-khoan/xac-nhan/" in answer["Location"]
    assert api.get_account(account_id=scene.officer.id).is_active


def test_only_officers_accounts_and_only_for_administrators(scene: Scene) -> None:
    keeper = browser(scene.administrator)
    assert keeper.post(page_of(scene.citizen), {"act": "close"}).status_code == 404
    assert keeper.post(page_of(scene.administrator), {"act": "reset"}).status_code == 403, "not one's own"
    assert keeper.post(page_of(scene.officer), {"act": "else"}).status_code == 404
    head = browser(scene.unit_head)
    assert head.get(page_of(scene.officer)).status_code == 404
    assert head.post(page_of(scene.officer), {"act": "close"}).status_code == 404
    assert page_of(scene.officer) not in head.get("/to-chuc/nhan-su/").content.decode()


def test_who_holds_a_post_does_not_close_the_own_account(scene: Scene) -> None:
    for part in ("officer", "administrator"):
        actor = scene.actors[part]
        assert actor.id is not None
        page = browser(actor).post("/tai-khoan/du-lieu/dong-tai-khoan/")
        assert page.status_code == 422
        assert "vị trí" in text_of(page)
        assert api.get_account(account_id=actor.id).is_active
        with pytest.raises(PostHeld):
            api.close_account(actor=actor, account_id=actor.id, at=now())
    assert scene.officer.id is not None
    api.release_second_factor(account_ids=[scene.officer.id], at=now())
    browser(scene.officer).post("/tai-khoan/du-lieu/dong-tai-khoan/")
    assert not api.get_account(account_id=scene.officer.id).is_active


def test_an_agencys_administrator_keeps_its_own_officers_only(scene: Scene) -> None:
    of_the_commune = replace(scene.administrator, agency_id=scene.officer.agency_id, scope_ids=frozenset())
    assert scene.officer.id is not None and scene.province_chairman.id is not None
    assert queries.get_staff_account(actor=of_the_commune, account_id=scene.officer.id)
    with pytest.raises(AccountNotFound):
        queries.get_staff_account(actor=of_the_commune, account_id=scene.province_chairman.id)
    for act in (reset_second_factor, close_account):
        with pytest.raises(AccountNotFound):
            act(actor=of_the_commune, account_id=scene.province_chairman.id, at=now())
    assert Account.objects.get(pk=scene.province_chairman.id).is_active


def test_an_officer_does_not_choose_the_name_under_what_they_decide(scene: Scene) -> None:
    assert scene.officer.id is not None
    client, name = browser(scene.officer), scene.officer.name
    page = client.get("/tai-khoan/thong-tin/").content.decode()
    assert 'name="full_name"' not in page and name in page and "/tai-khoan/du-lieu/dinh-chinh/" in page
    refused = client.post("/tai-khoan/thong-tin/", {"full_name": "Chủ Tịch Tỉnh", "address": "Xóm 9"})
    assert refused.status_code == 422
    assert api.get_account(account_id=scene.officer.id).full_name == name
    assert client.post("/tai-khoan/thong-tin/", {"address": "Xóm 9"}).status_code == 302
    row = AuditEntry.objects.get(action="identity.profile_changed", subject_id=str(scene.officer.id))
    assert row.detail == {"fields": ["address"]}
