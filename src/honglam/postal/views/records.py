"""Joint hand-over records: list and sign, count and sign, take back, print."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.postal import api
from honglam.postal.contracts import RecordKind
from honglam.postal.forms import read_kind, read_signature, read_wish
from honglam.postal.views.parcels import pdf
from honglam.postal.views.words import KINDS, RECORD_STATES, STATES
from honglam.ui.errors import PageErrors


def index(request: HttpRequest) -> HttpResponse:
    """The records of this place, newest first."""
    page = api.list_records(actor=actor_of(request), after=request.GET.get("sau") or None)
    return render(request, "postal/records.html", {"page": page, "kinds": KINDS, "states": RECORD_STATES})


def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose what changes hands and sign for the giving side."""
    wanted, actor, errors = read_kind(kind), actor_of(request), PageErrors()
    if wanted is None:
        raise Http404
    chosen = request.POST.getlist("parcels")
    if request.method == "POST":
        try:
            made = api.give_parcels(actor=actor, wish=read_wish(request.POST.dict(), chosen, wanted), at=now())
            return redirect("postal:record", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "kind": wanted,
        "kinds": KINDS,
        "ready": api.list_ready(actor=actor, kind=wanted),
        "offices": _offices() if wanted is RecordKind.RESULTS else [],
        "chosen": chosen,
        "typed": request.POST.dict(),
        "errors": errors,
    }
    return render(request, "postal/new_record.html", context, status=422 if errors else 200)


def record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Read, count, leave single parcels with a reason, sign."""
    actor, errors = actor_of(request), PageErrors()
    if request.method == "POST":
        try:
            signature = read_signature(request.POST.dict())
            api.take_parcels(actor=actor, record_id=record_id, signature=signature, at=now())
            messages.success(request, gettext("Signed by both. The moment of your signature is the lawful one."))
            return redirect("postal:record", record_id)
        except NotFound:
            raise
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {
        "record": api.get_record(actor=actor, record_id=record_id),
        "kinds": KINDS,
        "record_states": RECORD_STATES,
        "states": STATES,
        "typed": request.POST.dict(),
        "errors": errors,
    }
    return render(request, "postal/record.html", context, status=422 if errors else 200)


def withdraw(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Take the record back before the other side has signed."""
    if request.method == "POST":
        try:
            api.withdraw_record(actor=actor_of(request), record_id=record_id, at=now())
            messages.success(request, gettext("The record was taken back. Its parcels are where they were."))
        except NotFound:
            raise
        except DomainError as refusal:
            messages.error(request, gettext(refusal.message) % refusal.params)
    return redirect("postal:record", record_id)


def printed(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The record as PDF."""
    return pdf(api.print_record(actor=actor_of(request), record_id=record_id), "bien-ban-giao-nhan")


def _offices() -> list[tuple[int, str]]:
    """Post offices that may take results, where they stand today."""
    return [(one.id, one.name) for one in directory.list_agencies(on=today(), kind=AgencyKind.POSTAL)]
