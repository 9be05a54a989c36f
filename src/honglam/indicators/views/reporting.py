"""Reports on online services from before: read, printed, approved where they still wait for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.indicators import api
from honglam.indicators.contracts import ReportState, ReportView
from honglam.indicators.gateways.typesetting import set_report
from honglam.indicators.views.paper import paper_of
from honglam.indicators.views.words import STATES
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.ui.errors import PageErrors


def reports(request: HttpRequest) -> HttpResponse:
    """The reports from before in sight; new ones are written where every report is."""
    context = {"reports": api.list_reports(actor=actor_of(request)), "states": STATES}
    return render(request, "indicators/reports.html", context)


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
        "typed": request.POST.dict(),
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


def _change(request: HttpRequest, view: ReportView) -> None:
    actor, at = actor_of(request), now()
    number, remarks = request.POST.get("number", ""), request.POST.get("remarks", "")
    api.remark_report(actor=actor, report_id=view.id, number=number, remarks=remarks, at=at)
    if request.POST.get("approve"):
        api.approve_report(actor=actor, report_id=view.id, at=at)
