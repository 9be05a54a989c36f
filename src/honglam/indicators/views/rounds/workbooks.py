"""A form as a workbook: downloaded, filled in elsewhere, compared cell by cell before anything of it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.indicators import api
from honglam.indicators.contracts import FormContent, FormView, WorkbookTooBig, WorkbookUnreadable
from honglam.indicators.forms.rounds import ANSWER, CELL, read_content, read_revision
from honglam.indicators.forms.rounds_workbook import read_form, write_form
from honglam.indicators.rules.numbers import kept, read_number
from honglam.indicators.views.files import XLSX
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors
from honglam.ui.formats import format_number
from honglam.ui.workbooks import MAX_BYTES


@dataclass(frozen=True, kw_only=True)
class Change:
    """One cell or answer that the workbook has otherwise. `empties`: there was something, the workbook has nothing."""

    name: str
    title: str
    old: str
    new: str
    raw: str
    empties: bool


def download(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The form with what stands in it."""
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    name = f'attachment; filename="{view.round.code}-{view.round.period.last_on}.xlsx"'
    return HttpResponse(write_form(view), content_type=XLSX, headers={"Content-Disposition": name})


def upload(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Choose a file, look at every difference, take those that are ticked. Nothing is taken unseen."""
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    if not view.editable:
        raise Http404
    errors, changes, compared = PageErrors(), list[Change](), False
    if request.method == "POST":
        try:
            if "_take" in request.POST:
                _take(request, view)
                return redirect("indicators:form", form_id)
            cells, answers = _read(request, view)
            changes, compared = _changes(view, cells, answers), True
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
            if "_take" in request.POST:
                typed = read_content(request.POST.dict())
                changes, compared = _changes(view, typed.cells, typed.answers), True
    context = {"form": view, "changes": changes, "compared": compared, "errors": errors}
    return render(request, "indicators/rounds/upload.html", context, status=422 if errors else 200)


def _read(request: HttpRequest, view: FormView) -> tuple[dict[str, str], dict[str, str]]:
    file = request.FILES.get("workbook")
    if file is None:
        raise WorkbookUnreadable(field="workbook")
    if (file.size or 0) > MAX_BYTES:
        raise WorkbookTooBig(field="workbook")
    return read_form(file.read(), view)


def _take(request: HttpRequest, view: FormView) -> None:
    typed, ticked = read_content(request.POST.dict()), set(request.POST.getlist("take"))
    cells = {key: text for key, text in typed.cells.items() if CELL + key in ticked}
    answers = {key: text for key, text in typed.answers.items() if ANSWER + key in ticked}
    content = FormContent(
        cells={**view.content.cells, **cells},
        answers={**view.content.answers, **answers},
        reasons=view.content.reasons,
    )
    revision = read_revision(request.POST.dict())
    api.save_form(actor=actor_of(request), form_id=view.summary.id, content=content, revision=revision, at=now())
    taken = len(cells) + len(answers)
    messages.success(request, gettext("%(count)s cells were taken over from the file.") % {"count": taken})


def _changes(view: FormView, cells: Mapping[str, str], answers: Mapping[str, str]) -> list[Change]:
    found = []
    for address, cell in view.plan.cells.items():
        if cell.is_typed and address in cells:
            new, old = kept(cells[address], cell.type), view.content.cells.get(address, "")
            if new != old:
                found.append(_change(CELL + address, cell.title, old, new))
    for one in view.plan.template.questions:
        old, new = view.content.answers.get(one.code, ""), answers.get(one.code, "").replace("\r\n", "\n").strip()
        if one.code in answers and new != old:
            found.append(Change(name=ANSWER + one.code, title=one.title, old=old, new=new, raw=new, empties=not new))
    return found


def _change(name: str, title: str, old: str, new: str) -> Change:
    return Change(name=name, title=title, old=_spoken(old), new=_spoken(new), raw=new, empties=not new)


def _spoken(text: str) -> str:
    number = read_number(text)
    return text if number is None else format_number(number)
