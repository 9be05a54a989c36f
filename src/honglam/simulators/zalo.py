"""Zalo's notification service, with its bad days. What it took can be read at /gia-lap/zalo/.

The last digits of the telephone number choose the fault:

    …0118  there is no Zalo account (-118)     …0500  answers 500, every time
    …0139  its owner wants no messages (-139)  …0503  answers 503 the first two times
    …0124  the access key has run out, once (-124)

A refresh key works once: using it again is refused, as the real service does.
"""

import json
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

FIRST_REFRESH = "for-the-simulator-only"
KEPT = 50
_KEEP_SECONDS = 7 * 24 * 3600
_LIST = "simulators.zalo.list"
_USED = "simulators.zalo.used."
_KEY = "simulators.zalo.key."
_PAGE = """
{% extends "ui/plain.html" %}
{% from "ui/components/notice.html" import empty, warning %}
{% block title %}Zalo (simulator){% endblock %}
{% block content %}
<div lang="en">
<h1 class="govuk-heading-l">Zalo – simulator</h1>
{{ warning("Every message of this installation ends here. No telephone rings.") }}
{% for item in items %}
<article class="hl-card">
<h2 class="govuk-heading-s">{{ item.phone }} · {{ item.template_id }} · {{ item.at | datetime }}</h2>
<ul class="govuk-list" lang="vi">
{% for name, value in item.template_data.items() %}<li>{{ name }}: {{ value }}</li>{% endfor %}
</ul>
</article>
{% else %}{{ empty("No message yet", icon_name="phone") }}{% endfor %}
</div>
{% endblock %}
"""


@csrf_exempt
@require_POST
def access_key(request: HttpRequest) -> HttpResponse:
    """A new pair of keys for a refresh key that was not used before."""
    refresh = str(request.POST.get("refresh_token", ""))
    known = refresh == FIRST_REFRESH or cache.get(_KEY + refresh)
    if not known or not cache.add(_USED + refresh, True, _KEEP_SECONDS):
        return JsonResponse({"error": -14014, "error_name": "Invalid refresh token."})
    access, following = new_code(16), new_code(16)
    cache.set(_KEY + access, True, _KEEP_SECONDS)
    cache.set(_KEY + following, True, _KEEP_SECONDS)
    return JsonResponse({"access_token": access, "refresh_token": following, "expires_in": "90000"})


@csrf_exempt
@require_POST
def message(request: HttpRequest) -> HttpResponse:
    """Take a message, or the number's fault."""
    key = request.headers.get("access-token", "") or request.META.get("HTTP_ACCESS_TOKEN", "")
    if not cache.get(_KEY + key):
        return JsonResponse({"error": -124, "message": "Access token invalid"})
    asked = _body(request)
    phone = str(asked.get("phone", ""))
    fault = _fault(phone, _count(str(asked.get("tracking_id"))), key)
    if fault is not None:
        return fault
    taken = new_code(12)
    cache.set(_LIST, [{**asked, "at": now()}, *cache.get(_LIST, [])][:KEPT], _KEEP_SECONDS)
    return JsonResponse({"error": 0, "message": "Success", "data": {"msg_id": taken}})


@require_GET
def telephone(request: HttpRequest) -> HttpResponse:
    """Everything that was sent lately, newest first."""
    template = engines["jinja2"].from_string(_PAGE)
    return HttpResponse(template.render({"items": cache.get(_LIST, [])}, request))


def _fault(phone: str, times: int, key: str) -> HttpResponse | None:
    if phone.endswith("0500") or (phone.endswith("0503") and times <= 2):
        return HttpResponse(status=int(phone[-3:]))
    if phone.endswith("0124") and times == 1:
        cache.delete(_KEY + key)
        return JsonResponse({"error": -124, "message": "Access token invalid"})
    for ending, code, words in (("0118", -118, "Zalo account not existed"), ("0139", -139, "User refused")):
        if phone.endswith(ending):
            return JsonResponse({"error": code, "message": words})
    return None


def _count(what: str) -> int:
    key = f"simulators.zalo.count.{what}"
    cache.add(key, 0, _KEEP_SECONDS)
    return int(cache.incr(key))


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
        path = request.url.path[request.url.path.index("/zalo/") :]
        made = RequestFactory().generic(
            request.method,
            path,
            data=request.read(),
            content_type=request.headers["content-type"],
            headers={"access_token": request.headers.get("access_token", "")},
        )
        found = resolve(path, urlconf="honglam.simulators.urls")
        answer = found.func(made, *found.args, **found.kwargs)
        return httpx.Response(answer.status_code, content=answer.content)


def transport() -> httpx.BaseTransport:
    """How our client reaches the simulator."""
    return _InThisProcess()
