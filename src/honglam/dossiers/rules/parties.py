"""Who may do what: in which capacity an actor stands to a dossier, and which roles each capacity needs for a verb.

Ownership is by account or by the enterprise acted for. Officers stand by their post: the place (the post's scope covers
the unit, inside the same agency) and the role. Reading is wider than acting: see `may_read`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from honglam.dossiers.contracts import Party, Status, TaskKind, TaskState, Verb
from honglam.identity.contracts import Power
from honglam.kernel.values import Actor, ActorKind

RECEPTION, PROCESSING, UNIT_HEAD, APPROVER = "reception_officer", "processing_officer", "unit_head", "approver"
CLERK, RESULT, ONE_STOP_HEAD = "clerk", "result_officer", "one_stop_head"
CONTROLLER, LEADER, AUDITOR, ADMINISTRATOR = "procedure_controller", "leader", "auditor", "administrator"

ROLE_NUMBERS: Mapping[str, int] = {
    RECEPTION: 1,
    PROCESSING: 2,
    UNIT_HEAD: 3,
    APPROVER: 4,
    CLERK: 5,
    RESULT: 6,
    ONE_STOP_HEAD: 7,
    CONTROLLER: 8,
    LEADER: 9,
    AUDITOR: 10,
    ADMINISTRATOR: 11,
    "cashier": 12,
    "accountant": 13,
    "postal_clerk": 14,
}
"""Roles as small numbers for the narrow worklist table. Never renumber: rows of open tasks carry them."""

HEAD_ROLES = frozenset({UNIT_HEAD, APPROVER, ONE_STOP_HEAD, LEADER})
OVERSEERS = frozenset({CONTROLLER, LEADER, AUDITOR})
"""Posts that watch work they do not do: they read dossiers with personal data covered."""

_RECEIVERS = frozenset({RECEPTION, ONE_STOP_HEAD})
_RETURNERS = frozenset({RESULT, RECEPTION, ONE_STOP_HEAD})
DESK_ROLES: Mapping[Verb, frozenset[str]] = {
    Verb.SUBMIT: _RECEIVERS,
    Verb.ACCEPT: _RECEIVERS,
    Verb.REFUSE: _RECEIVERS,
    Verb.CLAIM: _RECEIVERS,
    Verb.RELEASE: _RECEIVERS,
    Verb.REQUEST_SUPPLEMENT: _RECEIVERS,
    Verb.ANSWER_SUPPLEMENT: _RECEIVERS,
    Verb.WITHDRAW: _RECEIVERS,
    Verb.CONFIRM_PAYMENT: _RETURNERS,
    Verb.STOP: frozenset({ONE_STOP_HEAD}),
    Verb.ISSUE_RESULT: _RETURNERS,
    Verb.RETURN_RESULT: _RETURNERS,
    Verb.REVOKE_RESULT: frozenset({RESULT, ONE_STOP_HEAD}),
}
"""Which roles at the receiving desk may do what the table gives to the desk."""

_STEPS = frozenset(TaskKind) - {TaskKind.RECEPTION, TaskKind.CONSULTATION, TaskKind.TRANSFER}

TASK_KINDS: Mapping[Verb, frozenset[TaskKind]] = {
    Verb.ASK_CONSULTATION: _STEPS - {TaskKind.RETURN},
    Verb.ANSWER_CONSULTATION: frozenset({TaskKind.CONSULTATION}),
    Verb.GIVE_LATE_OPINION: frozenset({TaskKind.CONSULTATION}),
    Verb.TAKE_ON: frozenset({TaskKind.TRANSFER}),
    Verb.FINISH_STEP: _STEPS - {TaskKind.RETURN},
    Verb.ISSUE_RESULT: _STEPS - {TaskKind.RETURN},
    Verb.DRAFT_RESULT: _STEPS - {TaskKind.RETURN, TaskKind.CLERK},
    Verb.CLAIM: frozenset(TaskKind) - {TaskKind.TRANSFER},
    Verb.RELEASE: frozenset(TaskKind) - {TaskKind.TRANSFER},
    Verb.ASSIGN: frozenset(TaskKind),
}
"""Verbs that work on one task, and the kinds of task they work on. Other verbs of handlers need any step's task."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit with its ancestors (itself first) and the agency that it belongs to."""

    unit_id: int
    ancestors: frozenset[int]
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class TaskFacts:
    """What decides who may work on a task.

    A step `goes_on` if some way out leads to another step, and `ends_here` if some way out ends the process. It `waits`
    while a consulted unit still has time to answer. `unanswered`: an opinion that must be there and did not
    come in time.
    """

    id: UUID
    kind: TaskKind
    role: str
    state: TaskState
    place: Place
    holder_id: UUID | None = None
    goes_on: bool = True
    ends_here: bool = False
    waits: bool = False
    unanswered: bool = False


