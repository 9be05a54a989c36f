"""The gateway's callbacks: every kind of wrong with its named refusal; and what is asked when none comes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from honglam.kernel.models import OutboxMessage
from honglam.payments import api
from honglam.payments.contracts import (
    AttemptState,
    CallOutcome,
    GatewayMissing,
    OrderNotFound,
    OrderNotOpen,
    OrderState,
    OrderView,
)
from honglam.payments.gateways import online
from honglam.payments.models import Attempt, GatewayCall, GatewayNoise, Order, Payment, Reversal
from honglam.payments.queries.counting import count_money
from honglam.payments.rules.signing import signed
from honglam.payments.services.gateway import note_answer, plan_next_question
from honglam.simulators import gateway as simulator
from tests.dossiers.scene import MORNING, Scene
from tests.payments.conftest import Opens

SECRET = "for-the-simulator-only"
CALLBACK = "/api/v1/payments/gateway/callback"
Told = dict[str, str]


def good(attempt_id: UUID, **changes: str) -> Told:
    """What the gateway tells when all went well, signed after the changes."""
    told = {
        "merchant": "HONGLAM",
        "attempt": str(attempt_id),
        "transaction": "GD1",
        "amount": "8000",
        "state": "paid",
        "at": MORNING.isoformat(),
        **changes,
    }
    return signed(told, secret=SECRET, hash_name="sha256")


@pytest.fixture
def tried(scene: Scene, opened: Opens) -> tuple[OrderView, UUID]:
    """An order whose payer went to the gateway."""
    order = opened()
    return order, api.start_attempt(actor=scene.citizen, order_id=order.id, at=MORNING).attempt_id


def hear(told: Mapping[str, str]) -> str:
    return api.hear_gateway(parameters=told, at=MORNING).outcome


def state(order: OrderView) -> str:
    return str(Order.objects.values_list("state", flat=True).get(id=order.id))


def without(name: str) -> Callable[[UUID], Told]:
    return lambda attempt: {key: value for key, value in good(attempt).items() if key != name}


WRONG: dict[str, tuple[Callable[[UUID], Told], str, int]] = {
    "empty": (lambda _: {}, "malformed", 400),
    **{f"no {name}": (without(name), "malformed", 400) for name in ("merchant", "attempt", "amount", "state", "at")},
    "too long": (lambda a: good(a, transaction="x" * 201), "malformed", 400),
    "amount no number": (lambda a: good(a, amount="tám nghìn"), "malformed", 400),
    "amount negative": (lambda a: good(a, amount="-8000"), "malformed", 400),
    "amount out of range": (lambda a: good(a, amount="9" * 14), "malformed", 400),
    "state unknown": (lambda a: good(a, state="maybe"), "malformed", 400),
    "date without zone": (lambda a: good(a, at="2026-11-16T09:00:00"), "malformed", 400),
    "attempt no id": (lambda a: good(a, attempt="1 OR 1=1"), "malformed", 400),
    "no signature": (without("signature"), "forged", 403),
    "another secret": (lambda a: signed(good(a), secret="guess", hash_name="sha256"), "forged", 403),
    "another hash": (lambda a: signed(good(a), secret=SECRET, hash_name="sha512"), "forged", 403),
    "changed after signing": (lambda a: {**good(a), "amount": "1"}, "forged", 403),
    "something added": (lambda a: {**good(a), "bonus": "1"}, "forged", 403),
    "hostile": (lambda a: {**good(a), "transaction": "'; DROP TABLE x; --\0"}, "forged", 403),
    "another merchant": (lambda a: good(a, merchant="OTHER"), "wrong_merchant", 403),
    "foreign attempt": (lambda _: good(uuid4()), "unknown", 404),
    "stale": (lambda a: good(a, at=(MORNING - timedelta(days=2)).isoformat()), "stale", 409),
    "from the future": (lambda a: good(a, at=(MORNING + timedelta(hours=1)).isoformat()), "stale", 409),
    "less money": (lambda a: good(a, amount="7999"), "wrong_amount", 422),
    "more money": (lambda a: good(a, amount="80000"), "wrong_amount", 422),
}


ANYBODYS = {"empty", *(f"no {name}" for name in ("merchant", "attempt", "amount", "state", "at"))}
"""What is neither signed nor about an attempt of ours."""


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_callback_is_refused_by_name_and_changes_nothing(tried: tuple[OrderView, UUID], what: str) -> None:
    order, attempt = tried
    make, outcome, status = WRONG[what]
    answer = api.hear_gateway(parameters=make(attempt), at=MORNING)
    assert (answer.outcome, answer.status) == (outcome, status)
    assert state(order) == "open"
    assert not Payment.objects.exists()
    assert Attempt.objects.get().state == "waiting"
    kept = list(GatewayCall.objects.values_list("way", "outcome"))
    counted = list(GatewayNoise.objects.values_list("outcome", "count"))
    assert (kept, counted) == (([], [(outcome, 1)]) if what in ANYBODYS else ([("callback", outcome)], []))


def test_what_anybody_can_send_is_counted_and_not_kept(tried: tuple[OrderView, UUID]) -> None:
    """A row for each would let anybody fill the disk; whoever watches the installation still hears of it."""
    before = count_money()["payments_gateway_calls_refused"]
    for told in ({"x": "1" * 200}, {}, {**good(uuid4()), "amount": "1"}, {**good(uuid4()), "amount": "2"}):
        hear(told)
    assert not GatewayCall.objects.exists()
    assert dict(GatewayNoise.objects.values_list("outcome", "count")) == {"malformed": 2, "forged": 2}
    hear({**good(tried[1]), "amount": "1"})
    assert GatewayCall.objects.get().told["amount"] == "1"
    assert count_money()["payments_gateway_calls_refused"] == before + 3


def test_of_unproven_messages_about_one_attempt_the_first_are_kept(
    scene: Scene, opened: Opens, tried: tuple[OrderView, UUID]
) -> None:
    """Its id stands in the payer's address bar."""
    attempt = tried[1]
    other = api.start_attempt(actor=scene.citizen, order_id=opened().id, at=MORNING).attempt_id
    for number in range(25):
        told = good(attempt, merchant="OTHER") if number % 5 == 0 else {**good(attempt), "amount": str(number)}
        hear(told)
    assert GatewayCall.objects.filter(attempt_id=attempt).count() == 20
    assert dict(GatewayNoise.objects.values_list("outcome", "count")) == {"forged": 4, "wrong_merchant": 1}
    hear({**good(other), "amount": "1"})
    assert (hear(good(attempt, amount="1")), hear(good(attempt))) == ("wrong_amount", "paid")
    assert GatewayCall.objects.count() == 23


