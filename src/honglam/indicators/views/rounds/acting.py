"""What is done to a form with words or a day: one small page per verb."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import FORM_LINE_LABELS, FORM_VERB_LABELS, FormVerb
from honglam.indicators.forms.rounds import read_revision, read_until
from honglam.indicators.rules.rounds.moves import MOVES
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors


def act(request: HttpRequest, form_id: UUID, verb: str) -> HttpResponse:
    """Ask for what the verb needs, then do it. A verb that is not open leads nowhere."""
    errors = PageErrors()
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    chosen = FormVerb(verb) if verb in set(FormVerb) else None
    if chosen is None or not view.sides & MOVES[chosen].who:
        raise Http404
    if request.method == "POST":
        errors = _do(request, form_id, chosen)
        if not errors:
            return redirect("indicators:form", form_id)
    context = {
        "form": view,
        "verb": chosen,
        "label": FORM_VERB_LABELS[chosen],
        "move": MOVES[chosen],
        "typed": {"_revision": request.GET.get("lan-luu", str(view.revision)), **request.POST.dict()},
        "errors": errors,
    }
    return render(request, "indicators/rounds/act.html", context, status=422 if errors else 200)


def _do(request: HttpRequest, form_id: UUID, verb: FormVerb) -> PageErrors:
    typed = request.POST.dict()
    try:
        api.move_form(
            actor=actor_of(request),
            form_id=form_id,
            verb=verb,
            words=typed.get("words", ""),
            until_on=read_until(typed),
            revision=read_revision(typed),
            at=now(),
        )
    except DomainError as refusal:
        return PageErrors.of(refusal)
    messages.success(request, gettext(FORM_LINE_LABELS[verb.value]) + ".")
    return PageErrors()
