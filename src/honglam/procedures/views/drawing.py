"""The process of a draft as a file of the drawing standard: taken away, and brought in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.procedures.api import drawing, keeping
from honglam.procedures.contracts import StepNotFound
from honglam.procedures.rules.drawing.reading import MAX_BYTES
from honglam.procedures.views.editing import revision_of
from honglam.ui.errors import PageErrors


@require_safe
def download(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The process as BPMN 2.0; nothing while its steps do not hold together."""
    draft = keeping.get_draft(actor=actor_of(request), draft_id=draft_id)
    try:
        drawn = drawing.draw_process(draft=draft)
    except StepNotFound as faulty:
        raise Http404 from faulty
    response = HttpResponse(drawn, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{draft.code}.bpmn"'
    return response


def upload(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A drawn process in place of the draft's steps, or each element that cannot be carried out."""
    draft, errors = keeping.get_draft(actor=actor_of(request), draft_id=draft_id), PageErrors()
    if request.method == "POST":
        file = request.FILES.get("file")
        content = file.read(MAX_BYTES + 1) if file else b""
        try:
            drawing.take_process(
                actor=actor_of(request), draft_id=draft_id, revision=revision_of(request), content=content, at=now()
            )
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
        else:
            messages.success(request, _("The steps have been taken over. Look them through before you go on."))
            return redirect("procedures:draft_sheet", draft_id, "quy-trinh")
    context = {"draft": draft, "errors": errors}
    return render(request, "procedures/keeping/process_upload.html", context, status=422 if errors else 200)
