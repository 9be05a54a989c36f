"""The citizen's home, the look-up by code, and help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.dossiers import api as dossiers
from honglam.kernel.clients import client_address
from honglam.kernel.clock import now
from honglam.kernel.problems import spoken
from honglam.kernel.values import DomainError
from honglam.portal import queries


def home(request: HttpRequest) -> HttpResponse:
    """One search box, six life events, look-up, how the province serves."""
    return render(request, "portal/home.html", {"home": queries.get_home(at=now())})


def look_up(request: HttpRequest) -> HttpResponse:
    """What anybody may know of a dossier by its code."""
    code = request.GET.get("ma", "").strip()
    found, refusal, status = None, "", 200
    if code:
        try:
            found = dossiers.look_up(code=code, address=client_address(request))
        except DomainError as error:
            refusal, status = spoken(error.message, error.params), error.status if error.status == 429 else 200
    return render(request, "portal/look_up.html", {"code": code, "found": found, "refusal": refusal}, status=status)


def help_page(request: HttpRequest) -> HttpResponse:
    """How it works and whom to ask."""
    return render(request, "portal/help.html", {})
