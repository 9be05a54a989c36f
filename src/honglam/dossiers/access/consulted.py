"""Questions that were settled without an opinion: the only way to them once they are closed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from honglam.directory import api as directory
from honglam.dossiers.access.dossiers import Case, case_of, place_of
from honglam.dossiers.contracts import OpinionGiven, TaskKind, TaskNotFound, TaskState
from honglam.dossiers.models import Dossier, Task
from honglam.dossiers.rules.consulting import is_unheard
from honglam.dossiers.rules.parties import DossierFacts, TaskFacts, may_read
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


def case_for_unheard(*, actor: Actor, task_id: UUID, at: datetime) -> tuple[Case, Task]:
    """The locked dossier of a question that was settled unheard, and the question; `TaskNotFound` for strangers.

    Raises OpinionGiven where the opinion has come since.
    """
    dossier = Dossier.objects.select_for_update().filter(tasks=task_id).first()
    if dossier is None:
        raise TaskNotFound
    case = case_of(dossier, at=at)
    if not may_read(actor, case.facts):
        raise TaskNotFound
    task = Task.objects.get(id=task_id)
    if task.heard_at is not None:
        raise OpinionGiven
    case.facts = with_unheard(case.facts, [task], at=at)
    if not case.facts.unheard:
        raise TaskNotFound
    return case, task


def with_unheard(facts: DossierFacts, tasks: Iterable[Task], *, at: datetime) -> DossierFacts:
    """The facts of a dossier with those of `tasks` whose question was settled unheard."""
    found = (
        task
        for task in tasks
        if is_unheard(kind=task.kind, state=task.state, outcome=task.outcome, heard_at=task.heard_at)
    )
    return replace(facts, unheard=tuple(_facts(task, local(at).date()) for task in found))


def _facts(task: Task, on: date) -> TaskFacts:
    """Nobody holds it any more: any officer with the role may speak for it, of the unit or of what became of it.

    The closed question stays where it was asked; a unit that is over speaks through its one successor, or through its
    agency's. Where several share the work nobody can say whose opinion it would be.
    """
    heir = directory.successor_of(agency_id=task.unit_id, on=on) or directory.successor_of(
        agency_id=task.agency_id, on=on
    )
    return TaskFacts(
        id=task.id,
        kind=TaskKind.CONSULTATION,
        role=task.role,
        state=TaskState(task.state),
        place=place_of(heir.id if heir else task.unit_id),
    )
