"""The national portal's adapter, with its bad days. What it was told can be read at /gia-lap/cong-quoc-gia/.

The last digits of the applicant's telephone number choose the fault, so that a test or a demonstration needs no switch:

    …0500  answers 500, every time            …0401  the session has run out, the first time
    …0503  answers 503 the first two times    …0440  takes the dossier, but its first answer gets lost
    …0422  refuses the dossier for good       …0200  answers something that is not JSON, the first time

A dossier that it has already is refused when it is sent as a new one, and one that it has not when it is sent as known.
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

from honglam.kernel.ids import new_code

KEPT = 200
_KEEP_SECONDS = 7 * 24 * 3600
_DOSSIERS = "simulators.portal.dossiers"
_PASSWORD = "for-the-simulator-only"  # noqa: S105 - of the simulator
_PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
_PAGE = """
{% extends "ui/plain.html" %}
{% from "ui/components/notice.html" import empty, warning %}
{% block title %}National portal (simulator){% endblock %}
{% block content %}
<div lang="en">
<h1 class="govuk-heading-l">National portal – simulator</h1>
{{ warning("What the province reports ends here. Nothing reaches the real portal.") }}
{% for dossier in dossiers %}
<article class="hl-card">
<h2 class="govuk-heading-s hl-num">{{ dossier.record.MaHoSo }} · {{ dossier.record.TrangThaiHoSo }}</h2>
<p class="govuk-body" lang="vi">{{ dossier.record.TenTTHC }}</p>
<ol class="govuk-list" lang="vi">
{% for line in dossier.progress %}<li>{{ line.ThoiDiemXuLy }}: {{ line.NoiDungXuLy }}</li>{% endfor %}
</ol></article>
{% else %}{{ empty("No dossier yet", icon_name="document") }}{% endfor %}
</div>
{% endblock %}
"""


@csrf_exempt
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """A session for whoever knows the password."""
    if _body(request).get("password") != _PASSWORD:
        return JsonResponse({"error_code": "-1", "message": "wrong password"})
    session = new_code(16)
    cache.set(_session(session), True, _KEEP_SECONDS)
    return JsonResponse({"error_code": "0", "session": session})


@csrf_exempt
@require_POST
def services(request: HttpRequest) -> HttpResponse:
    """One of the services, by its name in the body."""
    asked = _body(request)
    if not cache.get(_session(str(asked.get("session")))):
        return JsonResponse({"error_code": "-2", "message": "session expired"})
    known: dict[str, Any] = {"TraCuuHoSo": _look_up, "DongBoHoSoMC": _sync, "CapNhatTienDoHoSoMC": _progress}
    service = known.get(str(asked.get("service")))
    return service(asked) if service else JsonResponse({"error_code": "-9", "message": "unknown service"})


@require_GET
def paper(_request: HttpRequest, name: str) -> HttpResponse:
    """A paper that lies at the portal: any name gives a small PDF, but for `lost.pdf`, which is gone."""
    if name == "lost.pdf":
        return HttpResponse(status=404)
    return HttpResponse(_PAPER, content_type="application/pdf")


@require_GET
def told(request: HttpRequest) -> HttpResponse:
    """Every dossier it was told of, with its progress."""
    template = engines["jinja2"].from_string(_PAGE)
    return HttpResponse(template.render({"dossiers": list(reversed(_all().values()))}, request))


def _look_up(asked: dict[str, Any]) -> HttpResponse:
    found = _all().get(str(asked.get("mahoso")))
    return JsonResponse({"error_code": "0", "result": [found["record"]] if found else []})


def _sync(asked: dict[str, Any]) -> HttpResponse:
    record = asked["data"][0]
    code, phone = record["MaHoSo"], record["SoDienThoai"]
    times = _count(code)
    fault = _fault(phone, times, str(asked["session"]))
    if fault is not None:
        return fault
    dossiers = _all()
    if (code in dossiers) != (asked.get("isUpdating") == "True"):
        return JsonResponse({"error_code": "-5", "message": "known already" if code in dossiers else "not known"})
    dossiers.setdefault(code, {"progress": []})["record"] = record
    _keep(dossiers)
    return HttpResponse(status=500) if phone.endswith("0440") and times == 1 else JsonResponse({"error_code": "0"})


def _progress(asked: dict[str, Any]) -> HttpResponse:
    line = asked["data"][0]
    dossiers = _all()
    dossiers.setdefault(line["MaHoSo"], {"record": line | {"TrangThaiHoSo": line["TrangThai"]}, "progress": []})
    dossiers[line["MaHoSo"]]["progress"].append(line)
    _keep(dossiers)
    return JsonResponse({"error_code": "0"})


def _fault(phone: str, times: int, session: str) -> HttpResponse | None:
    if phone.endswith("0500") or (phone.endswith("0503") and times <= 2):
        return HttpResponse(status=int(phone[-3:]))
    if phone.endswith("0422"):
        return JsonResponse({"error_code": "-3", "message": "procedure not published"})
    if phone.endswith("0401") and times == 1:
        cache.delete(_session(session))
        return JsonResponse({"error_code": "-2", "message": "session expired"})
    return HttpResponse("<html>") if phone.endswith("0200") and times == 1 else None


def _all() -> dict[str, Any]:
    return dict(cache.get(_DOSSIERS, {}))


def _keep(dossiers: dict[str, Any]) -> None:
    cache.set(_DOSSIERS, dict(list(dossiers.items())[-KEPT:]), _KEEP_SECONDS)


def _count(code: str) -> int:
    key = f"simulators.portal.count.{code}"
    cache.add(key, 0, _KEEP_SECONDS)
    return int(cache.incr(key))


def _session(session: str) -> str:
    return f"simulators.portal.session.{session}"


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
        path = request.url.path[request.url.path.index("/cong-quoc-gia/") :]
        made = RequestFactory().generic(request.method, path, data=request.read(), content_type="application/json")
        found = resolve(path, urlconf="honglam.simulators.urls")
        answer = found.func(made, *found.args, **found.kwargs)
        return httpx.Response(answer.status_code, content=answer.content)


def transport() -> httpx.BaseTransport:
    """How our client reaches the simulator."""
    return _InThisProcess()
