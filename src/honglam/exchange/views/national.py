"""The traffic with the national portal: what waits, what nobody takes, what arrived."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from honglam.exchange import api
from honglam.exchange.contracts import ReportState
from honglam.exchange.views.words import tell_fault
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import text_noop

REPORTS = {
    "can-xem": (ReportState.DEAD,),
    "cho-gui": (ReportState.QUEUED, ReportState.SENDING, ReportState.FAILED),
    "da-gui": (ReportState.SENT, ReportState.DROPPED),
}
"""The tabs over reports, by the word in the address: to look at, waiting, sent."""

SETTLED = "da-xong"
"""The tab over filings that nobody need look at, by the word in the address."""
STATES = {
    "queued": text_noop("Waits to be sent"),
    "sending": text_noop("Being sent"),
    "failed": text_noop("Will be tried again"),
    "sent": text_noop("Sent"),
    "dead": text_noop("Needs somebody"),
    "dropped": text_noop("Given up"),
    "received": text_noop("Waits to be filed"),
    "working": text_noop("Being filed"),
    "filed": text_noop("Filed"),
    "refused": text_noop("Faults told to the portal"),
    "untold": text_noop("Faults not yet told to the portal"),
}


def reports(request: HttpRequest) -> HttpResponse:
    """Reports to the portal; what needs somebody comes first."""
    tab = request.GET.get("muc", "can-xem")
    states = REPORTS.get(tab, REPORTS["can-xem"])
    page = api.list_reports(actor=actor_of(request), states=states, after=request.GET.get("sau", ""))
    return render(request, "exchange/reports.html", {"page": page, "tab": tab, "states": STATES, "tell": tell_fault})


def filings(request: HttpRequest) -> HttpResponse:
    """Dossiers from the portal that are not filed, or those of them that nobody need look at."""
    settled = request.GET.get("muc") == SETTLED
    page = api.list_filings(actor=actor_of(request), settled=settled, after=request.GET.get("sau", ""))
    context = {"page": page, "tab": SETTLED if settled else "ho-so-den", "states": STATES, "tell": tell_fault}
    return render(request, "exchange/filings.html", context)


@require_POST
def report_again(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send it once more."""
    api.send_again(actor=actor_of(request), report_id=report_id, at=now())
    messages.success(request, gettext("The report will be sent once more."))
    return redirect("exchange:reports")


@require_POST
def report_drop(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Give it up."""
    api.drop_report(actor=actor_of(request), report_id=report_id, at=now())
    messages.success(request, gettext("The report was given up. It can still be sent from the tab “Sent”."))
    return redirect("exchange:reports")


@require_POST
def filing_again(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Try to file it once more."""
    api.file_again(actor=actor_of(request), filing_id=filing_id, at=now())
    messages.success(request, gettext("The dossier will be filed once more."))
    return redirect("exchange:filings")


@require_POST
def filing_drop(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Put it aside."""
    api.drop_filing(actor=actor_of(request), filing_id=filing_id, at=now())
    messages.success(request, gettext("The dossier was put aside as done another way."))
    return redirect("exchange:filings")
