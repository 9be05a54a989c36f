"""A form as a workbook: downloaded, filled in elsewhere, compared cell by cell before anything of it is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.files import api as files
from honglam.files.contracts import MediaType
from honglam.indicators import api
from honglam.indicators.contracts import FormContent, FormView, WorkbookTooBig, WorkbookUnreadable
from honglam.indicators.forms.rounds import ANSWER, CELL, read_content, read_number_of_page, read_revision
from honglam.indicators.forms.rounds_workbook import read_form, write_form
from honglam.indicators.rules.numbers import kept, read_number
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors
from honglam.ui.formats import format_number
from honglam.ui.sheets import XLSX
from honglam.ui.workbooks import MAX_BYTES

MOST_TICKED, SHOWN = 500, 300
"""Differences that one page ticks one by one; the others are shown so many at a time."""
_KEPT = "indicators.workbook"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One cell or answer that the workbook has otherwise; spoken only where it is shown, of many a page at a time."""

    name: str
    title: str
    kept: str
    raw: str

    @property
    def old(self) -> str:
        """What stands in the form."""
        return _spoken(self, self.kept)

    @property
    def new(self) -> str:
        """What stands in the workbook."""
        return _spoken(self, self.raw)

    @property
    def empties(self) -> bool:
        """There was something, the workbook has nothing."""
        return not self.raw


@dataclass(frozen=True)
class _Read:
    """What a workbook says: cells by address, answers by question."""

    cells: dict[str, str]
    answers: dict[str, str]


