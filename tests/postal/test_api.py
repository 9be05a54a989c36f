"""The post's own software: what it may see, what it reports in good and bad order, and every kind of wrong by name."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from honglam.exchange.contracts import Topic, Wish
from honglam.exchange.models import Delivery
from honglam.exchange.services.subscriptions import create_subscription
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.relay import drain
from honglam.postal.contracts import ParcelState
from honglam.postal.models import ParcelLine
from honglam.simulators import post as software
from tests.api.conftest import token_for
from tests.postal.conftest import Post

SCOPES = frozenset({"postal:read", "postal:report"})
Told = dict[str, str]


@pytest.fixture
def token(post: Post) -> str:
    """The access code of the post's software, which serves every office."""
    return token_for(post.software, SCOPES)


@pytest.fixture
def carried(post: Post) -> tuple[UUID, str]:
    """A result that the post has since an hour ago: id and number."""
    parcel = post.carried(at=now() - timedelta(hours=1))
    return parcel, post.parcel(parcel).number


def told(number: str, kind: str = "delivered", **said: str) -> Told:
    """A complete report of half an hour ago."""
    defaults = {"recipient_name": "Trần Văn Lam", "relation": "chồng", "reason": "Không có người ở nhà"}
    return software.message_of(number, kind, at=now() - timedelta(minutes=30), **{**defaults, **said})


def test_delivered_twice_late_and_out_of_order(post: Post, token: str, carried: tuple[UUID, str]) -> None:
    parcel, number = carried
    answers = software.misbehave("reordered", told(number), token=token)
    assert [(status, said["outcome"], said["state"]) for status, said in answers] == [
        (200, "applied", "delivered"),
        (200, "late", "delivered"),
    ]
    lines = ParcelLine.objects.filter(parcel_id=parcel).count()
    again = software.misbehave("twice", told(number), token=token)
    assert again[0] == again[1]
    assert ParcelLine.objects.filter(parcel_id=parcel).count() == lines + 1
    assert post.status(post.parcel(parcel).dossier_id).value == "returned"  # type: ignore[arg-type]


def test_a_report_that_waited_is_weighed_by_when_it_happened(post: Post, token: str, carried: tuple[UUID, str]) -> None:
    parcel, number = carried
    assert software.misbehave("late", told(number, "undelivered"), token=token) == []
    assert post.stands(parcel) is ParcelState.RESULT_COLLECTED
    assert [status for status, _ in software.deliver_late()] == [200]
    assert post.stands(parcel) is ParcelState.UNDELIVERED


@pytest.mark.parametrize(
    ("fault", "refusals"),
    [
        ("forged", [(403, "report_forged")]),
        ("stale", [(403, "report_forged")]),
        ("garbled", [(400, "request")]),
        ("unknown", [(404, "parcel_not_found")]),
        ("changed", [(200, None), (422, "idempotency_mismatch")]),
    ],
)
def test_what_a_bad_day_of_the_post_meets(
    post: Post, token: str, carried: tuple[UUID, str], fault: str, refusals: list[tuple[int, str | None]]
) -> None:
    parcel, number = carried
    found = software.misbehave(fault, told(number, "undelivered"), token=token)
    assert [(status, said.get("code")) for status, said in found] == refusals
    moved = fault == "changed"
    assert post.stands(parcel) is (ParcelState.UNDELIVERED if moved else ParcelState.RESULT_COLLECTED)


HOSTILE = "'; DROP TABLE postal_parcel; --"
BAD: list[tuple[Callable[[Told], Any], int, str]] = [
    (lambda told: {}, 422, "invalid_fields"),
    (lambda told: {**told, "event_id": ""}, 422, "invalid_fields"),
    (lambda told: {**told, "event_id": "x" * 101}, 422, "invalid_fields"),
    (lambda told: {**told, "event_id": HOSTILE}, 422, "invalid_fields"),
    (lambda told: {**told, "number": ""}, 422, "invalid_fields"),
    (lambda told: {**told, "number": "x" * 61}, 422, "invalid_fields"),
    (lambda told: {**told, "number": HOSTILE}, 422, "invalid_fields"),
    (lambda told: {**told, "number": 7}, 422, "invalid_fields"),
    (lambda told: {**told, "number": "PG-X-26-1"}, 404, "parcel_not_found"),
    (lambda told: {**told, "kind": "eaten"}, 422, "invalid_fields"),
    (lambda told: {**told, "kind": None}, 422, "invalid_fields"),
    (lambda told: {**told, "occurred_at": "gestern"}, 422, "invalid_fields"),
    (lambda told: {**told, "occurred_at": "2026-11-16T09:00:00"}, 422, "invalid_fields"),
    (lambda told: {**told, "occurred_at": "2999-01-01T00:00:00Z"}, 422, "moment_out_of_range"),
    (lambda told: {**told, "occurred_at": "1999-01-01T00:00:00Z"}, 422, "moment_out_of_range"),
    (lambda told: {**told, "recipient_name": ""}, 422, "recipient_missing"),
    (lambda told: {**told, "relation": " "}, 422, "recipient_missing"),
    (lambda told: {**told, "relation": "x" * 101}, 422, "invalid_fields"),
    (lambda told: {**told, "recipient_name": "a\x00b"}, 422, "invalid_fields"),
    (lambda told: {**told, "kind": "undelivered", "reason": ""}, 422, "reason_missing"),
    (lambda told: {**told, "kind": "lost", "reason": "x" * 501}, 422, "invalid_fields"),
    (lambda told: {**told, "more": "x"}, 422, "invalid_fields"),
    (lambda told: [told], 422, "invalid_fields"),
    (lambda told: "x" * 100_000, 422, "invalid_fields"),
    (lambda told: None, 422, "invalid_fields"),
]


