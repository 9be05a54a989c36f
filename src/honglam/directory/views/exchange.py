"""Workbooks: the template, what there is, and an import that is shown before it is taken."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from honglam.directory.contracts import IMPORT_ACTION_LABELS
from honglam.directory.forms import imports
from honglam.directory.forms.staff import WorkbookForm
from honglam.directory.forms.workbook import MAX_ROWS, write_workbook
from honglam.directory.queries import exports
from honglam.directory.services import imports as verbs
from honglam.files import api as files
from honglam.files.contracts import MediaType
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.problems import spoken
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors
from honglam.ui.filling import fill, typed

_UPLOADED = "directory.import"
_WORDS = {
    "actions": IMPORT_ACTION_LABELS,
    "sheets": imports.TITLES,
    "spoken": spoken,
    "spoken_value": imports.spoken_value,
}


def upload(request: HttpRequest) -> HttpResponse:
    """Choose a workbook; it is read and kept, nothing is taken yet."""
    form = typed(request, WorkbookForm)

    def perform() -> tuple[str, str]:
        sent = form.cleaned_data["workbook"]
        content = sent.read()
        rows = imports.read_rows(content)
        verbs.require_few_changes(actor=actor_of(request), rows=rows)
        kept = files.store(
            actor=actor_of(request),
            content=content,
            name=sent.name,
            at=now(),
            purpose="directory.import",
            allowed=(MediaType.XLSX,),
        )
        request.session[_UPLOADED] = str(kept.id)
        said = _("%(count)s rows were read. Nothing has been taken yet.") % {"count": len(rows)}
        return reverse("directory:import_check", args=[kept.id]), said

    limits = {"limit": MAX_ROWS, "most": verbs.MAX_CHANGES}
    return fill(request, form, "directory/desk/import.html", limits, perform)


def confirm(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What taking the workbook would do, row by row; then take exactly that."""
    actor, errors = actor_of(request), PageErrors()
    if request.session.get(_UPLOADED) != str(file_id):
        raise Http404
    reading = imports.read_import(files.read(file_id=file_id))
    if request.method == "POST":
        try:
            done = verbs.take_import(actor=actor, rows=reading.rows, digest=request.POST.get("digest", ""), at=now())
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
        else:
            messages.success(request, _("%(count)s rows were taken.") % {"count": len(done.moving)})
            return redirect("directory:agencies")
    report = verbs.check_import(actor=actor, rows=reading.rows, at=now())
    context = _WORDS | {"report": report, "errors": errors, "unread": reading.unread, "headings": imports.headings()}
    return render(request, "directory/desk/import_check.html", context, status=422 if errors else 200)


def template(_request: HttpRequest) -> HttpResponse:
    """An empty workbook with the headings and notes."""
    return _workbook("mau-co-cau-to-chuc.xlsx", write_workbook((sheet, ()) for sheet in imports.sheets()))


def export(request: HttpRequest) -> HttpResponse:
    """What the administrator is responsible for, in the form an import reads."""
    actor, on = actor_of(request), today()
    readers = {
        imports.AGENCIES: exports.agency_rows,
        imports.POSTS: exports.post_rows,
        imports.STAFF: exports.staff_rows,
        imports.ABSENCES: exports.absence_rows,
    }
    content = write_workbook(
        (sheet, map(imports.spoken_row, readers[sheet.code](actor=actor, on=on))) for sheet in imports.sheets()
    )
    return _workbook("co-cau-to-chuc.xlsx", content)


def _workbook(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=MediaType.XLSX.value)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
