"""My papers: what the province keeps for me, where each came from, who used it, and what I want done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from honglam.files import api as files
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.registries.contracts import ORIGINS, STANDINGS
from honglam.registries.forms.papers import read_paper
from honglam.registries.queries import types, uses, wallet
from honglam.registries.services import bringing, keeping
from honglam.ui.errors import PageErrors

PAGE = 20
WORDS = {"origins": ORIGINS, "standings": STANDINGS}


def mine(request: HttpRequest) -> HttpResponse:
    """All papers, newest first; a search ignores accents."""
    query = request.GET.get("q", "").strip()[:100]
    page = wallet.list_papers(
        actor=actor_of(request), query=query, after=request.GET.get("sau") or None, limit=PAGE, at=now()
    )
    return render(request, "registries/mine.html", {"page": page, "query": query, **WORDS})


def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One paper with its whole story."""
    actor = actor_of(request)
    held = wallet.get_paper(actor=actor, paper_id=paper_id, at=now())
    log = uses.list_uses(actor=actor, paper_id=paper_id)
    return render(request, "registries/paper.html", {"paper": held, "log": log, **WORDS})


def log(request: HttpRequest) -> HttpResponse:
    """Who looked at or reused which of my papers, for which dossier, when."""
    return render(request, "registries/log.html", {"log": uses.list_uses(actor=actor_of(request))})


def file(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """The file, for its owner."""
    file_id = keeping.note_download(actor=actor_of(request), paper_id=paper_id, at=now())
    return files.serve(request=request, file_id=file_id)


@require_POST
def hide(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Hide a paper, or show it again."""
    hidden = request.POST.get("hidden") == "1"
    keeping.hide(actor=actor_of(request), paper_id=paper_id, hidden=hidden, at=now())
    said = gettext("The paper is hidden: no form and no counter will offer it.") if hidden else gettext("Shown again.")
    messages.success(request, said)
    return redirect("registries:paper", paper_id)


def throw_away(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Throw away what one put in oneself, after asking; what the law keeps says why."""
    actor, errors = actor_of(request), PageErrors()
    held = wallet.get_paper(actor=actor, paper_id=paper_id, at=now())
    if request.method == "POST":
        try:
            keeping.throw_away(actor=actor, paper_id=paper_id, at=now())
            messages.success(request, gettext("The paper was erased."))
            return redirect("registries:mine")
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"paper": held, "errors": errors}
    return render(request, "registries/throw_away.html", context, status=422 if errors else 200)


def add(request: HttpRequest) -> HttpResponse:
    """Put in a paper of one's own, to have it at hand for dossiers to come."""
    errors = PageErrors()
    if request.method == "POST":
        try:
            typed = read_paper(request.POST)
            made = bringing.bring(actor=actor_of(request), paper=typed, content=request.FILES.get("paper"), at=now())
            return redirect("registries:paper", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"types": types.list_types(), "typed": request.POST.dict(), "errors": errors}
    return render(request, "registries/add.html", context, status=422 if errors else 200)
