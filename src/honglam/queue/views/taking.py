"""Taking a number: at the kiosk of the hall or by phone; and one's own number, on paper or on the phone.

A number names nobody: also whoever is signed in takes it, and gives it back, as nobody in particular.
"""

from datetime import timedelta

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from honglam.kernel import ratelimit
from honglam.kernel.clients import client_address, limit_key
from honglam.kernel.clock import now
from honglam.kernel.values import ANONYMOUS, DomainError
from honglam.queue import api
from honglam.queue.contracts import PRIORITY_LABELS, HallView, Priority, TicketView
from honglam.ui.errors import PageErrors

TONGUE = "tieng"
PHONE_LIMIT = 12
"""Numbers an hour from one address: a household, or the many behind one mobile mast, but no machine."""
KIOSK_LIMIT = 40
"""Numbers in five minutes at the kiosks of one address: as fast as people press, not as a child does."""


def halls(request: HttpRequest) -> HttpResponse:
    """Where numbers of today can be taken by phone."""
    return render(request, "queue/halls.html", {"halls": api.list_halls(at=now())})


def phone(request: HttpRequest, code: str) -> HttpResponse:
    """Take a number from afar."""
    hall, errors, status = api.get_hall(code=code, at=now()), PageErrors(), 200
    if request.method == "POST":
        try:
            bucket = f"queue-from:{limit_key(client_address(request))}"
            ratelimit.require(bucket, limit=PHONE_LIMIT, per=timedelta(hours=1))
            group, priority = _chosen(request)
            ticket = api.take_by_phone(actor=ANONYMOUS, code=code, group_code=group, priority=priority, at=now())
            return redirect("queue:ticket", ticket.token)
        except DomainError as refusal:
            errors, status = PageErrors.of(refusal), refusal.status
    return _take_page(request, "queue/phone.html", hall, errors, status)


def kiosk(request: HttpRequest, token: str) -> HttpResponse:
    """The touch screen of the hall; after a number it prints, and waits for the next person."""
    _speak(request)
    hall, errors, status = api.get_kiosk(token=token, at=now()), PageErrors(), 200
    if request.method == "POST":
        try:
            bucket = f"queue-kiosk:{hall.code}:{limit_key(client_address(request))}"
            ratelimit.require(bucket, limit=KIOSK_LIMIT, per=timedelta(minutes=5))
            group, priority = _chosen(request)
            ticket = api.take_at_kiosk(actor=ANONYMOUS, token=token, group_code=group, priority=priority, at=now())
            return _printed(request, ticket, back=reverse("queue:kiosk", args=[token]))
        except DomainError as refusal:
            errors, status = PageErrors.of(refusal), refusal.status
    return _take_page(request, "queue/kiosk.html", hall, errors, status)


def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """One's own number: how many are before, how long it takes; it can be given back or printed."""
    errors = PageErrors()
    if request.method == "POST":
        try:
            api.give_back(actor=ANONYMOUS, token=token, at=now())
            return redirect("queue:ticket", token)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    found = api.get_ticket(token=token, at=now())
    if "in" in request.GET:
        return _printed(request, found, back="")
    context = {"ticket": found, "priorities": PRIORITY_LABELS, "errors": errors}
    return render(request, "queue/ticket.html", context, status=422 if errors else 200)


def _speak(request: HttpRequest) -> None:
    """In the language of the address. A cookie would keep the first foreigner's language for everybody after."""
    asked = request.GET.get(TONGUE, "")
    code = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    translation.activate(code)
    request.LANGUAGE_CODE = code


def _chosen(request: HttpRequest) -> tuple[str, Priority]:
    priority = request.POST.get("priority", Priority.NONE)
    return request.POST.get("group", ""), Priority(priority) if priority in set(Priority) else Priority.NONE


def _take_page(request: HttpRequest, template: str, hall: HallView, errors: PageErrors, status: int) -> HttpResponse:
    """With the refusal on it, so that a kiosk still finds back to the next person by itself."""
    context = {"hall": hall, "priorities": PRIORITY_LABELS, "errors": errors, "tongue": TONGUE}
    return render(request, template, context, status=status)


def _printed(request: HttpRequest, found: TicketView, *, back: str) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("queue:ticket", args=[found.token])
    context = {
        "ticket": api.get_ticket(token=found.token, at=now()),
        "priorities": PRIORITY_LABELS,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=4),
        "back": back,
        "now": now(),
    }
    return render(request, "queue/printed.html", context)
