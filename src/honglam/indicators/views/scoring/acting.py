"""What is done to a sheet on a page of its own: giving it back, appealing against a score, answering an appeal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import AppealState, EntryView, SheetVerb, SheetView
from honglam.indicators.forms.scoring import read_points
from honglam.indicators.views.scoring.lines import READ, groups_of
from honglam.indicators.views.scoring.sheet import stored
from honglam.indicators.views.scoring.words import SHEET_WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, FieldErrors
from honglam.ui.errors import PageErrors


def send_back(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Give a sheet back with a reason."""
    errors, actor = PageErrors(), actor_of(request)
    view = api.get_sheet(actor=actor, subject_id=subject_id)
    if SheetVerb.SEND_BACK not in view.subject.moves and request.method != "POST":
        raise Http404
    if request.method == "POST":
        try:
            words = request.POST.get("words", "")
            api.send_back_sheet(actor=actor, subject_id=subject_id, words=words, at=now())
            messages.success(request, gettext("The sheet was given back; the agency has been told."))
            return redirect("indicators:scoring", view.round.id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"sheet": view, "typed": request.POST.dict(), "errors": errors}
    return render(request, "indicators/scoring/send_back.html", context, status=422 if errors else 200)


def appeal(request: HttpRequest, subject_id: UUID, code: str) -> HttpResponse:
    """One criterion's appeals: filed by the agency, answered by the head of whoever scores."""
    errors = PageErrors()
    view = api.get_sheet(actor=actor_of(request), subject_id=subject_id)
    entry = next((one for one in view.entries if one.criterion.code == code), None)
    if entry is None or not (view.subject.moves & {SheetVerb.APPEAL, SheetVerb.ANSWER} or entry.appeals):
        raise Http404
    if request.method == "POST":
        errors = _do(request, view, entry)
        if not errors:
            return redirect("indicators:sheet", subject_id)
    lines = [line for group in groups_of(view, READ, {}) for line in group.lines if line.code == code]
    context = {
        "sheet": view,
        "line": lines[0],
        "waiting": _waiting(entry),
        "typed": request.POST.dict(),
        "errors": errors,
        "words": SHEET_WORDS,
    }
    return render(request, "indicators/scoring/appeal.html", context, status=422 if errors else 200)


def _do(request: HttpRequest, view: SheetView, entry: EntryView) -> PageErrors:
    actor, typed, at, waiting = actor_of(request), request.POST.dict(), now(), _waiting(entry)
    words = typed.get("words", "")
    try:
        if SheetVerb.ANSWER in view.subject.moves and waiting is not None:
            api.answer_appeal(actor=actor, appeal_id=waiting, points=read_points(typed), words=words, at=at)
            messages.success(request, gettext("The appeal was answered; the agency has been told."))
        else:
            code = entry.criterion.code
            new, wrong = stored(request, "files") if SheetVerb.APPEAL in view.subject.moves else ((), [])
            if wrong:
                raise FieldErrors(wrong)
            api.appeal_score(actor=actor, subject_id=view.subject.id, code=code, words=words, file_ids=new, at=at)
            messages.success(request, gettext("The appeal was filed."))
    except DomainError as refusal:
        return PageErrors.of(refusal)
    return PageErrors()


def _waiting(entry: EntryView) -> UUID | None:
    return next((one.id for one in entry.appeals if one.state is AppealState.OPEN), None)
