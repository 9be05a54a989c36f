"""Who may see what, and the only ways from an id outside to a row.

Absent and forbidden look the same. Whether an actor may *act* is asked of `rules` by each verb; here it is only decided
whether the dossier exists for the actor at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.dossiers.contracts import (
    DossierNotFound,
    Outcome,
    Status,
    TaskKind,
    TaskNotFound,
    TaskState,
)
from honglam.dossiers.models import Answers, Dossier, Task
from honglam.dossiers.rules.clock import SUPPLEMENT_WITHIN
from honglam.dossiers.rules.parties import (
    DossierFacts,
    Place,
    TaskFacts,
    is_applicant,
    may_follow,
    may_read,
    needs_personal_data,
)
from honglam.dossiers.rules.steps import step_of
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.expressions import parse
from honglam.kernel.ready import ReadyQuery
from honglam.kernel.values import Actor, Mandate
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, Process, Silence, Step, StepKind, VersionView
from honglam.worktime import api as worktime

LIVE = (TaskState.OPEN.value, TaskState.SUSPENDED.value)
_DECIDED = frozenset({"outcome", "channel"})
_MOST_PROCESSES = 2000
_ways: dict[int, tuple[Process, dict[tuple[str, str, str], str | None]]] = {}
_ONE = UUID(int=1)
_DOSSIER = ReadyQuery(lambda *, pk: Dossier.objects.filter(pk=pk), pk=_ONE)
_LOCKED_DOSSIER = ReadyQuery(lambda *, pk: Dossier.objects.select_for_update().filter(pk=pk), pk=_ONE)
_LOCKED_DOSSIER_OF_TASK = ReadyQuery(
    lambda *, task_id: Dossier.objects.select_for_update().filter(tasks=task_id), task_id=_ONE
)
_LIVE_TASKS = ReadyQuery(
    lambda *, dossier_id: Task.objects.filter(dossier_id=dossier_id, state__in=LIVE).order_by("opened_at", "id"),
    dossier_id=_ONE,
)
_ANSWERS = ReadyQuery(lambda *, dossier_id: Answers.objects.filter(dossier_id=dossier_id), dossier_id=_ONE)
_THREE_DAYS = timedelta(days=3)
_WITHOUT_STEP = (TaskKind.TRANSFER.value, TaskKind.RECEPTION.value, TaskKind.CONSULTATION.value, TaskKind.RETURN.value)


@dataclass
class Case:
    """A dossier in somebody's hands: the row, its live tasks, and what the rules want to know of them."""

    dossier: Dossier
    tasks: list[Task]
    version: VersionView
    facts: DossierFacts
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """Where the dossier stands."""
        return Status(self.dossier.status)

    def task(self, task_id: UUID) -> Task:
        """One of the live tasks, or `TaskNotFound`."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise TaskNotFound

    def facts_of(self, task: Task) -> TaskFacts:
        """What the rules know of a live task, or of a question that was settled unheard."""
        return next(one for one in (*self.facts.tasks, *self.facts.unheard) if one.id == task.id)

    def step(self, task: Task) -> Step:
        """The step of the process that the task stands for."""
        return step_of(self.version.process, task.step_code)


def dossier_for(*, actor: Actor, dossier_id: UUID, at: datetime, lock: bool = False) -> Case:
    """The dossier with its live tasks, locked for a verb if asked; `DossierNotFound` for strangers and the absent."""
    dossier = (_LOCKED_DOSSIER if lock else _DOSSIER).first(pk=dossier_id)
    if dossier is None:
        raise DossierNotFound
    case = case_of(dossier, at=at)
    acts = lock and is_applicant(actor, case.facts)  # The verb asks for its own power: collecting needs no reading.
    if not acts and not may_read(actor, case.facts):
        raise DossierNotFound
    return case


def case_for_task(*, actor: Actor, task_id: UUID, at: datetime) -> tuple[Case, Task]:
    """The locked dossier of a task, and the task; closed ones and strangers' are `TaskNotFound`."""
    dossier = _LOCKED_DOSSIER_OF_TASK.first(task_id=task_id)
    if dossier is None:
        raise TaskNotFound
    case = case_of(dossier, at=at)
    if not may_read(actor, case.facts):
        raise TaskNotFound
    return case, case.task(task_id)


