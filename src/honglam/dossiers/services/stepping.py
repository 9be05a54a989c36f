"""Through the steps: one is finished, the next opens where the process says, never where nobody is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import case_for_task, consultations_open, next_step_code
from honglam.dossiers.contracts import (
    Done,
    Outcome,
    StepFinished,
    Verb,
)
from honglam.dossiers.models import Task
from honglam.dossiers.rules.building import clean_long
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.steps import conclusion, knows_outcome, step_of
from honglam.dossiers.services.attaching import keep_attachments
from honglam.dossiers.services.consulting import asked_lines
from honglam.dossiers.services.result_documents import sign_draft
from honglam.dossiers.services.silence import settle_silence
from honglam.dossiers.services.tasks import (
    close_task,
    open_step,
    touch_units,
    write_tasks,
)
from honglam.dossiers.services.turning import Act, begin, conclude, told
from honglam.kernel.values import Actor
from honglam.procedures.contracts import StepKind


@transaction.atomic
def finish_step(
    *,
    actor: Actor,
    task_id: UUID,
    at: datetime,
    outcome: str = "",
    note: str = "",
    attachments: tuple[UUID, ...] = (),
) -> Done:
    """Finish a step with one of its outcomes; the next step opens. The last one is finished by issuing the result."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    known = not _has_step(task) or knows_outcome(case.step(task), outcome)
    following = next_step_code(case, case.step(task), outcome, at=at) if known and _has_step(task) else None
    facts = Facts(
        clock_stands=case.facts.clock_stands,
        outcome_known=known,
        last_step=following is None,
        consultations_open=consultations_open(case.tasks, task, at=at),
    )
    act = begin(actor=actor, verb=Verb.FINISH_STEP, case=case, facts=facts, at=at, task=task)
    assert following is not None  # noqa: S101 - the guard has answered for the last step
    note = clean_long(note, field="note")
    _remember_conclusion(act, conclusion(case.step(task), outcome))
    settle_silence(case, task, at=at)
    sign_draft(act, task)
    close_task(task, actor=actor, at=at, outcome=outcome, note=note)
    opened = _open_next(act, following)
    keep_attachments(act, attachments)
    ids = [one.id for one in opened]
    conclude(
        act,
        event=told(StepFinished, act, task_id=task.id, step=task.step_code, outcome=outcome, opened=ids),
        reason=note,
        content={"step": task.step_name, "outcome": outcome, **_onward(task, opened[0])},
        attachments=attachments,
        also=asked_lines(opened),
    )
    return Done(dossier_id=case.dossier.id, status=act.row.target, due_at=case.dossier.due_at, task_ids=tuple(ids))


def _open_next(act: Act, following: str) -> list[Task]:
    """The next step's task and the opinions it asks, written; whoever gets work may read the dossier from now on."""
    process = act.case.version.process
    opened = open_step(act.dossier, process, step_of(process, following), at=act.at)
    act.set(unit_ids=touch_units(act.dossier, [one.unit_id for one in opened]))
    write_tasks(opened)
    return opened


def _onward(task: Task, following: Task) -> dict[str, str]:
    """What comes next; where another agency carries on also to whom the dossier went, and until when."""
    said = {"next": following.step_name}
    if following.agency_id != task.agency_id:
        to = directory.get_agency(agency_id=following.agency_id).name
        said |= {"to": to, "step_due": following.due_at.isoformat()}
    return said


def _remember_conclusion(act: Act, concluded: Outcome | None) -> None:
    if concluded is not None:
        act.set(concluded=concluded.value)


def _has_step(task: Task) -> bool:
    return task.kind in {kind.value for kind in StepKind}
