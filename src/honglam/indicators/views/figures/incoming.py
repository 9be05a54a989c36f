"""Figures that were confirmed in official documents: which indicator does each measure, of whom, for which time?"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api, forms
from honglam.indicators.contracts import (
    INCOMING_LABELS,
    IncomingFigure,
    IncomingState,
    IndicatorNotFound,
    IndicatorView,
    Nature,
    Span,
)
from honglam.indicators.rules.figures.spans import write_span
from honglam.indicators.rules.numbers import write_number
from honglam.indicators.views.figures import words
from honglam.indicators.views.figures.entry import agencies, province
from honglam.indicators.views.figures.papers import register_entry
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.ui.errors import PageErrors
from honglam.ui.formats import format_date


def listing(request: HttpRequest) -> HttpResponse:
    """What waits, what became a value, what was set aside."""
    asked = request.GET.get("trang_thai", "")
    state = IncomingState(asked) if asked in set(IncomingState) else IncomingState.WAITING
    page = api.list_incoming(actor=actor_of(request), state=state, after=request.GET.get("after", ""))
    context = {"page": page, "state": state, "states": INCOMING_LABELS, "words": words}
    return render(request, "indicators/incoming.html", context)


def one(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """A figure beside its sentence: choose the indicator (`chi_tieu`), then say of whom and when."""
    actor, errors = actor_of(request), PageErrors()
    figure = api.get_incoming(actor=actor, incoming_id=incoming_id)
    if request.method == "POST":
        try:
            return _decide(request, figure)
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    view = _chosen(request)
    context = {
        "figure": figure,
        "entry": register_entry(actor=actor, document_id=figure.document_id),
        "view": view,
        "given": request.POST if errors else _given(figure, view),
        "errors": errors,
        "query": request.GET.get("q", ""),
        "suggested": [] if view else api.suggest_indicators(actor=actor, figure=figure, words=request.GET.get("q", "")),
        "agencies": agencies(),
        "words": words,
    }
    return render(request, "indicators/incoming_one.html", context, status=422 if errors else 200)


def _chosen(request: HttpRequest) -> IndicatorView | None:
    code = request.GET.get("chi_tieu", "")
    try:
        return api.get_indicator(actor=actor_of(request), code=code) if code else None
    except IndicatorNotFound:
        return None


def _decide(request: HttpRequest, figure: IncomingFigure) -> HttpResponse:
    actor, deed = actor_of(request), request.POST.get("_do", "")
    if deed in ("aside", "back"):
        api.set_aside(actor=actor, incoming_id=figure.id, aside=deed == "aside", at=now())
        if deed == "back":
            return redirect("indicators:incoming_one", figure.id)
    else:
        entry = forms.read_entry(request.POST, indicator=request.GET.get("chi_tieu", ""), area=province())
        nature = request.POST.get("nature", "")
        entry = replace(entry, nature=Nature(nature) if nature in set(Nature) else Nature.ACTUAL)
        api.take_figure(actor=actor, incoming_id=figure.id, entry=entry, at=now())
        messages.success(request, gettext("The figure is kept as a value."))
    following = api.next_incoming(actor=actor, incoming_id=figure.id)
    return redirect("indicators:incoming_one", following) if following else redirect("indicators:incoming")


def _given(figure: IncomingFigure, view: IndicatorView | None) -> dict[str, str]:
    """The form as the document's words suggest it."""
    if view is None:
        return {}
    said = api.suggest_entry(figure=figure, unit=view.latest.unit)
    upper = said.figure.upper
    return {
        "value": write_number(said.figure.value),
        "bound": said.figure.bound.value,
        "upper": "" if upper is None else write_number(upper),
        **_time(said.span),
    }


def _time(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    _, _, rest = write_span(span).partition("-")
    kinds = {"": "year", "H": "half", "Q": "quarter"}
    kind = "" if ".." in write_span(span) else kinds.get(rest[:1], "month")
    return {"ky": kind, "ngay": format_date(span.last_on)}
