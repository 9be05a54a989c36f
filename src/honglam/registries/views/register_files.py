"""A register as a workbook, out and in; and as a page to be printed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.files import api as files
from honglam.files.contracts import MediaType
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor, DomainError
from honglam.registries.contracts import FileTooBig, FileUnreadable, RecordView, RegisterNotFound, RegisterView
from honglam.registries.forms.register_workbook import MOST_ROWS, read_register, write_register
from honglam.registries.forms.registers import read_asked
from honglam.registries.queries.registers import definitions, records
from honglam.registries.queries.registers.comparing import compare, digest_of
from honglam.registries.services.registers.importing import take_import
from honglam.ui.errors import PageErrors
from honglam.ui.workbooks import MAX_BYTES

_UPLOADED = "registries.import"
_OWN_FIELDS = 10
"""Of the form itself, beside a tick for each line."""


def export(request: HttpRequest, code: str) -> HttpResponse:
    """What the list shows, as a workbook that can be filled in and taken back; `?mau=1`: an empty form."""
    actor = actor_of(request)
    view = definitions.get_register(actor=actor, code=code)
    page = Page(items=[], next_cursor=None) if request.GET.get("mau") == "1" else _all(actor, view, request)
    name = f"{code}-mau" if not page.items else code
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "private, no-store"}
    content = write_register(view.schema, page.items, note=f"{_cut(page)} {_too_long(page)}".strip())
    return HttpResponse(content, content_type=MediaType.XLSX.value, headers=headers)


def printed(request: HttpRequest, code: str) -> HttpResponse:
    """What the list shows, on one page to be printed."""
    actor = actor_of(request)
    view = definitions.get_register(actor=actor, code=code)
    page = _all(actor, view, request)
    context = {"view": view, "rows": page.items, "cut": _cut(page), "at": now(), "person": actor.name}
    return render(request, "registries/register_print.html", context)


def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a workbook; it is read and kept for the comparison, nothing is taken."""
    view, errors = _kept(request, code), PageErrors()
    if request.method == "POST":
        try:
            return redirect("registries:import_check", code, _keep(request, view))
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"view": view, "errors": errors, "most": MOST_ROWS}
    return render(request, "registries/register_import.html", context, status=422 if errors else 200)


def check(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """Every line beside what stands, cell by cell; then take exactly those that are ticked."""
    view, errors, actor = _kept(request, code), PageErrors(), actor_of(request)
    if request.session.get(_UPLOADED) != f"{code}/{file_id}":
        raise Http404
    rows = read_register(files.read(file_id=file_id), view.schema)
    taken = request.POST.getlist("take")
    ticked = frozenset(int(one) for one in taken if one.isascii() and one.isdecimal() and len(one) < 10)
    if request.method == "POST":
        try:
            digest = request.POST.get("digest", "")
            count = take_import(actor=actor, code=code, rows=rows, ticked=ticked, digest=digest, at=now())
            messages.success(request, gettext("%(count)s records were taken over from the file.") % {"count": count})
            return redirect("registries:register", code)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    compared = compare(actor=actor, code=code, rows=rows)
    names = {one.code: one.name for one in view.schema.fields} | {
        "_agency": gettext("Agency"),
        "_state": gettext("State"),
    }
    context = {"view": view, "rows": compared, "digest": digest_of(compared), "errors": errors, "names": names}
    context |= {"ticked": ticked, "first": request.method != "POST"}
    return render(request, "registries/register_check.html", context, status=422 if errors else 200)


def count_fields(*, actor: Actor, code: str, file_id: UUID) -> int:  # noqa: ARG001 - a part of the address
    """How many fields the comparison of a file has for who keeps the register; 0 for everybody else."""
    try:
        kept = definitions.get_register(actor=actor, code=code).may_keep
    except RegisterNotFound:
        return 0
    return MOST_ROWS + _OWN_FIELDS if kept else 0


def _all(actor: Actor, view: RegisterView, request: HttpRequest) -> Page[RecordView]:
    asked = read_asked(view.schema, request.GET.dict())
    code = view.schema.code
    return records.list_records(actor=actor, code=code, asked=asked, after=None, limit=records.MOST, at=now())


def _cut(page: Page[RecordView]) -> str:
    if page.next_cursor is None:
        return ""
    told = gettext("These are the first %(count)s records only. Narrow the list to have the others.")
    return told % {"count": len(page.items)}


def _too_long(page: Page[RecordView]) -> str:
    if len(page.items) <= MOST_ROWS:
        return ""
    return gettext("An import takes %(count)s lines at most: narrow the list for a file to fill in.") % {
        "count": MOST_ROWS
    }


def _keep(request: HttpRequest, view: RegisterView) -> UUID:
    sent = request.FILES.get("workbook")
    if sent is None:
        raise FileUnreadable(field="workbook")
    if (sent.size or 0) > MAX_BYTES:
        raise FileTooBig(field="workbook", rows=MOST_ROWS)
    content = sent.read()
    read_register(content, view.schema)
    kept = files.store(
        actor=actor_of(request),
        content=content,
        name=sent.name or "so.xlsx",
        at=now(),
        purpose=_UPLOADED,
        allowed=(MediaType.XLSX,),
    )
    request.session[_UPLOADED] = f"{view.schema.code}/{kept.id}"
    return kept.id


def _kept(request: HttpRequest, code: str) -> RegisterView:
    view = definitions.get_register(actor=actor_of(request), code=code)
    if not view.may_keep:
        raise RegisterNotFound
    return view
