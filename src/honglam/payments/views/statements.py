"""Bank statements: upload, look at the plan, book it; settle by hand what nobody can tell."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, text_noop
from honglam.payments import api
from honglam.payments.contracts import StatementTooLarge, StatementUnreadable
from honglam.payments.forms.statements import read_statement
from honglam.payments.forms.tables import MAX_BYTES, MAX_ROWS
from honglam.payments.views.words import LINES, NOTES
from honglam.ui.errors import PageErrors

BOOKED = text_noop("The statement was booked.")
SETTLED = text_noop("The transfer was settled.")
SURPLUS = text_noop("The order was settled already: the transfer was booked as a surplus, and a refund is proposed.")


def overview(request: HttpRequest) -> HttpResponse:
    """Upload a statement; the latest ones, and how much waits to be settled by hand."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            upload = request.FILES.get("file")
            entries = read_statement(_content(upload))
            made = api.upload_statement(
                actor=actor, account_code=request.POST.get("account", ""), name=_name(upload), entries=entries, at=now()
            )
            return redirect("payments:statement", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "accounts": api.list_accounts(actor=actor),
        "statements": api.list_statements(actor=actor),
        "waiting": api.list_lines_waiting(actor=actor),
        "errors": errors,
    }
    return render(request, "payments/statements/overview.html", context, status=422 if errors else 200)


def statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """The plan of a statement, or what became of it; booking carries out the plan that was shown."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        try:
            api.book_statement(actor=actor, statement_id=statement_id, digest=digest, at=now())
            messages.success(request, gettext(BOOKED))
            return redirect("payments:statement", statement_id)
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            errors = PageErrors.of(refusal)
    view = api.get_statement(actor=actor, statement_id=statement_id)
    context = {"statement": view, "lines": LINES, "notes": NOTES, "errors": errors}
    return render(request, "payments/statements/statement.html", context, status=409 if errors else 200)


def unclear(request: HttpRequest) -> HttpResponse:
    """Transfers that a person must settle."""
    return _unclear(request, PageErrors())


def settle(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """One transfer: it pays this order, or it is set aside with a reason."""
    if request.method != "POST":
        return redirect("payments:unclear")
    actor, typed = actor_of(request), request.POST
    reference, note = typed.get(f"reference-{line_id}", ""), typed.get(f"note-{line_id}", "")
    done = SETTLED
    try:
        if "aside" in typed:
            api.set_aside(actor=actor, line_id=line_id, note=note, at=now())
        elif not api.settle_line(actor=actor, line_id=line_id, reference=reference, at=now()):
            done = SURPLUS
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        refusal.field = f"{refusal.field}-{line_id}" if refusal.field else None
        return _unclear(request, PageErrors.of(refusal), status=refusal.status)
    messages.success(request, gettext(done))
    return redirect("payments:unclear")


def _unclear(request: HttpRequest, errors: PageErrors, status: int = 200) -> HttpResponse:
    page = api.list_lines_waiting(actor=actor_of(request), after=request.GET.get("sau") or None)
    context = {"page": page, "lines": LINES, "notes": NOTES, "errors": errors, "typed": request.POST.dict()}
    return render(request, "payments/statements/unclear.html", context, status=status)


def _content(upload: "UploadedFile[Any] | None") -> bytes:
    if upload is None:
        raise StatementUnreadable(field="file")
    if (upload.size or 0) > MAX_BYTES:
        raise StatementTooLarge(field="file", rows=MAX_ROWS)
    return bytes(upload.read())


def _name(upload: "UploadedFile[Any] | None") -> str:
    return (upload.name or "") if upload else ""
