"""What follows when a parcel was lost: it is found, or the loss is settled with whoever it belonged to.

A lost result is replaced by the desk (`results.send_again`) or handed over otherwise. A lost dossier was never filed:
only the post office and its sender can end it (Luật Bưu chính 2010, chương VI: the operator answers for what it lost).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import PostalStage
from honglam.kernel.values import Actor
from honglam.postal import access
from honglam.postal.contracts import Direction, ParcelSettled, ParcelState, ReasonMissing
from honglam.postal.models import Parcel
from honglam.postal.queries.parcels import may_be_found
from honglam.postal.rules.stages import FOUND
from honglam.postal.services.moving import elsewhere, move, one_line, settle
from honglam.postal.services.preparing import forget_submission


@transaction.atomic
def find_again(*, actor: Actor, parcel_id: UUID, at: datetime) -> None:
    """A lost parcel has turned up at the post and goes on from there; a recalled one comes back.

    So does a result that was handed over otherwise meanwhile: once it is back, nobody waits for it.

    Raises ParcelElsewhere; ParcelSettled where a duplicate went out or the sender got what is owed.
    """
    parcel = _lost(actor, parcel_id)
    if not may_be_found(parcel):
        raise ParcelSettled(number=parcel.number)
    parcel.settled_at, parcel.last_told_at = None, at
    move(parcel, FOUND[Direction(parcel.direction)], actor=actor, at=at, what="found")
    if parcel.dossier_id is not None:
        dossiers.convey(
            actor=actor,
            dossier_id=parcel.dossier_id,
            result_id=parcel.result_id,
            stage=PostalStage.RESULT_COLLECTED,
            number=parcel.number,
            at=at,
        )


@transaction.atomic
def settle_loss(*, actor: Actor, parcel_id: UUID, reason: str, at: datetime) -> None:
    """A lost dossier is settled with its sender: what was filled in for it is kept no longer.

    `reason`: what was agreed. Raises ParcelElsewhere, ParcelSettled, ReasonMissing.
    """
    parcel = _lost(actor, parcel_id)
    if parcel.direction != Direction.DOSSIER.value:
        raise elsewhere(parcel)
    if parcel.settled_at is not None:
        raise ParcelSettled(number=parcel.number)
    reason = one_line(reason, 500)
    if not reason:
        raise ReasonMissing(field="reason")
    forget_submission(parcel, actor=actor, at=at)
    settle(parcel, actor=actor, at=at, reason=reason)


def _lost(actor: Actor, parcel_id: UUID) -> Parcel:
    parcel = access.parcel_carried(actor, parcel_id)
    if parcel.state != ParcelState.LOST.value:
        raise elsewhere(parcel)
    return parcel
