"""The register of a desk, form 07: on screen by keyset pages, on paper, as files."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from honglam.dossiers import api
from honglam.dossiers.forms.registers import read_asked, rows_of
from honglam.dossiers.rules.registers import RegisterAsked
from honglam.dossiers.views.printing import pdf
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.ui.sheets import FORMATS, as_file, as_stream


def register(request: HttpRequest) -> HttpResponse:
    """Filter and read."""
    actor, after = actor_of(request), request.GET.get("sau") or None
    desks = api.list_register_desks(actor=actor, on=today())
    asked = read_asked(request.GET.dict(), desk_ids=(desk.id for desk in desks), today=today())
    page = api.list_register(actor=actor, asked=asked, after=after) if asked else None
    context = {
        "desks": [(str(desk.id), desk.name) for desk in desks],
        "asked": asked,
        "page": page,
        "crossings": api.list_crossings(actor=actor, asked=asked) if asked else None,
        "query": _query(asked),
        "later": after is not None,
        "years": [(str(year), str(year)) for year in range(today().year, today().year - 8, -1)],
    }
    return render(request, "dossiers/officer/register.html", context)


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same lines as a file: `csv`, `xlsx`, or `pdf` for the printer."""
    asked = _asked(request)
    name = f"so-theo-doi-{asked.year}{f'-{asked.month:02d}' if asked.month else ''}"
    if kind == "pdf":
        return pdf(api.print_register(actor=actor_of(request), asked=asked, at=now()), name)
    if kind not in FORMATS:
        raise Http404
    lines = api.export_register(actor=actor_of(request), asked=asked, at=now())
    rows = rows_of(lines)
    return as_stream(name, rows) if kind == "csv" else as_file(kind, name, "So theo doi", list(rows))


def _asked(request: HttpRequest) -> RegisterAsked:
    desks = api.list_register_desks(actor=actor_of(request), on=today())
    asked = read_asked(request.GET.dict(), desk_ids=(desk.id for desk in desks), today=today())
    if asked is None:
        raise Http404
    return asked


def _query(asked: RegisterAsked | None) -> str:
    """The filter as it stands in addresses."""
    if asked is None:
        return ""
    parts = {
        "quay": str(asked.desk_id),
        "nam": str(asked.year),
        "thang": str(asked.month) if asked.month else "",
        "thu-tuc": asked.procedure_code,
        "dang-giai-quyet": "1" if asked.open_only else "",
    }
    return urlencode({name: value for name, value in parts.items() if value})
