"""A payment gateway that behaves as gateways do, bad days included. No money moves.

The payer chooses on its page how the payment goes wrong, so that a test or a demonstration needs no switch; `FAULTS`
lists the ways. What is to be told later waits in a list and is delivered from /gia-lap/thanh-toan/, or when we ask.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.kernel.clock import now
from honglam.kernel.ids import new_code
from honglam.payments.rules.signing import is_genuine, sign, signed

# What may go wrong: name → what happens.
FAULTS = {
    "": "paid, told at once",
    "late": "paid, but told only later",
    "twice": "paid, told twice",
    "reordered": "paid; an old 'waiting' and an old 'failed' arrive after it",
    "lost": "paid, but never told: only a question finds out",
    "forged": "a stranger tells that it was paid; it was not",
    "wrong_amount": "tells of another amount than was asked for",
    "stale": "paid, but told with a date of two days ago",
    "garbled": "paid, but the message is broken; only a question finds out",
    "double": "the payer's bank charged twice: two transactions",
    "declined": "the bank says no",
    "cancelled": "the payer goes back without paying; nothing is told",
    "down": "the gateway does not answer questions",
}
_KEEP_SECONDS = 7 * 24 * 3600
_LIST = "simulators.gateway.later"
_PAGE = """
{% extends "ui/plain.html" %}
{% from "ui/components/button.html" import button %}
{% from "ui/components/choices.html" import radios %}
{% from "ui/components/notice.html" import empty, warning %}
{% block title %}Payment gateway (simulator){% endblock %}
{% block content %}
<div lang="en">
<h1 class="govuk-heading-l">Payment gateway – simulator</h1>
{{ warning("No money moves here. Choose how this payment is to go.") }}
{% if asked %}
<p class="govuk-body-l"><span class="hl-num">{{ asked.amount | int | money }}</span> · {{ asked.about }}</p>
<form method="post">
{% for name, value in asked.items() %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}
{{ radios("fault", "How it goes", faults, value="") }}
{{ button("Go") }}
</form>
{% else %}
<form method="post" action="{{ deliver }}">{{ button("Deliver %d delayed callbacks" % (later | length)) }}</form>
{% for one in later %}<p class="govuk-body hl-num">{{ one.attempt }} · {{ one.state }}</p>
{% else %}{{ empty("Nothing is delayed") }}{% endfor %}
{% endif %}
</div>
{% endblock %}
"""


@csrf_exempt
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest) -> HttpResponse:
    """The page on which the payer pays, and what comes of it."""
    asked = {name: str(value) for name, value in (request.POST or request.GET).items()}
    fault = asked.pop("fault", "")
    if not _is_ours(asked):
        return HttpResponse("the signature is wrong", status=403, content_type="text/plain")
    if request.method == "GET":
        return _page(request, {"asked": asked, "faults": list(FAULTS.items())})
    _charge(asked, fault)
    url = f"{asked['return_url']}?status=success&amount={asked['amount']}"
    return HttpResponseRedirect(url)


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Callbacks that wait to be delivered."""
    return _page(request, {"asked": None, "later": cache.get(_LIST, []), "deliver": reverse("gateway:deliver")})


@csrf_exempt
@require_POST
def deliver(_request: HttpRequest) -> HttpResponse:
    """Deliver what was delayed, newest first: the wrong order is the point."""
    waiting = cache.get(_LIST, [])
    cache.set(_LIST, [], _KEEP_SECONDS)
    for message in reversed(waiting):
        tell(message)
    return HttpResponseRedirect(reverse("gateway:overview"))


@csrf_exempt
@require_POST
def query(request: HttpRequest) -> HttpResponse:
    """What the gateway knows of an attempt, signed; 404 before the payer came."""
    asked = {name: str(value) for name, value in request.POST.items()}
    if not _is_ours(asked):
        return JsonResponse({"error": "signature"}, status=403)
    known = cache.get(_key(asked.get("attempt", "")))
    if known is None:
        return JsonResponse({"error": "unknown"}, status=404)
    if known.get("fault") == "down":
        return JsonResponse({"error": "out of order"}, status=503)
    told = {name: value for name, value in known.items() if name != "fault"}
    return JsonResponse(_signed({**told, "at": now().isoformat()}))


