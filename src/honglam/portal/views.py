"""The citizen's home, the look-up by code, and help."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.dossiers import api as dossiers
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.clock import now
from honglam.kernel.problems import spoken
from honglam.kernel.ratelimit import TooManyRequests, allow
from honglam.kernel.values import DomainError
from honglam.portal import queries

LOOK_UPS_PER_MINUTE = 20


def home(request: HttpRequest) -> HttpResponse:
    """One search box, six life events, look-up, how the province serves."""
    return render(request, "portal/home.html", {"home": queries.get_home(at=now())})


def look_up(request: HttpRequest) -> HttpResponse:
    """What anybody may know of a dossier by its code."""
    code = request.GET.get("ma", "").strip()
    found, refusal, status = None, "", 200
    if code:
        try:
            bucket = f"look-up:{limit_key(client_address(request))}"
            if not allow(bucket, limit=LOOK_UPS_PER_MINUTE, per=timedelta(minutes=1)):
                raise TooManyRequests
            found = dossiers.look_up(code=code)
        except DomainError as error:
            refusal, status = spoken(error.message, error.params), error.status if error.status == 429 else 200
    return render(request, "portal/look_up.html", {"code": code, "found": found, "refusal": refusal}, status=status)


def help_page(request: HttpRequest) -> HttpResponse:
    """How it works and whom to ask."""
    return render(request, "portal/help.html", {})
