"""The rows of a dossier that was just filed, in few round trips: what is filed online is filed by thousands."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import Model
from msgspec import to_builtins

from honglam.directory import api as directory
from honglam.dossiers.access import Case, facts_of, start_case
from honglam.dossiers.contracts import (
    REGISTRATION_PREFIX,
    Applicant,
    DeskWithoutOfficer,
    DossierSubmitted,
    PaperInput,
    Status,
    StepWithoutHolder,
    Submission,
    TaskKind,
    Verb,
)
from honglam.dossiers.models import Answers, Dossier, HistoryEvent, Paper, Task
from honglam.dossiers.queries.people import bringer_in_one_writing, in_one_writing
from honglam.dossiers.rules.building import clean
from honglam.dossiers.rules.clock import RECEPTION_LIMIT
from honglam.dossiers.rules.parties import RECEPTION
from honglam.dossiers.services.filing import Route, component_names
from honglam.dossiers.services.tasks import new_task, scopes_of, seated, working_due
from honglam.dossiers.services.turning import audit_detail, event_of, history_line
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel import audit, events
from honglam.kernel.clock import local
from honglam.kernel.ids import new_code, uuid7
from honglam.kernel.ready import insert, inserting, together
from honglam.kernel.text import sort_key
from honglam.kernel.values import Actor, text_noop
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, VersionView

TASK_NAME = text_noop("Check and receive")


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
    submitter = submission.submitter
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
        received_elsewhere=route_to.elsewhere,
        unit_ids=[route_to.desk_id],
        unit_code=clean(submission.unit_code, 20),
        owner_account_id=owner_id,
        enterprise_id=actor.enterprise_id if owner_id == actor.id else None,
        submitter=asdict(bringer_in_one_writing(submitter)) if submitter and submitter.name else None,
        return_method=submission.return_method.value,
        return_address=clean(submission.return_address, 300),
        submitted_at=at,
        line_count=1,
        **applicant_columns(submission.applicant),
    )


def write_filed(*, actor: Actor, dossier: Dossier, submission: Submission, version: VersionView, at: datetime) -> Case:
    """Insert the dossier with answers, papers, reception task, history, audit and event; the case that stands now."""
    answers = procedures.finish_answers(
        version_id=version.version_id,
        answers=submission.answers,
        on=local(at).date(),
        channel=Channel(dossier.channel),
    )
    sources = {field: to_builtins(one) for field, one in submission.sources.items()}
    papers = new_papers(dossier, submission.papers, at=at, names=component_names(version))
    task = _reception(dossier, at)
    line = _first_line(actor=actor, dossier=dossier, submission=submission, at=at)
    tables: tuple[Sequence[Model], ...] = (
        [dossier],
        [Answers(dossier=dossier, data=answers, sources=sources or None)],
        papers,
        [task],
        scopes_of([task]),
        [line],
    )
    together(*(inserting(rows) for rows in tables if rows))
    case = start_case(dossier, [task], answers, version)
    case.facts = facts_of(case, at=at)
    _keep_files(actor=actor, dossier=dossier, submission=submission, at=at)
    _leave_trace(actor=actor, dossier=dossier, line=line, looked_at_by=task.due_at, at=at)
    return case


def write_papers(dossier: Dossier, papers: Iterable[PaperInput], *, at: datetime, names: dict[str, str]) -> list[Paper]:
    """Insert papers in one round trip."""
    rows = new_papers(dossier, papers, at=at, names=names)
    insert(rows)
    return rows


def new_papers(dossier: Dossier, papers: Iterable[PaperInput], *, at: datetime, names: dict[str, str]) -> list[Paper]:
    """Rows of papers, not yet written; names come from the procedure where the sender gave none."""
    return [
        Paper(
            id=uuid7(),
            dossier=dossier,
            component_code=clean(paper.component_code, 60),
            name=clean(paper.name, 500) or names.get(paper.component_code, paper.component_code),
            kind=paper.kind.value,
            originals=paper.originals,
            copies=paper.copies,
            kept_at=at if paper.goes_back and paper.originals else None,
            file_id=paper.file_id,
            file_name=clean(paper.file_name, 200),
            held_id=paper.held_id,
            received_at=at,
        )
        for paper in papers
        if paper.file_id is not None or paper.originals or paper.copies
    ]


def applicant_columns(applicant: Applicant) -> dict[str, str]:
    """Who the dossier is about, as its row keeps it."""
    applicant = in_one_writing(applicant)
    return {
        "applicant_kind": applicant.kind.value,
        "applicant_name": clean(applicant.name, 300),
        "applicant_sort_key": sort_key(clean(applicant.name, 300)),
        "applicant_id_number": clean(applicant.id_number, 30),
        "applicant_birth_on": clean(applicant.birth_on, 10),
        "applicant_phone": clean(applicant.phone, 30),
        "applicant_email": clean(applicant.email, 120),
        "applicant_address": clean(applicant.address, 300),
    }


def _reception(dossier: Dossier, at: datetime) -> Task:
    """The desk's first task. Raises DeskWithoutOfficer: nothing is taken in where nobody would ever see it."""
    try:
        unit_id, role = seated(dossier.desk_id, RECEPTION, at=at, step=TASK_NAME)
    except StepWithoutHolder as fault:
        raise DeskWithoutOfficer(desk=directory.get_agency(agency_id=dossier.desk_id).name) from fault
    return new_task(
        dossier,
        kind=TaskKind.RECEPTION,
        name=TASK_NAME,
        unit_id=unit_id,
        role=role,
        at=at,
        due_at=working_due(at, RECEPTION_LIMIT),
    )


def _first_line(*, actor: Actor, dossier: Dossier, submission: Submission, at: datetime) -> HistoryEvent:
    """The first line of history."""
    return history_line(
        dossier=dossier,
        actor=actor,
        verb=Verb.SUBMIT,
        source=None,
        target=Status.REGISTERED,
        at=at,
        content={"papers": len(submission.papers), "channel": dossier.channel}
        | ({"signed_by": list(submission.signed_by)} if submission.signed_by else {}),
    )


def _leave_trace(*, actor: Actor, dossier: Dossier, line: HistoryEvent, looked_at_by: datetime, at: datetime) -> None:
    """The first audit entry, the first event."""
    audit.record(
        actor=actor,
        action=f"dossiers.{Verb.SUBMIT}",
        subject_kind="dossier",
        subject_id=dossier.id,
        at=at,
        detail=audit_detail(line),
    )
    event = event_of(
        DossierSubmitted,
        dossier,
        actor=actor,
        status=Status.REGISTERED,
        submitted_at=dossier.submitted_at,
        looked_at_by=looked_at_by,
    )
    events.publish(event, at=at)


def _keep_files(*, actor: Actor, dossier: Dossier, submission: Submission, at: datetime) -> None:
    """Claim the files for the dossier, so that they live as long as it does."""
    file_ids = [paper.file_id for paper in submission.papers if paper.file_id is not None]
    if file_ids:
        files.claim(actor=actor, file_ids=file_ids, holder=holder_of(dossier.id), at=at)


def holder_of(dossier_id: UUID) -> Holder:
    """Under which name a dossier keeps files alive."""
    return Holder(kind="dossier", id=str(dossier_id))
