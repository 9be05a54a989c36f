"""Webhooks on the administrator's screens: added, tried, watched, given a new secret, switched off."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from honglam.exchange import api
from honglam.exchange.contracts import SubscriptionNotFound, Topic
from honglam.exchange.models import Delivery, Subscription
from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor, ActorKind
from tests.dossiers.scene import Scene
from tests.exchange.conftest import subscribe
from tests.exchange.receiver import Receiver

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/webhook/"
SECRET = re.compile(r"hlw_[\w-]{43}")


@pytest.fixture
def keeper(client: Client, scene: Scene, receiver: Receiver) -> Client:
    """The administrator's browser; the receiver stands in a named network."""
    client.force_login(Account.objects.get(id=scene.administrator.id))
    return client


def added(client: Client, receiver: Receiver, **changes: Any) -> Any:
    """The answer to the form as filled in."""
    wish = {"key": str(uuid7()), "label": "Cơ quan thuế", "target": receiver.url, "events": ["dossiers.accepted"]}
    return client.post(HOME + "them/", wish | changes)


def home_of(row: Subscription) -> str:
    return f"{HOME}{row.id}/"


def test_a_system_is_added_once_and_its_secret_shown_once(keeper: Client, receiver: Receiver) -> None:
    key = str(uuid7())
    first, second = added(keeper, receiver, key=key), added(keeper, receiver, key=key)
    row = Subscription.objects.get()
    shown = SECRET.search(first.content.decode())
    assert shown is not None and shown.group() in second.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert row.events == ["dossiers.accepted"]
    for address in (HOME, home_of(row)):
        page = keeper.get(address).content.decode()
        assert "Cơ quan thuế" in page and not SECRET.search(page)
        assert "Đã tiếp nhận hồ sơ và hẹn ngày trả kết quả" in page, "what it hears of stands there in words"


def test_a_key_that_was_spent_or_is_none_does_not_bar_the_way(keeper: Client, receiver: Receiver) -> None:
    key = str(uuid7())
    added(keeper, receiver, key=key)
    other = added(keeper, receiver, key=key, label="Bảo hiểm xã hội")
    offered = re.search(r'name="key" value="([^"]+)"', other.content.decode())
    assert other.status_code == 422 and offered is not None and offered[1] != key
    assert added(keeper, receiver, key=offered[1], label="Bảo hiểm xã hội").status_code == 200
    assert added(keeper, receiver, key="\0", label="Kho bạc").status_code == 200
    assert Subscription.objects.count() == 3


def test_a_test_waits_while_the_receiver_rests(keeper: Client, receiver: Receiver) -> None:
    added(keeper, receiver)
    row = Subscription.objects.get()
    Subscription.objects.update(held_until=now() + timedelta(minutes=10))
    page = keeper.post(home_of(row) + "thu/", follow=True).content.decode()
    assert "tạm nghỉ gửi" in page
    assert receiver.posts == []


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        ({"target": ""}, "target"),
        ({"target": "https://10.0.0.1/tin"}, "target"),
        ({"target": "ftp://nhan.example.vn/"}, "target"),
        ({"events": []}, "events"),
        ({"events": ["everything", "webhooks.test"]}, "events"),
        ({"agency_code": "NO-SUCH"}, "agency_code"),
    ],
)
def test_a_wrong_wish_is_named_at_its_field_and_nothing_typed_is_lost(
    keeper: Client, receiver: Receiver, changes: dict[str, Any], at_fault: str
) -> None:
    page = added(keeper, receiver, **changes)
    words = page.content.decode()
    assert page.status_code == 422
    assert re.search(f'id="{at_fault}(_text)?-error"', words)
    assert "Cơ quan thuế" in words
    assert not Subscription.objects.exists()


def test_a_test_says_at_once_how_it_went(keeper: Client, receiver: Receiver) -> None:
    added(keeper, receiver)
    row = Subscription.objects.get()
    receiver.answers = [200, 503]
    taken = keeper.post(home_of(row) + "thu/", follow=True).content.decode()
    assert "mã trả lời 200" in taken
    assert receiver.posts[0].headers["X-HongLam-Event"] == Topic.TEST.value
    refused = keeper.post(home_of(row) + "thu/", follow=True).content.decode()
    assert "Nơi nhận không nhận tin gửi thử" in refused and "503" in refused
    assert AuditEntry.objects.filter(action="exchange.tested").count() == 2


def test_what_died_stands_apart_and_is_sent_again(keeper: Client, receiver: Receiver) -> None:
    added(keeper, receiver)
    row, at = Subscription.objects.get(), now()
    delivery = Delivery.objects.create(
        subscription=row,
        event_id=uuid7(),
        event="dossiers.accepted",
        body="{}",
        state="dead",
        attempts=8,
        created_at=at,
        queued_at=at,
        last_status=410,
        last_error="the receiver answered 410",
        last_fault={"trouble": "receiver_answered", "values": {"status": "410"}},
    )
    dead = keeper.get(home_of(row) + "?muc=can-xem").content.decode()
    assert "Nơi nhận trả lời 410." in dead and "Cần xem" in dead
    keeper.post(f"{home_of(row)}{delivery.id}/gui-lai/")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("queued", 0)
    assert "410" not in keeper.get(home_of(row) + "?muc=can-xem").content.decode()


