"""The officers' page of a feedback case: what it says, what happened, and the verbs that are open to the reader."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    FEEDBACK_KIND_LABELS,
    FEEDBACK_STATUS_LABELS,
    FEEDBACK_TOPIC_LABELS,
    FeedbackVerb,
    FeedbackView,
)
from honglam.dossiers.forms.feedback import read_unit
from honglam.dossiers.views.words import FEEDBACK_VERBS
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors


def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read it, and do one of the things that are open."""
    actor, errors = actor_of(request), PageErrors()
    view = api.get_feedback(actor=actor, case_id=case_id)
    if request.method == "POST":
        verb, text = request.POST.get("verb", ""), request.POST.get("text", "")
        if verb not in set(FeedbackVerb):
            raise Http404
        try:
            chosen, unit = FeedbackVerb(verb), read_unit(request.POST.dict())
            api.move_feedback(actor=actor, case_id=case_id, verb=chosen, text=text, unit_id=unit, at=now())
            return redirect("dossiers:feedback_work", case_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = _context(request, view, errors)
    return render(request, "dossiers/feedback/work.html", context, status=422 if errors else 200)


def _context(request: HttpRequest, view: FeedbackView, errors: PageErrors) -> dict[str, object]:
    units = [
        (str(one), directory.get_agency(agency_id=one).name)
        for one in directory.descendant_ids(agency_id=view.agency_id)
        if _there(one)
    ]
    return {
        "case": view,
        "errors": errors,
        "typed": request.POST.dict(),
        "units": units,
        "words": FEEDBACK_VERBS,
        "status": FEEDBACK_STATUS_LABELS[view.status],
        "topic": FEEDBACK_TOPIC_LABELS[view.topic],
        "kind": FEEDBACK_KIND_LABELS[view.kind],
        "FeedbackVerb": FeedbackVerb,
    }


def _there(agency_id: int) -> bool:
    agency, on = directory.get_agency(agency_id=agency_id), today()
    return (agency.valid_from is None or agency.valid_from <= on) and (agency.valid_to is None or agency.valid_to >= on)
