"""The dictionary for everybody: a list to search, and one indicator with its meaning, values, course and agencies."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.indicators import api
from honglam.indicators.contracts import IndicatorView, ScopeView, ValueNotFound, ValueView
from honglam.indicators.views.figures import words
from honglam.kernel.guards import actor_of
from honglam.kernel.values import Actor
from honglam.ui import pictures
from honglam.ui.sheets import FORMATS, as_file

WHOLE, GREATEST = "het", 20
"""The word in the address that asks for all agencies side by side, and how many are drawn without it."""
FEW = 15
"""As many subjects can be chosen from a list that opens; more are looked for by name on a page of their own."""
LONGEST_NUMBER = 19
AT_ONCE = 1000
"""Values that are read in one go for a file."""


def listing(request: HttpRequest) -> HttpResponse:
    """Indicators by name; words are looked for without accents."""
    actor, query, topic = actor_of(request), request.GET.get("q", "")[:200], request.GET.get("nhom", "")[:120]
    page = api.list_indicators(actor=actor, query=query, topic=topic, after=request.GET.get("sau", ""))
    context = {"page": page, "query": query, "topic": topic, "topics": api.list_topics(actor=actor), "words": words}
    return render(request, "indicators/dictionary.html", context)


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """What it means in each version, what is known of it, how it went, and agencies side by side."""
    actor = actor_of(request)
    view = api.get_indicator(actor=actor, code=code)
    subjects = api.list_subjects(actor=actor, indicator_id=view.id).items
    chosen = _chosen(request, view)
    form = request.GET.get("dang", "")
    if form in FORMATS:
        rows = words.rows_of(_all_values(actor, view, chosen), view.latest.name)
        return as_file(form, code, view.latest.name, rows, 2)
    page = api.list_values(
        actor=actor, indicator=code, scope_id=chosen.id if chosen else None, after=request.GET.get("sau", "")
    )
    subject = _named(view, chosen or _first(subjects))
    if form == "svg":
        return _picture(request, view, subject)
    known = {"view": view, "subjects": subjects, "chosen": chosen, "page": page, "words": words, "subject": subject}
    known["few"] = len(subjects) <= FEW
    drawn = {
        "course": _course(actor, view, subject),
        "beside": _beside(actor, view, whole=request.GET.get("so_sanh") == WHOLE),
        "may_enter": api.may_enter(actor=actor, indicator=view.code),
    }
    return render(request, "indicators/indicator.html", {**known, **drawn})


def _all_values(actor: Actor, view: IndicatorView, chosen: ScopeView | None) -> list[ValueView]:
    """Every page that the list leads to: a file is not turned over like a page."""
    found, after = list[ValueView](), ""
    while True:
        page = api.list_values(
            actor=actor, indicator=view.code, scope_id=chosen.id if chosen else None, after=after, most=AT_ONCE
        )
        found += page.items
        if not page.next_cursor:
            return found
        after = page.next_cursor


def subjects(request: HttpRequest, code: str) -> HttpResponse:
    """Whom values of an indicator are known of, to look for by name and choose from."""
    actor, query = actor_of(request), request.GET.get("q", "")[:200]
    view = api.get_indicator(actor=actor, code=code)
    page = api.list_subjects(actor=actor, indicator_id=view.id, query=query, after=request.GET.get("sau", ""))
    return render(request, "indicators/subjects.html", {"view": view, "page": page, "query": query})


@dataclass(frozen=True, kw_only=True)
class Course:
    """How one subject went."""

    labels: list[str]
    numbers: list[float]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Agencies side by side; `more`: there are others, which are drawn for whoever asks."""

    values: list[ValueView]
    more: bool


def _course(actor: Actor, view: IndicatorView, subject: ScopeView | None) -> Course:
    course = api.list_course(actor=actor, indicator_id=view.id, scope_id=subject.id) if subject else []
    numbers = [(words.axis_words(one.span), float(one.figure.value)) for one in course if one.figure]
    return Course(labels=[label for label, _ in numbers], numbers=[number for _, number in numbers])


def _beside(actor: Actor, view: IndicatorView, *, whole: bool) -> Beside:
    """Four hundred bars took longer to draw than everything else on the page, and nobody reads them."""
    if whole:
        return Beside(values=api.compare_agencies(actor=actor, indicator_id=view.id), more=False)
    found = api.compare_agencies(actor=actor, indicator_id=view.id, most=GREATEST + 1)
    return Beside(values=found[:GREATEST], more=len(found) > GREATEST)


def _picture(request: HttpRequest, view: IndicatorView, subject: ScopeView | None) -> HttpResponse:
    """The course or all agencies as a picture of its own. Raises Http404 where there is nothing to draw."""
    actor, title = actor_of(request), view.latest.name
    unit = words.unit_words(view.latest.unit, view.latest.noun)
    if request.GET.get("hinh") == "co-quan":
        beside = _beside(actor, view, whole=True).values
        rows = [(one.scope.name, float(one.figure.value)) for one in beside if one.figure]
        if rows:
            when = words.time_words(beside[0].span)
            return pictures.answer(pictures.bars(pictures.Words(title=title, unit=unit, source=when), rows), view.code)
    course = _course(actor, view, subject)
    if not course.numbers or subject is None:
        raise Http404
    whom = words.subject_words(subject)
    svg = pictures.courses(pictures.Words(title=f"{title}: {whom}", unit=unit), course.labels, {unit: course.numbers})
    return pictures.answer(svg, view.code)


def _chosen(request: HttpRequest, view: IndicatorView) -> ScopeView | None:
    asked = request.GET.get("chu_the", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_NUMBER):
        raise ValueNotFound
    return api.get_subject(actor=actor_of(request), indicator_id=view.id, scope_id=int(asked))


def _named(view: IndicatorView, subject: ScopeView | None) -> ScopeView | None:
    """With its part in words, in the place of the part's code."""
    return replace(subject, part=view.latest.part_name(subject.part)) if subject and subject.part else subject


def _first(subjects: list[ScopeView]) -> ScopeView | None:
    return subjects[0] if subjects else None
