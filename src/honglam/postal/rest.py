"""The exchange of states with the post's own software: what there is to carry, and what became of it.

A report is signed over its very bytes, carries the id of the event there, and may come late, twice and out of order.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, ConfigDict, Field

from honglam.kernel.calls import REFUSALS, caller, described, header
from honglam.kernel.clock import now
from honglam.postal import api
from honglam.postal.contracts import (
    Direction,
    ParcelState,
    ParcelSummary,
    ParcelView,
    Report,
    ReportKind,
    ReportOutcome,
)

router = Router()
READ, REPORT = "postal:read", "postal:report"
PLAIN = r"^[^\x00-\x1f]*$"
Line = Annotated[str, Field(max_length=200, pattern=PLAIN)]
Number = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[0-9A-Za-zĐđ-]+$")]


class PostalPartyOut(Schema):
    """Sender or receiver."""

    name: str
    address: str
    phone: str


class ParcelOut(Schema):
    """A parcel of a post office that the account serves. `recalled`: revoked on the way; it is to be brought back."""

    id: UUID
    number: str
    direction: Direction
    state: ParcelState
    procedure_code: str
    code: str
    sender: PostalPartyOut
    receiver: PostalPartyOut
    office: str
    desk: str
    attempts: int
    recalled: bool


class ParcelPageOut(Schema):
    """Some parcels, newest first, and where the next ones begin."""

    items: list[ParcelOut]
    next_cursor: str | None


class EnclosureOut(Schema):
    """One paper in a parcel."""

    name: str
    originals: int
    copies: int


class ParcelDetailOut(ParcelOut):
    """A parcel with what its note says."""

    tracking: str
    weight_g: int | None
    enclosures: list[EnclosureOut]
    received_by: str
    relation: str


class ParcelReportIn(Schema):
    """What happened to a parcel. `event_id` is the event's id in the post's software; told twice, it is done once."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    event_id: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[0-9A-Za-z._:-]+$")]
    number: Number
    kind: ReportKind
    occurred_at: AwareDatetime
    recipient_name: Line = ""
    relation: Annotated[str, Field(max_length=100, pattern=PLAIN)] = ""
    reason: Annotated[str, Field(max_length=500, pattern=PLAIN)] = ""


class ParcelReportOut(Schema):
    """What became of a report. `late`: noted, but something newer is known."""

    event_id: str
    number: str
    outcome: ReportOutcome
    state: ParcelState


class ParcelsAsked(Schema):
    """Which parcels."""

    state: ParcelState | None = None
    after: Annotated[str, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


@router.get("/parcels", response={200: ParcelPageOut, **REFUSALS}, summary="Parcels")
def list_parcels(request: HttpRequest, asked: Query[ParcelsAsked]) -> dict[str, Any]:
    """Parcels of the post offices that the account serves, newest first."""
    actor = caller(request, READ)
    page = api.list_parcels(actor=actor, state=asked.state, after=asked.after, limit=asked.limit)
    return {"items": [tell(one) for one in page.items], "next_cursor": page.next_cursor}


@router.get("/parcels/{number}", response={200: ParcelDetailOut, **REFUSALS}, summary="One parcel")
def get_parcel(request: HttpRequest, number: Number) -> dict[str, Any]:
    """By the number of its note or the post's own."""
    return detail(api.get_parcel_by_number(actor=caller(request, READ), number=number))


SIGNED = (
    header("X-HongLam-Timestamp", "Seconds since 1970, of this attempt.", pattern=r"^[0-9]{1,12}$"),
    header("X-HongLam-Signature", '`v1=` and HMAC-SHA256(secret, timestamp + "." + body), hexadecimal.'),
)


@router.post(
    "/reports",
    response={200: ParcelReportOut, **REFUSALS},
    summary="Report on a parcel",
    openapi_extra=described(*SIGNED),
)
def report(request: HttpRequest, body: ParcelReportIn) -> dict[str, Any]:
    """Signed by `X-HongLam-Timestamp` and `X-HongLam-Signature` over the bytes of the body, as webhooks are."""
    actor, at = caller(request, REPORT), now()
    api.require_genuine(
        body=request.body,
        timestamp=request.headers.get("X-HongLam-Timestamp", ""),
        signature=request.headers.get("X-HongLam-Signature", ""),
        at=at,
    )
    done = api.report_by_number(actor=actor, number=body.number, report=report_of(body), key=body.event_id, at=at)
    return {"event_id": body.event_id, "number": done.number, "outcome": done.outcome, "state": done.state}


def report_of(body: ParcelReportIn) -> Report:
    """The post's words as the service takes them."""
    told_at: datetime = body.occurred_at
    return Report(
        kind=body.kind,
        told_at=told_at,
        recipient_name=body.recipient_name,
        relation=body.relation,
        reason=body.reason,
    )


def tell(one: ParcelSummary) -> dict[str, Any]:
    """A parcel as JSON."""
    return {
        "id": one.id,
        "number": one.number,
        "direction": one.direction,
        "state": one.state,
        "procedure_code": one.procedure_code,
        "code": one.code,
        "sender": one.sender,
        "receiver": one.receiver,
        "office": one.office_name,
        "desk": one.desk_name,
        "attempts": one.attempts,
        "recalled": one.recalled,
    }


def detail(one: ParcelView) -> dict[str, Any]:
    """A parcel with what its note says, as JSON."""
    return {
        **tell(one),
        "tracking": one.tracking,
        "weight_g": one.weight_g,
        "enclosures": list(one.enclosures),
        "received_by": one.received_by,
        "relation": one.relation,
    }
