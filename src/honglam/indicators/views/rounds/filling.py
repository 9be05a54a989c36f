"""One agency's form: typed into like a spreadsheet, checked, submitted; or read with its history."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import (
    FORM_LINE_LABELS,
    FormContent,
    FormIncomplete,
    FormMovedOn,
    FormVerb,
    FormView,
)
from honglam.indicators.forms.rounds import read_content, read_revision
from honglam.indicators.rules.numbers import read_number
from honglam.indicators.views.rounds.sheet import sheet_of, value_text
from honglam.indicators.views.rounds.words import FORM_WORDS
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors, field_id


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """What came of a post: where to go, or what to say above the same page with what was typed."""

    errors: PageErrors
    typed: FormContent | None = None
    checking: bool = False
    moved_on: bool = False


def form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The form: a spreadsheet for who fills it in, a paper to read for everybody else in sight."""
    tried = _Tried(errors=PageErrors(), checking="kiem-tra" in request.GET)
    if request.method == "POST":
        found = _post(request, form_id)
        if isinstance(found, HttpResponse):
            return found
        tried = found
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    content = tried.typed or view.content
    sheet = sheet_of(view, content, view.judged, checking=tried.checking and view.editable)
    context = {
        "form": view,
        "sheet": sheet,
        "content": content,
        "errors": tried.errors or sheet.errors,
        "refused": tried.errors,
        "theirs": _theirs(view, content) if tried.moved_on else [],
        "words": FORM_WORDS,
        "lines": FORM_LINE_LABELS,
    }
    status = 409 if tried.moved_on else 422 if tried.errors else 200
    return render(request, "indicators/rounds/form.html", context, status=status)


def autosave(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Keep what is typed while it is typed; tells the revision, calculated cells and what is wrong where."""
    if request.method != "POST":
        return redirect("indicators:form", form_id)
    typed = request.POST.dict()
    try:
        saved = api.save_form(
            actor=actor_of(request),
            form_id=form_id,
            content=read_content(typed),
            revision=read_revision(typed),
            at=now(),
        )
    except FormMovedOn:
        return JsonResponse({"code": "form_moved_on"}, status=409)
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    sheet = sheet_of(view, view.content, saved.judged, checking=False)
    cells = [cell for table in sheet.tables for row in table.rows for cell in row.cells]
    return JsonResponse(
        {
            "revision": saved.revision,
            "shown": {field_id(cell.name): cell.shown for cell in cells if not cell.typed},
            "errors": {field_id(cell.name): " ".join(cell.errors) for cell in cells if cell.errors},
        }
    )


def edition(request: HttpRequest, form_id: UUID, number: int) -> HttpResponse:
    """The form as it was sent then, whatever has become of it since."""
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    found = next((one for one in view.editions if one.number == number), None)
    if found is None:
        raise Http404
    sheet = sheet_of(view, found.content, found.judged, checking=False)
    context = {"form": view, "edition": found, "sheet": sheet, "content": found.content, "words": FORM_WORDS}
    return render(request, "indicators/rounds/edition.html", context)


def _post(request: HttpRequest, form_id: UUID) -> HttpResponse | _Tried:
    actor, typed, at = actor_of(request), request.POST.dict(), now()
    content, wish = read_content(typed), typed.get("_do", "save")
    try:
        saved = api.save_form(actor=actor, form_id=form_id, content=content, revision=read_revision(typed), at=at)
        if wish == "count":
            api.recount_form(actor=actor, form_id=form_id, at=at)
            messages.success(request, gettext("The system has counted anew."))
        if wish == "submit":
            api.move_form(actor=actor, form_id=form_id, verb=FormVerb.SUBMIT, revision=saved.revision, at=at)
            messages.success(request, gettext("The form was submitted to the head of the agency."))
    except FormIncomplete as refusal:
        return _Tried(errors=PageErrors.of(refusal), typed=None, checking=True)
    except DomainError as refusal:
        return _Tried(errors=PageErrors.of(refusal), typed=content, moved_on=isinstance(refusal, FormMovedOn))
    if wish == "save":
        messages.success(request, gettext("The form was saved."))
    answer = redirect("indicators:form", form_id)
    answer["Location"] += "?kiem-tra=1" if wish == "check" else ""
    return answer


def _theirs(view: FormView, typed: FormContent) -> list[tuple[str, str]]:
    """What the other window saved where it differs from what is typed here."""
    found = [
        (cell.title, value_text(cell, view.judged.values.get(address) or view.content.cells.get(address)))
        for address, cell in view.plan.cells.items()
        if cell.is_typed and not _same(view.content.cells.get(address, ""), typed.cells.get(address, ""))
    ]
    titles = {one.code: one.title for one in view.plan.template.questions}
    found += [
        (title, view.content.answers.get(code, "") or "–")
        for code, title in titles.items()
        if view.content.answers.get(code, "") != typed.answers.get(code, "").replace("\r\n", "\n").strip()
    ]
    return found


def _same(kept: str, typed: str) -> bool:
    one, other = read_number(kept), read_number(typed)
    return one == other if one is not None and other is not None else kept == typed.strip()
