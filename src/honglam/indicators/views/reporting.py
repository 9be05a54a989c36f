"""The report on online services: made in one click, remarked, approved, printed as an official paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.indicators import api
from honglam.indicators.contracts import Period, PeriodKind, ReportState, ReportView
from honglam.indicators.gateways.typesetting import set_report
from honglam.indicators.rules.periods import period_before, period_of
from honglam.indicators.views.paper import paper_of
from honglam.indicators.views.words import STATES
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors
from honglam.ui.typed import choice_of


def reports(request: HttpRequest) -> HttpResponse:
    """Reports of the agencies in sight, and a draft for the quarter or month that has just ended."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            made = api.make_report(actor=actor, period=_asked(request), at=now())
            return redirect("indicators:report", made.id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "reports": api.list_reports(actor=actor),
        "errors": errors,
        "states": STATES,
        "cut_off": api.cut_off_day(on=today()),
    }
    return render(request, "indicators/reports.html", context, status=422 if errors else 200)


def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: figures, remarks, and the signature of whoever answers for it."""
    actor = actor_of(request)
    view = api.get_report(actor=actor, report_id=report_id)
    errors = PageErrors()
    if request.method == "POST":
        try:
            _change(request, view)
            return redirect("indicators:report", view.id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "report": view,
        "paper": paper_of(view),
        "errors": errors,
        "draft": view.state is ReportState.DRAFT,
        "states": STATES,
    }
    return render(request, "indicators/report.html", context, status=422 if errors else 200)


def report_pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report as an official paper, draft or approved."""
    view = api.get_report(actor=actor_of(request), report_id=report_id)
    name = f'inline; filename="bao-cao-{view.period.last_on}.pdf"'
    return HttpResponse(
        set_report(paper_of(view)), content_type="application/pdf", headers={"Content-Disposition": name}
    )


def _asked(request: HttpRequest) -> Period:
    """The month or quarter that has just ended, by the calendar or by the administrative cut-off."""
    kind = PeriodKind(choice_of(request.POST, "ky", (PeriodKind.MONTH, PeriodKind.QUARTER)))
    ends = choice_of(request.POST, "moc", ("hanh-chinh",), blank=True)
    return period_before(period_of(kind, today(), api.cut_off_day(on=today()) if ends else 0))


def _change(request: HttpRequest, view: ReportView) -> None:
    actor, at = actor_of(request), now()
    number, remarks = request.POST.get("number", ""), request.POST.get("remarks", "")
    api.remark_report(actor=actor, report_id=view.id, number=number, remarks=remarks, at=at)
    if request.POST.get("approve"):
        api.approve_report(actor=actor, report_id=view.id, at=at)
