"""One act on many dossiers through the API."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Schema, Status

from honglam.dossiers import api
from honglam.dossiers.contracts import BULK_LIMIT, BulkVerb, BulkView, BulkWish
from honglam.dossiers.rest.calls import caller, key_of, router
from honglam.kernel.calls import KEY, REFUSALS, described, repeatable
from honglam.kernel.clock import now

SCOPE = "dossiers:act"


class BulkIn(Schema):
    """One act on many: `assign` (with `holder_id`) or `finish_step` (with `outcome`)."""

    verb: Annotated[str, Field(pattern="^(assign|finish_step)$")]
    dossier_ids: Annotated[list[UUID], Field(max_length=BULK_LIMIT)]
    holder_id: UUID | None = None
    outcome: Annotated[str, Field(max_length=60)] = ""
    note: Annotated[str, Field(max_length=5000)] = ""


class BulkRefusalOut(Schema):
    """A dossier on which the act was refused, and why."""

    dossier_id: UUID
    code: str
    reason: str


class BulkOut(Schema):
    """How far it has come."""

    id: UUID
    verb: str
    started_at: datetime
    finished_at: datetime | None
    total: int
    done: int
    refused: int
    undone: bool
    refusals: list[BulkRefusalOut]


@router.post("/bulk", response={202: BulkOut, **REFUSALS}, openapi_extra=described(KEY))
def start_bulk(request: HttpRequest, body: BulkIn) -> Any:
    """Ask for it; needs an Idempotency-Key. It is worked on in the background."""
    actor = caller(request, SCOPE)
    wish = BulkWish(
        verb=BulkVerb(body.verb),
        dossier_ids=tuple(body.dossier_ids),
        holder_id=body.holder_id,
        outcome=body.outcome,
        note=body.note,
    )
    found = api.start_bulk(actor=actor, wish=wish, key=key_of(request), at=now())
    return 202, shown(api.get_bulk(actor=actor, bulk_id=found))


@router.get("/bulk/{bulk_id}", response={200: BulkOut, **REFUSALS})
def get_bulk(request: HttpRequest, bulk_id: UUID) -> Any:
    """How far it has come."""
    return shown(api.get_bulk(actor=caller(request, SCOPE), bulk_id=bulk_id))


@router.post("/bulk/{bulk_id}/undo", response={202: BulkOut, **REFUSALS})
@repeatable(SCOPE, BulkOut)
def undo_bulk(request: HttpRequest, bulk_id: UUID) -> Status[Any]:
    """Take a finished assignment back, as far as nobody has worked on it."""
    actor = caller(request, SCOPE)
    found = api.undo_bulk(actor=actor, bulk_id=bulk_id, at=now())
    return Status(202, shown(api.get_bulk(actor=actor, bulk_id=found)))


def shown(view: BulkView) -> BulkOut:
    """The view as the API says it."""
    return BulkOut(
        id=view.id,
        verb=view.verb.value,
        started_at=view.started_at,
        finished_at=view.finished_at,
        total=view.total,
        done=view.done,
        refused=view.refused,
        undone=view.undone,
        refusals=[
            BulkRefusalOut(dossier_id=one.dossier_id, code=one.code, reason=gettext(one.message) % dict(one.params))
            for one in view.refusals
        ],
    )
