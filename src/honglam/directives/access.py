"""Who may see and do what to which task, and the only ways from an id outside to a row. Absent and
forbidden look alike.

A post sees the tasks that its scope, or one below it, gave, leads or supports, and those of its own agency; by columns
of the row. The office of a committee works for the committee: its leaders and clerks see what the committee sees.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directives.contracts import (
    DirectiveNotFound,
    LetterNotFound,
    Part,
    ProgrammeNotFound,
    RecommendationNotFound,
    TaskNotFound,
)
from honglam.directives.models import Directive, Plan, Programme, Project, Recommendation, Task, UrgingLetter
from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind
from honglam.kernel.clock import today
from honglam.kernel.values import Actor

GIVERS = frozenset({"leader", "approver", "unit_head", "clerk"})
"""Who may give a directive, decide about it and urge, in the name of their agency or unit."""
HEADS = frozenset({"leader", "approver", "unit_head"})
"""Who answers for a task in the lead unit."""
WORKING = ("unit_head", "processing_officer", "approver", "leader", "clerk")
"""Who works on tasks, as a part of the lead or a supporting unit; others sit there to check or to keep something."""
_SERVING = frozenset({"leader", "approver", "clerk", "procedure_controller"})


def scopes(actor: Actor) -> frozenset[int]:
    """The agencies and units in whose name the actor's post works."""
    served = _served(actor)
    return frozenset(actor.scope_ids).union(directory.scope_ids(agency_id=served) if served is not None else ())


def _served(actor: Actor) -> int | None:
    """For which committee, or other agency, the office works in which the actor leads or keeps the papers."""
    if actor.agency_id is None or not actor.has_role(*_SERVING):
        return None
    own = directory.get_agency(agency_id=actor.agency_id)
    return own.parent_id if own.kind is AgencyKind.OFFICE and not own.is_internal else None


def own_ids(actor: Actor) -> frozenset[int]:
    """The scopes, and the unit and the agency in which the actor sits."""
    return scopes(actor) | {one for one in (actor.unit_id, actor.agency_id) if one is not None}


def reach(actor: Actor) -> frozenset[int]:
    """Everything at or below the actor's scopes: whom a directive may be given to."""
    return frozenset(_below(scopes(actor)))


def name_of_giver(actor: Actor) -> int | None:
    """In whose name the actor gives: the committee for its office, else the agency, or the unit of its head."""
    served = _served(actor)
    if served is not None:
        return served
    return actor.scope_ids[0] if actor.scope_ids else None


def carried(actor: Actor) -> tuple[int, ...]:
    """The units whose tasks the actor may hold: those of the agency in which they act now, and what it took over.

    Who moves to another agency leaves the tasks behind, whatever the row still says about its holder.
    """
    return directory.carried_ids(agency_id=actor.agency_id, on=today()) if actor.agency_id is not None else ()


def tasks_of(actor: Actor) -> QuerySet[Task]:
    """Tasks within sight."""
    if not actor.is_officer:
        return Task.objects.none()
    seen = sorted({*_below(scopes(actor)), *own_ids(actor)})
    held = Q(holder_id=actor.id, lead_id__in=carried(actor))
    near = Q(lead_id__among=seen) | Q(agency_id__among=seen) | Q(supporting__overlap=seen) | held
    return Task.objects.filter(near, retired_at=None)


def task_for(actor: Actor, task_id: UUID, *, lock: bool = False) -> Task:
    """One task in sight, locked for a verb if asked. Raises TaskNotFound."""
    rows = tasks_of(actor).filter(id=task_id).select_related("directive")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise TaskNotFound
    return row


def directive_for(actor: Actor, directive_id: UUID, *, lock: bool = False) -> Directive:
    """A directive that the actor's agency gave, or of which a task is in sight. Raises DirectiveNotFound."""
    rows = Directive.objects.filter(id=directive_id, retired_at=None)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None or not actor.is_officer:
        raise DirectiveNotFound
    given = row.agency_id in _below(scopes(actor))
    if not given and not tasks_of(actor).filter(directive_id=directive_id).exists():
        raise DirectiveNotFound
    return row


