"""One value: every figure in a report leads here."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.indicators import api
from honglam.indicators.contracts import ValueDetail
from honglam.indicators.views import files
from honglam.indicators.views.figures import words
from honglam.kernel.guards import actor_of


def value(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Its number, formula and inputs, its source in its own words, what else is said of the same, its corrections."""
    actor = actor_of(request)
    detail = api.get_value(actor=actor, value_id=value_id)
    form = request.GET.get("dang", "")
    if form in files.FORMATS:
        rows = words.rows_of([detail.value, *detail.beside], detail.value.indicator_name)
        return files.as_file(form, f"{detail.value.indicator}-{detail.value.span.last_on}", "", rows, 2)
    view = api.get_indicator(actor=actor, code=detail.value.indicator)
    definition = next(one for one in view.versions if one.version == detail.value.version)
    context = {"detail": detail, "one": detail.value, "definition": definition, "words": words}
    return render(request, "indicators/value.html", context | {"inputs": _inputs(detail)})


def _inputs(detail: ValueDetail) -> list[tuple[str, str]]:
    return words.input_words(detail.computation.inputs) if detail.computation else []
