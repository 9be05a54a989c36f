"""What every verb has in common: ask the table, and leave the trace (status, history line, audit entry, event).

`begin` says whether the act is lawful for this actor; `conclude` writes the dossier's row, its history, the audit
entry and the event in that order, so that whatever is numbered can be taken just before.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from honglam.dossiers.access import Case
from honglam.dossiers.contracts import (
    DossierEvent,
    NotYourTurn,
    Party,
    Status,
    TaskHeldByOther,
    TransitionRefused,
    Verb,
)
from honglam.dossiers.models import Dossier, HistoryEvent, Task
from honglam.dossiers.rules.guards import Facts, check
from honglam.dossiers.rules.parties import TaskFacts, handled, holds_or_free, parties_of, power_for
from honglam.dossiers.rules.transitions import Transition, find
from honglam.identity import api as identity
from honglam.kernel import audit, events
from honglam.kernel.ready import insert
from honglam.kernel.values import Actor

E = TypeVar("E", bound=DossierEvent)
_OF_THE_HOLDER = frozenset({Verb.CLAIM, Verb.RELEASE})
"""At the desk everybody may act on what a colleague holds, but nobody takes it from them or puts it down for them."""


@dataclass
class Act:
    """One act in progress: who does what to which case when, and the lines of history it will leave."""

    actor: Actor
    verb: Verb
    case: Case
    row: Transition
    at: datetime
    task: Task | None = None
    lines: list[HistoryEvent] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)

    @property
    def dossier(self) -> Dossier:
        """The row that changes."""
        return self.case.dossier

    def set(self, **values: Any) -> None:
        """Change columns of the dossier; they are written together by `conclude`."""
        for name, value in values.items():
            setattr(self.dossier, name, value)
            self.changed.add(name)


def begin(*, actor: Actor, verb: Verb, case: Case, facts: Facts, at: datetime, task: Task | None = None) -> Act:
    """The lawful turn, or the refusal: by status, then by party, then by the guards in their order.

    Whoever works on a dossier that was only received takes it up by the way: one line of history more.
    """
    task_facts = case.facts_of(task) if task else None
    parties = parties_of(actor, verb, case.facts, task_facts)
    row, starts = _find(verb, case)
    if not row.parties & parties:
        raise NotYourTurn
    party = next(one for one in Party if one in row.parties & parties)
    if party is Party.HANDLER or verb in _OF_THE_HOLDER:
        _refuse_over_holder(actor, verb, case, task_facts)
    if party is Party.APPLICANT:
        identity.require_mandate(
            actor=actor, power=power_for(verb), topics=case.facts.topics, subject_id=case.dossier.id, at=at
        )
    act = Act(actor=actor, verb=verb, case=case, row=row, at=at, task=task)
    check(row, replace(facts, party=party, at=at))
    if starts:
        _add_line(act, Verb.START, Status.ACCEPTED, Status.PROCESSING)
        act.set(status=Status.PROCESSING.value)
    return act


def begin_for_applicant(*, actor: Actor, verb: Verb, case: Case, facts: Facts, at: datetime) -> Act:
    """A verb that only the applicant has, done by whoever proves to be it: a signed link, the desk's screen."""
    return _begin_as(Party.APPLICANT, actor=actor, verb=verb, case=case, facts=facts, at=at)


def begin_for_post(*, actor: Actor, verb: Verb, case: Case, facts: Facts, at: datetime) -> Act:
    """A verb of the postal service. Whether the actor carries a parcel of this dossier was decided above."""
    return _begin_as(Party.POST, actor=actor, verb=verb, case=case, facts=facts, at=at)


def _begin_as(party: Party, *, actor: Actor, verb: Verb, case: Case, facts: Facts, at: datetime) -> Act:
    row, _ = _find(verb, case)
    if party not in row.parties:
        raise NotYourTurn
    check(row, replace(facts, party=party, at=at))
    return Act(actor=actor, verb=verb, case=case, row=row, at=at)


def _refuse_over_holder(actor: Actor, verb: Verb, case: Case, task: TaskFacts | None) -> None:
    """Whoever acts as handler, takes work or puts it down must hold it, or find it free."""
    tasks = [task] if task else handled(actor, verb, case.facts)
    if not any(holds_or_free(actor, one) for one in tasks):
        raise TaskHeldByOther(holder=case.task(tasks[0].id).holder_name)


