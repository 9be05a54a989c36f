"""What the postal service does to a dossier: brings it in against a record, carries the result, hands it out.

`postal` decides who carries which parcel; here it is only known that the post does. Nothing of it moves the time limit.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import Case, case_of
from honglam.dossiers.contracts import (
    Done,
    DossierNotFound,
    NotYourTurn,
    PostalRoute,
    PostalStage,
    ResultNotInForce,
    ReturnEvidence,
    Status,
    Submission,
    Submitted,
    TaskState,
    Verb,
)
from honglam.dossiers.models import Dossier, ResultDocument
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.services.filing import (
    check_submission,
    component_names,
    owner_of,
    refuse_faults,
    route,
    version_offered,
)
from honglam.dossiers.services.results import hand_over
from honglam.dossiers.services.submitting import filed_once, tell_filed
from honglam.dossiers.services.taking_in import desk_of
from honglam.dossiers.services.tasks import resume_tasks, suspend_tasks
from honglam.dossiers.services.turning import begin_for_post, conclude
from honglam.dossiers.services.writing import new_dossier, write_filed
from honglam.kernel.values import Actor
from honglam.procedures.contracts import Channel

_DESK_HAS_IT_AGAIN = frozenset({PostalStage.BACK_AT_DESK, PostalStage.LOST})


def plan_postal(*, submission: Submission, at: datetime) -> PostalRoute:
    """Where a dossier filled in at a post office would go; raises every fault that filing it would find."""
    version = version_offered(code=submission.procedure_code, channel=Channel.POSTAL, at=at)
    refuse_faults(check_submission(version=version, submission=submission, channel=Channel.POSTAL, at=at))
    where = route(version=version, answers=submission.answers, unit_code=submission.unit_code, at=at)
    return PostalRoute(
        desk_id=where.desk_id,
        lead_agency_id=where.lead_agency_id,
        procedure_name=version.name,
        names=component_names(version),
    )


@transaction.atomic
def file_by_post(
    *, actor: Actor, submission: Submission, desk_id: int, number: str, record: str, at: datetime
) -> Submitted:
    """File what the post hands over at a desk, at the moment `at` at which its officer signs the record.

    That moment is the lawful submission (QĐ 45/2016/QĐ-TTg Đ7.4). `number` is the parcel's, and the key of the request.
    """

    def perform() -> dict[str, Any]:
        version = version_offered(code=submission.procedure_code, channel=Channel.POSTAL, at=at)
        refuse_faults(check_submission(version=version, submission=submission, channel=Channel.POSTAL, at=at))
        if desk_of(actor) != desk_id:
            raise NotYourTurn
        where = route(
            version=version, answers=submission.answers, unit_code=submission.unit_code, at=at, desk_id=desk_id
        )
        dossier = new_dossier(
            actor=actor,
            version=version,
            submission=submission,
            channel=Channel.POSTAL,
            route_to=where,
            at=at,
            owner_id=owner_of(submission),
        )
        case = write_filed(actor=actor, dossier=dossier, submission=submission, version=version, at=at)
        _leave_line(case, actor, PostalStage.HANDED_OVER, number=number, record=record, reason="", at=at)
        return tell_filed(case)

    return filed_once(actor, f"postal:{number}", asdict(submission), perform)


@transaction.atomic
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
    """Tell the dossier how the parcel with its result stands; the desk's task waits while the post has it.

    A dossier that was handed over otherwise in the meantime, or has another result by now, is told nothing.
    """
    case = _case(dossier_id, at)
    if case.status is not Status.RESOLVED or _in_force(dossier_id) != result_id:
        return
    _leave_line(case, actor, stage, number=number, record=record, reason=reason, at=at)
    if stage is PostalStage.RESULT_COLLECTED:
        suspend_tasks(case)
    elif stage in _DESK_HAS_IT_AGAIN and any(task.state == TaskState.SUSPENDED.value for task in case.tasks):
        resume_tasks(case, at=at)


@transaction.atomic
def deliver_by_post(
    *, actor: Actor, dossier_id: UUID, result_id: UUID | None, evidence: ReturnEvidence, at: datetime
) -> Done:
    """The post handed the result out. Raises TransitionRefused where one was handed over before.

    Raises ResultNotInForce where what was handed out had been revoked: the corrected result is still owed.
    """
    case = _case(dossier_id, at)
    if case.status is Status.RESOLVED and _in_force(dossier_id) != result_id:
        raise ResultNotInForce
    act = begin_for_post(actor=actor, verb=Verb.RETURN_RESULT, case=case, facts=Facts(evidence=evidence), at=at)
    return hand_over(act, evidence)


def _case(dossier_id: UUID, at: datetime) -> Case:
    dossier = Dossier.objects.select_for_update().filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound
    return case_of(dossier, at=at)


def _in_force(dossier_id: UUID) -> UUID | None:
    rows = ResultDocument.objects.filter(dossier=dossier_id, revoked_at=None)
    return rows.order_by("-created_at").values_list("id", flat=True).first()


def _leave_line(
    case: Case, actor: Actor, stage: PostalStage, *, number: str, record: str, reason: str, at: datetime
) -> None:
    act = begin_for_post(actor=actor, verb=Verb.CONVEY, case=case, facts=Facts(), at=at)
    office = directory.get_agency(agency_id=actor.unit_id).name if actor.unit_id else ""
    content = {"stage": stage.value, "number": number, "record": record, "office": office}
    conclude(act, event=None, reason=clean_long(reason, field="reason"), content=content)
