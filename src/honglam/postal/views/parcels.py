"""Parcels: what lies here, one parcel with its way, closing it, reporting on it, sending a result again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.postal import api
from honglam.postal.contracts import ParcelView
from honglam.postal.forms import read_report, read_weighed
from honglam.postal.views.words import KINDS, LINES, REPORTS, STATES
from honglam.ui.errors import PageErrors


def overview(request: HttpRequest) -> HttpResponse:
    """What lies at the post office or at the desk now; a typed or scanned number opens its parcel."""
    actor, number, errors = actor_of(request), request.GET.get("so", "").strip(), PageErrors()
    if number:
        try:
            return redirect("postal:parcel", api.get_parcel_by_number(actor=actor, number=number).id)
        except DomainError as refusal:
            refusal.field = "so"
            errors = PageErrors.of(refusal)
    context = {"lies": api.get_overview(actor=actor), "number": number, "errors": errors, "states": STATES}
    return render(request, "postal/overview.html", context | {"kinds": KINDS}, status=422 if errors else 200)


def parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """One parcel and what may be done with it."""
    return _show(request, api.get_parcel(actor=actor_of(request), parcel_id=parcel_id), PageErrors())


def collect(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Close and weigh; the note is printed from the parcel's page."""
    return _act(
        request,
        parcel_id,
        lambda: api.collect_parcel(
            actor=actor_of(request), parcel_id=parcel_id, weighed=read_weighed(request.POST.dict()), at=now()
        ),
        gettext("The consignment note has been issued."),
    )


def drop(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """The papers stay with the sender, or go back to them."""
    reason = request.POST.get("reason", "")
    return _act(
        request,
        parcel_id,
        lambda: api.drop_parcel(actor=actor_of(request), parcel_id=parcel_id, reason=reason, at=now()),
        gettext("The papers are the sender's again."),
    )


def report(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """Delivered to whom, not delivered and why, or lost."""
    return _act(
        request,
        parcel_id,
        lambda: api.report_parcel(
            actor=actor_of(request), parcel_id=parcel_id, report=read_report(request.POST.dict(), at=now()), at=now()
        ),
        gettext("The report has been noted."),
    )


def found(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """A lost parcel has turned up."""
    return _act(
        request,
        parcel_id,
        lambda: api.find_again(actor=actor_of(request), parcel_id=parcel_id, at=now()),
        gettext("The parcel goes on from here."),
    )


def settle(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """The loss of a dossier is settled with its sender."""
    reason = request.POST.get("reason", "")
    return _act(
        request,
        parcel_id,
        lambda: api.settle_loss(actor=actor_of(request), parcel_id=parcel_id, reason=reason, at=now()),
        gettext("The loss is settled."),
    )


def send_again(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """A result that came back or was lost goes out again."""
    note, address = request.POST.get("note", ""), request.POST.get("address", "")
    return _act(
        request,
        parcel_id,
        lambda: api.send_again(actor=actor_of(request), parcel_id=parcel_id, note=note, address=address, at=now()),
        gettext("The result waits for the post again."),
    )


def note(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """The consignment note as PDF."""
    return pdf(api.print_note(actor=actor_of(request), parcel_id=parcel_id), "phieu-gui")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, kept by nobody on the way."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"},
    )


def _act(request: HttpRequest, parcel_id: UUID, verb: Callable[[], object], done: str) -> HttpResponse:
    if request.method == "POST":
        try:
            verb()
            messages.success(request, done)
        except NotFound:
            raise
        except DomainError as refusal:
            view = api.get_parcel(actor=actor_of(request), parcel_id=parcel_id)
            return _show(request, view, PageErrors.of(refusal), status=refusal.status)
    return redirect("postal:parcel", parcel_id)


def _show(request: HttpRequest, view: ParcelView, errors: PageErrors, status: int = 200) -> HttpResponse:
    context = {
        "parcel": view,
        "errors": errors,
        "typed": request.POST.dict(),
        "states": STATES,
        "reports": REPORTS,
        "kinds": KINDS,
        "words": LINES,
    }
    return render(request, "postal/parcel.html", context, status=status)
