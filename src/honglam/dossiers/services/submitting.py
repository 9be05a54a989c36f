"""Submission by the applicant: the same request sent twice makes one dossier."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import Case, draft_for, topics_of
from honglam.dossiers.contracts import DossierNotFound, Submission, Submitted
from honglam.dossiers.services.cosigning import require_signatures
from honglam.dossiers.services.drafting import remove_draft, submission_of
from honglam.dossiers.services.filing import (
    check_submission,
    owner_of,
    refuse_faults,
    route,
    version_offered,
)
from honglam.dossiers.services.prefilling import proxy_as_submitter
from honglam.dossiers.services.renewing import require_current
from honglam.dossiers.services.reusing import misfit_faults, take_own
from honglam.dossiers.services.writing import new_dossier, write_filed
from honglam.identity import api as identity
from honglam.identity.contracts import Power
from honglam.kernel.idempotency import once
from honglam.kernel.values import Actor, ActorKind, FieldError
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, VersionView


@transaction.atomic
def submit_draft(*, actor: Actor, draft_id: UUID, key: str, at: datetime) -> Submitted:
    """File what the draft says under the version it stands on; the draft is gone afterwards.

    Raises RulesChanged where another version is in force by now, ProcedureNotOffered or ChannelNotOffered where none.
    """

    def perform() -> dict[str, Any]:
        draft = draft_for(actor=actor, draft_id=draft_id, lock=True)
        version = procedures.get_version(version_id=draft.version_id)
        require_current(version, at=at)
        signed_by = require_signatures(draft)
        submission = replace(submission_of(draft, procedure_code=version.code), signed_by=signed_by)
        case = _file(actor=actor, version=version, submission=submission, channel=Channel.ONLINE, at=at)
        remove_draft(draft, actor=actor, at=at)
        return tell_filed(case)

    return filed_once(actor, key, {"draft": str(draft_id)}, perform)


def check_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> list[FieldError]:
    """Every fault that submitting the draft would find."""
    draft = draft_for(actor=actor, draft_id=draft_id)
    version = procedures.get_version(version_id=draft.version_id)
    submission = submission_of(draft, procedure_code=version.code)
    return [
        *check_submission(version=version, submission=submission, channel=Channel.ONLINE, at=at),
        *misfit_faults(actor=actor, submission=submission, at=at),
    ]


@transaction.atomic
def submit_dossier(
    *, actor: Actor, submission: Submission, key: str, at: datetime, channel: Channel = Channel.ONLINE
) -> Submitted:
    """File a whole dossier at once, as programs do."""

    def perform() -> dict[str, Any]:
        version = version_offered(code=submission.procedure_code, channel=channel, at=at)
        case = _file(actor=actor, version=version, submission=submission, channel=channel, at=at)
        return tell_filed(case)

    return filed_once(actor, key, asdict(submission), perform)


@transaction.atomic
def file_from_elsewhere(
    *, actor: Actor, submission: Submission, key: str, at: datetime, submitted_at: datetime
) -> Submitted:
    """File what a citizen handed to another front door, such as the national portal, at `submitted_at`.

    The dossier is the citizen's, not the system's that hands it on. Only other systems may; raises DossierNotFound.
    """
    if actor.kind not in (ActorKind.SERVICE, ActorKind.SYSTEM):
        raise DossierNotFound

    def perform() -> dict[str, Any]:
        channel = Channel.ONLINE
        version = version_offered(code=submission.procedure_code, channel=channel, at=at)
        refuse_faults(check_submission(version=version, submission=submission, channel=channel, at=at, elsewhere=True))
        where = route(version=version, answers=submission.answers, unit_code=submission.unit_code, at=at)
        dossier = new_dossier(
            actor=actor,
            version=version,
            submission=submission,
            channel=channel,
            route_to=where,
            at=min(submitted_at, at),
            owner_id=owner_of(submission),
        )
        case = write_filed(actor=actor, dossier=dossier, submission=submission, version=version, at=at)
        return tell_filed(case)

    return filed_once(actor, key, asdict(submission), perform)


def filed_once(actor: Actor, key: str, request: dict[str, Any], perform: Callable[[], dict[str, Any]]) -> Submitted:
    """File under (actor, key) unless it was filed before."""
    if actor.id is None:
        raise DossierNotFound
    answer = once(actor=str(actor.id), key=key, request={"submit": request}, perform=perform, savepoint=False)
    return Submitted(
        dossier_id=UUID(answer["dossier_id"]),
        registration_code=answer["registration_code"],
        desk_name=answer["desk_name"],
        looked_at_by=datetime.fromisoformat(answer["looked_at_by"]),
    )


def _file(*, actor: Actor, version: VersionView, submission: Submission, channel: Channel, at: datetime) -> Case:
    identity.require_mandate(actor=actor, power=Power.FILE, topics=topics_of(version), at=at)
    submission = _in_whose_name(actor, submission)
    refuse_faults(check_submission(version=version, submission=submission, channel=channel, at=at))
    where = route(version=version, answers=submission.answers, unit_code=submission.unit_code, at=at)
    dossier = new_dossier(
        actor=actor,
        version=version,
        submission=submission,
        channel=channel,
        route_to=where,
        at=at,
        owner_id=actor.mandate.principal_id if actor.mandate else actor.id,
    )
    submission = take_own(actor=actor, dossier=dossier, submission=submission, at=at)
    return write_filed(actor=actor, dossier=dossier, submission=submission, version=version, at=at)


def _in_whose_name(actor: Actor, submission: Submission) -> Submission:
    """Under a mandate the dossier is the principal's, and the proxy is who brings it, whatever was typed."""
    if actor.mandate is None or actor.id is None:
        return submission
    principal = identity.get_person(account_id=actor.mandate.principal_id)
    applicant = replace(submission.applicant, name=principal.full_name, id_number=principal.citizen_id)
    return replace(submission, applicant=applicant, submitter=proxy_as_submitter(actor))


def tell_filed(case: Case) -> dict[str, Any]:
    """What the answer to a filing keeps."""
    return {
        "dossier_id": str(case.dossier.id),
        "registration_code": case.dossier.registration_code,
        "desk_name": directory.get_agency(agency_id=case.dossier.desk_id).name,
        "looked_at_by": case.tasks[0].due_at.isoformat(),
    }