def _find(verb: Verb, case: Case) -> tuple[Transition, bool]:
    try:
        row = find(verb, case.status, returns_to=case.facts.returns_to)
    except TransitionRefused:
        if case.status is not Status.ACCEPTED:
            raise
        return find(verb, Status.PROCESSING), True
    if row.source is Status.ACCEPTED and verb is Verb.ISSUE_RESULT and not case.facts.immediate:
        return find(verb, Status.PROCESSING), True
    return row, False


def conclude(
    act: Act,
    *,
    event: DossierEvent | None,
    reason: str = "",
    content: dict[str, Any] | None = None,
    attachments: tuple[UUID, ...] = (),
    also: tuple[tuple[Verb, dict[str, Any]], ...] = (),
) -> None:
    """Write what the act changed, and its trace. The only place where a dossier's status changes.

    `also`: what the act brought about by the way, each a line of history after its own.
    """
    source, target = Status(act.dossier.status) if act.row.source else None, act.row.target
    act.set(status=target.value)
    _add_line(act, act.verb, source, target, reason=reason, content=content, attachments=attachments)
    told_of = act.lines[-1]
    for verb, facts in also:
        _add_line(act, verb, target, target, content=facts)
    act.set(line_count=act.dossier.line_count)
    act.dossier.save(update_fields=sorted(act.changed))
    insert(act.lines)
    audit.record(
        actor=act.actor,
        action=f"dossiers.{act.verb}",
        subject_kind="dossier",
        subject_id=act.dossier.id,
        at=act.at,
        detail=audit_detail(told_of),
    )
    if event is not None:
        events.publish(event, at=act.at)


def audit_detail(line: HistoryEvent) -> dict[str, Any]:
    """What the audit chain keeps of a line: enough to find it and to notice that it was changed."""
    return {"line": line.line, "from": line.status_from, "to": line.status_to, "reason": line.reason}


def told(event_type: type[E], act: Act, /, **facts: Any) -> E:
    """The act's event, with what every event of a dossier carries."""
    return event_of(event_type, act.dossier, actor=act.actor, status=act.row.target, **facts)


def event_of(event_type: type[E], dossier: Dossier, /, *, actor: Actor, status: Status, **facts: Any) -> E:
    """An event of a dossier as it stands."""
    return event_type(
        dossier_id=dossier.id,
        code=dossier.code or dossier.registration_code,
        procedure_code=dossier.procedure_code,
        procedure_name=dossier.procedure_name,
        lead_agency_id=dossier.lead_agency_id,
        desk_id=dossier.desk_id,
        channel=dossier.channel,
        status=status.value,
        owner_account_id=dossier.owner_account_id,
        enterprise_id=dossier.enterprise_id,
        due_at=dossier.due_at,
        actor_name=actor.name,
        **facts,
    )


def _add_line(
    act: Act,
    verb: Verb,
    source: Status | None,
    target: Status,
    *,
    reason: str = "",
    content: dict[str, Any] | None = None,
    attachments: tuple[UUID, ...] = (),
) -> None:
    act.dossier.line_count += 1
    act.lines.append(
        history_line(
            dossier=act.dossier,
            actor=act.actor,
            verb=verb,
            source=source,
            target=target,
            at=act.at,
            task_id=act.task.id if act.task else None,
            reason=reason,
            content=content or {},
            attachments=attachments,
        )
    )


def history_line(
    *,
    dossier: Dossier,
    actor: Actor,
    verb: Verb,
    source: Status | None,
    target: Status,
    at: datetime,
    task_id: UUID | None = None,
    reason: str = "",
    content: dict[str, Any] | None = None,
    attachments: tuple[UUID, ...] = (),
) -> HistoryEvent:
    """The line number `dossier.line_count` of a history, not yet written."""
    return HistoryEvent(
        dossier_id=dossier.id,
        line=dossier.line_count,
        at=at,
        verb=verb.value,
        status_from=source.value if source else "",
        status_to=target.value,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        post_id=actor.post_id,
        unit_id=actor.unit_id,
        agency_id=actor.agency_id,
        task_id=task_id,
        reason=reason,
        content=content or {},
        attachments=list(attachments),
    )