def tell(message: Mapping[str, str]) -> int:
    """Call our own callback as the gateway would, without leaving the process; the HTTP status it answers."""
    made = RequestFactory().post(
        "/api/v1/payments/gateway/callback", data=json.dumps(dict(message)), content_type="application/json"
    )
    found = resolve("/api/v1/payments/gateway/callback")
    answer = found.func(made, *found.args, **found.kwargs)
    return int(answer.status_code)


def message_of(asked: Mapping[str, str], **changes: str) -> dict[str, str]:
    """A genuine message about an attempt; `changes` are made before it is signed."""
    return _signed(
        {
            "merchant": asked["merchant"],
            "attempt": asked["attempt"],
            "transaction": changes.pop("transaction", "") or _transaction(asked["attempt"]),
            "amount": asked["amount"],
            "state": "paid",
            "at": now().isoformat(),
            **changes,
        }
    )


def _charge(asked: dict[str, str], fault: str) -> None:
    """What the gateway's own books say, and what it tells us, and when."""
    paid = fault not in ("forged", "declined", "cancelled", "wrong_amount")
    state = "paid" if paid else "failed" if fault == "declined" else "waiting"
    known = {
        "merchant": asked["merchant"],
        "attempt": asked["attempt"],
        "transaction": _transaction(asked["attempt"]),
        "amount": asked["amount"],
        "state": state,
        "fault": fault,
    }
    cache.set(_key(asked["attempt"]), known, _KEEP_SECONDS)
    for message in _told(asked, fault):
        tell(message)


def _told(asked: dict[str, str], fault: str) -> list[dict[str, str]]:
    good = message_of(asked)
    older = (now() - timedelta(minutes=2)).isoformat()
    if fault in ("late", "down"):
        cache.set(_LIST, [*cache.get(_LIST, []), good], _KEEP_SECONDS)
        return []
    told: dict[str, list[dict[str, str]]] = {
        "twice": [good, good],
        "reordered": [good, message_of(asked, state="waiting", at=older), message_of(asked, state="failed", at=older)],
        "lost": [],
        "cancelled": [],
        "forged": [{**good, "signature": sign(good, secret="a stranger's guess", hash_name=_hash())}],  # noqa: S106
        "wrong_amount": [message_of(asked, amount="1000")],
        "stale": [message_of(asked, at=(now() - timedelta(days=2)).isoformat())],
        "garbled": [{name: value for name, value in good.items() if name != "amount"}],
        "double": [good, message_of(asked, transaction=new_code(12))],
        "declined": [message_of(asked, state="failed")],
    }
    return told.get(fault, [good])


def _transaction(attempt: str) -> str:
    """One transaction per attempt, the same whenever it is told."""
    return f"GD{attempt.replace('-', '')[-12:].upper()}"


def _signed(parameters: Mapping[str, str]) -> dict[str, str]:
    return signed(parameters, secret=_secret(), hash_name=_hash())


def _is_ours(parameters: Mapping[str, str]) -> bool:
    return is_genuine(parameters, secret=_secret(), hash_name=_hash())


def _secret() -> str:
    return str(settings.PAYMENT_GATEWAY["secret"])


def _hash() -> str:
    return str(settings.PAYMENT_GATEWAY["hash"])


def _key(attempt: str) -> str:
    return f"simulators.gateway.{attempt[:40]}"


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(engines["jinja2"].from_string(_PAGE).render(context, request))


class _InThisProcess(httpx.BaseTransport):
    """Answers our own client without leaving the process: a lone web worker cannot call itself."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The simulator's answer to a question."""
        path = request.url.path[request.url.path.index("/thanh-toan/") :]
        made = RequestFactory().generic(
            request.method, path, data=request.read(), content_type=request.headers.get("Content-Type", "")
        )
        found = resolve(path, urlconf="honglam.simulators.urls")
        answer = found.func(made, *found.args, **found.kwargs)
        return httpx.Response(answer.status_code, content=answer.content)


def transport() -> httpx.BaseTransport:
    """What settings name as the transport of the gateway's client."""
    return _InThisProcess()
