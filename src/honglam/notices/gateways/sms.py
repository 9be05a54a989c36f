"""Text messages over an HTTP gateway. The interface is ours; an adapter for a provider stands behind the same address.

    POST <url>/messages        {"to", "text", "ref"}  → 202 {"id"}; 409 {"id"}: this ref was taken before
    GET  <url>/messages/<id>   → 200 {"state": "accepted" | "delivered" | "undelivered"}

`ref` is the message's id: a gateway that has it already answers 409 and sends nothing twice. A text that the gateway
took and could not bring goes again, when a person says so, as `<id>:1`, `<id>:2` …
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings
from django.utils.module_loading import import_string

from honglam.notices.contracts import DeliveryFault, Outgoing, Receipt, Trouble

TIMEOUT = 10.0
_RECEIPTS = {"delivered": Receipt.DELIVERED, "undelivered": Receipt.UNDELIVERED}
_FINAL = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}


def hand_over(message: Outgoing) -> str:
    """Give the text to the gateway; returns the gateway's reference. Raises `DeliveryFault`."""
    if not settings.SMS_GATEWAY_URL:
        raise DeliveryFault("no SMS gateway is configured", trouble=Trouble.NOT_SET_UP, final=True)
    asked = {"to": message.address, "text": message.body, "ref": message.reference}
    try:
        with _client() as client:
            answer = client.post("messages", json=asked)
        if answer.status_code in (HTTPStatus.ACCEPTED, HTTPStatus.OK, HTTPStatus.CONFLICT):
            return str(_json(answer)["id"])
    except (httpx.HTTPError, KeyError) as error:
        raise DeliveryFault(f"{type(error).__name__}: {error}", trouble=Trouble.UNREACHABLE) from error
    said, final = f"the gateway answered {answer.status_code}", answer.status_code in _FINAL
    raise DeliveryFault(said, trouble=Trouble.MESSAGE_REFUSED, final=final)


def ask_receipt(reference: str) -> Receipt:
    """What became of a text; `NONE` while the gateway does not know. Raises `DeliveryFault` if it cannot be asked."""
    try:
        with _client() as client:
            answer = client.get(f"messages/{quote(reference, safe='')}")
    except httpx.HTTPError as error:
        raise DeliveryFault(f"{type(error).__name__}: {error}", trouble=Trouble.UNREACHABLE) from error
    try:
        return _RECEIPTS.get(str(_json(answer).get("state")), Receipt.NONE)
    except DeliveryFault:
        return Receipt.NONE


def _client() -> httpx.Client:
    transport = import_string(settings.SMS_TRANSPORT)() if settings.SMS_TRANSPORT else None
    return httpx.Client(
        base_url=settings.SMS_GATEWAY_URL.rstrip("/") + "/",
        headers={"Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"},
        timeout=TIMEOUT,
        transport=transport,
    )


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError as error:
        raise DeliveryFault("the gateway's answer is no JSON", trouble=Trouble.NOT_UNDERSTOOD) from error
    if not isinstance(body, dict):
        raise DeliveryFault("the gateway's answer is no object", trouble=Trouble.NOT_UNDERSTOOD)
    return body
