"""One value: every figure in a report leads here."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from honglam.indicators import api
from honglam.indicators.contracts import ValueDetail, ValueView
from honglam.indicators.views.figures import words
from honglam.indicators.views.figures.papers import register_entry
from honglam.kernel import measures
from honglam.kernel.guards import actor_of
from honglam.ui.sheets import FORMATS, as_file


def value(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Its number, formula and inputs, its source in its own words, what else is said of the same, its corrections."""
    actor = actor_of(request)
    detail = api.get_value(actor=actor, value_id=value_id)
    form = request.GET.get("dang", "")
    if form in FORMATS:
        rows = words.rows_of([detail.value, *detail.beside], detail.value.indicator_name)
        return as_file(form, f"{detail.value.indicator}-{detail.value.span.last_on}", "", rows, 2)
    view = api.get_indicator(actor=actor, code=detail.value.indicator)
    definition = next(one for one in view.versions if one.version == detail.value.version)
    context = {"detail": detail, "one": detail.value, "definition": definition, "words": words}
    paper = detail.value.ground.document
    entry = register_entry(actor=actor, document_id=paper.register_id if paper else None)
    more = {"inputs": _inputs(detail, inside=actor.is_officer), "entry": entry}
    return render(request, "indicators/value.html", context | more)


def _inputs(detail: ValueDetail, *, inside: bool) -> list[tuple[str, str, str]]:
    """Each input by name with its number; officers go on to the rows that a measure counted."""
    if detail.computation is None:
        return []
    said = words.input_words(detail.computation.inputs)
    links = [_behind(detail.value, code) if inside else "" for code in detail.computation.inputs]
    return [(name, number, link) for (name, number), link in zip(said, links, strict=True)]


def _behind(one: ValueView, code: str) -> str:
    measure = measures.find(code)
    if measure is None or not measure.opens:
        return ""
    asked = {"chi_so": code, "tu": str(one.span.first_on or one.span.last_on), "den": str(one.span.last_on)}
    if one.scope.agency_id is not None:
        asked["co_quan"] = str(one.scope.agency_id)
    return f"{reverse('indicators:behind')}?{urlencode(asked)}"