def case_of(dossier: Dossier, *, at: datetime) -> Case:
    """The case of a row that was found in a lawful way. Two queries at most."""
    case = start_case(dossier, _LIVE_TASKS.rows(dossier_id=dossier.id))
    if case.tasks and _branches(case.version):
        case.answers = answers_of(dossier)
    case.facts = facts_of(case, at=at)
    return case


def start_case(
    dossier: Dossier,
    tasks: list[Task],
    answers: dict[str, Any] | None = None,
    version: VersionView | None = None,
) -> Case:
    """A case before its facts are known; `facts_of` makes them. `version` where it is at hand already."""
    version = version or procedures.get_version(version_id=dossier.version_id)
    return Case(dossier=dossier, tasks=tasks, version=version, facts=_no_facts(dossier), answers=answers or {})


def answers_of(dossier: Dossier) -> dict[str, Any]:
    """What was filled in. One query."""
    row = _ANSWERS.first(dossier_id=dossier.id)
    return dict(row.data) if row else {}


def facts_of(case: Case, *, at: datetime, rated: bool = False) -> DossierFacts:
    """What decides who may read the dossier and act on it."""
    dossier = case.dossier
    units = frozenset(dossier.unit_ids)
    readers: set[int] = set()
    for unit_id in {*units, dossier.lead_agency_id, dossier.desk_id}:
        readers.update(directory.ancestor_ids(agency_id=unit_id))
    return DossierFacts(
        status=Status(dossier.status),
        owner_account_id=dossier.owner_account_id,
        enterprise_id=dossier.enterprise_id,
        desk=place_of(dossier.desk_id),
        lead=place_of(dossier.lead_agency_id),
        units=units,
        readers=frozenset(readers),
        tasks=tuple(_task_facts(case, task, at) for task in case.tasks),
        immediate=dossier.immediate,
        elsewhere=dossier.received_elsewhere,
        clock_stands=dossier.paused_since is not None,
        rated=rated,
        extended=dossier.extended_at is not None,
        supplement_late=_supplement_late(dossier, at),
        returns_to=Status(dossier.returns_to) if dossier.returns_to else None,
        id=dossier.id,
        topics=topics_of(case.version),
    )


def topics_of(version: VersionView) -> frozenset[str]:
    """By what a mandate is bounded: the procedure and its field."""
    return frozenset({version.code, version.field.code})


def _supplement_late(dossier: Dossier, at: datetime) -> bool:
    """Whether more than three working days have passed since receipt. Most are younger: they cost no arithmetic."""
    start = dossier.clock_started_at
    if start is None or at - start < _THREE_DAYS:
        return False
    return at > worktime.due_at(start=start, duration=SUPPLEMENT_WITHIN).at


def place_of(unit_id: int) -> Place:
    """A unit as the rules want it. Directory answers from memory."""
    return Place(
        unit_id=unit_id,
        ancestors=frozenset(directory.ancestor_ids(agency_id=unit_id)),
        agency_id=directory.get_agency(agency_id=unit_id).agency_id,
    )


def next_step_code(case: Case, step: Step, outcome: str, *, at: datetime) -> str | None:
    """What follows a step: the code of the next one, or None at the end or before the hand-over."""
    known = remembered_ways(case.version.process)
    key = (step.code, outcome, case.dossier.channel)
    if key in known:
        return known[key]
    code = procedures.next_step(
        version_id=case.dossier.version_id,
        step=step.code,
        outcome=outcome,
        answers=case.answers,
        channel=Channel(case.dossier.channel),
        on=local(at).date(),
    )
    if code is not None and step_of(case.version.process, code).kind is StepKind.RETURN:
        code = None
    if not reads_answers(step):
        known[key] = code
    return code


def remembered_ways(process: Process) -> dict[tuple[str, str, str], str | None]:
    """Ways that depend on the outcome and the channel alone are asked for once: a process in use never changes.

    Kept by identity, together with the process itself: `procedures` keeps one object for one content.
    """
    found = _ways.get(id(process))
    if found is None or found[0] is not process:
        if len(_ways) >= _MOST_PROCESSES:
            _ways.clear()
        found = _ways[id(process)] = (process, {})
    return found[1]


def reads_answers(step: Step) -> bool:
    """Whether a way out of the step depends on what was filled in, or on the date."""
    return any(parse(branch.when).names - _DECIDED for branch in step.next if branch.when)


