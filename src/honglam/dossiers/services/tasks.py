"""Tasks as rows: opening, closing, suspending, and the narrow worklist rows that go with them in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.dossiers.access import Case
from honglam.dossiers.access.takers import takers_of
from honglam.dossiers.contracts import OfficerAway, ProcessBroken, StepWithoutHolder, TaskKind, TaskState
from honglam.dossiers.models import Dossier, Task, TaskScope
from honglam.dossiers.rules.building import lanes_of
from honglam.dossiers.rules.clock import RECEPTION_LIMIT, RETURN_LIMIT, classify, earlier, step_request
from honglam.dossiers.rules.parties import APPROVER, LEADER, ONE_STOP_HEAD, PROCESSING, UNIT_HEAD
from honglam.dossiers.rules.steps import task_kind
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.ready import insert
from honglam.kernel.values import Actor, DomainError
from honglam.procedures.contracts import Consultation, Process, Silence, Step, UnitRule
from honglam.worktime import api as worktime
from honglam.worktime.contracts import Duration
from honglam.worktime.contracts import Pause as Stop

FIRST_LOOK = timedelta(days=1)
"""When the watch looks at a new task for the first time; most steps are done before."""


def open_step(
    dossier: Dossier, process: Process, step: Step, *, at: datetime, stops: tuple[Stop, ...] = ()
) -> list[Task]:
    """The task of a step and those of the units it consults at once; not yet written."""
    unit_id, role = seated(unit_of(step.unit, dossier, at=at, step=step.code), step.role, at=at, step=step.name)
    main = new_task(
        dossier,
        kind=task_kind(step),
        name=step.name,
        code=step.code,
        unit_id=unit_id,
        role=role,
        hours=step.hours,
        at=at,
        stops=stops,
    )
    return [main, *(_consulted(dossier, process, main, consultation, at) for consultation in step.parallel)]


def new_task(
    dossier: Dossier,
    *,
    kind: TaskKind,
    name: str,
    unit_id: int,
    role: str,
    at: datetime,
    code: str = "",
    hours: float = 0,
    due_at: datetime | None = None,
    stops: tuple[Stop, ...] = (),
    parent: Task | None = None,
    question: str = "",
    silence: Silence | None = None,
) -> Task:
    """A task that is due after `hours` of work, or at `due_at`, but never after the dossier; not yet written."""
    due_at = due_at or step_due(dossier, hours=hours, opened_at=at, stops=stops)
    return Task(
        id=uuid7(),
        dossier=dossier,
        kind=kind.value,
        step_code=code,
        step_name=name,
        hours=hours,
        unit_id=unit_id,
        agency_id=directory.get_agency(agency_id=unit_id).agency_id,
        role=role,
        parent=parent,
        question=question,
        silence=silence.value if silence else "",
        state=TaskState.OPEN.value,
        opened_at=at,
        due_at=due_at,
        # A result that nobody fetches is nobody's idle work.
        watch_at=None if kind is TaskKind.RETURN else max(at, min(due_at, at + FIRST_LOOK)),
    )


def step_due(dossier: Dossier, *, hours: float, opened_at: datetime, stops: tuple[Stop, ...] = ()) -> datetime:
    """When a step is due: its own working hours, at the latest the dossier's appointment."""
    request = step_request(opened_at, hours, stops)
    own = worktime.due_many(requests=[request])[0].at if request else None
    return earlier(own, dossier.due_at, opened_at)


def unit_of(rule: UnitRule, dossier: Dossier, *, at: datetime, step: str) -> int:
    """The unit where a step is done. A fault of the pack is named; nothing is ever opened where nobody is."""
    on = local(at).date()
    if rule.of == "one_stop":
        return dossier.desk_id
    if rule.kind:
        child = directory.child_unit(agency_id=dossier.lead_agency_id, kind=AgencyKind(rule.kind), on=on)
        return child.id if child else dossier.lead_agency_id
    if rule.agency:
        try:
            return directory.competent_agency(agency_code=rule.agency, on=on).id
        except DomainError as fault:
            raise ProcessBroken(step=step) from fault
    return dossier.lead_agency_id


def seated(unit_id: int, role: str, *, at: datetime, step: str) -> tuple[int, str]:
    """Where the step can be done: at the unit by the role, else by a head of the unit or of its agency.

    Raises StepWithoutHolder where nobody at all could take it: work is never put where nobody is.
    """
    places = _places_within(unit_id)
    if not role or any(
        directory.has_holder(agency_id=place, role=role, at=at, below=place == unit_id) for place in places
    ):
        return unit_id, role
    for place in places:
        for head in (UNIT_HEAD, ONE_STOP_HEAD, APPROVER, LEADER):
            if directory.has_holder(agency_id=place, role=head, at=at):
                return place, head
    raise StepWithoutHolder(step=step, unit=directory.get_agency(agency_id=unit_id).name)


def _places_within(unit_id: int) -> list[int]:
    """The unit, and what stands above it inside the same agency, nearest first."""
    agency_id = directory.get_agency(agency_id=unit_id).agency_id
    above = directory.ancestor_ids(agency_id=unit_id)
    return [one for one in above if directory.get_agency(agency_id=one).agency_id == agency_id]


def write_tasks(tasks: Sequence[Task]) -> None:
    """Insert tasks with their worklist rows: two statements."""
    insert(tasks)
    insert(scopes_of(tasks))


