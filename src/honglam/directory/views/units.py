"""For everybody: administrative units, their history, and what an old address is called today."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from honglam.directory.contracts import SUCCESSION_KIND_LABELS, UnitMatch
from honglam.directory.queries import units
from honglam.directory.views.reading import query_of
from honglam.kernel.clock import today


def index(request: HttpRequest) -> HttpResponse:
    """Today's communes, or what an old or new name means."""
    query = query_of(request)
    on = today()
    context = {
        "query": query,
        "matches": units.search_units(query, on, 20) if query else [],
        "communes": [] if query else units.communes_by_name(on),
        "on": on,
    }
    return render(request, "directory/public/units.html", context)


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Every life under a code, with where each came from and what became of it."""
    context = {"code": code, "lives": units.lives_of(code), "ways": SUCCESSION_KIND_LABELS}
    return render(request, "directory/public/unit.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """The unit picker: suggestions as JSON, or as a list for htmx; `level` for those of it only."""
    query, level = query_of(request), request.GET.get("level", "")
    matches = units.search_units(query, today(), 10) if query else []
    if level:
        matches = [match for match in matches if match.unit.level == level]
    if request.headers.get("HX-Request") == "true":
        return render(request, "directory/public/unit_matches.html", {"matches": matches, "query": query})
    found = [
        {
            "value": match.unit.code,
            "label": _label(match),
            "name": match.unit.name,
            "was": match.was.name if match.was else "",
            "ask": match.ask,
        }
        for match in matches
    ]
    return JsonResponse(found, safe=False)


def _label(match: UnitMatch) -> str:
    words = {"name": match.unit.name, "was": match.was.name if match.was else "", "where": match.was_in}
    if match.was is None:
        return match.unit.name
    if match.ask:
        return _("%(name)s (a part of the former %(was)s)") % words
    if match.was_in:
        return _("%(name)s (formerly %(was)s, %(where)s)") % words
    return _("%(name)s (formerly %(was)s)") % words
