"""Webhooks through the API: subscribe, see what was delivered, ask for it again."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from honglam.exchange import api
from honglam.exchange.contracts import DeliveryState, Issued, SubscriptionView, Topic, Wish
from honglam.kernel.calls import KEY, REFUSALS, caller, described, key_of, repeatable
from honglam.kernel.clock import now

router = Router()
SCOPE = "webhooks:manage"
PageSize = Annotated[int, Field(ge=1, le=100)]


class WebhookIn(Schema):
    """What to hear of, and where. `agency_code` narrows to dossiers led by this agency or one below it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    target: Annotated[str, Field(min_length=1, max_length=500)]
    events: Annotated[list[Topic], Field(min_length=1, max_length=50)]
    label: Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f]*$")] = ""
    agency_code: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9._-]*$")] = ""


class WebhookOut(Schema):
    """A subscription. `failures`: attempts that failed since something was last taken."""

    id: UUID
    label: str
    target: str
    events: list[Topic]
    agency_code: str
    active: bool
    created_at: datetime
    paused_at: datetime | None
    last_delivered_at: datetime | None
    failures: int
    dead_in_a_row: int


class WebhookIssuedOut(WebhookOut):
    """A subscription with its signing secret, which is shown now and not again."""

    secret: str


class WebhookDeliveryOut(Schema):
    """One event on its way; `id` is what stands in `X-HongLam-Delivery` at every attempt."""

    id: UUID
    event_id: UUID
    event: Topic
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_error: str


class WebhookDeliveriesOut(Schema):
    """A stretch of deliveries, newest first; `next` goes into `after` of the next call, null at the end."""

    items: list[WebhookDeliveryOut]
    next: str | None


@router.post("", response={201: WebhookIssuedOut, **REFUSALS}, summary="Subscribe", openapi_extra=described(KEY))
def create(request: HttpRequest, body: WebhookIn) -> Status[Any]:
    """Subscribe to events. The same Idempotency-Key with the same body answers the same."""
    actor = caller(request, SCOPE)
    wish = Wish(target=body.target, events=tuple(body.events), label=body.label, agency_code=body.agency_code)
    return Status(201, tell(api.create_subscription(actor=actor, wish=wish, key=key_of(request), at=now())))


@router.get("", response={200: list[WebhookOut], **REFUSALS}, summary="My subscriptions")
def list_all(request: HttpRequest) -> list[SubscriptionView]:
    """The caller's own subscriptions; there are never more than twenty."""
    return api.list_subscriptions(actor=caller(request, SCOPE))


@router.get("/{webhook_id}", response={200: WebhookOut, **REFUSALS}, summary="One subscription")
def get_one(request: HttpRequest, webhook_id: UUID) -> Any:
    """One of the caller's own subscriptions."""
    return api.get_subscription(actor=caller(request, SCOPE), subscription_id=webhook_id)


@router.delete("/{webhook_id}", response={204: None, **REFUSALS}, summary="Unsubscribe")
@repeatable(SCOPE, None)
def delete(request: HttpRequest, webhook_id: UUID) -> Status[None]:
    """Stop for good; what waits is not sent any more."""
    api.end_subscription(actor=caller(request, SCOPE), subscription_id=webhook_id, at=now())
    return Status(204, None)


@router.post(
    "/{webhook_id}/secret",
    response={200: WebhookIssuedOut, **REFUSALS},
    summary="Rotate the secret",
    openapi_extra=described(KEY),
)
def rotate(request: HttpRequest, webhook_id: UUID) -> Any:
    """Make a new secret; from now on everything is signed with it. Needs an Idempotency-Key."""
    actor = caller(request, SCOPE)
    return tell(api.rotate_secret(actor=actor, subscription_id=webhook_id, key=key_of(request), at=now()))


@router.post("/{webhook_id}/resume", response={200: WebhookOut, **REFUSALS}, summary="Go on after a pause")
@repeatable(SCOPE, WebhookOut)
def resume(request: HttpRequest, webhook_id: UUID) -> Any:
    """Go on after too many deliveries died; what waited is due at once."""
    return api.resume_subscription(actor=caller(request, SCOPE), subscription_id=webhook_id, at=now())


@router.get("/{webhook_id}/deliveries", response={200: WebhookDeliveriesOut, **REFUSALS}, summary="Deliveries")
def list_deliveries(
    request: HttpRequest,
    webhook_id: UUID,
    state: DeliveryState | None = None,
    after: str | None = None,
    limit: PageSize = 50,
) -> Any:
    """What was sent or will be, newest first."""
    page = api.list_deliveries(
        actor=caller(request, SCOPE), subscription_id=webhook_id, state=state, after=after or "", limit=limit
    )
    return {"items": page.items, "next": page.next_cursor}


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver",
    response={202: WebhookDeliveryOut, **REFUSALS},
    summary="Send once more",
)
@repeatable(SCOPE, WebhookDeliveryOut)
def redeliver(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> Status[Any]:
    """Send a delivery once more under the same id. One that is on its way is left alone."""
    actor = caller(request, SCOPE)
    return Status(202, api.redeliver(actor=actor, subscription_id=webhook_id, delivery_id=delivery_id, at=now()))


def tell(issued: Issued) -> dict[str, Any]:
    """A subscription with its secret, flat."""
    return {**vars(issued.subscription), "secret": issued.secret}
