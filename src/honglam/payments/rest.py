"""Money over the API: an order, the way to pay it online, cash at the counter, and the gateway's callback."""

import json
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from ninja import Router, Schema
from ninja.responses import Status

from honglam.kernel.calls import REFUSALS, caller, repeatable
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.clock import now
from honglam.kernel.problems import CONTENT_TYPE
from honglam.kernel.ratelimit import require
from honglam.kernel.values import text_noop
from honglam.payments import api
from honglam.payments.contracts import OrderView, ReceiptView

router = Router()
READ, PAY, ACT = "payments:read", "payments:pay", "payments:act"
MOST_BODY = 16_384
PER_MINUTE = 600
REFUSED = text_noop("The callback was not taken.")


class OrderLineOut(Schema):
    """One fee or charge, in đồng. A negative amount takes off what another body has taken already."""

    code: str
    kind: str
    name: str
    quantity: int
    gross: int
    amount: int
    reduction: str
    percent: int
    legal_basis: str
    provisional: bool


class OrderOut(Schema):
    """What is owed. `qr` is the text inside the VietQR code, empty where nothing is to be transferred."""

    id: UUID
    reference: str
    subject_code: str
    title: str
    occasion: str
    payee: str
    lines: list[OrderLineOut]
    amount: int
    amount_in_words: str
    refunded: int
    state: str
    due_at: datetime | None
    paid_at: datetime | None
    method: str
    receipt: str
    qr: str = ""


class ReceiptOut(Schema):
    """A receipt."""

    id: UUID
    label: str
    amount: int
    issued_at: datetime


class CashIn(Schema):
    """What was handed over, in đồng; absent: exactly the amount."""

    given: int | None = None


class AttemptOut(Schema):
    """Where the payer's browser goes."""

    attempt_id: UUID
    url: str


class HeardOut(Schema):
    """What became of a callback."""

    code: str


@router.get("/orders/{order_id}", response={200: OrderOut, **REFUSALS}, summary="One order")
def get_order(request: HttpRequest, order_id: UUID) -> dict[str, Any]:
    """An order of the payer behind the token, with the text of its VietQR code."""
    page = api.get_pay_page(actor=caller(request, READ), order_id=order_id)
    return tell_order(page.order, qr=page.qr)


@router.post("/orders/{order_id}/attempts", response={200: AttemptOut, **REFUSALS}, summary="Pay online")
@repeatable(PAY, AttemptOut)
def start(request: HttpRequest, order_id: UUID) -> dict[str, Any]:
    """Where to send the payer. Whether it was paid is told by the order alone."""
    sent = api.start_attempt(actor=caller(request, PAY), order_id=order_id, at=now())
    return {"attempt_id": sent.attempt_id, "url": sent.url}


@router.post("/orders/{order_id}/cash", response={200: ReceiptOut, **REFUSALS}, summary="Take cash")
@repeatable(ACT, ReceiptOut)
def take_cash(request: HttpRequest, order_id: UUID, body: CashIn) -> dict[str, Any]:
    """Take cash at the counter and issue the receipt; another is refused unless it carries the key of the first."""
    return tell_receipt(api.take_cash(actor=caller(request, ACT), order_id=order_id, given=body.given, at=now()))


@router.post(
    "/gateway/callback",
    auth=None,
    response={frozenset({200, 400, 403, 404, 409, 422}): HeardOut, 429: REFUSALS[next(iter(REFUSALS))]},
    summary="The payment gateway's callback",
)
def callback(request: HttpRequest) -> Any:
    """Signed by the gateway, form or JSON. 200: taken, must not be sent again; anything else is refused by name."""
    require(f"payments:callback:{limit_key(client_address(request))}", limit=PER_MINUTE, per=timedelta(minutes=1))
    answer = api.hear_gateway(parameters=_parameters(request), at=now())
    if answer.status == HTTPStatus.OK:
        return Status(answer.status, {"code": answer.outcome})
    told = {"type": f"/problems/{answer.outcome}", "title": gettext(REFUSED), "status": answer.status}
    return JsonResponse(told | {"code": answer.outcome}, status=answer.status, content_type=CONTENT_TYPE)


def tell_order(order: OrderView, *, qr: str = "") -> dict[str, Any]:
    """An order as the API tells it."""
    return {
        "id": order.id,
        "reference": order.reference,
        "subject_code": order.subject_code,
        "title": order.title,
        "occasion": order.occasion.value,
        "payee": order.payee_name,
        "lines": order.lines,
        "amount": order.amount,
        "amount_in_words": api.amount_in_words(amount=order.amount),
        "refunded": order.refunded,
        "state": order.state.value,
        "due_at": order.due_at,
        "paid_at": order.paid_at,
        "method": order.method.value if order.method else "",
        "receipt": order.receipt.label if order.receipt else "",
        "qr": qr,
    }


def tell_receipt(receipt: ReceiptView) -> dict[str, Any]:
    """A receipt as the API tells it."""
    return {
        "id": receipt.id,
        "label": receipt.label,
        "amount": receipt.amount,
        "issued_at": receipt.issued_at,
    }


def _parameters(request: HttpRequest) -> dict[str, str]:
    """The callback's parameters; nothing where the body is too large or no flat object."""
    if len(request.body) > MOST_BODY:
        return {}
    if request.content_type != "application/json":
        return {name: str(value) for name, value in request.POST.items()}
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    found = {str(name): str(value) for name, value in told.items() if isinstance(value, str | int)}
    try:
        "".join([*found, *found.values()]).encode()
    except UnicodeEncodeError:  # half a surrogate, which no database takes
        return {}
    return found
