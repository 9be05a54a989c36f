"""Working on a bulk act: a small transaction for each dossier, in which the act and its mark are one.

A kill leaves each dossier either done and marked or neither; whoever comes next goes on with those that wait. Two
workers on one bulk act never take the same dossier.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directory import api as directory
from honglam.dossiers.access import dossier_for
from honglam.dossiers.contracts import BulkAssigned, BulkState, BulkVerb, MovedOn, NotYourTurn, TaskState, Verb
from honglam.dossiers.models import BulkAct, BulkItem, Task
from honglam.dossiers.rules.parties import handled, is_head_of
from honglam.dossiers.services.assigning import assign_task, unassign_task
from honglam.dossiers.services.requesting import ask_for_bulk_work
from honglam.dossiers.services.stepping import finish_step
from honglam.identity.contracts import AccountNotFound
from honglam.kernel import audit, events
from honglam.kernel.values import SYSTEM, Actor, DomainError

AT_ONCE = 200
_LOST_AFTER = timedelta(minutes=2)


def work_on_bulk(*, bulk_id: UUID, at: datetime) -> int:
    """The next dossiers of a bulk act, at most `AT_ONCE`, then the job is asked for again; returns how many.

    Where the account of whoever asked is closed, what still waits is refused: nobody answers for it any more.
    """
    bulk = BulkAct.objects.filter(id=bulk_id, finished_at=None).first()
    if bulk is None:
        return 0
    try:
        actor = directory.actor_of_account(account_id=bulk.account_id, post_id=bulk.post_id)
    except AccountNotFound:
        return _end_without_asker(bulk, at)
    worked = 0
    while worked < AT_ONCE and work_on_next(actor=actor, bulk=bulk, at=at):
        worked += 1
    settle(actor=actor, bulk=bulk, at=at)
    return worked


@transaction.atomic
def work_on_next(*, actor: Actor, bulk: BulkAct, at: datetime) -> bool:
    """One dossier: done, or refused with its reason. False when none waits."""
    waiting = BulkItem.objects.select_for_update(skip_locked=True, of=("self",))
    item = waiting.filter(bulk=bulk, state=BulkState.WAITING.value).order_by("number").first()
    if item is None:
        return False
    try:
        with transaction.atomic():
            _perform(actor, bulk, item, at)
        item.state = BulkState.DONE.value
    except DomainError as refusal:
        item.state, item.refusal = BulkState.REFUSED.value, _as_kept(refusal)
    item.save(update_fields=["state", "task_id", "held_before", "refusal"])
    return True


@transaction.atomic
def settle(*, actor: Actor, bulk: BulkAct, at: datetime) -> None:
    """Note that it was worked on: finished, or to be gone on with."""
    row = BulkAct.objects.select_for_update().get(id=bulk.id)
    if row.finished_at is not None:
        return
    row.worked_at = at
    if row.items.filter(state=BulkState.WAITING.value).exists():
        ask_for_bulk_work(bulk_id=row.id)
    else:
        row.finished_at = at
        _tell_holder(actor, row, at)
        audit.record(
            actor=actor,
            action="dossiers.bulk_finished",
            subject_kind="bulk_act",
            subject_id=row.id,
            at=at,
            detail={state.value: row.items.filter(state=state.value).count() for state in BulkState},
        )
    row.save(update_fields=["worked_at", "finished_at"])


def _end_without_asker(bulk: BulkAct, at: datetime) -> int:
    waiting = BulkItem.objects.filter(bulk=bulk, state=BulkState.WAITING.value)
    refused = waiting.update(state=BulkState.REFUSED.value, refusal=_as_kept(NotYourTurn()))
    settle(actor=SYSTEM, bulk=bulk, at=at)
    return refused


def _as_kept(refusal: DomainError) -> dict[str, Any]:
    params = {name: str(value) for name, value in refusal.params.items()}
    return {"code": refusal.code, "message": refusal.message, "params": params}


def _tell_holder(actor: Actor, bulk: BulkAct, at: datetime) -> None:
    """One message for all of it: thousands of letters would tell the new holder nothing."""
    count = bulk.items.filter(state=BulkState.DONE.value).count()
    if bulk.verb == BulkVerb.ASSIGN.value and bulk.holder_id is not None and bulk.holder_id != actor.id and count:
        event = BulkAssigned(bulk_id=bulk.id, holder_id=bulk.holder_id, count=count, by_name=actor.name)
        events.publish(event, at=at)


def resume_bulk(*, at: datetime) -> int:
    """Ask again for the work on bulk acts that nobody has worked on for minutes; returns how many."""
    lost = list(BulkAct.objects.filter(finished_at=None, worked_at__lt=at - _LOST_AFTER).values_list("id", flat=True))
    for bulk_id in lost:
        ask_for_bulk_work(bulk_id=bulk_id)
    return len(lost)


def _perform(actor: Actor, bulk: BulkAct, item: BulkItem, at: datetime) -> None:
    if bulk.verb == BulkVerb.UNDO.value:
        _give_back(actor, bulk, item, at)
        return
    task = _task_of(actor, Verb(bulk.verb), item.dossier_id, at)
    item.task_id, item.held_before = task.id, task.holder_id
    if bulk.verb == BulkVerb.ASSIGN.value:
        assert bulk.holder_id is not None  # noqa: S101 - asked for when it was started
        assign_task(actor=actor, task_id=task.id, holder_id=bulk.holder_id, at=at, tell=False)
    else:
        finish_step(actor=actor, task_id=task.id, at=at, outcome=bulk.outcome, note=bulk.note)


def _task_of(actor: Actor, verb: Verb, dossier_id: UUID, at: datetime) -> Task:
    """The task of the dossier that is the actor's to assign, or to finish."""
    case = dossier_for(actor=actor, dossier_id=dossier_id, at=at)
    if verb is Verb.ASSIGN:
        found = [facts for facts in case.facts.tasks if is_head_of(actor, facts.place)]
    else:
        found = handled(actor, verb, case.facts)
    if not found:
        raise NotYourTurn
    return case.task(found[0].id)


def _give_back(actor: Actor, bulk: BulkAct, item: BulkItem, at: datetime) -> None:
    """To whoever held it before, if it is still as the assignment left it."""
    assert item.task_id is not None  # noqa: S101 - only done items are undone
    live = (TaskState.OPEN.value, TaskState.SUSPENDED.value)
    untouched = Task.objects.filter(id=item.task_id, state__in=live, holder_id=bulk.holder_id)
    if not untouched.exists():
        raise MovedOn
    if item.held_before is None:
        unassign_task(actor=actor, task_id=item.task_id, at=at)
    elif item.held_before != bulk.holder_id:
        assign_task(actor=actor, task_id=item.task_id, holder_id=item.held_before, at=at, tell=False)
