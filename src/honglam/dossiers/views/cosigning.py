"""Signing together: whom to ask, and what each is asked to sign."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import CosignerNotFound
from honglam.dossiers.forms.supplement import as_uuid
from honglam.dossiers.views.ways import way_of
from honglam.files import api as files
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.procedures import api as procedures
from honglam.ui.errors import PageErrors


def ask(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Who signs beside me: ask by telephone or e-mail, take off again."""
    way, actor, errors = way_of(request, draft_id), actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            if gone := as_uuid(request.POST.get("_remove", "")):
                api.take_off(actor=actor, draft_id=draft_id, cosigner_id=gone, at=now())
            else:
                contact = request.POST.get("contact", "").strip()
                api.ask_to_sign(actor=actor, draft_id=draft_id, contact=contact, at=now())
            return redirect("dossiers:draft_cosigners", draft_id)
        except NotFound:
            raise
        except DomainError as refusal:
            refusal.field = refusal.field or "contact"
            errors = PageErrors.of(refusal)
    signers = api.list_cosigners(actor=actor, draft_id=draft_id)
    context = {"way": way, "signers": signers, "errors": errors, "typed": request.POST.dict(), "step": way.total}
    return render(request, "dossiers/citizen/cosigners.html", context, status=422 if errors else 200)


def sign(request: HttpRequest, cosigner_id: UUID) -> HttpResponse:
    """Exactly what I am asked to sign; sign or decline."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            if "_decline" in request.POST:
                api.decline(actor=actor, cosigner_id=cosigner_id, at=now())
                messages.success(request, gettext("You have declined to sign."))
            else:
                digest = request.POST.get("digest", "")
                api.sign(actor=actor, cosigner_id=cosigner_id, digest=digest, at=now())
                messages.success(request, gettext("You have signed."))
            return redirect("dossiers:cosign", cosigner_id)
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    return _sign_page(request, cosigner_id, errors)


def file(request: HttpRequest, cosigner_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A paper of what I am asked to sign."""
    page = api.get_sign_page(actor=actor_of(request), cosigner_id=cosigner_id, at=now())
    if str(file_id) not in {str(paper.get("file_id")) for paper in page.draft.papers}:
        raise CosignerNotFound
    return files.serve(request=request, file_id=file_id, inline=True)


def _sign_page(request: HttpRequest, cosigner_id: UUID, errors: PageErrors) -> HttpResponse:
    page = api.get_sign_page(actor=actor_of(request), cosigner_id=cosigner_id, at=now())
    version = procedures.get_version(version_id=page.draft.version_id)
    answers = dict(page.draft.answers)
    context = {
        "page": page,
        "names": {component.code: component.name for component in version.components},
        "summary": procedures.summarise(version_id=version.version_id, answers=answers, on=today())
        if version.form
        else (),
        "errors": errors,
    }
    return render(request, "dossiers/citizen/cosign.html", context, status=422 if errors else 200)