@dataclass(frozen=True, kw_only=True)
class DossierFacts:
    """What decides who may read a dossier and act on it.

    `units`: every unit that has or had work on it; `readers`: those units, the desk and the lead agency with all
    their ancestors. `elsewhere`: its desk is not the lead agency's: it receives and hands over, and settles nothing.
    `supplement_late`: the three working days in which a supplement is asked for are over. `topics`: the codes of its
    procedure and field, by which a mandate is bounded. `unheard`: questions that silence or a head settled, whose
    opinion may still be given.
    """

    status: Status
    owner_account_id: UUID | None
    enterprise_id: UUID | None
    desk: Place
    lead: Place
    units: frozenset[int]
    readers: frozenset[int]
    tasks: tuple[TaskFacts, ...] = ()
    immediate: bool = False
    elsewhere: bool = False
    clock_stands: bool = False
    rated: bool = False
    extended: bool = False
    supplement_late: bool = False
    unheard: tuple[TaskFacts, ...] = ()
    returns_to: Status | None = None
    id: UUID | None = None
    topics: frozenset[str] = frozenset()


POWERS: Mapping[Verb, Power] = {Verb.RETURN_RESULT: Power.COLLECT}
"""Which power a proxy needs for an applicant's verb; filing and answering for all others."""


def power_for(verb: Verb) -> Power:
    """The power that a proxy needs for a verb of the applicant."""
    return POWERS.get(verb, Power.FILE)


def is_applicant(actor: Actor, dossier: DossierFacts) -> bool:
    """Whether the dossier is the actor's own, belongs to the enterprise acted for, or lies within the mandate held."""
    if actor.mandate is not None:
        own = dossier.enterprise_id is None and dossier.owner_account_id == actor.mandate.principal_id
        return own and actor.mandate.covers(topics=dossier.topics, subject_id=dossier.id)
    if dossier.enterprise_id is not None:
        return actor.enterprise_id == dossier.enterprise_id
    return actor.id is not None and actor.id == dossier.owner_account_id


def may_follow(actor: Actor) -> bool:
    """Whether a proxy's powers open pages, answers and papers: following does, and filing cannot do without them."""
    return actor.mandate is None or not actor.mandate.powers.isdisjoint({Power.FOLLOW.value, Power.FILE.value})


def may_collect(actor: Actor) -> bool:
    """Whether a proxy's powers open the result itself."""
    return actor.mandate is None or Power.COLLECT.value in actor.mandate.powers


def covers(actor: Actor, place: Place) -> bool:
    """Whether the actor's post may see work at the place."""
    return actor.is_officer and not place.ancestors.isdisjoint(actor.scope_ids)


def stands_at(actor: Actor, place: Place) -> bool:
    """Whether the actor's post works at the place: same agency, and the scope covers it or it is the agency itself.

    Work that stands at the agency itself may be taken by officers of any of its units. A chairman whose scope is the
    whole province reads a commune's work but does not do it.
    """
    if not actor.is_officer or actor.agency_id != place.agency_id:
        return False
    return covers(actor, place) or place.unit_id == actor.agency_id


