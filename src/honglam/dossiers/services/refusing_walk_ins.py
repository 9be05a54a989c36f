"""Nobody is sent away from the counter without a paper: what was brought is filed and refused in one act, form 03."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.contracts import Applicant, Done, DossierNotFound, Status, Submission
from honglam.dossiers.services.filing import route, version_offered
from honglam.dossiers.services.refusing import refuse_dossier
from honglam.dossiers.services.taking_in import desk_of
from honglam.dossiers.services.writing import new_dossier, write_filed
from honglam.kernel.idempotency import once
from honglam.kernel.values import Actor
from honglam.procedures.contracts import Channel


@transaction.atomic
def refuse_walk_in(
    *, actor: Actor, procedure_code: str, applicant: Applicant, reason: str, legal_basis: str, key: str, at: datetime
) -> Done:
    """File what a walk-in asked for and refuse it. The form is not judged: what is lacking is often the reason."""
    submission = Submission(procedure_code=procedure_code, applicant=applicant)
    asked = asdict(submission) | {"reason": reason, "legal_basis": legal_basis}

    def perform() -> dict[str, str]:
        version = version_offered(code=procedure_code, channel=Channel.IN_PERSON, at=at)
        desk_id = desk_of(actor)
        unit_code = directory.get_agency(agency_id=desk_id).unit_code
        where = route(version=version, answers={}, unit_code=unit_code, at=at, desk_id=desk_id)
        dossier = new_dossier(
            actor=actor,
            version=version,
            submission=submission,
            channel=Channel.IN_PERSON,
            route_to=where,
            at=at,
            owner_id=None,
        )
        write_filed(actor=actor, dossier=dossier, submission=submission, version=version, at=at)
        done = refuse_dossier(actor=actor, dossier_id=dossier.id, reason=reason, legal_basis=legal_basis, at=at)
        return {"dossier_id": str(done.dossier_id), "slip_id": str(done.slip_id)}

    if actor.id is None:
        raise DossierNotFound
    answer = once(actor=str(actor.id), key=key, request={"refuse_walk_in": asked}, perform=perform)
    return Done(dossier_id=UUID(answer["dossier_id"]), status=Status.REFUSED, slip_id=UUID(answer["slip_id"]))