def test_a_new_secret_and_the_end_are_asked_about_first(keeper: Client, receiver: Receiver) -> None:
    old = SECRET.search(added(keeper, receiver).content.decode())
    row = Subscription.objects.get()
    assert keeper.get(home_of(row) + "khoa-moi/").status_code == keeper.get(home_of(row) + "tat/").status_code == 200
    row.refresh_from_db()
    assert row.ended_at is None
    new = SECRET.search(keeper.post(home_of(row) + "khoa-moi/", {"key": "k"}).content.decode())
    assert old is not None and new is not None and old.group() != new.group()
    assert keeper.post(home_of(row) + "tat/")["Location"] == HOME
    assert keeper.get(home_of(row)).status_code == 404
    assert Subscription.objects.get().ended_at is not None


def test_after_a_pause_it_goes_on_when_told_to(keeper: Client, receiver: Receiver) -> None:
    added(keeper, receiver)
    Subscription.objects.update(paused_at=now(), dead_in_a_row=10)
    row = Subscription.objects.get()
    assert "Gửi tiếp" in keeper.get(home_of(row)).content.decode()
    keeper.post(home_of(row) + "tiep-tuc/")
    assert Subscription.objects.get().paused_at is None


def test_one_whose_post_is_over_says_so_and_goes_on_in_the_post_of_the_day(
    keeper: Client, scene: Scene, receiver: Receiver
) -> None:
    added(keeper, receiver)
    row = Subscription.objects.get()
    deaf = "Không còn được báo tin"
    assert row.post_id == scene.administrator.post_id != scene.officer.post_id
    assert deaf not in keeper.get(HOME).content.decode()
    Subscription.objects.update(post_id=scene.officer.post_id)
    assert deaf in keeper.get(HOME).content.decode()
    page = keeper.get(home_of(row)).content.decode()
    assert deaf in page and "Gửi tiếp" in page
    keeper.post(home_of(row) + "tiep-tuc/")
    row.refresh_from_db()
    assert row.post_id == scene.administrator.post_id
    assert AuditEntry.objects.filter(action="exchange.resumed", subject_id=str(row.id)).count() == 1
    assert deaf not in keeper.get(home_of(row)).content.decode()


def test_a_service_whose_account_is_closed_is_shown_as_deaf(keeper: Client, system: Actor, receiver: Receiver) -> None:
    theirs = Subscription.objects.get(id=subscribe(system, receiver.url).subscription.id)
    Account.objects.filter(id=system.id).update(is_active=False)
    for address in (HOME, home_of(theirs)):
        page = keeper.get(address).content.decode()
        assert "Không còn được báo tin" in page and "tiep-tuc" not in page


@pytest.mark.parametrize("last", ["", "khoa-moi/", "tat/"])
def test_somebody_elses_subscription_is_not_there(keeper: Client, scene: Scene, receiver: Receiver, last: str) -> None:
    theirs = subscribe(scene.administrator, receiver.url).subscription
    Subscription.objects.update(owner_id=scene.officer.id)
    assert receiver.url not in keeper.get(HOME).content.decode()
    assert keeper.get(f"{HOME}{theirs.id}/{last}").status_code == 404
    if last:
        assert keeper.post(f"{HOME}{theirs.id}/{last}").status_code == 404
    assert Subscription.objects.get().ended_at is None
    for verb in ("thu/", "tiep-tuc/", f"{uuid7()}/gui-lai/"):
        assert keeper.post(f"{HOME}{theirs.id}/{verb}").status_code == 404
    assert receiver.posts == []


def test_who_administers_the_province_looks_after_what_services_asked_for(
    keeper: Client, system: Actor, receiver: Receiver
) -> None:
    """Nobody signs in as a service: what paused would stay paused."""
    theirs = Subscription.objects.get(id=subscribe(system, receiver.url).subscription.id)
    for address in (HOME, home_of(theirs)):
        page = keeper.get(address).content.decode()
        assert receiver.url in page and "Hệ thống thuế" in page
    assert "khoa-moi" not in page
    Subscription.objects.update(paused_at=now(), dead_in_a_row=10)
    assert "Gửi tiếp" in keeper.get(home_of(theirs)).content.decode()
    keeper.post(home_of(theirs) + "tiep-tuc/")
    assert Subscription.objects.get().paused_at is None
    for verb in ("khoa-moi/", "thu/", f"{uuid7()}/gui-lai/"):
        assert keeper.post(f"{home_of(theirs)}{verb}").status_code == 404, "its secret and its tests are its own"
    keeper.post(home_of(theirs) + "tat/")
    assert Subscription.objects.get().ended_at is not None


def test_an_administrator_of_one_agency_sees_nothing_of_services(system: Actor, receiver: Receiver) -> None:
    theirs = subscribe(system, receiver.url).subscription
    one_agency = replace(system, id=uuid7(), kind=ActorKind.PERSON, roles=frozenset({"administrator"}))
    assert api.list_service_subscriptions(actor=one_agency) == []
    with pytest.raises(SubscriptionNotFound):
        api.get_subscription(actor=one_agency, subscription_id=theirs.id)
