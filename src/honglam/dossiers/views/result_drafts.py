"""The result in the making: an officer mends the template's texts and sees the paper as it will be."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import ResultDraftView
from honglam.dossiers.forms.result_drafts import read_change, read_revision
from honglam.dossiers.rules.result_documents import with_texts
from honglam.dossiers.views.printing import pdf
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors


def edit(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Mend, look, save; submitting for signature is finishing the step."""
    view, errors = api.get_result_draft(actor=actor_of(request), dossier_id=dossier_id, at=now()), PageErrors()
    if request.method == "POST":
        change = read_change(request.POST.dict())
        try:
            api.save_result_draft(
                actor=actor_of(request),
                dossier_id=dossier_id,
                change=change,
                revision=read_revision(request.POST.dict()),
                at=now(),
            )
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
        else:
            messages.success(request, gettext("The draft of the result was saved."))
            stay = "preview" in request.POST
            return redirect("dossiers:result_draft" if stay else "dossiers:officer_dossier", dossier_id)
    context = {"draft": _typed(request, view), "errors": errors}
    return render(request, "dossiers/officer/result_draft.html", context, status=422 if errors else 200)


def preview(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The draft as PDF, marked as one."""
    content = api.print_result_draft(actor=actor_of(request), dossier_id=dossier_id, at=now())
    return pdf(content, "du-thao")


def _typed(request: HttpRequest, view: ResultDraftView) -> ResultDraftView:
    """After a refusal nothing that was typed is lost."""
    if request.method != "POST":
        return view
    change = read_change(request.POST.dict())
    blocks = with_texts(view.blocks, change.texts)
    return replace(
        view,
        outcome=change.outcome,
        title=change.title or view.title,
        blocks=blocks,
        reason=change.reason,
        legal_basis=change.legal_basis,
    )
