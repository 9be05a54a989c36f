"""Refunds: asked for with a decision, decided by somebody else, paid out."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.payments import api
from honglam.payments.contracts import OrderView, RefundView
from honglam.payments.forms.reading import read_refund
from honglam.payments.views.words import METHODS, REFUNDS
from honglam.ui.errors import PageErrors


def waiting(request: HttpRequest) -> HttpResponse:
    """Refunds that wait for somebody; with `tat-ca` also those that are done."""
    every = "tat-ca" in request.GET
    page = api.list_refunds(actor=actor_of(request), open_only=not every, after=request.GET.get("sau") or None)
    return render(request, "payments/refunds/waiting.html", {"page": page, "states": REFUNDS, "every": every})


def refund(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """One refund and what may be done with it."""
    return _show(request, refund_id, PageErrors())


def ask(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Ask for all or a part to be given back."""
    actor, errors = actor_of(request), PageErrors()
    order = api.get_order(actor=actor, order_id=order_id)
    if request.method == "POST":
        request_ = read_refund(request.POST.dict())
        try:
            made = api.ask_refund(actor=actor, order_id=order_id, request=request_, at=now())
            return redirect("payments:refund", made)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    return _form(request, order, None, errors)


def take_up(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """Complete what the system proposed and ask for it in one's own name."""
    actor, errors = actor_of(request), PageErrors()
    view = api.get_refund(actor=actor, refund_id=refund_id)
    if request.method == "POST":
        request_ = read_refund(request.POST.dict())
        try:
            api.take_up_refund(actor=actor, refund_id=refund_id, request=request_, at=now())
            return redirect("payments:refund", refund_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    return _form(request, view.order, view, errors)


def decide(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """Approve or reject."""
    approve, note = request.POST.get("decision") == "approve", request.POST.get("note", "")
    return _act(
        request,
        refund_id,
        lambda: api.decide_refund(actor=actor_of(request), refund_id=refund_id, approve=approve, note=note, at=now()),
    )


def pay_out(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """The money went back."""
    reference = request.POST.get("reference", "")
    return _act(
        request,
        refund_id,
        lambda: api.pay_out_refund(actor=actor_of(request), refund_id=refund_id, reference=reference, at=now()),
    )


def _act(request: HttpRequest, refund_id: UUID, verb: Callable[[], None]) -> HttpResponse:
    if request.method == "POST":
        try:
            verb()
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            return _show(request, refund_id, PageErrors.of(refusal), status=refusal.status)
    return redirect("payments:refund", refund_id)


def _show(request: HttpRequest, refund_id: UUID, errors: PageErrors, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "refund": api.get_refund(actor=actor, refund_id=refund_id),
        "errors": errors,
        "typed": request.POST.dict(),
        "states": REFUNDS,
        "methods": METHODS,
        "keeper": actor.has_role("cashier", "accountant"),
        "decider": actor.has_role("one_stop_head", "approver", "leader"),
        "accountant": actor.has_role("accountant"),
    }
    return render(request, "payments/refunds/refund.html", context, status=status)


def _form(request: HttpRequest, order: OrderView, refund: RefundView | None, errors: PageErrors) -> HttpResponse:
    context = {"order": order, "refund": refund, "errors": errors, "typed": request.POST.dict()}
    return render(request, "payments/refunds/form.html", context, status=422 if errors else 200)