def download(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The form with what stands in it."""
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now())
    name = f'attachment; filename="{view.round.code}-{view.round.period.last_on}.xlsx"'
    return HttpResponse(write_form(view), content_type=XLSX, headers={"Content-Disposition": name})


def upload(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Choose a file, look at every difference, take those that are ticked. Nothing is taken unseen.

    More differences than a page can tick are shown page by page and taken together; what was read is kept that long.
    """
    view = api.get_form(actor=actor_of(request), form_id=form_id, at=now(), judged=False)
    if not view.editable:
        raise Http404
    file_id = _kept_file(request, form_id)
    if file_id is not None:
        return _many(request, view, file_id)
    return _few(request, view)


def _few(request: HttpRequest, view: FormView) -> HttpResponse:
    """Choosing a file, and differences that can be ticked one by one."""
    errors, changes, compared = PageErrors(), list[Change](), False
    if request.method == "POST":
        try:
            if "_take" in request.POST:
                _take(request, view)
                return redirect("indicators:form", view.summary.id)
            read = _Read(*read_form(_content(request), view))
            changes, compared = _changes(view, read.cells, read.answers), True
            if len(changes) > MOST_TICKED:
                return _keep(request, view, read)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
            if "_take" in request.POST:
                typed = read_content(request.POST.dict())
                changes, compared = _changes(view, typed.cells, typed.answers), True
    context = {"form": view, "changes": changes, "compared": compared, "errors": errors}
    return render(request, "indicators/rounds/upload.html", context, status=422 if errors else 200)


def _content(request: HttpRequest) -> bytes:
    file = request.FILES.get("workbook")
    if file is None:
        raise WorkbookUnreadable(field="workbook")
    if (file.size or 0) > MAX_BYTES:
        raise WorkbookTooBig(field="workbook")
    return bytes(file.read())


def _keep(request: HttpRequest, view: FormView, read: _Read) -> HttpResponse:
    """Put what was read aside for as long as somebody looks through it: a day at most, since nothing claims it.

    Not the file: reading a workbook takes seconds, and each page of the comparison would read it again.
    """
    kept_as = files.store(
        actor=actor_of(request),
        content=msgspec.json.encode(read),
        name=f"{view.round.code}.txt",
        at=now(),
        purpose=_KEPT,
        allowed=(MediaType.TEXT,),
    )
    request.session[_KEPT] = f"{view.summary.id}/{kept_as.id}"
    answer = redirect("indicators:form_upload", view.summary.id)
    answer["Location"] += f"?tep={kept_as.id}"
    return answer


def _kept_file(request: HttpRequest, form_id: UUID) -> UUID | None:
    """The file that this visitor put aside for this form, where the address or the form names it."""
    named = request.POST.get("tep") or request.GET.get("tep", "")
    if not named:
        return None
    if request.session.get(_KEPT) != f"{form_id}/{named}":
        raise Http404
    return UUID(named)


def _many(request: HttpRequest, view: FormView, file_id: UUID) -> HttpResponse:
    """Differences page by page; then all of them at once, as far as nobody has saved the form meanwhile."""
    read, errors = _kept_reading(file_id), PageErrors()
    changes = _changes(view, read.cells, read.answers)
    if request.method == "POST":
        try:
            _take_all(request, view, changes)
            return redirect("indicators:form", view.summary.id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"form": view, "file_id": file_id, "errors": errors, **_leaf(request, changes)}
    return render(request, "indicators/rounds/upload_many.html", context, status=422 if errors else 200)


def _kept_reading(file_id: UUID) -> _Read:
    """What was put aside; a workbook that an earlier version put aside is to be chosen again."""
    try:
        return msgspec.json.decode(files.read(file_id=file_id), type=_Read)
    except msgspec.DecodeError as fault:
        raise Http404 from fault


def _leaf(request: HttpRequest, changes: Sequence[Change]) -> dict[str, object]:
    """The page of differences that is asked for."""
    last = max(1, -(-len(changes) // SHOWN))
    number = min(last, read_number_of_page(request.GET.get("trang", "")))
    shown = changes[(number - 1) * SHOWN : number * SHOWN]
    empties = sum(one.empties for one in changes)
    return {"changes": shown, "page": number, "last": last, "count": len(changes), "empties": empties}


def _take_all(request: HttpRequest, view: FormView, changes: Sequence[Change]) -> None:
    """What was shown; what the file leaves empty is emptied only where that is wanted."""
    emptied = request.POST.get("empties") == "1"
    taken = [one for one in changes if emptied or not one.empties]
    content = read_content({one.name: one.raw for one in taken})
    _save(request, view, content.cells, content.answers)
    del request.session[_KEPT]


def _take(request: HttpRequest, view: FormView) -> None:
    typed, ticked = read_content(request.POST.dict()), set(request.POST.getlist("take"))
    cells = {key: text for key, text in typed.cells.items() if CELL + key in ticked}
    answers = {key: text for key, text in typed.answers.items() if ANSWER + key in ticked}
    _save(request, view, cells, answers)


def _save(request: HttpRequest, view: FormView, cells: Mapping[str, str], answers: Mapping[str, str]) -> None:
    content = FormContent(
        cells={**view.content.cells, **cells},
        answers={**view.content.answers, **answers},
        reasons=view.content.reasons,
    )
    revision = read_revision(request.POST.dict())
    api.save_form(actor=actor_of(request), form_id=view.summary.id, content=content, revision=revision, at=now())
    taken = len(cells) + len(answers)
    messages.success(
        request, gettext("%(count)s cells were taken over from the file.") % {"count": format_number(taken)}
    )


def _changes(view: FormView, cells: Mapping[str, str], answers: Mapping[str, str]) -> list[Change]:
    found = []
    for address, cell in view.plan.cells.items():
        if cell.is_typed and address in cells:
            new, old = kept(cells[address], cell.type), view.content.cells.get(address, "")
            if new != old:
                found.append(Change(name=CELL + address, title=cell.title, kept=old, raw=new))
    for one in view.plan.template.questions:
        old, new = view.content.answers.get(one.code, ""), answers.get(one.code, "").replace("\r\n", "\n").strip()
        if one.code in answers and new != old:
            found.append(Change(name=ANSWER + one.code, title=one.title, kept=old, raw=new))
    return found


def _spoken(change: Change, text: str) -> str:
    """A number as people write it; an answer in words as it is."""
    number = read_number(text) if change.name.startswith(CELL) else None
    return text if number is None else format_number(number)
