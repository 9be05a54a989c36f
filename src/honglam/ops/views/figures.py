"""The public's figures, the leader's figures, and the dossiers behind a number."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from honglam.indicators.api import list_tables
from honglam.kernel.clock import local, now
from honglam.kernel.guards import actor_of
from honglam.ops import forms, queries
from honglam.ops.contracts import Figures
from honglam.ops.views.telling import (
    CHANNELS,
    OPEN_NOW,
    OPENED,
    ROWS,
    level_of,
    map_classes,
    period_choices,
    share_of,
    tell_course,
    tell_map,
    tell_months,
    tell_rows,
    trends,
)
from honglam.ui import pictures
from honglam.ui.formats import format_date
from honglam.ui.sheets import Cell, as_stream

WHOLE, FIRST = "het", 20
"""The word in the address that asks for every agency, and how many the public's page shows without it."""


def public(request: HttpRequest) -> HttpResponse:
    """How the province serves, for everybody: charts with their tables, nothing of any person.

    `dang=svg` is the map alone, for other sites to show.
    """
    if request.GET.get("dang") == "svg":
        return _map_picture(request)
    return _page(request, "ops/public.html")


def leader(request: HttpRequest) -> HttpResponse:
    """Five numbers, who is behind, and the way into each number."""
    return _page(request, "ops/leader.html")


def behind(request: HttpRequest) -> HttpResponse:
    """The dossiers behind a number, as far as the actor may see them."""
    measure = {one.value: one for one in OPENED}.get(request.GET.get("chi_so", ""))
    if measure is None:
        raise Http404
    asked, at = forms.read_behind(request.GET), now()
    page = queries.list_behind(
        actor=actor_of(request), measure=measure, asked=asked, at=at, after=request.GET.get("sau") or None
    )
    context = {"page": page, "measure": measure, "label": OPENED[measure], "period": asked, "channels": CHANNELS}
    return render(request, "ops/behind.html", context | {"at": at, "open_now": OPEN_NOW, "query": _query(request)})


def export(request: HttpRequest) -> StreamingHttpResponse:
    """The agencies' rows as CSV, with the period in the name of the file."""
    figures = _figures(request)
    return as_stream(f"so-lieu-{figures.period.first_on}-{figures.period.last_on}", _csv_rows(figures))


def _csv_rows(figures: Figures) -> Iterator[list[Cell]]:
    shown = list(ROWS)
    yield ["agency", "first_on", "last_on", *(measure.value for measure in shown)]
    for row in figures.by_agency:
        numbers = [row.counts.get(measure, 0) for measure in shown]
        yield [row.label, str(figures.period.first_on), str(figures.period.last_on), *numbers]


def _figures(request: HttpRequest) -> Figures:
    period, agency_id = forms.read_period(request.GET), forms.read_agency(request.GET)
    return queries.get_figures(period=period, agency_id=agency_id, at=now())


def _page(request: HttpRequest, template: str) -> HttpResponse:
    figures, of_period = _figures(request), _query(request, "co_quan")
    context = {
        "figures": figures,
        "months": tell_months(figures),
        "course": tell_course(figures),
        "whole": request.GET.get("xem") == WHOLE,
        "first": FIRST,
        "wrong_day": forms.read_wrong_day(request.GET),
        "rows": tell_rows(figures),
        "classes": map_classes(),
        "land": [] if figures.agency_id else tell_map(queries.list_map(figures=figures, at=now()), of_period),
        "kinds": period_choices(figures.period),
        "csv": f"{reverse('ops:export')}?{_query(request)}",
        "around": min(figures.period.last_on, local(figures.as_of).date()),
        "query": _query(request),
        "period_query": of_period,
        "trends": trends(figures.headline, figures.before),
        "channels": [(one.value, gettext(label), figures.by_channel.get(one, 0)) for one, label in CHANNELS.items()],
        "reports": [(gettext(title), reverse("indicators:table", args=[kind])) for kind, title in list_tables()],
    }
    return render(request, template, context)


def _map_picture(request: HttpRequest) -> HttpResponse:
    figures = _figures(request)
    land = [
        pictures.Square(
            row=tile.row,
            column=tile.column,
            short=tile.short,
            label=tile.name,
            value=share_of(tile),
            level=level_of(tile),
        )
        for tile in queries.list_map(figures=figures, at=now())
    ]
    if not land:
        raise Http404
    source = gettext("%(first)s to %(last)s") % {
        "first": format_date(figures.period.first_on),
        "last": format_date(figures.period.last_on),
    }
    words = pictures.Words(title=gettext("Settled in time, commune by commune"), unit="%", source=source)
    svg = pictures.squares(words, land, map_classes(), gettext("nothing settled"))
    return pictures.answer(svg, f"dung-han-{figures.period.last_on}")


def _query(request: HttpRequest, *without: str) -> str:
    kept = request.GET.copy()
    for name in ("sau", "chi_so", "xem", "rieng", "kenh", *without):
        kept.pop(name, None)
    return kept.urlencode()