def test_a_good_callback_pays_once_however_often_it_comes(tried: tuple[OrderView, UUID]) -> None:
    order, attempt = tried
    assert [hear(good(attempt)) for _ in range(3)] == ["paid", "repeated", "repeated"]
    assert state(order) == "paid"
    assert Payment.objects.count() == 1
    assert OutboxMessage.objects.filter(name="payments.order_paid").count() == 1


ORDERS = [
    # what arrives in which order → what each does, and whether it is paid in the end
    (("waiting", "paid"), ("noted", "paid"), "paid"),
    (("paid", "waiting", "failed"), ("paid", "overtaken", "overtaken"), "paid"),
    (("failed", "paid"), ("failed", "paid"), "paid"),
    (("failed", "failed"), ("failed", "repeated"), "open"),
    (("failed", "waiting"), ("failed", "overtaken"), "open"),
]


@pytest.mark.parametrize(("told", "outcomes", "end"), ORDERS)
def test_callbacks_may_come_in_any_order(
    tried: tuple[OrderView, UUID], told: tuple[str, ...], outcomes: tuple[str, ...], end: str
) -> None:
    order, attempt = tried
    assert tuple(hear(good(attempt, state=one)) for one in told) == outcomes
    assert state(order) == end


def test_money_for_what_is_settled_is_booked_and_proposed_for_refund(
    scene: Scene, tried: tuple[OrderView, UUID]
) -> None:
    order, attempt = tried
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    assert [hear(good(attempt)), hear(good(attempt))] == ["surplus", "repeated"]
    assert list(Payment.objects.order_by("id").values_list("method", "surplus")) == [("cash", False), ("gateway", True)]
    assert Reversal.objects.values_list("amount", "state").get() == (8000, "proposed")
    assert OutboxMessage.objects.filter(name="payments.order_paid").count() == 1


def test_a_payer_who_was_charged_twice_gets_the_second_back(tried: tuple[OrderView, UUID]) -> None:
    _, attempt = tried
    told = [good(attempt), good(attempt, transaction="GD2"), good(attempt, transaction="GD2")]
    assert [hear(one) for one in told] == ["paid", "surplus", "repeated"]
    assert Reversal.objects.count() == 1


def test_money_for_a_cancelled_order_goes_back(scene: Scene, tried: tuple[OrderView, UUID]) -> None:
    order, attempt = tried
    api.cancel_order(actor=scene.accountant, order_id=order.id, reason="Lập nhầm", at=MORNING)
    assert hear(good(attempt)) == "surplus"
    assert state(order) == "cancelled"
    assert Reversal.objects.count() == 1


def test_one_transaction_pays_one_attempt(scene: Scene, opened: Opens, tried: tuple[OrderView, UUID]) -> None:
    _, attempt = tried
    other = opened()
    second = api.start_attempt(actor=scene.citizen, order_id=other.id, at=MORNING).attempt_id
    assert [hear(good(attempt)), hear(good(second))] == ["paid", "repeated"]
    assert state(other) == "open"


