"""Plans with their completion, programmes and projects with their money, names that are alike."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.directives import api
from honglam.directives.contracts import FUND_LABELS, MONEY_LABELS
from honglam.directives.forms import read_key, read_money
from honglam.directives.views.files import marked, plan_rows, programme_rows
from honglam.directives.views.words import WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors
from honglam.ui.sheets import FORMATS, as_file

MOST_ROWS = 5000
MONEY_WORDS = {
    "funds": FUND_LABELS,
    "money": MONEY_LABELS,
}


def plans(request: HttpRequest) -> HttpResponse:
    """Plans by year, counted and stated side by side."""
    words, after = request.GET.get("q", "")[:200], request.GET.get("sau", "")
    page = api.list_plans(actor=actor_of(request), at=now(), words=words, after=after)
    context = {"page": page, "q": words, "query": urlencode({"q": words} if words else {}), "later": bool(after)}
    return render(request, "directives/plans.html", context)


def plan(request: HttpRequest, code: str) -> HttpResponse:
    """One plan with its items, how its completion is counted, and what documents state."""
    context = {"plan": api.get_plan(actor=actor_of(request), code=code, at=now()), "words": WORDS}
    return render(request, "directives/plan.html", context | {"stages": api.stage_titles()})


def plans_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Every plan and its items as a file."""
    _require_kind(kind)
    page = api.list_plans(actor=actor_of(request), at=now(), limit=MOST_ROWS)
    return as_file(kind, "ke-hoach", gettext("Plans"), marked(plan_rows(page.items), page))


def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes with their money, and which totals do not follow."""
    context = {"programmes": api.list_programmes(actor=actor_of(request)), "words": MONEY_WORDS}
    return render(request, "directives/programmes.html", context)


def programme(request: HttpRequest, code: str) -> HttpResponse:
    """Items by source and by year, with the arithmetic of every total."""
    view = api.get_programme(actor=actor_of(request), code=code)
    return render(request, "directives/programme.html", {"programme": view, "words": MONEY_WORDS})


def programme_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A programme's items and lines as a file."""
    _require_kind(kind)
    view = api.get_programme(actor=actor_of(request), code=code)
    return as_file(kind, "kinh-phi", view.title, programme_rows(view))


def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One project, every line of its money, and one more."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            data = request.POST.dict()
            given, key = read_money(data), read_key(data)
            api.record_money(actor=actor, project_id=project_id, given=given, key=key, at=now())
            messages.success(request, gettext("The line has been recorded."))
            return redirect("directives:project", project_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "project": api.get_project(actor=actor, project_id=project_id),
        "words": MONEY_WORDS,
        "fund_options": [(key, gettext(label)) for key, label in FUND_LABELS.items()],
        "kind_options": [(key, gettext(label)) for key, label in MONEY_LABELS.items()],
        "typed": request.POST.dict(),
        "key": read_key(request.POST.dict(), errors.code),
        "errors": errors,
    }
    return render(request, "directives/project.html", context, status=422 if errors else 200)


def twins(request: HttpRequest) -> HttpResponse:
    """Projects and tasks whose names are alike: perhaps one investment made twice."""
    after = request.GET.get("sau", "")
    context = {"weighed": api.list_twins(actor=actor_of(request), after=after), "later": bool(after)}
    return render(request, "directives/twins.html", context)


def _require_kind(kind: str) -> None:
    if kind not in FORMATS:
        raise Http404
