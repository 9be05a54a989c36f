"""Acts that are told twice because their answer got lost: under one key they are done once and answer the same."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.test import Client

from examples.python_client.client import Client as Example
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import BulkVerb, BulkWish
from honglam.dossiers.services.indexing import index_dossiers
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry, RememberedAnswer
from honglam.kernel.values import Actor
from honglam.payments import api as payments
from honglam.payments.models import Receipt
from tests.api.conftest import EVERYTHING, token_for
from tests.dossiers.scene import MORNING, Scene

MONEY = frozenset({"payments:pay", "payments:act"})


class Program:
    """A program of somebody's that sends acts, with a key or without."""

    def __init__(self, actor: Actor, scopes: frozenset[str] = EVERYTHING) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token_for(actor, scopes)}"}

    def act(self, path: str, key: str | None = None, **body: Any) -> tuple[int, Any]:
        """Status and body of the answer, None where it has none."""
        headers = self.headers if key is None else self.headers | {"Idempotency-Key": key}
        answer = self.client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)
        return answer.status_code, answer.json() if answer.content else None


def rows_of(dossier_id: UUID, action: str) -> int:
    """How often the audit has this act on the dossier."""
    return AuditEntry.objects.filter(subject_id=str(dossier_id), action=action).count()


def test_a_lost_answer_to_an_acceptance_is_given_again(scene: Scene) -> None:
    dossier_id, desk = scene.submitted(), Program(scene.reception)
    first = desk.act(f"/dossiers/{dossier_id}/accept", "a")
    assert first[0] == 200 and first[1]["code"] == scene.row(dossier_id).code
    assert desk.act(f"/dossiers/{dossier_id}/accept", "a") == first
    assert rows_of(dossier_id, "dossiers.accept") == 1
    for other in ("b", None):
        status, refused = desk.act(f"/dossiers/{dossier_id}/accept", other)
        assert (status, refused["code"]) == (409, "transition_refused")
    assert rows_of(dossier_id, "dossiers.accept") == 1


def test_without_a_key_an_act_answers_as_with_one(scene: Scene) -> None:
    desk = Program(scene.reception)
    (_, plain), (_, keyed) = (desk.act(f"/dossiers/{scene.submitted()}/accept", key) for key in (None, "a"))
    assert set(plain) == set(keyed)
    assert {type(value) for value in plain.values()} == {type(value) for value in keyed.values()}
    assert RememberedAnswer.objects.filter(actor=str(scene.reception.id), key="a").count() == 1


def test_a_key_that_was_used_for_something_else_is_refused(scene: Scene) -> None:
    dossier_id, officer = scene.processing(), Program(scene.officer)
    finish = f"/dossiers/tasks/{scene.task(dossier_id).id}/finish"
    done = officer.act(finish, "a", outcome="dat", note="Đủ điều kiện")
    assert done[0] == 200
    for path, body in ((finish, {"outcome": "dat", "note": "Khác"}), (f"/dossiers/{dossier_id}/stop", {"reason": "x"})):
        status, refused = officer.act(path, "a", **body)
        assert (status, refused["code"]) == (422, "idempotency_mismatch")
    assert officer.act(finish, "a", note="Đủ điều kiện", outcome="dat") == done, "the order of fields means nothing"
    assert rows_of(dossier_id, "dossiers.finish_step") == 1


def test_a_refusal_does_not_use_up_its_key(scene: Scene) -> None:
    dossier_id, officer = scene.processing(), Program(scene.officer)
    finish = f"/dossiers/tasks/{scene.task(dossier_id).id}/finish"
    status, refused = officer.act(finish, "a", outcome="khong-co")
    assert (status, refused["code"]) == (422, "outcome_unknown")
    assert officer.act(finish, "a", outcome="dat")[0] == 200


def test_an_earlier_answer_is_for_whoever_may_ask(scene: Scene) -> None:
    dossier_id = scene.submitted()
    assert Program(scene.reception).act(f"/dossiers/{dossier_id}/accept", "a")[0] == 200
    unscoped = Program(scene.reception, frozenset({"dossiers:read"}))
    status, refused = unscoped.act(f"/dossiers/{dossier_id}/accept", "a")
    assert (status, refused["code"]) == (403, "scope_missing")
    status, refused = Program(scene.stranger).act(f"/dossiers/{dossier_id}/accept", "a")
    assert (status, refused["code"]) == (404, "dossier_not_found")


@pytest.mark.parametrize("key", ["", " ", "k" * 201])
def test_a_key_that_is_none_is_refused(scene: Scene, key: str) -> None:
    dossier_id = scene.submitted()
    status, refused = Program(scene.reception).act(f"/dossiers/{dossier_id}/accept", key)
    assert (status, refused["code"]) == (422, "idempotency_key_required")
    assert scene.status(dossier_id) == "registered"


def test_an_answer_without_words_is_repeated_too(scene: Scene) -> None:
    dossier_id, citizen = scene.returned(), Program(scene.citizen)
    for _ in range(2):
        assert citizen.act(f"/dossiers/{dossier_id}/rate", "a", level="satisfied") == (204, None)
    assert rows_of(dossier_id, "dossiers.rate") == 1
    assert citizen.act(f"/dossiers/{dossier_id}/rate", "b", level="satisfied")[0] == 409


def test_cash_is_taken_once(scene: Scene) -> None:
    dossier_id = scene.accepted()
    (order,) = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    cash, desk = f"/payments/orders/{order.id}/cash", Program(scene.reception, MONEY)
    first = desk.act(cash, "a", given=order.amount)
    assert (first[0], first[1]["amount"]) == (200, order.amount)
    assert desk.act(cash, "a", given=order.amount) == first
    assert Receipt.objects.count() == 1
    assert desk.act(cash, "b", given=order.amount)[0] == 409


def test_an_online_payment_is_begun_once(scene: Scene) -> None:
    dossier_id = scene.accepted()
    (order,) = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    attempts, payer = f"/payments/orders/{order.id}/attempts", Program(scene.citizen, MONEY)
    first, again, other = (payer.act(attempts, key) for key in ("a", "a", "b"))
    assert first[0] == 200
    assert first == again
    assert first[1]["attempt_id"] != other[1]["attempt_id"]


def test_a_bulk_act_is_taken_back_once(scene: Scene) -> None:
    dossier_id, head = scene.processing(), scene.unit_head
    index_dossiers(dossier_ids=[dossier_id])
    wish = BulkWish(verb=BulkVerb.ASSIGN, dossier_ids=(dossier_id,), holder_id=scene.colleague.id)
    bulk_id = dossiers.start_bulk(actor=head, wish=wish, key=str(uuid7()), at=MORNING)
    dossiers.work_on_bulk(bulk_id=bulk_id, at=MORNING)
    first, again = (Program(head).act(f"/dossiers/bulk/{bulk_id}/undo", "a") for _ in range(2))
    assert first[0] == 202
    assert first == again


def test_the_example_sends_an_act_again_that_got_no_answer(
    scene: Scene, client_of: Callable[..., Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id, desk = scene.submitted(), client_of(scene.reception)
    inner, lost = desk._http._transport, [True]

    class Losing(httpx.BaseTransport):
        """The line breaks once, after the act was done and before it was answered."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = inner.handle_request(request)
            if lost.pop() if lost else False:
                raise httpx.ReadTimeout("lost", request=request)
            return answer

    monkeypatch.setattr(desk._http, "_transport", Losing())
    assert desk.act(f"{dossier_id}/accept")["code"] == scene.row(dossier_id).code
    assert rows_of(dossier_id, "dossiers.accept") == 1
