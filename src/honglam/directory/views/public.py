"""For everybody: which agencies there are, what each is for, where it came from and what became of it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from honglam.directory.contracts import AGENCY_KIND_LABELS, SUCCESSION_KIND_LABELS, AgencyKind, Level
from honglam.directory.queries import agencies, lists, units
from honglam.directory.views.reading import query_of
from honglam.kernel.clock import today
from honglam.kernel.text import fold


def index(request: HttpRequest) -> HttpResponse:
    """The tree from the top, or what a search finds."""
    query = query_of(request)
    on = today()
    context = {
        "query": query,
        "kinds": AGENCY_KIND_LABELS,
        "found": lists.agency_page(query=query, level=None, on=on, cursor=request.GET.get("after", ""))
        if query
        else None,
        "province": [] if query else agencies.tree_of(Level.PROVINCE, on),
        "communes": [] if query else agencies.list_agencies(on=on, kind=AgencyKind.COMMITTEE, level=Level.COMMUNE),
    }
    return render(request, "directory/public/index.html", context)


def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: what it is, how to reach it, its units, its history."""
    shown = agencies.get_agency_by_code(code)
    on = today()
    came_from, became = agencies.history_of(shown.id)
    known = agencies.get_agencies({item.old_id for item in came_from} | {item.new_id for item in became})
    context = {
        "agency": shown,
        "above": [agencies.get_agency(above) for above in reversed(agencies.ancestor_ids(shown.id)[1:])],
        "units_inside": agencies.list_agencies(on=on, parent_id=shown.id),
        "desk": agencies.one_stop_of(shown.id),
        "place": units.unit_in_force(shown.unit_code, shown.valid_to or on),
        "in_force": agencies.is_in_force(shown, on),
        "came_from": [(way, known[way.old_id]) for way in came_from],
        "became": [(way, known[way.new_id]) for way in became],
        "kinds": AGENCY_KIND_LABELS,
        "ways": SUCCESSION_KIND_LABELS,
        "procedures_url": "" if shown.is_internal else _procedures_url(shown.code),
    }
    return render(request, "directory/public/agency.html", context)


def _procedures_url(code: str) -> str:
    """What the agency settles: a name that the block above gives, looked up when it is needed."""
    try:
        return f"{reverse('procedures:search')}?{urlencode({'co_quan': code})}"
    except NoReverseMatch:
        return ""


def search(request: HttpRequest) -> JsonResponse:
    """Suggestions for a field that takes an agency's code."""
    query = query_of(request)
    found = lists.agency_page(query=query, level=None, on=today(), cursor="").items if query else []
    # Whoever types the beginning of a name means that one rather than what contains it.
    found.sort(key=lambda item: not fold(item.name).startswith(fold(query)))
    return JsonResponse(
        [{"value": item.code, "label": f"{item.name} ({item.code})"} for item in found[:10]], safe=False
    )
