"""The verbs on a task that the table of moves knows; each loads it locked, asks the table, writes, leaves its line."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from honglam.directives import access
from honglam.directives.contracts import (
    STATE_LABELS,
    ActInput,
    DueAfterParent,
    DueInThePast,
    DueMissing,
    DueNotLater,
    ExtensionOpen,
    HolderAway,
    HolderElsewhere,
    NoExtensionAsked,
    NotYours,
    StageUnknown,
    SubtasksOpen,
    Suspended,
    TaskState,
    Verb,
    WordsMissing,
    WrongState,
)
from honglam.directives.models import StageTrack, Task
from honglam.directives.queries.holders import is_away, officers_of
from honglam.directives.queries.pages import standing_of
from honglam.directives.queries.tasks import OPEN
from honglam.directives.rules.moves import MOVES, SHARE, Standing, fits, leads
from honglam.directives.services.moving import move
from honglam.files import api as files
from honglam.files.contracts import Holder
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


@transaction.atomic
def move_task(*, actor: Actor, task_id: UUID, verb: Verb, given: ActInput, at: datetime) -> TaskState:
    """Do one thing to a task. Raises TaskNotFound, NotYours, WrongState, SubtasksOpen, WordsMissing and the like."""
    task = access.task_for(actor, task_id, lock=True)
    rule = MOVES[verb]
    parts = access.parts_of(actor, task)
    if not rule.who & parts:
        raise NotYours
    _require_fit(task, verb, standing_of(task, task.children.all()))
    if rule.says and not given.words:
        raise WordsMissing(field="words")
    content: dict[str, Any] = {SHARE: True}
    if leads(verb, parts):
        content = _PREPARE.get(verb, _nothing)(task, given, at)
    if given.file_ids:
        holder = Holder(kind="directive_task", id=str(task.id))
        files.claim(actor=actor, file_ids=given.file_ids, holder=holder, at=at)
    target = rule.to if rule.to and leads(verb, parts) else TaskState(task.state)
    move(task, target, actor=actor, at=at, what=verb.value, words=given.words, file_ids=given.file_ids, content=content)
    if verb is Verb.CANCEL:
        _call_off_parts(task, actor=actor, at=at, words=given.words)
    return target


def told_by(*, task_id: UUID, verb: Verb, given: ActInput) -> list[Any]:
    """What somebody sent, to know it again: evidence that is sent once more is other files of the same bytes."""
    papers = [one.sha256 for one in files.get_many(file_ids=given.file_ids)]
    return [task_id, verb.value, asdict(replace(given, file_ids=())), papers]


def _call_off_parts(task: Task, *, actor: Actor, at: datetime, words: str) -> None:
    """Who calls off the whole wants none of its parts: nobody else could end what a lead gave on."""
    for part in task.children.filter(retired_at=None).select_for_update().order_by("position", "id"):
        if not part.record and part.state in OPEN:
            _end(part, ActInput(), at)
            move(part, TaskState.CANCELLED, actor=actor, at=at, what=Verb.CANCEL.value, words=words)
        _call_off_parts(part, actor=actor, at=at, words=words)


def _require_fit(task: Task, verb: Verb, standing: Standing) -> None:
    if fits(verb, standing):
        return
    rule = MOVES[verb]
    if verb is Verb.ASK_EXTENSION and standing.extension_asked:
        raise ExtensionOpen
    if verb in (Verb.GRANT_EXTENSION, Verb.REFUSE_EXTENSION) and not standing.extension_asked:
        raise NoExtensionAsked
    if standing.paused and not rule.standing:
        raise Suspended
    if rule.whole and standing.open_children and standing.state in rule.froms:
        raise SubtasksOpen(count=standing.open_children)
    raise WrongState(state=STATE_LABELS[TaskState(task.state)])


def _nothing(_task: Task, _given: ActInput, _at: datetime) -> dict[str, str]:
    return {}


def _hold(task: Task, given: ActInput, at: datetime) -> dict[str, str]:
    officers = officers_of(task.lead_id, at)
    named = next((one for one in officers if one.account_id == given.holder_id), None)
    if named is None:
        raise HolderElsewhere(field="holder_id")
    if is_away(officers, named.account_id):
        raise HolderAway(field="holder_id", officer=named.name)
    task.holder_id, task.holder_name = named.account_id, named.name
    return {"holder": named.name}


def _progress(task: Task, given: ActInput, _at: datetime) -> dict[str, str]:
    task.latest = given.words
    reported = {}
    for target in task.targets.filter(id__in=given.actuals):
        target.actual = given.actuals[target.id]
        target.save(update_fields=["actual"])
        reported[f"{target.indicator} {target.quarter}/{target.year}"] = str(target.actual)
    return reported


def _advance(task: Task, given: ActInput, _at: datetime) -> dict[str, str]:
    track = StageTrack.objects.filter(code=task.track).first()
    titles = {one["code"]: one["title"] for one in track.stages} if track else {}
    if given.stage not in titles or given.stage == task.stage:
        raise StageUnknown(field="stage")
    task.stage = given.stage
    return {"stage": titles[given.stage]}


def _pause(task: Task, given: ActInput, at: datetime) -> dict[str, str]:
    task.paused_since, task.pause_cause = at, given.words
    return {}


def _resume(task: Task, _given: ActInput, at: datetime) -> dict[str, str]:
    since = task.paused_since or at
    task.paused_since, task.pause_cause = None, ""
    return {"since": since.isoformat()}


def _ask(task: Task, given: ActInput, at: datetime) -> dict[str, str]:
    if given.due_on is None:
        raise DueMissing(field="due_on")
    if given.due_on < local(at).date():
        raise DueInThePast(field="due_on")
    if task.due_on and given.due_on <= task.due_on:
        raise DueNotLater(field="due_on", due=f"{task.due_on:%d/%m/%Y}")
    task.asked_due_on, task.asked_reason = given.due_on, given.words
    return {"due_on": given.due_on.isoformat()}


def _grant(task: Task, given: ActInput, at: datetime) -> dict[str, str]:
    before, granted = task.due_on, given.due_on or task.asked_due_on
    assert granted is not None  # noqa: S101 - the table lets nobody here who was not asked
    if granted < local(at).date():
        raise DueInThePast(field="due_on")
    if before and granted <= before:
        raise DueNotLater(field="due_on", due=f"{before:%d/%m/%Y}")
    _require_within(task, granted)
    task.due_on, task.warned_on = granted, local(at).date()
    task.asked_due_on, task.asked_reason = None, ""
    task.extended += 1
    return {"due_on": granted.isoformat(), "before": before.isoformat() if before else ""}


def _refuse(task: Task, _given: ActInput, _at: datetime) -> dict[str, str]:
    task.asked_due_on, task.asked_reason = None, ""
    return {}


def _end(task: Task, _given: ActInput, _at: datetime) -> dict[str, str]:
    task.paused_since, task.pause_cause = None, ""
    task.asked_due_on, task.asked_reason = None, ""
    return {}


def _take_up(task: Task, given: ActInput, at: datetime) -> dict[str, str]:
    if given.due_on is None:
        raise DueMissing(field="due_on")
    if given.due_on < local(at).date():
        raise DueInThePast(field="due_on")
    _require_within(task, given.due_on)
    task.record, task.due_on, task.warned_on, task.done_at = False, given.due_on, None, None
    # It is given now; what the document gave in its year is no work of that year for anybody who counts.
    task.given_at = at
    return {"due_on": given.due_on.isoformat()}


def _require_within(task: Task, due_on: date) -> None:
    """A part is done before the whole: whoever needs longer has the whole extended first. Raises DueAfterParent."""
    parent = Task.objects.get(id=task.parent_id) if task.parent_id else None
    if parent is None or parent.record:  # a whole that was only read binds nobody by its day
        return
    if parent.due_on is not None and due_on > parent.due_on:
        raise DueAfterParent(field="due_on", due=f"{parent.due_on:%d/%m/%Y}")


_PREPARE: Mapping[Verb, Callable[[Task, ActInput, datetime], dict[str, str]]] = {
    Verb.HOLD: _hold,
    Verb.REPORT: _progress,
    Verb.FINISH: _progress,
    Verb.ADVANCE: _advance,
    Verb.PAUSE: _pause,
    Verb.RESUME: _resume,
    Verb.ASK_EXTENSION: _ask,
    Verb.GRANT_EXTENSION: _grant,
    Verb.REFUSE_EXTENSION: _refuse,
    Verb.CLOSE: _end,
    Verb.CANCEL: _end,
    Verb.TAKE_UP: _take_up,
}
"""What each verb changes on the row before it moves; its answer stands in the line and in the audit entry."""