def test_only_the_payer_starts_and_only_what_is_open(scene: Scene, opened: Opens, settings: Any) -> None:
    order = opened()
    with pytest.raises(OrderNotFound):
        api.start_attempt(actor=scene.stranger, order_id=order.id, at=MORNING)
    api.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    with pytest.raises(OrderNotOpen):
        api.start_attempt(actor=scene.citizen, order_id=order.id, at=MORNING)
    settings.PAYMENT_GATEWAY = {**settings.PAYMENT_GATEWAY, "url": ""}
    with pytest.raises(GatewayMissing):
        api.start_attempt(actor=scene.citizen, order_id=opened().id, at=MORNING)


def asked(attempt: UUID) -> dict[str, str]:
    return {"merchant": "HONGLAM", "attempt": str(attempt), "amount": "8000"}


QUESTIONS = {
    # how it went wrong → what asking finds, what the order is then
    "lost": (CallOutcome.PAID, "paid"),
    "late": (CallOutcome.PAID, "paid"),
    "stale": (CallOutcome.PAID, "paid"),
    "garbled": (CallOutcome.PAID, "paid"),
    "forged": (CallOutcome.NOTED, "open"),
    "wrong_amount": (CallOutcome.NOTED, "open"),
    "cancelled": (CallOutcome.NOTED, "open"),
    "down": (None, "open"),
}


@pytest.mark.parametrize("fault", QUESTIONS)
def test_when_the_callback_is_no_use_the_gateway_is_asked(tried: tuple[OrderView, UUID], fault: str) -> None:
    order, attempt = tried
    with simulator_silent(fault):
        simulator._charge(asked(attempt), fault)
    found, end = QUESTIONS[fault]
    assert api.ask_gateway(attempt_id=attempt, at=MORNING) is found
    assert state(order) == end


def simulator_silent(fault: str) -> Any:
    """Callbacks of the simulator carry the real clock: here only its books matter."""
    from unittest.mock import patch

    return patch.object(simulator, "tell", lambda message: 200)


def test_a_stale_or_odd_callback_makes_us_ask_at_once(tried: tuple[OrderView, UUID]) -> None:
    _, attempt = tried
    before = OutboxMessage.objects.filter(name="payments.ask_gateway", not_before=None).count()
    hear(good(attempt, amount="1"))
    assert OutboxMessage.objects.filter(name="payments.ask_gateway", not_before=None).count() == before + 1


def test_questions_end_and_late_money_is_still_taken(tried: tuple[OrderView, UUID]) -> None:
    order, attempt = tried
    for _ in range(12):
        plan_next_question(attempt_id=attempt, at=MORNING)
    assert Attempt.objects.get().state == AttemptState.EXPIRED.value
    assert hear(good(attempt)) == "paid"
    assert state(order) == OrderState.PAID.value


def test_an_answer_about_another_attempt_is_no_answer(
    scene: Scene, opened: Opens, tried: tuple[OrderView, UUID]
) -> None:
    _, attempt = tried
    second = api.start_attempt(actor=scene.citizen, order_id=opened().id, at=MORNING).attempt_id
    found = note_answer(attempt_id=second, parameters=good(attempt), terms=online.terms(), at=MORNING)
    assert found is CallOutcome.UNKNOWN
    assert not Payment.objects.exists()


def test_calls_are_evidence(tried: tuple[OrderView, UUID]) -> None:
    hear({**good(tried[1]), "amount": "1"})
    for statement in ("UPDATE payments_gatewaycall SET outcome = 'paid'", "DELETE FROM payments_gatewaycall"):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


BODIES = {
    "no JSON": b"{",
    "a list": b"[1, 2]",
    "a number": b"7",
    "nested": b'{"amount": {"$gt": 0}}',
    "deep": b"[" * 3000 + b"]" * 3000,
    "wrong encoding": '{"state": "tr\u1ea3"}'.encode("utf-16"),
    "huge": b'{"state": "' + b"x" * 20_000 + b'"}',
    "half a surrogate": b'{"state": "\\ud800"}',
    "half a surrogate for a name": b'{"\\ud800": "paid"}',
    "empty": b"",
}


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_none_is_malformed(db: None, what: str) -> None:
    answer = Client().post(CALLBACK, BODIES[what], content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_callback_takes_forms_too(tried: tuple[OrderView, UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    order, attempt = tried
    monkeypatch.setattr("honglam.payments.rest.now", lambda: MORNING)
    answer = Client().post(CALLBACK, good(attempt))
    assert (answer.status_code, answer.json()) == (200, {"code": "paid"})
    assert state(order) == "paid"