def tasks_of_directive(actor: Actor, row: Directive) -> QuerySet[Task]:
    """All tasks of a directive for the side that gave it; for others those that they may open one by one."""
    rows = Task.objects.filter(retired_at=None) if row.agency_id in reach(actor) else tasks_of(actor)
    return rows.filter(directive_id=row.id)


def may_add_task(actor: Actor, row: Directive) -> bool:
    """Whether the actor may give one more task of a directive; what the pack stated grows in the pack."""
    return not row.record and not row.from_pack and row.agency_id in scopes(actor) and actor.has_role(*GIVERS)


def letters_of(actor: Actor) -> QuerySet[UrgingLetter]:
    """Urging letters of the actor's side, or to it."""
    seen = sorted(_below(scopes(actor)))
    return UrgingLetter.objects.filter(Q(agency_id__among=seen) | Q(lead_id__among=seen))


def letter_for(actor: Actor, letter_id: UUID) -> UrgingLetter:
    """One letter. Raises LetterNotFound."""
    row = letters_of(actor).filter(id=letter_id).first()
    if row is None:
        raise LetterNotFound
    return row


def parts_of(actor: Actor, task: Task) -> frozenset[Part]:
    """In what parts the actor stands to a task; empty for who only reads."""
    named, found = scopes(actor), set()
    if task.agency_id in named and actor.has_role(*GIVERS):
        found.add(Part.GIVER)
    if task.lead_id in named and actor.has_role(*HEADS):
        found.add(Part.HEAD)
    holds = actor.id is not None and task.holder_id == actor.id and task.lead_id in carried(actor)
    works = actor.has_role(*WORKING)
    if holds or (works and task.lead_id in {*named, actor.unit_id}):
        found.add(Part.LEAD)
    if works and not own_ids(actor).isdisjoint(task.supporting):
        found.add(Part.SUPPORT)
    return frozenset(found)


def _below(ids: Iterable[int]) -> set[int]:
    return {below for one in ids for below in directory.descendant_ids(agency_id=one)}


_MONEY = frozenset({"leader", "approver", "unit_head", "accountant", "clerk"})


def plans_of(actor: Actor) -> QuerySet[Plan]:
    """Plans of the actor's agency and of what is in its scope."""
    return Plan.objects.filter(agency_id__in=_seen(actor), retired_at=None)


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """Programmes of the actor's agency and of what is in its scope."""
    return Programme.objects.filter(agency_id__in=_seen(actor), retired_at=None)


def project_for(actor: Actor, project_id: UUID, *, lock: bool = False) -> Project:
    """One project of a programme in sight. Raises ProgrammeNotFound."""
    rows = Project.objects.filter(id=project_id, retired_at=None, programme__in=programmes_of(actor))
    rows = rows.select_related("programme")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise ProgrammeNotFound
    return row


def may_record_money(actor: Actor, programme: Programme) -> bool:
    """Whether the actor answers for a programme's money: leads, heads or keeps the accounts of its agency."""
    return actor.has_role(*_MONEY) and programme.agency_id in scopes(actor)


def recommendations_of(actor: Actor) -> QuerySet[Recommendation]:
    """Recommendations that the actor's side raised."""
    return Recommendation.objects.filter(agency_id__in=_seen(actor), retired_at=None)


def recommendation_for(actor: Actor, recommendation_id: UUID, *, lock: bool = False) -> Recommendation:
    """One recommendation. Raises RecommendationNotFound."""
    rows = recommendations_of(actor).filter(id=recommendation_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise RecommendationNotFound
    return row


def may_answer(actor: Actor, row: Recommendation) -> bool:
    """Whether the actor may say how a recommendation was answered."""
    return actor.has_role(*GIVERS) and row.agency_id in scopes(actor)


def _seen(actor: Actor) -> list[int]:
    return sorted({*_below(scopes(actor)), *own_ids(actor)}) if actor.is_officer else []
