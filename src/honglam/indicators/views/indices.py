"""The indices: agencies side by side, one agency or the province in full, the rows behind each number."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honglam.indicators import access, api
from honglam.indicators.contracts import CriteriaSet, PeriodKind, Scorecard, SetNotFound, Subject, SubjectNotFound
from honglam.indicators.views import asking, files
from honglam.indicators.views.words import told
from honglam.kernel import measures
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.ui.sheets import FORMATS, as_file

WHOLE, FIRST = "het", 20
"""The word in the address that asks for every agency, and how many stand on the page without it."""


def ranking(request: HttpRequest, index: str = "") -> HttpResponse:
    """The province's card and every agency, best first; for everybody."""
    asked = asking.read(request)
    sets = [one for one in api.list_sets(on=asked.period.last_on) if one.scale(Subject.AGENCY) and one.is_live]
    chosen = next((one for one in sets if one.index == index or not index), None)
    if chosen is None:
        raise SetNotFound
    cards = api.score_agencies(criteria_set=chosen, period=asked.period, at=now())
    form = request.GET.get("dang", "")
    if form in FORMATS:
        rows = files.ranking_rows(cards, asked.period)
        return as_file(form, f"{chosen.index}-{asked.period.last_on}", chosen.title, rows, 3)
    province = api.score_province(criteria_set=chosen, period=asked.period, at=now())
    context = {"asked": asked, "sets": sets, "chosen": chosen, "cards": cards, "province": province}
    cut = {"whole": request.GET.get("xem") == WHOLE, "first": FIRST}
    return render(request, "indicators/ranking.html", context | cut)


def card(request: HttpRequest, index: str, agency_id: int = 0) -> HttpResponse:
    """One agency's card, or the province's: every point with its formula, numerator and denominator."""
    asked = asking.read(request)
    chosen = api.get_set(index=index, on=asked.period.last_on)
    if agency_id:
        found = api.score_agency(criteria_set=chosen, agency_id=agency_id, period=asked.period, at=now())
    else:
        found = api.score_province(criteria_set=chosen, period=asked.period, at=now())
    return _shown(request, asked, found)


def officers(request: HttpRequest) -> HttpResponse:
    """The officers of the reader's agency, by the indices of TT 01/2018; no ranking of people."""
    actor, asked = actor_of(request), asking.read(request)
    agency_id = asked.agency_id or access.own_agency(actor)
    if agency_id is None:
        raise SubjectNotFound
    chosen = _first(Subject.OFFICER)
    cards = api.score_officers(actor=actor, criteria_set=chosen, agency_id=agency_id, period=asked.period, at=now())
    context = {"asked": asked, "chosen": chosen, "cards": cards, "agency_id": agency_id}
    return render(request, "indicators/officers.html", context)


def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier's points, for whoever may see the dossier."""
    asked = asking.read(request, kind=PeriodKind.YEAR)
    chosen = _first(Subject.DOSSIER)
    period = asked.period
    found = api.score_dossier(
        actor=actor_of(request), criteria_set=chosen, dossier_id=dossier_id, period=period, at=now()
    )
    return _shown(request, asked, found)


def behind(request: HttpRequest) -> HttpResponse:
    """The rows that one number counts, as far as the reader may see them."""
    asked = asking.read(request)
    measure = measures.find(request.GET.get("chi_so", ""))
    if measure is None:
        raise SubjectNotFound
    page = api.list_behind(
        actor=actor_of(request),
        measure=measure.code,
        period=asked.period,
        agency_id=asked.agency_id,
        at=now(),
        after=request.GET.get("sau") or None,
    )
    since = measure.listed_now and asked.period.last_on < today()
    return render(request, "indicators/behind.html", {"asked": asked, "measure": measure, "page": page, "since": since})


def _shown(request: HttpRequest, asked: asking.Asked, found: Scorecard) -> HttpResponse:
    form = request.GET.get("dang", "")
    if form in FORMATS:
        name = f"{found.criteria_set.index}-{found.subject_id or 'toan-tinh'}-{asked.period.last_on}"
        return as_file(form, name, found.criteria_set.title, files.card_rows(found), 4)
    officer = actor_of(request).is_officer
    context = {"asked": asked, "card": found, "groups": told(found), "officer": officer}
    return render(request, "indicators/card.html", context)


def _first(subject: Subject) -> CriteriaSet:
    for one in api.list_sets(on=today()):
        if one.scale(subject):
            return one
    raise SetNotFound
