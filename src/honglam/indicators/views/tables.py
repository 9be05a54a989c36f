"""The reports that are always at hand, as page, chart, CSV and XLSX; public like the figures they show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.indicators import api
from honglam.indicators.contracts import Line, Table, TableKind
from honglam.indicators.views import asking, files
from honglam.indicators.views.words import table_choices
from honglam.kernel import measures
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.ui.sheets import FORMATS, as_file

WHOLE, MOST = "het", 40
"""The word in the address that asks for every row, and how many stand on the page without it."""


def table(request: HttpRequest, kind: str) -> HttpResponse:
    """One report for a period, for the province or one agency."""
    if kind not in set(TableKind):
        raise Http404
    asked, chosen, actor, at = asking.read(request), TableKind(kind), actor_of(request), now()
    procedure = request.GET.get("thu_tuc", "")[:60].replace("\0", "")
    found = api.get_table(kind=chosen, period=asked.period, agency_id=asked.agency_id, at=at, procedure=procedure)
    of_late = chosen is TableKind.LATE
    units = api.get_late_units(period=asked.period, agency_id=asked.agency_id, at=at) if of_late else None
    form = request.GET.get("dang", "")
    if form in FORMATS:
        rows = files.table_rows(found) + (files.table_rows(units)[2:] if units else [])
        return as_file(form, f"{kind}-{asked.period.last_on}", found.form or kind, rows, 3)
    context = {
        "asked": asked,
        "table": found,
        "lines": found.lines if request.GET.get("xem") == WHOLE else _first_part(found),
        "heading": files.said(found),
        "units": units,
        "choices": table_choices(),
        "officer": actor.is_officer,
        "openable": measures.openable() if actor.is_officer else (),
        "TableKind": TableKind,
    }
    return render(request, "indicators/table.html", context)


def _first_part(table: Table) -> list[Line]:
    """All sums, and the first forty others; an agency of which there is nothing to tell waits for who asks for all."""
    kept, left = [], MOST
    for line in table.lines:
        told = line.agency_id is None or any(value for value in line.values if not isinstance(value, str))
        if line.sum or (left > 0 and told):
            kept.append(line)
            left -= not line.sum
    return kept
