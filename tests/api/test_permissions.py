"""The table of the API's operations, tried: no token, a token without the scope, and somebody else's things."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import BulkVerb, BulkWish
from honglam.dossiers.services.indexing import index_dossiers
from honglam.exchange import api as exchange
from honglam.exchange.contracts import Topic, Wish
from honglam.exchange.models import Delivery
from honglam.exchange.services.subscriptions import create_subscription
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.payments import api as payments
from tests.api.conftest import token_for
from tests.api.test_wrongs import operations as written
from tests.dossiers.scene import MORNING, PDF
from tests.exchange.test_national_portal import filing
from tests.house.permissions import OPERATIONS
from tests.postal.conftest import Post, post, province

__all__ = ["post", "province"]

SCOPED = {name: scope for name, scope in OPERATIONS.items() if scope not in ("open", "signed")}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "POST /dossiers/bulk": {"verb": "finish_step"},
    "POST /dossiers/{dossier_id}/answer-supplement": {"replies": []},
    "POST /dossiers/{dossier_id}/result": {"file_id": None},
    "POST /dossiers/{dossier_id}/return": {"file_id": None},
    "POST /national-portal/filings": {"NgayNop": "20261115190000", "LoaiDoiTuong": "0", "HinhThuc": "0"},
}
"""What a body needs beyond the right shape for the operation to look whose thing it is."""
NO_STRANGERS = {("other_reception", "GET /national-portal/filings/{code}")}
"""A head of any one-stop sees all that comes from the national portal."""


@pytest.fixture
def theirs(post: Post) -> dict[str, str]:
    """Things that belong to others, by the names that addresses give them."""
    dossier_id = post.processing()
    (order,) = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    index_dossiers(dossier_ids=[dossier_id])
    wish = BulkWish(verb=BulkVerb.ASSIGN, dossier_ids=(dossier_id,), holder_id=post.colleague.id)
    bulk_id = dossiers.start_bulk(actor=post.unit_head, wish=wish, key=str(uuid7()), at=MORNING)
    hook = Wish(target="https://nhan.example.vn/", events=(Topic.ACCEPTED,))
    webhook = create_subscription(actor=post.administrator, wish=hook, key="k", at=MORNING).subscription
    delivery = Delivery.objects.create(
        subscription_id=webhook.id,
        event_id=uuid7(),
        event=Topic.ACCEPTED,
        body="{}",
        created_at=MORNING,
        queued_at=MORNING,
    )
    portal = identity.create_account(actor=SYSTEM, full_name="Cổng", kind=AccountKind.SERVICE, at=MORNING)
    system = identity.actor_of(account_id=portal.id)
    handed_on = exchange.receive_filing(actor=system, filing=filing(files=()), at=MORNING)
    found: dict[str, UUID | str] = {
        "dossier_id": dossier_id,
        "task_id": post.task(dossier_id).id,
        "order_id": order.id,
        "bulk_id": bulk_id,
        "webhook_id": webhook.id,
        "delivery_id": delivery.id,
        "code": handed_on.code,
        "number": post.parcel(post.carried()).number,
    }
    return {name: str(value) for name, value in found.items()}


class Callers:
    """Everybody with the tokens that were asked for."""

    def __init__(self) -> None:
        self.client, self.tokens = Client(), dict[tuple[UUID | None, frozenset[str]], str]()
        self.bodies = {f"{one.method.upper()} {one.path.removeprefix('/api/v1')}": one.good for one in written()}

    def ask(
        self, name: str, ids: Mapping[str, str], who: Actor | None, scopes: frozenset[str], keyed: bool = True
    ) -> tuple[int, str]:
        """Status and code of the answer to an operation; nothing of it stays."""
        method, _, path = name.partition(" ")
        headers = {"Idempotency-Key": str(uuid7())} if keyed else {}
        if who is not None:
            if (who.id, scopes) not in self.tokens:
                self.tokens[who.id, scopes] = token_for(who, scopes)
            headers["Authorization"] = f"Bearer {self.tokens[who.id, scopes]}"
        with transaction.atomic():
            answer = self._send(name, method.lower(), f"/api/v1{path}".format(**ids), headers)
            transaction.set_rollback(True)
        is_json = "json" in answer.headers.get("Content-Type", "")
        told = answer.json() if is_json else {}
        return answer.status_code, told.get("code", "") if isinstance(told, dict) else ""

    def _send(self, name: str, method: str, address: str, headers: dict[str, str]) -> Any:
        if method == "get":
            asked = {"query": "Nguyen"} if address.endswith("/search") else {}
            return self.client.get(address, asked, headers=headers)
        if name == "POST /dossiers/files":
            return self.client.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)}, headers=headers)
        body = json.dumps({**self.bodies[name], **BODIES.get(name, {})})
        send = getattr(self.client, method)
        return send(address, data=body, content_type="application/json", headers=headers)


def test_without_a_token_only_what_is_open_answers(theirs: dict[str, str]) -> None:
    callers, wrong = Callers(), {}
    for name, needed in OPERATIONS.items():
        status, code = callers.ask(name, theirs, None, frozenset())
        fits = {
            "open": status < 400 or (status in (404, 422) and "{" in name) or code in ("missing", "invalid_fields"),
            "signed": status in (400, 403),
        }.get(needed, (status, code) == (401, "unauthenticated"))
        if not fits:
            wrong[name] = (status, code)
    assert wrong == {}


@pytest.mark.parametrize("keyed", [True, False])
def test_all_scopes_but_the_one_are_not_enough(post: Post, theirs: dict[str, str], keyed: bool) -> None:
    callers, wrong, everything = Callers(), {}, frozenset(identity.list_scopes())
    for name, scope in SCOPED.items():
        found = callers.ask(name, theirs, post.administrator, everything - {scope}, keyed)
        if found != (403, "scope_missing"):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("who", ["stranger", "other_reception", "clerk_bc2"])
@pytest.mark.parametrize("keyed", [True, False])
def test_a_stranger_with_the_scope_finds_nothing(post: Post, theirs: dict[str, str], who: str, keyed: bool) -> None:
    callers, wrong, tried = Callers(), {}, 0
    for name, scope in SCOPED.items():
        same_anyway = not keyed and (name.startswith("GET ") or name.endswith("/secret"))
        if "{" not in name or same_anyway or (who, name) in NO_STRANGERS:
            continue
        status, code = callers.ask(name, theirs, post.actors[who], frozenset({scope}), keyed)
        tried += 1
        if status != 404 or code == "file_not_found":
            wrong[name] = (status, code)
    assert tried > 15
    assert wrong == {}


def test_what_a_stranger_does_not_find_is_there(post: Post, theirs: dict[str, str]) -> None:
    """Else the law above would hold for whatever is mistyped."""
    callers = Callers()
    owners = {
        "GET /dossiers/{dossier_id}": post.officer,
        "GET /dossiers/bulk/{bulk_id}": post.unit_head,
        "GET /webhooks/{webhook_id}/deliveries": post.administrator,
        "GET /payments/orders/{order_id}": post.citizen,
        "GET /postal/parcels/{number}": post.clerk_bc1,
        "POST /dossiers/tasks/{task_id}/finish": post.officer,
    }
    found = {name: callers.ask(name, theirs, who, frozenset({SCOPED[name]}))[0] for name, who in owners.items()}
    assert {name: status for name, status in found.items() if status not in (200, 422)} == {}
