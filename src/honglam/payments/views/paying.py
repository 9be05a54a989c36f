"""The payer's pages: what, why, how much, until when; by QR, online, or at the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.problems import spoken
from honglam.kernel.values import DomainError
from honglam.payments import api
from honglam.payments.contracts import AttemptState, OrderState, PayPage
from honglam.payments.views.answers import pdf
from honglam.payments.views.words import METHODS, OCCASIONS, STATES


@never_cache
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order and the ways to pay it."""
    return _page(request, api.get_pay_page(actor=actor_of(request), order_id=order_id))


@require_POST
def online(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """To the gateway. A refusal leads back to the order, which says what it is now."""
    try:
        sent = api.start_attempt(actor=actor_of(request), order_id=order_id, at=now())
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        messages.warning(request, spoken(refusal.message, refusal.params))
        return redirect("payments:pay", order_id)
    # A page between: our policy lets no form lead to another site, and a slow gateway leaves no blank page.
    response = render(request, "payments/pay/leaving.html", {"target": sent.url, "gateway": api.gateway_name()})
    response["Refresh"] = f"0;url={sent.url}"
    return response


def qr(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The transfer's QR code as a picture to be kept: somebody pays on the very telephone that shows it."""
    page = api.get_pay_page(actor=actor_of(request), order_id=order_id)
    if not page.qr:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{page.order.reference}.png"', "Cache-Control": "no-store"}
    return HttpResponse(api.qr_png(text=page.qr), content_type="image/png", headers=headers)


@never_cache
def returned(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Back from the gateway. The address may say what it likes: only our own books are shown, or that we wait."""
    actor = actor_of(request)
    attempt = api.get_attempt(actor=actor, attempt_id=attempt_id)
    if request.method == "POST":
        api.ask_gateway(attempt_id=attempt_id, at=now(), again=False)
        return redirect("payments:returned", attempt_id)
    page = api.get_pay_page(actor=actor, order_id=attempt.order_id)
    unknown = attempt.state is AttemptState.WAITING and page.order.state is OrderState.OPEN
    waiting = unknown and now() < attempt.confirmed_by
    context = {"attempt": attempt, "order": page.order, "waiting": waiting, "states": STATES}
    template = "payments/pay/waiting.html" if request.headers.get("HX-Request") else "payments/pay/returned.html"
    return render(request, template, context)


def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt of one's own, or of one's desk."""
    return pdf(api.print_receipts(actor=actor_of(request), receipt_ids=[receipt_id]), "bien-lai")


def _page(request: HttpRequest, page: PayPage) -> HttpResponse:
    context = {
        "page": page,
        "order": page.order,
        "qr": mark_safe(api.qr_svg(text=page.qr)) if page.qr else "",
        "gateway": api.gateway_name(),
        "words": api.amount_in_words(amount=page.order.amount),
        "moment": now(),
        "states": STATES,
        "methods": METHODS,
        "occasions": OCCASIONS,
    }
    return render(request, "payments/pay/order.html", context)
