"""The end of a cashier's day: count, explain, lock; somebody else confirms."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.numerals import read_money
from honglam.kernel.values import DomainError, text_noop
from honglam.payments import api
from honglam.payments.contracts import DayReport
from honglam.payments.forms.reading import as_id
from honglam.payments.forms.statements import read_day
from honglam.payments.views.answers import pdf
from honglam.payments.views.words import METHODS
from honglam.ui.errors import PageErrors
from honglam.ui.formats import format_datetime
from honglam.ui.sheets import FORMATS, Cell, as_file

ALTERED = text_noop(
    "The receipts of this day are no longer those that were signed for: the figures are those of the closing, the "
    "receipts listed are those that stand now. Tell the auditor and the administrator."
)
HEADINGS = (
    text_noop("Receipt"),
    text_noop("Issued"),
    text_noop("Payer"),
    text_noop("Dossier"),
    text_noop("How it was paid"),
    text_noop("Amount"),
    text_noop("Voided"),
)


def mine(request: HttpRequest) -> HttpResponse:
    """One's own day: receipts, sums, what was counted."""
    actor, errors = actor_of(request), PageErrors()
    report = _my_day(request)
    if request.method == "POST":
        counted, note = read_money(request.POST.get("counted", "")), request.POST.get("note", "")
        try:
            made = api.close_day(
                actor=actor, desk_id=report.desk_id, on=report.on, counted=counted, note=note, at=now()
            )
            return redirect("payments:closing", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    left = api.list_own_days_left(actor=actor, before=today())
    context = {"report": report, "left": left, "errors": errors, "typed": request.POST.dict(), "methods": METHODS}
    return render(request, "payments/days/mine.html", context, status=422 if errors else 200)


def export_mine(request: HttpRequest) -> HttpResponse:
    """One's own day as a file."""
    return _export(request, _my_day(request))


def closed(request: HttpRequest) -> HttpResponse:
    """Closed days of the desks in scope, and those that nobody has closed."""
    actor = actor_of(request)
    page = api.list_closings(actor=actor, after=request.GET.get("sau") or None)
    left = api.list_days_left(actor=actor, before=today())
    return render(request, "payments/days/closed.html", {"page": page, "left": left})


def closing(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    """One closed day."""
    return _show(request, closing_id, PageErrors())


def export(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    """A closed day as PDF, CSV or XLSX."""
    return _export(request, api.get_closing(actor=actor_of(request), closing_id=closing_id))


def confirm(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    """The second signature."""
    if request.method == "POST":
        try:
            api.confirm_day(actor=actor_of(request), closing_id=closing_id, at=now())
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            return _show(request, closing_id, PageErrors.of(refusal), status=refusal.status)
    return redirect("payments:closing", closing_id)


def _my_day(request: HttpRequest) -> DayReport:
    on, desk_id = read_day(request.GET.get("ngay", "")) or today(), as_id(request.GET.get("quay", ""))
    return api.my_day(actor=actor_of(request), on=on, desk_id=desk_id)


def _show(request: HttpRequest, closing_id: UUID, errors: PageErrors, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    report = api.get_closing(actor=actor, closing_id=closing_id)
    may = actor.has_role("accountant", "one_stop_head", "approver", "leader") and report.cashier_id != actor.id
    context = {"report": report, "errors": errors, "methods": METHODS, "may_confirm": may}
    return render(request, "payments/days/closing.html", context, status=status)


def _export(request: HttpRequest, report: DayReport) -> HttpResponse:
    name, form = f"quy-{report.on}", request.GET.get("dang", "pdf")
    if form == "pdf":
        return pdf(api.print_day(report=report), name)
    if form not in FORMATS:
        raise Http404
    return as_file(form, name, name, list(_rows(report)))


def _rows(report: DayReport) -> Iterator[list[Cell]]:
    yield [gettext(heading) for heading in HEADINGS]
    for receipt in report.receipts:
        void = f"{format_datetime(receipt.voided_at)}: {receipt.void_reason}" if receipt.voided_at else ""
        yield [
            receipt.label,
            format_datetime(receipt.issued_at),
            receipt.content.get("payer", ""),
            receipt.content.get("subject", ""),
            gettext(METHODS[receipt.method]),
            receipt.amount,
            void,
        ]
    yield [gettext("Total without voided receipts"), "", "", "", "", report.total, ""]
    if report.altered:
        yield [gettext(ALTERED), "", "", "", "", "", ""]
