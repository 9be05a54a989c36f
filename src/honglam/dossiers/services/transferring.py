"""From the desk that took a dossier in to the agency that settles it: that one's desk takes it on, the limit runs."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import Case, case_for_task
from honglam.dossiers.contracts import Done, DossierTakenOn, TaskKind, Verb
from honglam.dossiers.models import Dossier, Task
from honglam.dossiers.rules.guards import Facts
from honglam.dossiers.rules.parties import RECEPTION
from honglam.dossiers.rules.steps import first_working_step
from honglam.dossiers.rules.transferring import goes_the_same_day, received_by_competent
from honglam.dossiers.services.clocking import compose_due
from honglam.dossiers.services.consulting import asked_lines
from honglam.dossiers.services.tasks import close_task, new_task, open_step, seated, touch_units, write_tasks
from honglam.dossiers.services.turning import begin, conclude, told
from honglam.kernel.clock import local
from honglam.kernel.values import Actor, text_noop
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration, Unit

TASK_NAME = text_noop("Take on from the desk of receipt")
_SAME_DAY = Duration(1, Unit.SAME_DAY)


def transfer_by(*, taken_in_at: datetime) -> datetime:
    """When the competent agency has it at the latest: at the end of this working day, or at the start of the next."""
    opening = worktime.next_working_moment(at=taken_in_at)
    if goes_the_same_day(local(opening)):
        return worktime.due_at(start=opening, duration=_SAME_DAY).at
    midnight = local(opening).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return worktime.next_working_moment(at=midnight)


def transfer_task(dossier: Dossier, *, at: datetime, due_at: datetime) -> Task:
    """What waits at the desk of the competent agency; not yet written."""
    desk = directory.one_stop_of(agency_id=dossier.lead_agency_id)
    unit_id = desk.id if desk else dossier.lead_agency_id
    unit_id, role = seated(unit_id, RECEPTION, at=at, step=TASK_NAME)
    return new_task(dossier, kind=TaskKind.TRANSFER, name=TASK_NAME, unit_id=unit_id, role=role, at=at, due_at=due_at)


@transaction.atomic
def take_on(*, actor: Actor, task_id: UUID, at: datetime) -> Done:
    """The competent agency has the dossier: its limit runs from here, and the first step opens."""
    case, task = case_for_task(actor=actor, task_id=task_id, at=at)
    act = begin(actor=actor, verb=Verb.TAKE_ON, case=case, facts=Facts(), at=at, task=task)
    # Acceptance has set the latest moment. The task's own due time may meanwhile be a promise or a fresh limit.
    latest = case.dossier.clock_started_at or at
    act.set(clock_started_at=received_by_competent(confirmed_at=at, at_the_latest=latest))
    compose_due(act)
    close_task(task, actor=actor, at=at)
    tasks = _first_step(case, at)
    act.set(unit_ids=touch_units(case.dossier, [one.unit_id for one in tasks]))
    write_tasks(tasks)
    due_at = case.dossier.due_at
    conclude(
        act,
        event=told(DossierTakenOn, act),
        content={"due_at": due_at.isoformat() if due_at else ""},
        also=asked_lines(tasks),
    )
    return Done(
        dossier_id=case.dossier.id, status=act.row.target, due_at=due_at, task_ids=tuple(one.id for one in tasks)
    )


def _first_step(case: Case, at: datetime) -> list[Task]:
    step = first_working_step(case.version.process)
    return open_step(case.dossier, case.version.process, step, at=at) if step else []
