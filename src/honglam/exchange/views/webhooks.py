"""Webhooks on screen: which systems are told of what, whether they take it, and the secret, shown once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honglam.exchange import api
from honglam.exchange.contracts import DeliveryState, Issued, SubscriptionView, Topic, Wish
from honglam.exchange.rules.wording import LINES
from honglam.exchange.views.words import tell_fault
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError, NotFound, text_noop
from honglam.ui.errors import PageErrors

EVENTS = dict(LINES) | {Topic.TEST: text_noop("Test")}
STATES = {
    "queued": text_noop("Waits to be sent"),
    "sending": text_noop("Being sent"),
    "failed": text_noop("Will be tried again"),
    "delivered": text_noop("Taken by the receiver"),
    "dead": text_noop("Needs somebody"),
}


def _kept(request: HttpRequest, subscription_id: UUID) -> SubscriptionView:
    try:
        return api.get_subscription(actor=actor_of(request), subscription_id=subscription_id)
    except NotFound as refusal:
        raise Http404 from refusal


def _own(request: HttpRequest, subscription_id: UUID) -> SubscriptionView:
    """What a service asked for is looked after here; its secret and its tests are its own."""
    found = _kept(request, subscription_id)
    if found.service:
        raise Http404
    return found


def _show_secret(request: HttpRequest, issued: Issued) -> HttpResponse:
    response = render(request, "exchange/webhook_secret.html", {"issued": issued})
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The administrator's own subscriptions, and those of services for who administers the province."""
    actor = actor_of(request)
    own, services = api.list_subscriptions(actor=actor), api.list_service_subscriptions(actor=actor)
    context = {"subscriptions": own, "services": services, "events": EVENTS}
    return render(request, "exchange/webhooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Subscribe a system. The key in the form makes one subscription of it, however often it is sent."""
    refusal, typed = None, request.POST
    if request.method == "POST":
        try:
            return _show_secret(request, _create(request))
        except DomainError as error:
            refusal = error
    context = {
        "typed": {name: typed.get(name, "") for name in ("target", "label", "agency_code", "agency_code_text")},
        "chosen": typed.getlist("events"),
        "options": [(topic.value, gettext(words)) for topic, words in LINES.items()],
        "key": uuid7() if isinstance(refusal, IdempotencyMismatch) else _key(request),
        "errors": PageErrors.of(refusal),
    }
    return render(request, "exchange/webhook_new.html", context, status=refusal.status if refusal else 200)


def _create(request: HttpRequest) -> Issued:
    known = {topic.value for topic in LINES}
    wish = Wish(
        target=request.POST.get("target", "").strip(),
        events=tuple(Topic(word) for word in request.POST.getlist("events") if word in known),
        label=" ".join(request.POST.get("label", "").replace("\0", "").split())[:100],
        agency_code=request.POST.get("agency_code", "").strip()[:40],
    )
    return api.create_subscription(actor=actor_of(request), wish=wish, key=_key(request), at=now())


def _key(request: HttpRequest) -> str:
    """The form's key; whatever is none becomes one."""
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError:
        return str(uuid7())


@require_GET
def one(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """One subscription: what it hears of, how it fares, what was sent."""
    subscription = _kept(request, subscription_id)
    tab = request.GET.get("muc", "")
    page = api.list_deliveries(
        actor=actor_of(request),
        subscription_id=subscription_id,
        state=DeliveryState.DEAD if tab == "can-xem" else None,
        after=request.GET.get("sau", ""),
        limit=25,
    )
    context: dict[str, Any] = {"one": subscription, "page": page, "tab": tab, "events": EVENTS, "states": STATES}
    context["tell"] = tell_fault
    context["hears"] = [gettext(EVENTS[event]) for event in subscription.events]
    return render(request, "exchange/webhook.html", context)


@require_POST
def test(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """Post a test and say at once how it went."""
    _own(request, subscription_id)
    sent = api.send_test(actor=actor_of(request), subscription_id=subscription_id, at=now())
    if sent.state is DeliveryState.DELIVERED:
        messages.success(request, gettext("The receiver took the test (answer %(code)s).") % {"code": sent.last_status})
    elif sent.state is DeliveryState.QUEUED:
        told = gettext("The receiver is being given a rest after failures; the test goes out by itself afterwards.")
        messages.info(request, told)
    else:
        messages.error(request, gettext("The receiver did not take the test. The reason stands in the list below."))
    return redirect("exchange:webhook", subscription_id)


@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """A new secret, after a question: from that moment on everything is signed with it."""
    subscription = _own(request, subscription_id)
    if request.method == "POST":
        issued = api.rotate_secret(
            actor=actor_of(request), subscription_id=subscription_id, key=_key(request), at=now()
        )
        return _show_secret(request, issued)
    return render(request, "exchange/webhook_ask.html", {"one": subscription, "verb": "secret", "key": uuid7()})


@require_POST
def resume(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """Go on after a pause."""
    _kept(request, subscription_id)
    api.resume_subscription(actor=actor_of(request), subscription_id=subscription_id, at=now())
    messages.success(request, gettext("Sending goes on; what waited is sent now."))
    return redirect("exchange:webhook", subscription_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, subscription_id: UUID) -> HttpResponse:
    """Switch off for good, after a question."""
    subscription = _kept(request, subscription_id)
    if request.method == "POST":
        api.end_subscription(actor=actor_of(request), subscription_id=subscription_id, at=now())
        messages.success(request, gettext("The system is not told of anything any more."))
        return redirect("exchange:webhooks")
    return render(request, "exchange/webhook_ask.html", {"one": subscription, "verb": "end", "key": ""})


@require_POST
def again(request: HttpRequest, subscription_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Send one delivery once more."""
    try:
        api.redeliver(actor=actor_of(request), subscription_id=subscription_id, delivery_id=delivery_id, at=now())
    except NotFound as refusal:
        raise Http404 from refusal
    messages.success(request, gettext("It will be sent once more."))
    return redirect("exchange:webhook", subscription_id)
