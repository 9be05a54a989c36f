"""What `postal` may ask of dossiers: filing what it hands over, telling how a result travels, handing it out."""

from datetime import datetime
from uuid import UUID

from honglam.dossiers.contracts import (
    Done,
    Intake,
    PostalRoute,
    PostalStage,
    ReturnEvidence,
    Submission,
    Submitted,
    WantedByPost,
)
from honglam.dossiers.queries import parcels
from honglam.dossiers.services import carrying, letters
from honglam.kernel.registry import Registry
from honglam.kernel.values import Actor
from honglam.notices.contracts import Recipient
from honglam.procedures.contracts import Channel

_intakes: Registry[Intake] = Registry("intakes")


def register_intake(*, channel: Channel, intake: Intake) -> None:
    """Who keeps what is filled in for a channel that is not the desk's own; said once, at start."""
    _intakes.register(channel.value, intake)


def intake_of(*, channel: Channel) -> Intake:
    """Who was registered for the channel."""
    return _intakes.get(channel.value)


def plan_postal(*, submission: Submission, at: datetime) -> PostalRoute:
    """Where a dossier filled in at a post office would go. Raises FieldErrors, PlaceRequired, ChannelNotOffered."""
    return carrying.plan_postal(submission=submission, at=at)


def file_by_post(
    *, actor: Actor, submission: Submission, desk_id: int, number: str, record: str, at: datetime
) -> Submitted:
    """File what the post hands over at the actor's desk; `at` is the lawful submission. Raises as plan_postal does."""
    return carrying.file_by_post(
        actor=actor, submission=submission, desk_id=desk_id, number=number, record=record, at=at
    )


def find_parcel(*, dossier_id: UUID, lock: bool = False) -> WantedByPost | None:
    """The result that is to go out by post; None where there is none, or its owner wants it otherwise.

    `lock`: until the end of the caller's transaction nobody revokes it.
    """
    return parcels.find_parcel(dossier_id=dossier_id, lock=lock)


def list_recipients(*, dossier_id: UUID) -> list[Recipient]:
    """Whom letters about a dossier reach: its owner, whoever acts for the enterprise now, or the contacts it came with.

    Who has no account has no key: their letters must lead nowhere behind the sign-in.
    """
    return letters.list_recipients(dossier_id=dossier_id)


def convey(
    *,
    actor: Actor,
    dossier_id: UUID,
    result_id: UUID | None,
    stage: PostalStage,
    number: str,
    at: datetime,
    record: str = "",
    reason: str = "",
) -> None:
    """Tell a dossier how the parcel with this result stands; of a revoked one it is told nothing."""
    carrying.convey(
        actor=actor,
        dossier_id=dossier_id,
        result_id=result_id,
        stage=stage,
        number=number,
        record=record,
        reason=reason,
        at=at,
    )


def deliver_by_post(
    *, actor: Actor, dossier_id: UUID, result_id: UUID | None, evidence: ReturnEvidence, at: datetime
) -> Done:
    """The post handed this result out. Raises ResultNotInForce, TransitionRefused."""
    return carrying.deliver_by_post(actor=actor, dossier_id=dossier_id, result_id=result_id, evidence=evidence, at=at)
