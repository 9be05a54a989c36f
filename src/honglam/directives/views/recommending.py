"""Recommendations: those that wait, one of them, its answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.directives import api
from honglam.directives.access import GIVERS
from honglam.directives.contracts import ADDRESSEE_LABELS, ANSWER_LABELS, Answer
from honglam.directives.forms import read_answer, read_key, read_recommendation
from honglam.directives.views.files import marked, recommendation_rows
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, text_noop
from honglam.ui.errors import PageErrors
from honglam.ui.sheets import FORMATS, as_file

PAGE, MOST_ROWS = 50, 5000
"""Recommendations on a page, and in a file."""
WORDS: dict[str, Any] = {
    "addressees": ADDRESSEE_LABELS,
    "answers": ANSWER_LABELS,
    "kinds": {"waiting": "warn", "accepted": "good", "partly": "info", "refused": "bad"},
    "lines": {
        "raised": text_noop("Recommendation raised"),
        "answered": text_noop("Answered"),
        "stated": text_noop("Corrected by the pack"),
    },
}


def index(request: HttpRequest) -> HttpResponse:
    """Recommendations in sight, those that wait longest first; and one more."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            data = request.POST.dict()
            made = api.raise_recommendation(actor=actor, wish=read_recommendation(data), key=read_key(data), at=now())
            return redirect("directives:recommendation", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        **_asked(request),
        "may_raise": actor.has_role(*GIVERS),
        "key": read_key(request.POST.dict(), errors.code),
        "words": WORDS,
        "addressees": [(key, gettext(label)) for key, label in ADDRESSEE_LABELS.items()],
        "answers": [(key, gettext(label)) for key, label in ANSWER_LABELS.items()],
        "typed": request.POST.dict(),
        "errors": errors,
    }
    return render(request, "directives/recommendations.html", context, status=422 if errors else 200)


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list as a file."""
    if kind not in FORMATS:
        raise Http404
    page = _asked(request, limit=MOST_ROWS)["page"]
    return as_file(kind, "kien-nghi", gettext("Recommendations"), marked(recommendation_rows(page.items), page))


def recommendation(request: HttpRequest, recommendation_id: UUID) -> HttpResponse:
    """One recommendation: its words, how often it was asked, its answer."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            given = read_answer(request.POST.dict())
            api.answer_recommendation(actor=actor, recommendation_id=recommendation_id, given=given, at=now())
            messages.success(request, gettext("The answer has been recorded."))
            return redirect("directives:recommendation", recommendation_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "one": api.get_recommendation(actor=actor, recommendation_id=recommendation_id, at=now()),
        "words": WORDS,
        "answers": [(key, gettext(label)) for key, label in ANSWER_LABELS.items() if key is not Answer.WAITING],
        "typed": request.POST.dict(),
        "errors": errors,
    }
    return render(request, "directives/recommendation.html", context, status=422 if errors else 200)


def _asked(request: HttpRequest, limit: int = PAGE) -> dict[str, Any]:
    kept = request.GET.copy()
    kept.pop("sau", None)
    asked = {
        "answer": request.GET.get("tra_loi", ""),
        "addressee": request.GET.get("gui", ""),
        "words": request.GET.get("q", "")[:200],
    }
    after = "" if limit > PAGE else request.GET.get("sau", "")
    page = api.list_recommendations(actor=actor_of(request), at=now(), **asked, after=after, limit=limit)
    shown = {"answer": asked["answer"], "addressee": asked["addressee"], "q": asked["words"]}
    return {"page": page, **shown, "query": kept.urlencode(), "later": bool(after)}
