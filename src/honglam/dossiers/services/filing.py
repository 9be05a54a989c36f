"""Filing: from answers, papers and a person to a registered dossier at a desk.

Everything that may be wrong is found here, at once and at its field, so that no dossier is accepted and then lies
where nobody works on it. The rows are written in few round trips: what is filed online is filed by thousands.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.directory.contracts import Level as AgencyLevel
from honglam.dossiers.access import Case, facts_of, start_case
from honglam.dossiers.contracts import (
    Applicant,
    ChannelNotOffered,
    DossierSubmitted,
    PaperInput,
    PlaceRequired,
    ProcedureNotOffered,
    ReturnMethod,
    Status,
    Submission,
    TaskKind,
    Unrouted,
    Verb,
)
from honglam.dossiers.models import Answers, Dossier, HistoryEvent, Paper
from honglam.dossiers.rules.building import clean, counted_papers
from honglam.dossiers.rules.clock import RECEPTION_LIMIT
from honglam.dossiers.rules.numbers import REGISTRATION_PREFIX
from honglam.dossiers.rules.parties import RECEPTION
from honglam.dossiers.services.tasks import new_task, working_due, write_tasks
from honglam.dossiers.services.turning import event_of, history_line
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.ids import new_code, uuid7
from honglam.kernel.text import sort_key
from honglam.kernel.values import Actor, DomainError, FieldError, FieldErrors, NotFound, text_noop
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, Level, VersionView

TASK_NAME = text_noop("Check and receive")
_REQUIRED = text_noop("Enter the full name of the applicant.")
_CONTACT = text_noop("Enter a phone number or an e-mail address, so that the result can be announced.")
_MISSING = text_noop("“%(name)s” is missing. Ask for it, or refuse to receive the dossier.")
_ADDRESS = text_noop("Enter the address to which the result is to be sent.")


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a dossier goes: the agency that settles it and the desk that receives it."""

    lead_agency_id: int
    desk_id: int


def version_offered(*, code: str, channel: Channel, at: datetime) -> VersionView:
    """The version of a procedure under which a dossier is filed now, through this channel; used from now on."""
    try:
        version = procedures.current_version(code=code, on=local(at).date())
    except NotFound as fault:
        raise ProcedureNotOffered(field="procedure_code") from fault
    if all(rule.channel is not channel for rule in version.channels):
        raise ChannelNotOffered(field="channel")
    return stand_on(version)


def stand_on(version: VersionView) -> VersionView:
    """Mark the version as used, so that the catalogue can only succeed it; nothing to do for all but the first."""
    return version if version.in_use else procedures.stand_on(version_id=version.version_id)


def route(
    *, version: VersionView, answers: dict[str, Any], unit_code: str, at: datetime, desk_id: int | None = None
) -> Route:
    """The competent agency, and its desk unless the dossier is brought to another one; or a named refusal."""
    place = procedures.competent_place(version_id=version.version_id, answers=answers, desk_unit=unit_code)
    if not place.agency and place.level is Level.COMMUNE and not place.administrative_unit:
        raise PlaceRequired(field="unit_code")
    try:
        lead = directory.competent_agency(
            agency_code=place.agency,
            level=AgencyLevel(place.level.value) if place.level else None,
            unit_code=place.administrative_unit,
            on=local(at).date(),
        )
    except DomainError as fault:
        raise Unrouted(field="unit_code") from fault
    if desk_id is None:
        desk = directory.one_stop_of(agency_id=lead.id)
        if desk is None:
            raise Unrouted(field="unit_code")
        desk_id = desk.id
    return Route(lead_agency_id=lead.id, desk_id=desk_id)


def check_submission(
    *, version: VersionView, submission: Submission, channel: Channel, at: datetime
) -> list[FieldError]:
    """Every fault of the form, the papers and the person, each at its field."""
    faults = procedures.validate_answers(
        version_id=version.version_id,
        answers=submission.answers,
        channel=channel,
        attachments=counted_papers(submission.papers),
        on=local(at).date(),
    )
    if channel is not Channel.ONLINE:
        if not submission.answers:
            # The form lies on the counter, on paper: its questions are not asked again.
            faults = [fault for fault in faults if fault.field.startswith("papers.")]
        faults = [*faults, *_missing_sheets(version, submission, channel, at)]
    return [*_check_people(submission), *faults]


def _missing_sheets(version: VersionView, submission: Submission, channel: Channel, at: datetime) -> list[FieldError]:
    """Papers that must lie on the counter and do not. The form itself may be typed in instead."""
    there = counted_papers(submission.papers)
    asked = procedures.papers_for(
        version_id=version.version_id, channel=channel, answers=submission.answers, on=local(at).date()
    )
    return [
        FieldError(field=f"papers.{paper.code}", code="required", message=_MISSING, params={"name": paper.name})
        for paper in asked
        if paper.required
        and not paper.show_only
        and not there.get(paper.code)
        and not (paper.is_form and submission.answers)
    ]


def refuse_faults(faults: list[FieldError]) -> None:
    """Raise all faults at once: nobody has to file ten times to find ten of them."""
    if faults:
        raise FieldErrors(faults)


