"""Reception: the lawful code, the appointment, the receipt slip, and the first step waiting where it belongs."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.dossiers.access import Case, answers_of, dossier_for
from honglam.dossiers.contracts import (
    Accepted,
    DossierAccepted,
    DossierNotFound,
    NotYourTurn,
    PaperInput,
    SlipKind,
    Submission,
    TaskKind,
    TaskState,
    Unrouted,
    Verb,
)
from honglam.dossiers.models import Paper
from honglam.dossiers.rules.clock import compose
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.parties import DESK_ROLES
from honglam.dossiers.rules.steps import first_working_step, step_of
from honglam.dossiers.services.clocking import terms_of
from honglam.dossiers.services.filing import (
    check_submission,
    new_dossier,
    refuse_faults,
    route,
    version_offered,
    write_filed,
)
from honglam.dossiers.services.numbering import take_code
from honglam.dossiers.services.slips import find_form, issue_slip, receipt_content
from honglam.dossiers.services.tasks import close_task, open_step, touch_units, write_tasks
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.identity import api as identity
from honglam.kernel.clock import local
from honglam.kernel.idempotency import once
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, Step
from honglam.worktime import api as worktime


@transaction.atomic
def accept_dossier(*, actor: Actor, dossier_id: UUID, at: datetime, received_at: datetime | None = None) -> Accepted:
    """Receive a filed dossier. `received_at`: the lawful moment of receipt where it was not now (a postal record)."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at, lock=True)
    case.answers = case.answers or answers_of(case.dossier)
    papers = Paper.objects.filter(dossier=case.dossier, superseded_at=None).order_by("received_at", "id")
    return _accept(actor=actor, case=case, at=at, received_at=received_at, papers=papers, want_slip=True)


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
    """A walk-in or a postal dossier: filed and received in one act by the officer at the desk.

    Immediate procedures get a receipt slip only if asked for (NĐ 61/2018 Đ17.1); the system is updated all the same.
    """

    def perform() -> dict[str, Any]:
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
            at=at,
            owner_id=_owner_of(submission),
        )
        if received_at is not None:
            dossier.submitted_at = min(received_at, at)
        case = write_filed(actor=actor, dossier=dossier, submission=submission, version=version, at=at)
        accepted = _accept(
            actor=actor,
            case=case,
            at=at,
            received_at=received_at,
            papers=submission.papers,
            want_slip=want_slip and not (version.immediate and channel is not Channel.POSTAL),
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


def _owner_of(submission: Submission) -> UUID | None:
    """The account whose citizen number somebody vouched for: a walk-in then shows among that citizen's dossiers."""
    number = submission.applicant.id_number.strip()
    found = identity.find_by_citizen_id(citizen_id=number) if number.isdigit() else None
    return found.id if found else None


def _accept(
    *,
    actor: Actor,
    case: Case,
    at: datetime,
    received_at: datetime | None,
    papers: Iterable[PaperInput | Paper],
    want_slip: bool,
) -> Accepted:
    dossier = case.dossier
    step = _first_step(case, at)
    act = begin(
        actor=actor,
        verb=Verb.ACCEPT,
        case=case,
        facts=Facts(
            routed=step is not None or dossier.immediate,
            submitted_at=dossier.submitted_at,
            received_at=received_at,
        ),
        at=at,
    )
    terms = terms_of(case, started_at=received_at or at)
    due = worktime.due_many(requests=[compose(terms)])[0]
    act.set(accepted_at=at, clock_started_at=terms.started_at, due_at=due.at, due_provisional=due.provisional)
    _close_reception(act)
    tasks = open_step(dossier, step, at=at) if step else []
    act.set(unit_ids=touch_units(dossier, [task.unit_id for task in tasks]))
    write_tasks(tasks)
    form = find_form(SlipKind.RECEIPT) if want_slip else None
    content = receipt_content(case, actor=actor, at=at, form=form, papers=papers) if want_slip else {}
    # From here on the day's counter and the desk's book are locked: nothing slow may follow.
    act.set(code=take_code(agency_code=_identifier(dossier.desk_id), on=local(at).date()))
    slip = issue_slip(dossier=dossier, kind=SlipKind.RECEIPT, form=form, at=at, content=content) if want_slip else None
    conclude(
        act,
        event=told(DossierAccepted, act, accepted_at=at, immediate=dossier.immediate),
        content={"code": dossier.code, "due_at": due.at.isoformat(), "slip": str(slip.id) if slip else ""},
    )
    assert dossier.code is not None  # noqa: S101 - taken above
    return Accepted(
        dossier_id=dossier.id,
        code=dossier.code,
        due_at=due.at,
        due_provisional=due.provisional,
        slip_id=slip.id if slip else None,
    )


def _first_step(case: Case, at: datetime) -> Step | None:
    code = procedures.next_step(
        version_id=case.dossier.version_id,
        step=None,
        outcome="",
        answers=case.answers,
        channel=Channel(case.dossier.channel),
        on=local(at).date(),
    )
    step = first_working_step(case.version.process, code)
    return step_of(case.version.process, step.code) if step else None


def _close_reception(act: Act) -> None:
    for task in act.case.tasks:
        if task.kind == TaskKind.RECEPTION.value and task.state == TaskState.OPEN.value:
            close_task(task, actor=act.actor, at=act.at)
    act.case.tasks = [task for task in act.case.tasks if task.state != TaskState.DONE.value]


def _identifier(desk_id: int) -> str:
    """The agency identifier that stands at the head of the desk's codes (QĐ 20/2020/QĐ-TTg)."""
    return directory.get_agency(agency_id=desk_id).identifier_code