def scopes_of(tasks: Iterable[Task]) -> list[TaskScope]:
    """The worklist rows of open tasks."""
    return [
        TaskScope(ancestor_id=lane.ancestor_id, role=lane.role, here=lane.here, due_at=task.due_at, task=task)
        for task in tasks
        for lane in lanes_of(directory.ancestor_ids(agency_id=task.unit_id), task.role)
    ]


def close_task(task: Task, *, actor: Actor, at: datetime, outcome: str = "", note: str = "") -> None:
    """Done: out of every worklist, measured against its own due time."""
    task.state = TaskState.DONE.value
    task.closed_at = at
    task.closed_by_name = actor.name
    task.outcome = outcome
    task.note = note
    task.result_class = classify(settled_at=at, due_at=task.due_at).value
    if task.holder_id is None and actor.post_id is not None:
        task.holder_id = actor.id
        task.holder_name = actor.name
    TaskScope.objects.filter(task=task).delete()
    task.save(
        update_fields=[
            "state",
            "closed_at",
            "closed_by_name",
            "outcome",
            "note",
            "result_class",
            "holder_id",
            "holder_name",
        ]
    )


def cancel_tasks(tasks: Iterable[Task], *, at: datetime) -> None:
    """What nobody needs to do any more; what is done stays done."""
    ids = [task.id for task in tasks if task.state != TaskState.DONE.value]
    if ids:
        TaskScope.objects.filter(task_id__in=ids).delete()
        Task.objects.filter(id__in=ids).update(state=TaskState.CANCELLED.value, closed_at=at)


def suspend_tasks(case: Case) -> None:
    """Nobody in the house can go on: tasks leave the worklists until the clock runs again."""
    ids = [
        task.id
        for task in case.tasks
        if task.state == TaskState.OPEN.value and task.kind != TaskKind.CONSULTATION.value
    ]
    if ids:
        TaskScope.objects.filter(task_id__in=ids).delete()
        Task.objects.filter(id__in=ids).update(state=TaskState.SUSPENDED.value)


def resume_tasks(case: Case, *, at: datetime, stops: tuple[Stop, ...] = ()) -> None:
    """Back into the worklists, with due times that leave out where the clock stood.

    A desk that has a dossier again gets a fresh limit to look at it.
    """
    tasks = [task for task in case.tasks if task.kind != TaskKind.CONSULTATION.value]
    for task in tasks:
        task.state = TaskState.OPEN.value
        if task.kind in (TaskKind.RECEPTION.value, TaskKind.TRANSFER.value):
            task.due_at = working_due(at, RECEPTION_LIMIT)
        elif task.kind == TaskKind.RETURN.value:
            task.due_at = working_due(at, RETURN_LIMIT)
        else:
            task.due_at = _resumed_due(case.dossier, task, stops)
    put_back(tasks)


def put_back(tasks: Sequence[Task]) -> None:
    """Write the state and due time of open tasks, with their worklist rows, which carry the due time."""
    if tasks:
        TaskScope.objects.filter(task_id__in=[task.id for task in tasks]).delete()
        Task.objects.bulk_update(tasks, ["state", "due_at"])
        TaskScope.objects.bulk_create(scopes_of(tasks))


def _resumed_due(dossier: Dossier, task: Task, stops: tuple[Stop, ...]) -> datetime:
    """A step that was open when a new appointment was promised works towards that one, its own hours being over."""
    promised = dossier.extended_at is not None and task.opened_at <= dossier.extended_at
    if promised and dossier.due_at is not None:
        return dossier.due_at
    return step_due(dossier, hours=task.hours, opened_at=task.opened_at, stops=stops)


def watch_again(dossier: Dossier, *, at: datetime) -> None:
    """Have the dossier's unfinished work looked at from now on; a result that nobody fetches is nobody's idle work."""
    unfinished = [TaskState.OPEN.value, TaskState.SUSPENDED.value]
    Task.objects.filter(dossier=dossier, state__in=unfinished).exclude(kind=TaskKind.RETURN.value).update(watch_at=at)


def working_due(start: datetime, limit: Duration) -> datetime:
    """When a limit of the house's own ends."""
    return worktime.due_at(start=start, duration=limit).at


def touch_units(dossier: Dossier, unit_ids: Iterable[int]) -> list[int]:
    """The dossier's units with new ones added: whoever gets work on it may read it from now on."""
    return sorted({*dossier.unit_ids, *unit_ids})


def _consulted(dossier: Dossier, process: Process, main: Task, consultation: Consultation, at: datetime) -> Task:
    asked = unit_of(consultation.unit, dossier, at=at, step=consultation.code)
    unit_id, role = seated(asked, consultation.role or PROCESSING, at=at, step=consultation.name)
    return new_task(
        dossier,
        kind=TaskKind.CONSULTATION,
        name=consultation.name,
        code=consultation.code,
        unit_id=unit_id,
        role=role,
        hours=consultation.hours,
        at=at,
        parent=main,
        silence=consultation.silence or process.silence,
    )


def name_of_holder(*, holder_id: UUID, unit_id: int, role: str, at: datetime) -> str | None:
    """The officer's name if a post of theirs, at the unit, below it or over it, can take work of `role`; else None.

    Raises OfficerAway where they are away from every such post: what they hold nobody else could touch.
    """
    takers = takers_of(unit_id=unit_id, role=role, at=at)
    own = [view for view in takers if view.account_id == holder_id]
    if own and all(view.is_absent for view in own):
        raise OfficerAway(field="holder_id", officer=own[0].name)
    return own[0].name if own else None