def new_dossier(
    *,
    actor: Actor,
    version: VersionView,
    submission: Submission,
    channel: Channel,
    route_to: Route,
    at: datetime,
    owner_id: UUID | None,
) -> Dossier:
    """The row of a dossier just filed; not yet written."""
    applicant = submission.applicant
    return Dossier(
        id=uuid7(),
        registration_code=REGISTRATION_PREFIX + new_code(),
        version_id=version.version_id,
        procedure_code=version.code,
        procedure_name=version.name,
        immediate=version.immediate,
        channel=channel.value,
        status=Status.REGISTERED.value,
        lead_agency_id=route_to.lead_agency_id,
        desk_id=route_to.desk_id,
        unit_ids=[route_to.desk_id],
        unit_code=clean(submission.unit_code, 20),
        owner_account_id=owner_id,
        enterprise_id=actor.enterprise_id if owner_id == actor.id else None,
        applicant_kind=applicant.kind.value,
        applicant_name=clean(applicant.name, 300),
        applicant_sort_key=sort_key(clean(applicant.name, 300)),
        applicant_id_number=clean(applicant.id_number, 30),
        applicant_birth_on=clean(applicant.birth_on, 10),
        applicant_phone=clean(applicant.phone, 30),
        applicant_email=clean(applicant.email, 120),
        applicant_address=clean(applicant.address, 300),
        submitter=asdict(submission.submitter) if submission.submitter and submission.submitter.name else None,
        return_method=submission.return_method.value,
        return_address=clean(submission.return_address, 300),
        submitted_at=at,
        line_count=1,
    )


def write_filed(*, actor: Actor, dossier: Dossier, submission: Submission, version: VersionView, at: datetime) -> Case:
    """Insert the dossier with answers, papers, reception task, history, audit and event; the case that stands now."""
    answers = procedures.finish_answers(
        version_id=version.version_id, answers=submission.answers, on=local(at).date(), channel=Channel(dossier.channel)
    )
    dossier.save(force_insert=True)
    Answers.objects.bulk_create([Answers(dossier=dossier, data=answers)])
    write_papers(dossier, submission.papers, at=at, names=component_names(version))
    task = new_task(
        dossier,
        kind=TaskKind.RECEPTION,
        name=TASK_NAME,
        unit_id=dossier.desk_id,
        role=RECEPTION,
        at=at,
        due_at=working_due(at, RECEPTION_LIMIT),
    )
    write_tasks([task])
    HistoryEvent.objects.bulk_create(
        [
            history_line(
                dossier=dossier,
                actor=actor,
                verb=Verb.SUBMIT,
                source=None,
                target=Status.REGISTERED,
                at=at,
                content={"papers": len(submission.papers), "channel": dossier.channel},
            )
        ]
    )
    case = start_case(dossier, [task], answers)
    case.facts = facts_of(case, at=at)
    _keep_files(actor=actor, dossier=dossier, submission=submission, at=at)
    audit.record(
        actor=actor,
        action=f"dossiers.{Verb.SUBMIT}",
        subject_kind="dossier",
        subject_id=dossier.id,
        at=at,
        detail={"line": 1, "from": "", "to": Status.REGISTERED.value, "reason": ""},
    )
    event = event_of(
        DossierSubmitted,
        dossier,
        actor=actor,
        status=Status.REGISTERED,
        submitted_at=dossier.submitted_at,
        looked_at_by=task.due_at,
    )
    events.publish(event, at=at)
    return case


def write_papers(dossier: Dossier, papers: Iterable[PaperInput], *, at: datetime, names: dict[str, str]) -> list[Paper]:
    """Insert papers in one round trip; names come from the procedure where the sender gave none."""
    rows = [
        Paper(
            id=uuid7(),
            dossier=dossier,
            component_code=clean(paper.component_code, 60),
            name=clean(paper.name, 500) or names.get(paper.component_code, paper.component_code),
            kind=paper.kind.value,
            originals=paper.originals,
            copies=paper.copies,
            file_id=paper.file_id,
            file_name=clean(paper.file_name, 200),
            received_at=at,
        )
        for paper in papers
        if paper.file_id is not None or paper.originals or paper.copies
    ]
    Paper.objects.bulk_create(rows)
    return rows


def component_names(version: VersionView) -> dict[str, str]:
    """What the procedure calls its papers."""
    return {component.code: component.name for component in version.components}


def _keep_files(*, actor: Actor, dossier: Dossier, submission: Submission, at: datetime) -> None:
    """Claim the files for the dossier, so that they live as long as it does."""
    file_ids = [paper.file_id for paper in submission.papers if paper.file_id is not None]
    if file_ids:
        files.claim(actor=actor, file_ids=file_ids, holder=holder_of(dossier.id), at=at)


def holder_of(dossier_id: UUID) -> Holder:
    """Under which name a dossier keeps files alive."""
    return Holder(kind="dossier", id=str(dossier_id))


def _check_people(submission: Submission) -> list[FieldError]:
    applicant: Applicant = submission.applicant
    faults: list[FieldError] = []
    if not applicant.name.strip():
        faults.append(FieldError(field="applicant.name", code="required", message=_REQUIRED))
    if not applicant.phone.strip() and not applicant.email.strip():
        faults.append(FieldError(field="applicant.phone", code="required", message=_CONTACT))
    if submission.return_method is ReturnMethod.POSTAL and not submission.return_address.strip():
        faults.append(FieldError(field="return_address", code="required", message=_ADDRESS))
    return faults
