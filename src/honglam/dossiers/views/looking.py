"""Ask an officer to look at a draft first, and the officer's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from honglam.dossiers import api
from honglam.dossiers.contracts import LookNotFound, LookPage, LookVerdict
from honglam.files import api as files
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.problems import spoken
from honglam.kernel.values import DomainError, NotFound, text_noop
from honglam.procedures import api as procedures
from honglam.ui.errors import PageErrors

UNASKED = "dossiers.unasked_look"
"""In the session: what was asked and refused, so that it stands on the page again."""
VERDICTS = {
    LookVerdict.READY: text_noop("It can be submitted as it is"),
    LookVerdict.CHANGES: text_noop("Something must be added or changed"),
}


@require_POST
def ask(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send the draft for a look, or take the request back. A refusal is said on the page where one asked."""
    actor, question = actor_of(request), request.POST.get("question", "")
    try:
        if "_withdraw" in request.POST:
            api.withdraw_look(actor=actor, draft_id=draft_id, at=now())
        else:
            api.ask_look(actor=actor, draft_id=draft_id, question=question, at=now())
    except NotFound:
        raise
    except DomainError as refusal:
        request.session[UNASKED] = question
        messages.error(request, spoken(refusal.message, refusal.params))
    return redirect("dossiers:draft_check", draft_id)


def answer(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """The draft for an officer of the desk, and the answer to whoever asked."""
    actor, errors = actor_of(request), PageErrors()
    page = api.get_look(actor=actor, look_id=look_id, at=now())
    if request.method == "POST":
        given = request.POST.get("verdict", "")
        verdict = LookVerdict(given) if given in set(LookVerdict) else None
        try:
            text = request.POST.get("answer", "")
            api.answer_look(actor=actor, look_id=look_id, verdict=verdict, answer=text, at=now())
            messages.success(request, gettext("The answer is on its way."))
            return redirect("desk:worklist")
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = _context(page) | {"errors": errors, "typed": request.POST.dict(), "verdicts": VERDICTS}
    return render(request, "dossiers/officer/look.html", context, status=422 if errors else 200)


def file(request: HttpRequest, look_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A paper of the draft that was shown."""
    page = api.get_look(actor=actor_of(request), look_id=look_id, at=now())
    if str(file_id) not in {str(paper.get("file_id")) for paper in page.draft.papers}:
        raise LookNotFound
    return files.serve(request=request, file_id=file_id, inline=True)


def _context(page: LookPage) -> dict[str, object]:
    draft, on = page.draft, today()
    version = procedures.get_version(version_id=draft.version_id)
    answers = dict(draft.answers)
    return {
        "look": page.look,
        "draft": draft,
        "check": page.completeness,
        "names": {component.code: component.name for component in version.components},
        "summary": procedures.summarise(version_id=draft.version_id, answers=answers, on=on) if version.form else (),
    }
