"""Webhooks through the API: scope, ownership, idempotency, and no refusal without its name."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from django.core.wsgi import get_wsgi_application

from honglam.exchange.models import Delivery, Subscription
from honglam.exchange.services.subscriptions import LIMIT
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry, RememberedAnswer
from honglam.kernel.values import Actor
from tests.api.conftest import token_for
from tests.dossiers.scene import Scene
from tests.exchange.receiver import Receiver

MANAGE = frozenset({"webhooks:manage"})
Of = Callable[..., httpx.Client]


@pytest.fixture
def api_of(scene: Scene, one_connection: None) -> Iterator[Of]:
    """`api_of(scene.administrator)` speaks to /api/v1 as the administrator."""
    opened: list[httpx.Client] = []

    def make(actor: Actor, scopes: frozenset[str] = MANAGE) -> httpx.Client:
        transport = httpx.WSGITransport(app=get_wsgi_application(), raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {token_for(actor, scopes)}", "Accept-Language": "vi"}
        opened.append(httpx.Client(base_url="http://testserver/api/v1", headers=headers, transport=transport))
        return opened[-1]

    yield make
    for client in opened:
        client.close()


def wish(receiver: Receiver, **changes: Any) -> dict[str, Any]:
    """A body for a subscription."""
    return {"target": receiver.url, "events": ["dossiers.accepted"], "label": "Hệ thống thuế", **changes}


def made(client: httpx.Client, receiver: Receiver, **changes: Any) -> dict[str, Any]:
    """A subscription made through the API."""
    answer = client.post("/webhooks", json=wish(receiver, **changes), headers={"Idempotency-Key": str(uuid7())})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_subscription_from_its_making_to_its_end(scene: Scene, receiver: Receiver, api_of: Of) -> None:
    client = api_of(scene.administrator)
    webhook = made(client, receiver)
    assert webhook["secret"].startswith("hlw_")
    [listed] = client.get("/webhooks").json()
    assert listed == {name: value for name, value in webhook.items() if name != "secret"}
    assert client.get(f"/webhooks/{webhook['id']}").json() == listed
    row = Subscription.objects.get()
    assert webhook["secret"] not in row.secret, "the secret lies open in the database"
    assert client.get(f"/webhooks/{webhook['id']}/deliveries").json() == {"items": [], "next": None}
    assert client.delete(f"/webhooks/{webhook['id']}").status_code == 204
    assert client.delete(f"/webhooks/{webhook['id']}").status_code == 404
    assert client.get("/webhooks").json() == []
    acts = AuditEntry.objects.filter(subject_kind="webhook").order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["exchange.subscribed", "exchange.unsubscribed"]


def test_the_same_key_subscribes_once_and_remembers_no_secret(scene: Scene, receiver: Receiver, api_of: Of) -> None:
    client = api_of(scene.administrator)
    key = {"Idempotency-Key": "k"}
    first, second = (client.post("/webhooks", json=wish(receiver), headers=key) for _ in range(2))
    assert first.json() == second.json()
    assert Subscription.objects.count() == 1
    assert first.json()["secret"] not in str(RememberedAnswer.objects.get().answer)
    other = client.post("/webhooks", json=wish(receiver, label="khác"), headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    missing = client.post("/webhooks", json=wish(receiver))
    assert (missing.status_code, missing.json()["code"]) == (422, "idempotency_key_required")


def test_a_new_secret_once_for_one_key(scene: Scene, receiver: Receiver, api_of: Of) -> None:
    client = api_of(scene.administrator)
    webhook = made(client, receiver)
    path = f"/webhooks/{webhook['id']}/secret"
    first, second = (client.post(path, headers={"Idempotency-Key": "r"}).json()["secret"] for _ in range(2))
    third = client.post(path, headers={"Idempotency-Key": "s"}).json()["secret"]
    assert first == second
    assert len({webhook["secret"], first, third}) == 3


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/secret"),
        ("POST", "/resume"),
        ("GET", "/deliveries"),
        ("POST", "/deliveries/{delivery}/redeliver"),
    ],
)
def test_strangers_and_the_absent_look_alike(
    scene: Scene, system: Actor, receiver: Receiver, api_of: Of, method: str, path: str
) -> None:
    webhook = made(api_of(scene.administrator), receiver)
    at = Subscription.objects.get().created_at
    delivery = Delivery.objects.create(
        subscription_id=webhook["id"],
        event_id=uuid7(),
        event="dossiers.accepted",
        body="{}",
        state="dead",
        created_at=at,
        queued_at=at,
    )
    before = (Subscription.objects.values().get(), Delivery.objects.values().get())
    stranger = api_of(system)
    headers = {"Idempotency-Key": "k"}
    theirs, absent = (
        stranger.request(method, f"/webhooks/{found}{path.format(delivery=delivery.id)}", headers=headers)
        for found in (webhook["id"], uuid7())
    )
    assert theirs.status_code == absent.status_code == 404
    assert theirs.json() == absent.json()
    assert (Subscription.objects.values().get(), Delivery.objects.values().get()) == before
    unscoped = api_of(scene.administrator, frozenset({"dossiers:read"}))
    refused = unscoped.request(method, f"/webhooks/{webhook['id']}{path.format(delivery=delivery.id)}", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert (Subscription.objects.values().get(), Delivery.objects.values().get()) == before


def test_a_delivery_of_another_subscription_is_absent(scene: Scene, receiver: Receiver, api_of: Of) -> None:
    client = api_of(scene.administrator)
    one, other = made(client, receiver), made(client, receiver)
    at = Subscription.objects.get(id=one["id"]).created_at
    delivery = Delivery.objects.create(
        subscription_id=one["id"], event_id=uuid7(), event="dossiers.accepted", body="{}", created_at=at, queued_at=at
    )
    answer = client.post(f"/webhooks/{other['id']}/deliveries/{delivery.id}/redeliver")
    assert (answer.status_code, answer.json()["code"]) == (404, "delivery_not_found")
    on_its_way = client.post(f"/webhooks/{one['id']}/deliveries/{delivery.id}/redeliver")
    assert (on_its_way.status_code, on_its_way.json()["state"]) == (202, "queued")


@pytest.mark.parametrize("who", ["citizen", "officer", "chairman", "auditor"])
def test_only_service_accounts_and_administrators_subscribe(
    scene: Scene, receiver: Receiver, api_of: Of, who: str
) -> None:
    answer = api_of(scene.actors[who]).post("/webhooks", json=wish(receiver), headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (403, "subscribers_only")
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"target": "http://10.0.0.1/"}, "target", "target_forbidden"),
        ({"target": "ftp://nhan.example.vn/"}, "target", "target_malformed"),
        ({"target": ""}, "body.target", "string_too_short"),
        ({"events": []}, "body.events", "too_short"),
        ({"events": ["dossiers.rated"]}, "body.events.0", "enum"),
        ({"label": "x" * 101}, "body.label", "string_too_long"),
        ({"label": "a\x00b"}, "body.label", "string_pattern_mismatch"),
        ({"agency_code": "KHONG-CO"}, "agency_code", "agency_out_of_reach"),
        ({"secret": "mine"}, "body.secret", "extra_forbidden"),
    ],
)
def test_every_fault_is_named_at_its_field(
    scene: Scene, receiver: Receiver, api_of: Of, changes: dict[str, Any], field: str, code: str
) -> None:
    client = api_of(scene.administrator)
    answer = client.post("/webhooks", json=wish(receiver, **changes), headers={"Idempotency-Key": "k"})
    assert answer.status_code == 422
    faults = [(fault["field"], fault["code"]) for fault in answer.json()["errors"]]
    assert [(name.removeprefix("body."), said) for name, said in faults] == [(field.removeprefix("body."), code)]
    assert all(fault["detail"] for fault in answer.json()["errors"])
    assert Subscription.objects.count() == 0


def test_twenty_subscriptions_are_enough(scene: Scene, receiver: Receiver, api_of: Of) -> None:
    client = api_of(scene.administrator)
    for _ in range(LIMIT):
        made(client, receiver)
    answer = client.post("/webhooks", json=wish(receiver), headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_subscriptions")


def test_deliveries_are_walked_by_key(scene: Scene, receiver: Receiver, api_of: Of) -> None:
    client = api_of(scene.administrator)
    webhook = made(client, receiver)
    at = Subscription.objects.get().created_at
    rows = Delivery.objects.bulk_create(
        Delivery(
            subscription_id=webhook["id"],
            event_id=uuid7(),
            event="dossiers.accepted",
            body="{}",
            state="dead" if number % 2 else "delivered",
            created_at=at,
            queued_at=at,
        )
        for number in range(5)
    )
    found, after = [], None
    while True:
        asked = {"limit": "2"} | ({"after": after} if after else {})
        page = client.get(f"/webhooks/{webhook['id']}/deliveries", params=asked).json()
        found += [item["id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == sorted((str(row.id) for row in rows), reverse=True)
    dead = client.get(f"/webhooks/{webhook['id']}/deliveries", params={"state": "dead"}).json()["items"]
    assert [item["state"] for item in dead] == ["dead", "dead"]
    bad = client.get(f"/webhooks/{webhook['id']}/deliveries", params={"after": "xyz"})
    assert (bad.status_code, bad.json()["code"]) == (422, "bad_cursor")
