"""Finding a procedure and reading what it says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from honglam.kernel.clock import now, today
from honglam.procedures import api
from honglam.procedures.contracts import AUDIENCE_LABELS, Audience, VersionView
from honglam.procedures.forms.filters import AFTER, address_of, criteria_of
from honglam.procedures.views import presenting

PAGE_SIZE = 20


def search(request: HttpRequest) -> HttpResponse:
    """Search and browse; the filters live in the address."""
    criteria, on = criteria_of(request.GET), today()
    after = request.GET.get(AFTER, "")
    found = api.search(criteria=criteria, on=on, after=after or None, limit=PAGE_SIZE)
    fields = api.list_fields(on=on)
    context = {
        "criteria": criteria,
        "found": found,
        "next": address_of(criteria, after=found.next_cursor) if found.next_cursor else "",
        "previous": address_of(criteria) if after else "",
        "fields": fields,
        "choices": presenting.choices(),
        "agencies": presenting.agency_options(criteria, on),
        "active": presenting.active_filters(criteria, fields),
    }
    return render(request, "procedures/search.html", context)


def fields(request: HttpRequest) -> HttpResponse:
    """All fields with the number of their procedures."""
    return render(request, "procedures/fields.html", {"fields": api.list_fields(on=today())})


def life_events(request: HttpRequest) -> HttpResponse:
    """All life events, for citizens and for enterprises."""
    events = api.list_life_events(on=today())
    groups = [
        (_(AUDIENCE_LABELS[audience]), [event for event in events if event.audience is audience])
        for audience in Audience
    ]
    return render(request, "procedures/life_events.html", {"groups": groups})


def life_event(request: HttpRequest, code: str) -> HttpResponse:
    """A situation in life with its procedures in order."""
    return render(request, "procedures/life_event.html", {"page": api.get_life_event(code=code, on=today())})


def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about a procedure in force, in the order people need it."""
    return _page(request, api.current_version(code=code, on=today()), is_current=True)


def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version by its number, for who has to look back."""
    return _page(request, api.get_numbered_version(code=code, number=number), is_current=False)


def _page(request: HttpRequest, shown: VersionView, *, is_current: bool) -> HttpResponse:
    context = presenting.procedure_page(shown, at=now())
    return render(request, "procedures/procedure.html", {**context, "version": shown, "is_current": is_current})