def may_read(actor: Actor, dossier: DossierFacts) -> bool:
    """Owner, system, or a post that oversees a unit with work on it, or whose own agency itself has work on it.

    A proxy reads by the power to follow or to file; who may only collect does not read.
    """
    if actor.kind is ActorKind.SYSTEM or is_applicant(actor, dossier):
        return may_follow(actor)
    if not actor.is_officer:
        return False
    return not dossier.readers.isdisjoint(actor.scope_ids) or actor.agency_id in dossier.units


def needs_personal_data(actor: Actor, dossier: DossierFacts) -> bool:
    """Whether the actor's work needs names and numbers: owners and those who settle, not those who only watch."""
    if actor.kind is ActorKind.SYSTEM or is_applicant(actor, dossier):
        return True
    return actor.is_officer and bool(actor.roles - OVERSEERS - {ADMINISTRATOR})


def may_work_on(actor: Actor, task: TaskFacts) -> bool:
    """Whether the actor could take the task: it is open, its place is theirs, and their post carries its role."""
    return task.state in (TaskState.OPEN, TaskState.SUSPENDED) and suits(actor, task)


def suits(actor: Actor, task: TaskFacts) -> bool:
    """Whether the task's place is the actor's and their post carries its role."""
    if not stands_at(actor, task.place):
        return False
    return not task.role or actor.has_role(*roles_that_take(task.role))


def roles_that_take(role: str) -> tuple[str, ...]:
    """The roles that may take work of `role`: the head of a desk does all of the desk's."""
    return (role, ONE_STOP_HEAD) if role in (RECEPTION, RESULT) else (role,)


def holds_or_free(actor: Actor, task: TaskFacts) -> bool:
    """Whether nobody else holds the task; a head may act over a holder."""
    return task.holder_id in (None, actor.id) or is_head_of(actor, task.place)


def is_head_of(actor: Actor, place: Place) -> bool:
    """Whether the actor leads the unit: a head's role, the same agency, and a scope that covers the unit."""
    return actor.has_role(*HEAD_ROLES) and stands_at(actor, place) and covers(actor, place)


def parties_of(actor: Actor, verb: Verb, dossier: DossierFacts, task: TaskFacts | None = None) -> frozenset[Party]:
    """In which capacities the actor may try `verb`. With `task` given, only that task makes a handler or head."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Party.SYSTEM})
    found: set[Party] = set()
    if is_applicant(actor, dossier) and (actor.mandate is None or power_for(verb) in actor.mandate.powers):
        found.add(Party.APPLICANT)
    roles = DESK_ROLES.get(verb)
    settles = verb in (Verb.ISSUE_RESULT, Verb.REVOKE_RESULT)
    if roles and not (settles and dossier.elsewhere) and actor.has_role(*roles) and stands_at(actor, dossier.desk):
        found.add(Party.DESK)
    tasks = [task] if task else handled(actor, verb, dossier)
    fits = suits if verb is Verb.GIVE_LATE_OPINION else may_work_on
    if any(fits(actor, one) and one.kind in _kinds(verb) for one in tasks):
        found.add(Party.HANDLER)
    if any(is_head_of(actor, place) for place in ([task.place] if task else _led_places(dossier))):
        found.add(Party.HEAD)
    return frozenset(found)


def _led_places(dossier: DossierFacts) -> list[Place]:
    """Whose heads decide about the dossier: the lead agency's, and those of the units that have a step of it."""
    return [dossier.lead, *(task.place for task in dossier.tasks if task.kind in _STEPS - {TaskKind.RETURN})]


def handled(actor: Actor, verb: Verb, dossier: DossierFacts) -> list[TaskFacts]:
    """The dossier's tasks on which the actor may do `verb`."""
    kinds = _kinds(verb)
    return [task for task in dossier.tasks if task.kind in kinds and may_work_on(actor, task)]


def _kinds(verb: Verb) -> frozenset[TaskKind]:
    return TASK_KINDS.get(verb, _STEPS)