def ways_out(case: Case, step: Step, *, at: datetime) -> dict[str, str | None]:
    """Each outcome of a step with the code of what follows; a step without outcomes has the empty one."""
    outcomes = [choice.code for choice in step.outcomes] or [""]
    return {outcome: next_step_code(case, step, outcome, at=at) for outcome in outcomes}


def dossiers_of(*, actor: Actor) -> QuerySet[Dossier]:
    """The actor's own dossiers, or those of the enterprise acted for."""
    if actor.id is None:
        return Dossier.objects.none()
    if actor.enterprise_id is not None:
        return Dossier.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.mandate is not None:
        return _within(actor.mandate) if may_follow(actor) else Dossier.objects.none()
    return Dossier.objects.filter(Q(owner_account_id=actor.id), enterprise=None)


def _within(mandate: Mandate) -> QuerySet[Dossier]:
    """The principal's dossiers that the mandate covers."""
    rows = Dossier.objects.filter(owner_account_id=mandate.principal_id, enterprise=None)
    if mandate.subject_id is not None:
        return rows.filter(id=mandate.subject_id)
    if not mandate.topics:
        return rows
    codes = list(mandate.topics)
    return rows.filter(Q(procedure_code__in=codes) | Q(version__procedure__field__code__in=codes))


def is_masked(actor: Actor, facts: DossierFacts) -> bool:
    """Whether personal data is covered for this reader."""
    return not needs_personal_data(actor, facts)


def record_strangers_read(*, actor: Actor, case: Case, at: datetime) -> None:
    """A stranger looked at a dossier: who, in which post, when, and whether personal data was covered."""
    own = is_applicant(actor, case.facts)
    if own and actor.mandate is None:
        return
    reason = "mandate" if own else "overseer_masked" if is_masked(actor, case.facts) else "duty"
    audit.record_read(actor=actor, subject_kind="dossier", subject_id=case.dossier.id, at=at, reason=reason)


def reader_tokens(units: list[int], lead_agency_id: int, desk_id: int) -> list[str]:
    """Who may find a dossier, as search tokens: `=unit` for units with work on it, `@ancestor` for all above them."""
    readers: set[int] = set()
    for unit_id in {*units, lead_agency_id, desk_id}:
        readers.update(directory.ancestor_ids(agency_id=unit_id))
    return [f"={unit}" for unit in sorted(set(units))] + [f"@{reader}" for reader in sorted(readers)]


def searcher_tokens(actor: Actor) -> list[str]:
    """The tokens an officer's searches are confined to; nothing for whoever holds no post."""
    if not actor.is_officer:
        return []
    own = [f"={actor.agency_id}"] if actor.agency_id is not None else []
    return [f"@{scope}" for scope in actor.scope_ids] + own


def concluded_of(dossier: Dossier) -> Outcome | None:
    """What the steps have concluded so far."""
    return Outcome(dossier.concluded) if dossier.concluded else None


def _task_facts(case: Case, task: Task, at: datetime) -> TaskFacts:
    goes_on, ends_here = True, False
    if task.kind not in _WITHOUT_STEP:
        following = ways_out(case, case.step(task), at=at).values()
        goes_on, ends_here = any(code for code in following), any(code is None for code in following)
    return TaskFacts(
        id=task.id,
        kind=TaskKind(task.kind),
        role=task.role,
        state=TaskState(task.state),
        place=place_of(task.unit_id),
        holder_id=task.holder_id,
        goes_on=goes_on,
        ends_here=ends_here,
        waits=consultations_open(case.tasks, task, at=at),
        unanswered=task.silence == Silence.ESCALATES.value and task.due_at < at,
    )


def consultations_open(tasks: Iterable[Task], task: Task, *, at: datetime) -> bool:
    """Whether an opinion is waited for: there is still time, or it must be there and silence does not settle it."""
    return any(
        one.parent_id == task.id
        and one.state == TaskState.OPEN.value
        and (one.due_at >= at or one.silence == Silence.ESCALATES.value)
        for one in tasks
    )


def _no_facts(dossier: Dossier) -> DossierFacts:
    """What stands in until the tasks are known."""
    place = place_of(dossier.desk_id)
    return DossierFacts(
        status=Status(dossier.status),
        owner_account_id=None,
        enterprise_id=None,
        desk=place,
        lead=place,
        units=frozenset(),
        readers=frozenset(),
    )


def _branches(version: VersionView) -> bool:
    """Whether any way of the process depends on what was filled in."""
    return any(reads_answers(step) for step in version.process.steps)
