"""An SMS gateway that behaves as gateways do, bad days included. What it took can be read at /gia-lap/sms/.

The last digits of the telephone number choose the fault, so that a test or a demonstration needs no switch:

    …0500  answers 500, every time            …0408  answers after the client has given up waiting
    …0503  answers 503 the first two times    …0409  took it, but answers 500 the first time (asked again: 409)
    …0422  refuses the number for good        …0202  the receipt comes only at the third question
    …0550  takes it and never reaches the telephone
"""

import json
import time
from typing import Any

import httpx
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from honglam.kernel.clock import now
from honglam.kernel.ids import new_code

KEPT = 50
SLOW_SECONDS = 15.0
_LIST = "simulators.sms.list"
_KEEP_SECONDS = 7 * 24 * 3600
_PAGE = """
{% extends "ui/plain.html" %}
{% from "ui/components/notice.html" import empty, warning %}
{% block title %}SMS (simulator){% endblock %}
{% block content %}
<div lang="en">
<h1 class="govuk-heading-l">SMS – simulator</h1>
{{ warning("Every text message of this installation ends here. No telephone rings.") }}
{% for text in texts %}
<article class="hl-card"><h2 class="govuk-heading-s">{{ text.to }} · {{ text.at | datetime }}</h2>
<p class="govuk-body" lang="vi">{{ text.text }}</p></article>
{% else %}{{ empty("No text message yet", icon_name="phone") }}{% endfor %}
</div>
{% endblock %}
"""


@csrf_exempt
@require_POST
def messages(request: HttpRequest) -> HttpResponse:
    """Take a text: 202 with an id, 409 with the former id if the reference was taken before, or the number's fault."""
    asked = _body(request)
    number, reference = str(asked.get("to", "")), str(asked.get("ref", ""))
    if not number or not asked.get("text") or not reference:
        return JsonResponse({"error": "to, text and ref are needed"}, status=400)
    times = _count(reference)
    fault = _fault(number, times)
    if fault is not None:
        return fault
    known = cache.get(_ref(reference))
    if known:
        return JsonResponse({"id": known}, status=409)
    taken = _take(number, str(asked["text"]), reference)
    if number.endswith("0409"):
        return JsonResponse({"error": "the answer got lost"}, status=500)
    if number.endswith("0408"):
        time.sleep(SLOW_SECONDS)
    return JsonResponse({"id": taken}, status=202)


@require_GET
def receipt(_request: HttpRequest, message_id: str) -> HttpResponse:
    """What became of a text."""
    number = cache.get(_key(message_id))
    if number is None:
        return JsonResponse({"error": "unknown"}, status=404)
    if number.endswith("0550"):
        return JsonResponse({"state": "undelivered"})
    waits = number.endswith("0202") and _count(f"receipt.{message_id}") < 3
    return JsonResponse({"state": "accepted" if waits else "delivered"})


@require_GET
def telephone(request: HttpRequest) -> HttpResponse:
    """Everything that was sent lately, newest first: the screens of all telephones at once."""
    template = engines["jinja2"].from_string(_PAGE)
    return HttpResponse(template.render({"texts": cache.get(_LIST, [])}, request))


def _fault(number: str, times: int) -> HttpResponse | None:
    if number.endswith("0500") or (number.endswith("0503") and times <= 2):
        return JsonResponse({"error": "out of order"}, status=int(number[-3:]))
    if number.endswith("0422"):
        return JsonResponse({"error": "no such number"}, status=422)
    return None


def _take(number: str, text: str, reference: str) -> str:
    taken = new_code(12)
    cache.set(_ref(reference), taken, _KEEP_SECONDS)
    cache.set(_key(taken), number, _KEEP_SECONDS)
    texts = cache.get(_LIST, [])
    cache.set(_LIST, [{"to": number, "text": text, "at": now(), "ref": reference}, *texts][:KEPT], _KEEP_SECONDS)
    return taken


def _count(what: str) -> int:
    key = f"simulators.sms.count.{what}"
    cache.add(key, 0, _KEEP_SECONDS)
    return int(cache.incr(key))


def _ref(reference: str) -> str:
    return f"simulators.sms.ref.{reference}"


def _key(message_id: str) -> str:
    return f"simulators.sms.id.{message_id}"


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


class _InThisProcess(httpx.BaseTransport):
    """Answers our own client without leaving the process: a lone web worker cannot call itself."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The simulator's answer to a request for one of its addresses."""
        path = request.url.path[request.url.path.index("/sms/") :]
        made = RequestFactory().generic(request.method, path, data=request.read(), content_type="application/json")
        found = resolve(path, urlconf="honglam.simulators.urls")
        answer = found.func(made, *found.args, **found.kwargs)
        return httpx.Response(answer.status_code, content=answer.content)


def transport() -> httpx.BaseTransport:
    """What settings name as the transport of the gateway's client."""
    return _InThisProcess()
