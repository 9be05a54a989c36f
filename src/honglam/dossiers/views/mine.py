"""My dossiers: where each stands in plain words, whose turn it is, by when, and what I may do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import DossierView, Satisfaction, Verb
from honglam.dossiers.forms.supplement import read_replies
from honglam.dossiers.views.rating import read_reasons
from honglam.dossiers.views.words import CHOOSE, LEVELS, REASONS
from honglam.files import api as files
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.procedures import api as procedures
from honglam.ui.errors import PageErrors


def mine(request: HttpRequest) -> HttpResponse:
    """Drafts on top, then dossiers, newest first."""
    actor = actor_of(request)
    after = request.GET.get("sau") or None
    context = {
        "page": api.list_my_dossiers(actor=actor, after=after),
        "drafts": [] if after else api.list_drafts(actor=actor),
    }
    return render(request, "dossiers/citizen/mine.html", context)


def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier: a sentence first, then the timeline, then papers."""
    return _page(request, _own(request, dossier_id))


def submitted(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The confirmation: code, what happens next and by when."""
    return render(request, "dossiers/citizen/submitted.html", {"dossier": _own(request, dossier_id)})


def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Answer the open request, item by item."""
    view, errors = _own(request, dossier_id), PageErrors()
    if view.supplement is None:
        return redirect("dossiers:dossier", dossier_id)
    if request.method == "POST":
        actor, at = actor_of(request), now()
        try:
            replies = read_replies(
                view.supplement.items,
                request.POST,
                request.FILES.getlist,
                lambda upload: files.store(actor=actor, content=upload, name=upload.name or "", at=at, purpose="paper"),
            )
            api.answer_supplement(actor=actor, dossier_id=dossier_id, replies=replies, at=at)
            return redirect("dossiers:dossier", dossier_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    arrived = {name: request.POST.getlist(name) for name in request.POST if name.endswith(".page")}
    context = {"dossier": view, "errors": errors, "typed": request.POST.dict(), "arrived": arrived}
    return render(request, "dossiers/citizen/supplement.html", context, status=422 if errors else 200)


def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Withdraw, with a reason, after asking."""
    view, errors = _own(request, dossier_id), PageErrors()
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        try:
            api.withdraw_dossier(actor=actor_of(request), dossier_id=dossier_id, reason=reason, at=now())
            return redirect("dossiers:dossier", dossier_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"dossier": view, "errors": errors, "reason": request.POST.get("reason", "")}
    return render(request, "dossiers/citizen/withdraw.html", context, status=422 if errors else 200)


def rate(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Say how satisfied one is, once, after the hand-over."""
    view, errors = _own(request, dossier_id), PageErrors()
    if request.method == "POST":
        level = request.POST.get("level", "")
        if level in set(Satisfaction):
            try:
                _rate(request, dossier_id, level)
                return redirect("dossiers:dossier", dossier_id)
            except DomainError as refusal:
                errors = PageErrors.of(refusal)
        else:
            errors = PageErrors.of({"level": gettext(CHOOSE)})
    context = {"dossier": view, "errors": errors, "typed": request.POST.dict(), "levels": LEVELS, "reasons": REASONS}
    context["ticked"] = request.POST.getlist("reasons")
    return render(request, "dossiers/citizen/rate.html", context, status=422 if errors else 200)


def file(request: HttpRequest, dossier_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A paper or result of a dossier the actor may see. The page's button posts: a result is handed over by that.

    A plain link opens the same file and hands over nothing: browsers and mail programs follow links unasked.
    """
    actor, at = actor_of(request), now()
    known = api.get_paper_file(actor=actor, dossier_id=dossier_id, file_id=file_id, at=at)
    served = files.serve(request=request, file_id=known, inline="tai-ve" not in request.GET)
    if request.method == "POST":
        api.download_result(actor=actor, dossier_id=dossier_id, paper_id=known, at=at)
    return served


def _own(request: HttpRequest, dossier_id: UUID) -> DossierView:
    return api.get_dossier(actor=actor_of(request), dossier_id=dossier_id, at=now())


def _rate(request: HttpRequest, dossier_id: UUID, level: str) -> None:
    api.rate_dossier(
        actor=actor_of(request),
        dossier_id=dossier_id,
        level=Satisfaction(level),
        comment=request.POST.get("comment", ""),
        reasons=read_reasons(request.POST.getlist("reasons")),
        at=now(),
    )


def _page(request: HttpRequest, view: DossierView) -> HttpResponse:
    version = procedures.get_version(version_id=view.version_id)
    summary = procedures.summarise(version_id=view.version_id, answers=dict(view.answers), on=today())
    context = {
        "dossier": view,
        "version": version,
        "summary": summary if version.form else (),
        "verbs": {action.verb for action in view.actions},
        "Verb": Verb,
    }
    return render(request, "dossiers/citizen/dossier.html", context)
