"""Indices that others publish about the province: all of them, and one with rank and components over the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.indicators import api
from honglam.indicators.contracts import Nature, OutsideLine, OutsideView, ValueView
from honglam.indicators.views.figures import words
from honglam.kernel.guards import actor_of
from honglam.ui.sheets import FORMATS, as_file


def listing(request: HttpRequest) -> HttpResponse:
    """Each index with its last rank."""
    context = {"indices": api.list_outside(actor=actor_of(request)), "words": words}
    return render(request, "indicators/outside_list.html", context)


def index(request: HttpRequest, code: str) -> HttpResponse:
    """One index: the course of its rank or score, and every component year by year."""
    view = api.get_outside(actor=actor_of(request), code=code)
    form = request.GET.get("dang", "")
    if form in FORMATS:
        values = [one for line in view.lines for one in line.values]
        return as_file(form, code, view.index.title, words.rows_of(values, view.index.title), 2)
    context = {"view": view, "courses": _courses(view), "rows": [_row(one, view.years) for one in view.lines]}
    return render(request, "indicators/outside.html", context | {"words": words, "sources": _sources(view)})


def _row(line: OutsideLine, years: tuple[int, ...]) -> tuple[OutsideLine, list[list[ValueView]]]:
    """A row of the table: what was said for each year, perhaps more than one thing."""
    return line, [[one for one in line.values if one.span.last_on.year == year] for year in years]


def _courses(view: OutsideView) -> list[tuple[OutsideLine, list[str], list[float]]]:
    """The lines that have a course: rank and score, actual numbers of at least two years."""
    found = []
    for line in view.lines:
        actual = [one for one in line.values if one.nature is Nature.ACTUAL and one.figure is not None]
        if line.definition.code in (view.index.rank, view.index.score, *view.index.components) and len(actual) > 1:
            labels = [words.axis_words(one.span) for one in actual]
            found.append((line, labels, [float(one.figure.value) for one in actual if one.figure]))
    return found


def _sources(view: OutsideView) -> list[str]:
    """Every document and place that says something, once."""
    grounds = [one.ground for line in view.lines for one in line.values]
    said = [
        ", ".join(part for part in (one.document.symbol or one.document.title, one.place) if part)
        for one in grounds
        if one.document
    ]
    return list(dict.fromkeys(said))
