"""The cash desk: scan or type a code, Enter, count, Enter, print. Everything by keyboard."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from honglam.kernel.clock import local, now
from honglam.kernel.guards import actor_of
from honglam.kernel.numerals import read_money
from honglam.kernel.values import Actor, DomainError, text_noop
from honglam.payments import api
from honglam.payments.contracts import AmountInvalid, Method, PayPage
from honglam.payments.forms.reading import as_uuid
from honglam.payments.views.answers import pdf
from honglam.payments.views.words import KINDS, METHODS, OCCASIONS, STATES
from honglam.ui.errors import PageErrors
from honglam.ui.formats import format_number

MAX_BATCH = 100
TAKEN = text_noop("Receipt %(label)s was issued. Change to give back: %(change)s đồng.")
VOIDED = text_noop("Receipt %(label)s was voided. Give %(amount)s đồng back.")


def desk(request: HttpRequest) -> HttpResponse:
    """What waits to be paid; a code that means one order leads straight to it."""
    actor, text = actor_of(request), request.GET.get("q", "")
    if text and (found := api.find_at_desk(actor=actor, text=text)):
        return redirect("payments:order", found.id)
    context = {
        "page": api.list_open_at_desk(actor=actor, query=text, after=request.GET.get("sau") or None),
        "query": text,
        "cashier": actor.has_role("cashier"),
        "occasions": OCCASIONS,
    }
    return render(request, "payments/desk/desk.html", context)


def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order: its lines, the QR code to be shown, the drawer."""
    return _page(request, order_id, PageErrors())


def take(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Cash was counted: the receipt is issued and lies ready to be printed."""
    if request.method != "POST":
        return redirect("payments:order", order_id)
    try:
        given = _given(request.POST.get("given", ""))
        issued = api.take_cash(actor=actor_of(request), order_id=order_id, given=given, at=now())
    except DomainError as refusal:
        return _refused(request, order_id, refusal)
    change = (given or issued.amount) - issued.amount
    messages.success(request, gettext(TAKEN) % {"label": issued.label, "change": format_number(change)})
    return redirect("payments:order", order_id)


def reduce(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Grant an exemption of the tariff on a paper that was shown."""
    if request.method != "POST":
        return redirect("payments:order", order_id)
    code, _, name = request.POST.get("reduction", "").partition("|")
    evidence = request.POST.get("evidence", "")
    try:
        api.grant_reduction(
            actor=actor_of(request), order_id=order_id, code=code, name=name, evidence=evidence, at=now()
        )
    except DomainError as refusal:
        return _refused(request, order_id, refusal)
    return redirect("payments:order", order_id)


def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """It need not be paid after all."""
    if request.method != "POST":
        return redirect("payments:order", order_id)
    try:
        api.cancel_order(actor=actor_of(request), order_id=order_id, reason=request.POST.get("reason", ""), at=now())
    except DomainError as refusal:
        return _refused(request, order_id, refusal)
    return redirect("payments:order", order_id)


def receipts(request: HttpRequest) -> HttpResponse:
    """Receipts of the desk, newest first, to be printed singly or together."""
    actor = actor_of(request)
    page = api.list_receipts(actor=actor, after=request.GET.get("sau") or None)
    context = {"page": page, "methods": METHODS, "cashier": actor.has_role("cashier")}
    return render(request, "payments/desk/receipts.html", context)


def print_batch(request: HttpRequest) -> HttpResponse:
    """Several receipts in one file (`bien-lai` repeated); without any, back to the list."""
    wanted = [known for text in request.GET.getlist("bien-lai")[:MAX_BATCH] if (known := as_uuid(text))]
    if not wanted:
        return redirect("payments:receipts")
    return pdf(api.print_receipts(actor=actor_of(request), receipt_ids=wanted), "bien-lai")


def void(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """Void a receipt of today with a reason; its number stays."""
    errors = PageErrors()
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            gone = api.void_receipt(actor=actor_of(request), receipt_id=receipt_id, reason=reason, at=now())
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            errors = PageErrors.of(refusal)
        else:
            messages.success(request, gettext(VOIDED) % {"label": gone.label, "amount": format_number(gone.amount)})
            return redirect("payments:order", gone.order_id)
    context = {"receipt_id": receipt_id, "errors": errors, "reason": request.POST.get("reason", "")}
    return render(request, "payments/desk/void.html", context, status=422 if errors else 200)


def _given(text: str) -> int | None:
    if not text.strip():
        return None
    amount = read_money(text)
    if amount is None:
        raise AmountInvalid(field="given")
    return amount


def _refused(request: HttpRequest, order_id: UUID, refusal: DomainError) -> HttpResponse:
    if refusal.status == 404:
        raise refusal
    return _page(request, order_id, PageErrors.of(refusal), status=refusal.status)


def _voidable(page: PayPage, actor: Actor) -> bool:
    """Whether the cashier may still hand the cash back: of the own receipt of today, while no refund is on its way."""
    receipt = page.order.receipt
    if receipt is None or receipt.method is not Method.CASH or page.order.refunded or page.going_back:
        return False
    today = local(receipt.issued_at).date() == local(now()).date()
    return today and receipt.cashier_id == actor.id and actor.has_role("cashier")


def _page(request: HttpRequest, order_id: UUID, errors: PageErrors, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    page = api.get_desk_page(actor=actor, order_id=order_id)
    context = {
        "page": page,
        "order": page.order,
        "qr": mark_safe(api.qr_svg(text=page.qr)) if page.qr else "",
        "words": api.amount_in_words(amount=page.order.amount),
        "errors": errors,
        "typed": request.POST.dict(),
        "moment": now(),
        "cashier": actor.has_role("cashier"),
        "voidable": _voidable(page, actor),
        "may_grant": actor.has_role("cashier", "one_stop_head", "approver", "leader"),
        "may_refund": actor.has_role("cashier", "accountant"),
        "may_cancel": actor.has_role("accountant", "one_stop_head", "approver", "leader"),
        "states": STATES,
        "kinds": KINDS,
        "methods": METHODS,
        "occasions": OCCASIONS,
    }
    return render(request, "payments/desk/order.html", context, status=status)
