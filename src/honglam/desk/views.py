"""The officer's home."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.desk import queries
from honglam.desk.contracts import TASK_LABELS
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import MOST_UNITS_BY_OFFICER
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Actor

FILTERS = ("holder", "officer", "light", "kind", "procedure")
_LONGEST_ID = 10
_NARROW = ("officer", "kind", "procedure")
"""What no saved view sets: where one of these is asked for, the fields to change it are there too."""


def worklist(request: HttpRequest) -> HttpResponse:
    """What waits, due first; with htmx only the rows."""
    filters = {name: value for name in FILTERS if (value := request.GET.get(name, "").strip())}
    actor = actor_of(request)
    narrowing = "loc" in request.GET or any(name in filters for name in _NARROW)
    context = {
        "list": queries.list_worklist(actor=actor, after=request.GET.get("sau") or None, filters=filters),
        "filters": {name: filters.get(name, "") for name in FILTERS},
        "query": urlencode(filters | ({"loc": "1"} if "loc" in request.GET else {})),
        "later": "sau" in request.GET,
        "narrowing": narrowing,
        "procedures": _procedures(actor, filters.get("procedure", "")) if narrowing else [],
        "without_officer": _asked(filters, without="officer"),
        "kinds": TASK_LABELS,
    }
    return render(request, "desk/worklist.html", context)


def _asked(filters: dict[str, str], *, without: str) -> str:
    """The address of the same list with one filter less."""
    return urlencode({name: value for name, value in filters.items() if name != without} | {"loc": "1"})


def _procedures(actor: Actor, chosen: str) -> list[tuple[str, str]]:
    """Those to choose from; what is chosen is among them, also where no task of it is near."""
    offered = dossiers.list_waiting_procedures(actor=actor)
    return offered if not chosen or chosen in dict(offered) else [*offered, (chosen, chosen)]


def search(request: HttpRequest) -> HttpResponse:
    """By code, name or number; a whole code opens its dossier."""
    actor, query = actor_of(request), request.GET.get("q", "").strip()
    after = request.GET.get("sau") or None
    if query and not after and "giay" not in request.GET and (found := dossiers.find_by_code(actor=actor, code=query)):
        return redirect("dossiers:officer_dossier", found)
    on_papers = request.GET.get("giay") == "1"
    if len(query) >= 2:
        page = dossiers.search_dossiers(actor=actor, query=query, after=after, on_papers=on_papers)
    else:
        page = None
    return render(request, "desk/search.html", {"query": query, "page": page, "on_papers": on_papers})


def loads(request: HttpRequest) -> HttpResponse:
    """What waits in each unit, and with whom; where a head has many units, their officers unit by unit."""
    chosen = _unit(request.GET.get("don_vi", ""))
    found = dossiers.list_unit_loads(actor=actor_of(request), at=now(), unit_id=chosen)
    context = {"loads": found, "chosen": chosen, "overview": len(found) > MOST_UNITS_BY_OFFICER}
    return render(request, "desk/loads.html", context)


def _unit(typed: str) -> int | None:
    """The unit of an address; anything else asks for all."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < _LONGEST_ID else None
