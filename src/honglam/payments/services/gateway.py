"""Paying online: what a browser says is never believed, what the gateway says only when it is signed, and once.

Callbacks arrive late, twice, in the wrong order, forged, or not at all. Each is judged by rules/calls.py under the lock
of its attempt and order, and written down with what became of it, unless anybody could have sent it: such ones are
counted. When none comes, the gateway is asked with back-off.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from honglam.kernel import audit, jobs
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.payments import access
from honglam.payments.contracts import (
    Answer,
    AttemptState,
    CallOutcome,
    GatewayMissing,
    GatewayTerms,
    Method,
    OrderNotOpen,
    Started,
)
from honglam.payments.models import Attempt, GatewayCall, Order
from honglam.payments.rules import calls, signing
from honglam.payments.services.orders import record
from honglam.payments.services.settling import Incoming, settle

VALID = timedelta(minutes=30)
ASK = "payments.ask_gateway"
_NOISE = """
INSERT INTO payments_gatewaynoise AS n ("on", outcome, count) VALUES (%s, %s, 1)
ON CONFLICT ("on", outcome) DO UPDATE SET count = n.count + 1
"""
_UNPROVEN = (CallOutcome.FORGED, CallOutcome.WRONG_MERCHANT)
_KEPT = 20
"""How many unproven messages about one attempt are evidence; whoever knows its id could send them without end."""
_SHOWN = 200
_FIELDS = 20


@transaction.atomic
def start_attempt(*, actor: Actor, order_id: UUID, terms: GatewayTerms | None, at: datetime) -> Started:
    """Begin a try to pay online. Raises OrderNotOpen, GatewayMissing."""
    if terms is None:
        raise GatewayMissing
    order = access.order_to_pay(actor, order_id, lock=True)
    if not access.is_open(order):
        raise OrderNotOpen
    attempt = Attempt(
        id=uuid7(),
        order=order,
        amount=order.amount,
        state=AttemptState.WAITING.value,
        created_at=at,
        expires_at=at + VALID,
    )
    attempt.save(force_insert=True)
    record(actor=actor, action="attempt_started", order=order, at=at, detail={"attempt": str(attempt.id)})
    _ask_again(attempt, at)
    return Started(attempt_id=attempt.id, amount=attempt.amount, about=order.reference, expires_at=attempt.expires_at)


@transaction.atomic
def hear(*, parameters: Mapping[str, str], terms: GatewayTerms | None, at: datetime) -> Answer:
    """A callback of the gateway. Whatever it is, it is written down or counted, and answered by name."""
    return _judge(parameters, terms, at=at)


@transaction.atomic
def note_answer(
    *, attempt_id: UUID, parameters: Mapping[str, str], terms: GatewayTerms | None, at: datetime
) -> CallOutcome:
    """What the gateway answered to our question, judged as a callback is."""
    answer = _judge(parameters, terms, at=at, asked_about=attempt_id)
    return CallOutcome(answer.outcome)


@transaction.atomic
def plan_next_question(*, attempt_id: UUID, at: datetime) -> None:
    """Ask again later; an attempt about which enough was asked has expired."""
    attempt = Attempt.objects.select_for_update().filter(id=attempt_id, state=AttemptState.WAITING.value).first()
    if attempt is None:
        return
    attempt.asked += 1
    if calls.next_question(attempt.asked) is None:
        attempt.state, attempt.settled_at = AttemptState.EXPIRED.value, at
        audit.record(
            actor=SYSTEM,
            action="payments.attempt_expired",
            subject_kind="payment_order",
            subject_id=attempt.order_id,
            at=at,
            detail={"attempt": str(attempt.id), "asked": attempt.asked},
        )
    else:
        _ask_again(attempt, at)
    attempt.save(update_fields=["asked", "state", "settled_at"])


def _judge(
    parameters: Mapping[str, str], terms: GatewayTerms | None, *, at: datetime, asked_about: UUID | None = None
) -> Answer:
    """`asked_about`: this is the answer to our own question about that attempt; None: a callback."""
    message = calls.read(parameters)
    attempt, order = _locked(message.attempt if message else None)
    outcome = _first_fault(message, parameters, terms, attempt, asked_about, at)
    if outcome is None and message and attempt and order:
        outcome = _apply(message, attempt, order, at)
    outcome = outcome or CallOutcome.MALFORMED
    genuine = _is_genuine(parameters, terms)
    if asked_about or (_may_keep(attempt, outcome) if attempt else genuine):
        _keep(parameters, way="query" if asked_about else "callback", attempt=attempt, outcome=outcome, at=at)
    else:
        _count(outcome, at)
    if asked_about is None and outcome in calls.ASK_BACK and attempt:
        jobs.defer(ASK, attempt_id=str(attempt.id))
    return Answer(outcome=outcome.value, status=calls.STATUS.get(outcome, 200))


def _first_fault(
    message: calls.Message | None,
    parameters: Mapping[str, str],
    terms: GatewayTerms | None,
    attempt: Attempt | None,
    asked_about: UUID | None,
    at: datetime,
) -> CallOutcome | None:
    """The first thing that is wrong, in the order of rules/calls.py; an answer to our own question is never stale."""
    if message is None:
        return CallOutcome.MALFORMED
    if terms is None or not _is_genuine(parameters, terms):
        return CallOutcome.FORGED
    if message.merchant != terms.merchant:
        return CallOutcome.WRONG_MERCHANT
    if attempt is None or (asked_about is not None and asked_about != attempt.id):
        return CallOutcome.UNKNOWN
    if asked_about is None and calls.is_stale(message, now=at):
        return CallOutcome.STALE
    return CallOutcome.WRONG_AMOUNT if message.amount != attempt.amount else None


def _apply(message: calls.Message, attempt: Attempt, order: Order, at: datetime) -> CallOutcome:
    known = AttemptState(attempt.state)
    same = attempt.transaction == message.transaction
    outcome = calls.meaning(told=message.state, known=known, order_open=access.is_open(order), same=same)
    if outcome is CallOutcome.FAILED:
        attempt.state, attempt.settled_at = AttemptState.FAILED.value, at
    elif outcome is CallOutcome.PAID or (outcome is CallOutcome.SURPLUS and known is not AttemptState.PAID):
        if Attempt.objects.filter(transaction=message.transaction).exclude(id=attempt.id).exists():
            return CallOutcome.REPEATED
        attempt.state, attempt.settled_at, attempt.transaction = AttemptState.PAID.value, at, message.transaction
    if outcome in (CallOutcome.FAILED, CallOutcome.PAID, CallOutcome.SURPLUS):
        attempt.save(update_fields=["state", "settled_at", "transaction"])
    if outcome in (CallOutcome.PAID, CallOutcome.SURPLUS) and not _booked_before(order, message):
        incoming = Incoming(method=Method.GATEWAY, amount=message.amount, reference=message.transaction)
        settle(order, incoming, actor=SYSTEM, at=at)
    elif outcome is CallOutcome.SURPLUS:
        return CallOutcome.REPEATED
    return outcome


def _booked_before(order: Order, message: calls.Message) -> bool:
    """A second transaction for a paid attempt is a surplus once, however often it is told."""
    return order.payments.filter(method=Method.GATEWAY.value, reference=message.transaction).exists()


def _locked(attempt_id: UUID | None) -> tuple[Attempt | None, Order | None]:
    """The attempt and its order, locked in the order in which every verb locks: order first."""
    if attempt_id is None:
        return None, None
    found = Attempt.objects.filter(id=attempt_id).values_list("order_id", flat=True).first()
    if found is None:
        return None, None
    order = access.order_locked(found)
    return Attempt.objects.select_for_update().get(id=attempt_id), order


def _is_genuine(parameters: Mapping[str, str], terms: GatewayTerms | None) -> bool:
    return terms is not None and signing.is_genuine(parameters, secret=terms.secret, hash_name=terms.hash_name)


def _may_keep(attempt: Attempt, outcome: CallOutcome) -> bool:
    if outcome not in _UNPROVEN:
        return True
    kept = GatewayCall.objects.filter(attempt_id=attempt.id, outcome__in=[one.value for one in _UNPROVEN])
    return kept.count() < _KEPT


def _count(outcome: CallOutcome, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOISE, [local(at).date(), outcome.value])


def _keep(
    parameters: Mapping[str, str], *, way: str, attempt: Attempt | None, outcome: CallOutcome, at: datetime
) -> None:
    """The append-only row is the record; what names an attempt of ours also joins its audit chain."""
    told = {name[:40]: value[:_SHOWN] for name, value in list(parameters.items())[:_FIELDS]}
    clean = {name.replace("\0", ""): value.replace("\0", "") for name, value in told.items()}
    GatewayCall.objects.create(
        id=uuid7(), at=at, way=way, attempt_id=attempt.id if attempt else None, outcome=outcome.value, told=clean
    )
    if attempt:
        audit.record(
            actor=SYSTEM,
            action=f"payments.gateway_{outcome.value}",
            subject_kind="payment_attempt",
            subject_id=attempt.id,
            at=at,
            detail={"way": way},
        )


def _ask_again(attempt: Attempt, at: datetime) -> None:
    pause = calls.next_question(attempt.asked)
    if pause is not None:
        jobs.defer(ASK, at=at + pause, attempt_id=str(attempt.id))
