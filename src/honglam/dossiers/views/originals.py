"""Originals that lie at the desk, and giving back what a hand-over forgot."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.forms.supplement import as_uuid
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors


def originals(request: HttpRequest) -> HttpResponse:
    """Latest first, by key; `qua-han` narrows to those whose dossier is over."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            _give_back(request)
            messages.success(request, gettext("The original was given back."))
            return redirect(request.get_full_path())
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    overdue, after = "qua-han" in request.GET, request.GET.get("sau") or None
    page = api.list_originals(actor=actor, overdue=overdue, after=after)
    context = {"page": page, "overdue": overdue, "later": after is not None, "errors": errors}
    return render(request, "dossiers/officer/originals.html", context, status=422 if errors else 200)


def _give_back(request: HttpRequest) -> None:
    dossier_id, paper_id = (as_uuid(request.POST.get(name, "")) for name in ("ho_so", "giay"))
    if dossier_id is None or paper_id is None:
        raise Http404
    api.give_back_originals(
        actor=actor_of(request), dossier_id=dossier_id, paper_ids=[paper_id], recipient="", at=now()
    )