@pytest.mark.parametrize(("spoil", "status", "code"), BAD)
def test_every_kind_of_wrong_is_refused_by_name(
    post: Post, token: str, carried: tuple[UUID, str], spoil: Callable[[Told], Any], status: int, code: str
) -> None:
    parcel, number = carried
    before = ParcelLine.objects.count()
    answer = software.send(json.dumps(spoil(told(number))).encode(), token=token)
    assert (answer[0], answer[1].get("code")) == (status, code)
    assert ParcelLine.objects.count() == before
    assert post.stands(parcel) is ParcelState.RESULT_COLLECTED


def test_bytes_that_are_no_text_are_refused(token: str, carried: tuple[UUID, str]) -> None:
    for body in (b"\xff\xfe", b"", b"{", b"null" * 3):
        status, said = software.send(body, token=token)
        assert status in (400, 422), said


def test_without_scope_or_token_or_secret_nothing_is_said(
    post: Post, carried: tuple[UUID, str], settings: Any, token: str
) -> None:
    body = json.dumps(told(carried[1])).encode()
    assert software.send(body, token="nobody")[0] == 401
    reading = token_for(post.software, frozenset({"postal:read"}))
    assert software.send(body, token=reading)[1]["code"] == "scope_missing"
    settings.POSTAL_SECRET = ""
    assert software.send(body, token=token, secret="x")[1]["code"] == "postal_link_missing"


def test_another_offices_parcel_looks_like_none(post: Post, carried: tuple[UUID, str], client: Client) -> None:
    number = carried[1]
    for who, status in ((post.clerk_bc2, 404), (post.citizen, 404), (post.clerk_bc1, 200), (post.software, 200)):
        headers = {"Authorization": f"Bearer {token_for(who, SCOPES)}"}
        assert client.get(f"/api/v1/postal/parcels/{number}", headers=headers).status_code == status
        listed = client.get("/api/v1/postal/parcels", headers=headers).json()
        assert [one["number"] for one in listed["items"]] == ([number] if status == 200 else [])
        sent = software.send(json.dumps(told(number)).encode(), token=token_for(who, SCOPES))
        assert sent[0] == status, sent


def test_parcels_are_walked_by_key(post: Post, client: Client, token: str) -> None:
    made = [str(post.collected()) for _ in range(3)]
    headers = {"Authorization": f"Bearer {token}"}
    seen, after = [], ""
    for _ in range(3):
        page = client.get(f"/api/v1/postal/parcels?limit=2&state=collected{after}", headers=headers).json()
        seen += [one["id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        after = f"&after={page['next_cursor']}"
    assert seen == made[::-1]
    for bad in ("after=x", "limit=0", "limit=101", "state=eaten"):
        assert client.get(f"/api/v1/postal/parcels?{bad}", headers=headers).status_code == 422


def test_the_software_hears_of_its_own_parcels_and_of_no_name(post: Post) -> None:
    for who in (post.software, post.clerk_bc2):
        wish = Wish(target="https://192.0.2.1/nghe", events=(Topic.PARCEL_MOVED,))
        create_subscription(actor=who, wish=wish, key=str(uuid7()), at=now())
    post.collected()
    drain()
    bodies = [json.loads(one.body) for one in Delivery.objects.all()]
    assert [one["facts"]["state"] for one in bodies] == ["prepared", "collected"]
    assert {one["facts"]["office_code"] for one in bodies} == {"BC1"}
    assert "Hồng" not in json.dumps(bodies, ensure_ascii=False)
