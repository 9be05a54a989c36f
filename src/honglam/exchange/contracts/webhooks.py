"""Subscriptions to events, deliveries and their states, refusals."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from honglam.exchange.contracts.faults import AttemptFault, Fault, Trouble
from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class Topic(StrEnum):
    """What another system may ask to hear of. The value stands in `X-HongLam-Event` and in the payload."""

    SUBMITTED = "dossiers.submitted"
    ACCEPTED = "dossiers.accepted"
    TAKEN_ON = "dossiers.taken_on"
    REFUSED = "dossiers.refused"
    SUPPLEMENT_REQUESTED = "dossiers.supplement_requested"
    SUPPLEMENT_RECEIVED = "dossiers.supplement_received"
    STEP_FINISHED = "dossiers.step_finished"
    CLOCK_PAUSED = "dossiers.clock_paused"
    CLOCK_RESUMED = "dossiers.clock_resumed"
    EXTENDED = "dossiers.extended"
    RESULT_ISSUED = "dossiers.result_issued"
    RESULT_REVOKED = "dossiers.result_revoked"
    RETURNED = "dossiers.returned"
    WITHDRAWN = "dossiers.withdrawn"
    DUE_CHANGED = "dossiers.due_changed"
    MOVED = "dossiers.moved"
    TEST = "webhooks.test"
    """Nothing happened: the owner wants to see whether the receiver answers. Sent whatever was subscribed to."""
    PARCEL_MOVED = "postal.parcel_moved"
    TICKET_MOVED = "queue.ticket_moved"


class DeliveryState(StrEnum):
    """Where a delivery is. `FAILED` will be tried again; `DEAD` waits for its owner to ask for it again."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a subscriber asks for. `agency_code`: only dossiers led by this agency or one below it; empty: all."""

    target: str
    events: tuple[Topic, ...]
    label: str = ""
    agency_code: str = ""


@dataclass(frozen=True, kw_only=True)
class SubscriptionView:
    """A subscription as its owner sees it; never the secret. `service`: whose it is, if not the reader's own.

    `deaf`: it hears of nothing, since the post in which it was made is over or its owner may not hear any longer.
    """

    id: UUID
    label: str
    target: str
    events: tuple[Topic, ...]
    agency_code: str
    active: bool
    created_at: datetime
    paused_at: datetime | None
    last_delivered_at: datetime | None
    failures: int
    dead_in_a_row: int
    deaf: bool
    service: str = ""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A subscription with its signing secret, shown when it is made and when it is rotated."""

    subscription: SubscriptionView
    secret: str


@dataclass(frozen=True, kw_only=True)
class DeliveryView:
    """One event on its way to one subscriber. `id` is the same at every attempt."""

    id: UUID
    event_id: UUID
    event: Topic
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_fault: Fault

    @property
    def last_error(self) -> str:
        """What the machine said, as the interface for programs shows it."""
        return self.last_fault.said


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What is needed to post one delivery: `body` is sent and signed as it stands; `sealed` is opened just before."""

    id: UUID
    target: str
    event: Topic
    body: str
    sealed: str


class DeliveryFault(AttemptFault):
    """A receiver could not be reached or did not answer 2xx; `status` is what it answered, if anything."""

    def __init__(self, said: str, *, trouble: Trouble, status: int | None = None, **values: object) -> None:
        super().__init__(said, trouble=trouble, **values, **({} if status is None else {"status": status}))
        self.status = status


class SubscriptionNotFound(NotFound):
    """No such subscription, or not the caller's."""

    code: ClassVar[str] = "subscription_not_found"


class WebhookDeliveryNotFound(NotFound):
    """No such delivery of this subscription."""

    code: ClassVar[str] = "delivery_not_found"


class SubscribersOnly(DomainError):
    """Webhooks are for systems of the administration, not for everybody who has a token."""

    code: ClassVar[str] = "subscribers_only"
    message: ClassVar[str] = text_noop(
        "Only service accounts, administrators and postal clerks may subscribe to events."
    )
    status: ClassVar[int] = 403


class TargetMalformed(Invalid):
    """The target is no address that can be posted to."""

    code: ClassVar[str] = "target_malformed"
    message: ClassVar[str] = text_noop(
        "Give a full address that begins with https:// or http://, without user name, without “#” and without “;”."
    )


class TargetUnknown(Invalid):
    """The target's host has no address."""

    code: ClassVar[str] = "target_unknown"
    message: ClassVar[str] = text_noop("The host “%(host)s” cannot be found.")


class TargetForbidden(Invalid):
    """The target lies inside our own network, where a subscriber has no business."""

    code: ClassVar[str] = "target_forbidden"
    message: ClassVar[str] = text_noop("Nothing is sent to “%(host)s”: its address is not a public one.")


class TargetInsecure(Invalid):
    """What is posted over plain HTTP can be read and changed on the way."""

    code: ClassVar[str] = "target_insecure"
    message: ClassVar[str] = text_noop(
        "Give an address that begins with https://. Plain http:// is for receivers inside the administration's network."
    )


class NothingChosen(Invalid):
    """A subscription to nothing would never be posted to."""

    code: ClassVar[str] = "nothing_chosen"
    message: ClassVar[str] = text_noop("Choose at least one thing that the system is to hear of.")


class AgencyOutOfReach(Invalid):
    """No such agency, or its dossiers are not for this subscriber."""

    code: ClassVar[str] = "agency_out_of_reach"
    message: ClassVar[str] = text_noop("There is no agency with the code “%(code)s” within your reach.")


class TooManySubscriptions(Conflict):
    """A subscriber that makes a new subscription at every start would be posted to for ever."""

    code: ClassVar[str] = "too_many_subscriptions"
    message: ClassVar[str] = text_noop("You have %(limit)s subscriptions already. Delete one first.")
