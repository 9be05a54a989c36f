"""The counter: a walk-in or a postal dossier is filed and received in one act by the officer at the desk."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.dossiers.access import Case
from honglam.dossiers.contracts import (
    Accepted,
    DossierNotFound,
    NotYourTurn,
    PaperInput,
    Submission,
    Unrouted,
    Verb,
)
from honglam.dossiers.rules.parties import DESK_ROLES
from honglam.dossiers.services.accepting import receive
from honglam.dossiers.services.filing import check_submission, owner_of, refuse_faults, route, version_offered
from honglam.dossiers.services.reusing import take_at_counter
from honglam.dossiers.services.writing import new_dossier, write_filed
from honglam.kernel.idempotency import once
from honglam.kernel.values import Actor
from honglam.procedures.contracts import Channel


@transaction.atomic
def take_in(
    *,
    actor: Actor,
    submission: Submission,
    key: str,
    at: datetime,
    channel: Channel = Channel.IN_PERSON,
    received_at: datetime | None = None,
    want_slip: bool = True,
) -> Accepted:
    """File and receive. The same `key` again gives the same answer.

    Immediate procedures get a receipt slip only if asked for (NĐ 61/2018 Đ17.1); the system is updated all the same.
    """

    def perform() -> dict[str, Any]:
        case, papers = _file(actor=actor, submission=submission, channel=channel, received_at=received_at, at=at)
        accepted = receive(
            actor=actor,
            case=case,
            at=at,
            received_at=received_at,
            papers=papers,
            want_slip=want_slip and not (case.dossier.immediate and channel is not Channel.POSTAL),
        )
        return {name: str(value) if value is not None else None for name, value in asdict(accepted).items()}

    if actor.id is None:
        raise DossierNotFound
    answer = once(actor=str(actor.id), key=key, request={"take_in": asdict(submission)}, perform=perform)
    return Accepted(
        dossier_id=UUID(answer["dossier_id"]),
        code=answer["code"],
        due_at=datetime.fromisoformat(answer["due_at"]),
        due_provisional=answer["due_provisional"] == "True",
        slip_id=UUID(answer["slip_id"]) if answer["slip_id"] else None,
    )


def _file(
    *, actor: Actor, submission: Submission, channel: Channel, received_at: datetime | None, at: datetime
) -> tuple[Case, tuple[PaperInput, ...]]:
    """The dossier as the desk files it, and its papers. A postal one was filed when the hand-over record was signed."""
    version = version_offered(code=submission.procedure_code, channel=channel, at=at)
    refuse_faults(check_submission(version=version, submission=submission, channel=channel, at=at))
    desk_id = desk_of(actor)
    unit_code = submission.unit_code or directory.get_agency(agency_id=desk_id).unit_code
    where = route(version=version, answers=submission.answers, unit_code=unit_code, at=at, desk_id=desk_id)
    dossier = new_dossier(
        actor=actor,
        version=version,
        submission=submission,
        channel=channel,
        route_to=where,
        at=min(received_at, at) if received_at is not None else at,
        owner_id=owner_of(submission),
    )
    submission = take_at_counter(actor=actor, dossier=dossier, submission=submission, at=at)
    return write_filed(actor=actor, dossier=dossier, submission=submission, version=version, at=at), submission.papers


def desk_of(actor: Actor) -> int:
    """The one-stop desk at which the officer stands: the own unit if it is one, else the one of the own agency."""
    if not actor.is_officer or actor.unit_id is None or not actor.has_role(*DESK_ROLES[Verb.SUBMIT]):
        raise NotYourTurn
    unit = directory.get_agency(agency_id=actor.unit_id)
    if unit.kind is AgencyKind.ONE_STOP:
        return unit.id
    desk = directory.one_stop_of(agency_id=unit.id)
    if desk is None:
        raise Unrouted(field="unit_code")
    return desk.id
