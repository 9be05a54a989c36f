"""The post's own software as it behaves on good and on bad days: it hears of parcels and reports on them.

It listens to our webhooks and calls our API as a stranger would, token and signature included. `FAULTS` lists the ways
in which a report goes wrong; what is told late waits in a list and is delivered from /gia-lap/buu-chinh/, newest first.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from honglam.kernel.clock import now
from honglam.kernel.ids import new_code
from honglam.kernel.signatures import sign

# What may go wrong: name → what happens.
FAULTS = {
    "": "told at once",
    "late": "told only later",
    "twice": "told twice",
    "reordered": "an older failed attempt is told after it",
    "changed": "the same event told again with another content",
    "forged": "signed by a stranger",
    "stale": "signed an hour ago",
    "garbled": "cut off on the way",
    "unknown": "about a parcel that nobody knows",
}
REPORTS = "/api/v1/postal/reports"
MOST = 200
_KEEP_SECONDS = 7 * 24 * 3600
_LATER, _HEARD = "simulators.post.later", "simulators.post.heard"
_PAGE = """
{% extends "ui/plain.html" %}
{% from "ui/components/button.html" import button %}
{% from "ui/components/choices.html" import radios %}
{% from "ui/components/input.html" import input %}
{% from "ui/components/notice.html" import empty, warning %}
{% block title %}Postal software (simulator){% endblock %}
{% block content %}
<div lang="en">
<h1 class="govuk-heading-l">Postal software – simulator</h1>
{{ warning("No parcel moves here. Choose what is reported, and how it goes wrong.") }}
<form method="post" action="{{ report }}" novalidate>
{{ input("token", "Access code with the scope postal:report", autocomplete="off") }}
{{ input("number", "Number of the parcel") }}
{{ radios("kind", "Report", kinds, value="delivered") }}
{{ radios("fault", "How it goes", faults, value="") }}
{{ button("Report") }}
</form>
{% for one in told %}<p class="govuk-body hl-num">{{ one }}</p>{% endfor %}
<form method="post" action="{{ deliver }}">{{ button("Deliver %d delayed reports" % later, kind="secondary") }}</form>
<h2 class="govuk-heading-m">Heard</h2>
{% for one in heard %}
<p class="govuk-body hl-num">{{ one.number or one.parcel_id }} · {{ one.direction }} · {{ one.state }}</p>
{% else %}{{ empty("Nothing was heard yet") }}{% endfor %}
</div>
{% endblock %}
"""


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What was heard, what waits, and a form to report with."""
    context = {
        "faults": list(FAULTS.items()),
        "kinds": [(kind, kind) for kind in ("delivered", "undelivered", "lost")],
        "heard": [one["facts"] for one in reversed(cache.get(_HEARD, []))],
        "later": len(cache.get(_LATER, [])),
        "told": cache.get("simulators.post.told", []),
        "report": reverse("post:report"),
        "deliver": reverse("post:deliver"),
    }
    return HttpResponse(engines["jinja2"].from_string(_PAGE).render(context, request))


@csrf_exempt
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """Where our webhooks arrive; `?fault=down` does not answer them."""
    if request.GET.get("fault") == "down":
        return HttpResponse("out of order", status=503, content_type="text/plain")
    try:
        told = json.loads(request.body)
    except ValueError:
        return HttpResponse(status=400)
    if not isinstance(told, dict) or not isinstance(told.get("facts"), dict):
        return HttpResponse(status=400)
    cache.set(_HEARD, [*cache.get(_HEARD, []), told][-MOST:], _KEEP_SECONDS)
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Report as the form says."""
    asked = request.POST
    said = {"recipient_name": "Người nhận thử", "relation": "chính người đó", "reason": "Không có người ở nhà"}
    message = message_of(asked.get("number", "")[:60], asked.get("kind", "")[:20], at=now(), **said)
    answers = misbehave(asked.get("fault", ""), message, token=asked.get("token", ""))
    cache.set("simulators.post.told", [f"{status} {told}" for status, told in answers], _KEEP_SECONDS)
    return HttpResponseRedirect(reverse("post:overview"))


@csrf_exempt
@require_POST
def deliver(_request: HttpRequest) -> HttpResponse:
    """Deliver what was delayed, newest first: the wrong order is the point."""
    deliver_late()
    return HttpResponseRedirect(reverse("post:overview"))


def deliver_late() -> list[tuple[int, dict[str, Any]]]:
    """The answers to the reports that had waited."""
    waiting = cache.get(_LATER, [])
    cache.set(_LATER, [], _KEEP_SECONDS)
    return [send(json.dumps(message).encode(), token=token) for message, token in reversed(waiting)]


def message_of(number: str, kind: str, *, at: datetime, **said: str) -> dict[str, str]:
    """One report as this software writes it, under an event id of its own."""
    return {"event_id": new_code(16), "number": number, "kind": kind, "occurred_at": at.isoformat(), **said}


def misbehave(fault: str, message: Mapping[str, str], *, token: str) -> list[tuple[int, dict[str, Any]]]:
    """Tell a report in one of the ways of `FAULTS`; status and answer of each call."""
    body = json.dumps(dict(message)).encode()
    if fault == "late":
        cache.set(_LATER, [*cache.get(_LATER, []), (dict(message), token)][-MOST:], _KEEP_SECONDS)
        return []
    if fault == "forged":
        return [send(body, token=token, secret="a stranger's guess")]  # noqa: S106
    if fault == "stale":
        return [send(body, token=token, at=now() - timedelta(hours=1))]
    bodies = {
        "twice": [body, body],
        "reordered": [body, _older(message)],
        "changed": [body, json.dumps({**message, "reason": "another"}).encode()],
        "garbled": [body[: len(body) // 2]],
        "unknown": [json.dumps({**message, "number": f"PG-{new_code()}"}).encode()],
    }
    return [send(one, token=token) for one in bodies.get(fault, [body])]


def send(body: bytes, *, token: str, secret: str = "", at: datetime | None = None) -> tuple[int, dict[str, Any]]:
    """Call our API as the post's software would, without leaving the process."""
    timestamp = int((at or now()).timestamp())
    headers = {
        "Authorization": f"Bearer {token}",
        "X-HongLam-Timestamp": str(timestamp),
        "X-HongLam-Signature": sign(secret=secret or settings.POSTAL_SECRET, timestamp=timestamp, body=body),
    }
    made = RequestFactory().post(REPORTS, data=body, content_type="application/json", headers=headers)
    found = resolve(REPORTS)
    answer = found.func(made, *found.args, **found.kwargs)
    return int(answer.status_code), json.loads(answer.content)


def _older(message: Mapping[str, str]) -> bytes:
    """A failed attempt of a while ago that was stuck on the way."""
    before = datetime.fromisoformat(message["occurred_at"]) - timedelta(seconds=30)
    older = message_of(message["number"], "undelivered", at=before, reason="Không có người ở nhà")
    return json.dumps(older).encode()
