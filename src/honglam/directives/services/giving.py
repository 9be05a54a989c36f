"""Giving a directive, and breaking a task down across units and levels."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from honglam.directives import access
from honglam.directives.contracts import (
    ConclusionUnknown,
    DirectiveInput,
    DueAfterParent,
    DueInThePast,
    DueKind,
    DueMissing,
    LeadMissing,
    LeadOutOfReach,
    NotYours,
    QuantityUnnamed,
    StageUnknown,
    TaskInput,
    TaskState,
    TextMissing,
    TooDeep,
    Verb,
)
from honglam.directives.models import Directive, StageTrack, Task, TaskTarget
from honglam.directives.queries.pages import standing_of
from honglam.directives.rules.moves import open_moves
from honglam.directives.rules.numbers import child_number, depth, directive_code, position
from honglam.directives.services.moving import due_moment, move
from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.clock import local
from honglam.kernel.ids import uuid7
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

DEEPEST = 4
_TAKE = """
INSERT INTO directives_directiveseries AS s (agency_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (agency_id, year) DO UPDATE SET last = s.last + 1 RETURNING last
"""


@transaction.atomic
def give_directive(*, actor: Actor, wish: DirectiveInput, at: datetime) -> UUID:
    """Give a directive with its task; returns the task's id. Raises NotYours, TextMissing, LeadMissing and the like."""
    giver, lead_id, due_on = check_wish(actor=actor, wish=wish, at=at)
    directive = Directive(
        id=uuid7(),
        title=_headline(wish.text),
        text=wish.text,
        source_kind=wish.source_kind.value,
        symbol=wish.symbol,
        issued_on=wish.issued_on,
        issuer=wish.issuer,
        quote=wish.quote,
        meeting_id=wish.meeting_id,
        conclusion=wish.conclusion,
        agency_id=giver,
        given_by=actor.id,
        given_name=actor.name,
        given_at=at,
        folded=fold(f"{wish.text} {wish.symbol} {wish.issuer}"),
    )
    directive.code = _take_code(giver, at)
    directive.save(force_insert=True)
    audit.record(
        actor=actor,
        action="directives.given",
        subject_kind="directive",
        subject_id=directive.id,
        at=at,
        detail={"code": directive.code},
    )
    task = _task(directive, wish.task, parent=None, number="1", agency_id=giver, lead_id=lead_id, due_on=due_on, at=at)
    _assign(task, wish.task, actor=actor, at=at)
    return task.id


def check_wish(*, actor: Actor, wish: DirectiveInput, at: datetime) -> tuple[int, int, date]:
    """In whose name it would be given, to whom, by when. Raises what give_directive raises; changes nothing."""
    giver = access.name_of_giver(actor)
    if giver is None or not actor.has_role(*access.GIVERS):
        raise NotYours
    if not wish.text:
        raise TextMissing(field="text")
    _check_meeting(wish)
    return giver, *_checked(actor, wish.task, at)


def _check_meeting(wish: DirectiveInput) -> None:
    if wish.meeting_id is None:
        if wish.conclusion is not None:
            raise ConclusionUnknown
        return
    meeting = directory.get_meeting(meeting_id=wish.meeting_id)
    if wish.conclusion is None or not 1 <= wish.conclusion <= len(meeting.conclusions):
        raise ConclusionUnknown


@transaction.atomic
def break_down_task(*, actor: Actor, task_id: UUID, wish: TaskInput, at: datetime) -> UUID:
    """Add a part to a task; the lead unit gives it. Raises NotYours, TooDeep, DueAfterParent, LeadOutOfReach."""
    parent = access.task_for(actor, task_id, lock=True)
    standing = standing_of(parent, parent.children.all())
    if Verb.BREAK_DOWN not in open_moves(standing, access.parts_of(actor, parent)):
        raise NotYours
    if depth(parent.number) + 1 >= DEEPEST:
        raise TooDeep
    lead_id, due_on = _checked(actor, wish, at)
    if parent.due_on and due_on > parent.due_on:
        raise DueAfterParent(field="due_on", due=f"{parent.due_on:%d/%m/%Y}")
    number = child_number(parent=parent.number, count=_last_part(parent.children.all()) + 1)
    task = _task(
        parent.directive,
        wish,
        parent=parent,
        number=number,
        agency_id=parent.lead_id,
        lead_id=lead_id,
        due_on=due_on,
        at=at,
    )
    _assign(task, wish, actor=actor, at=at)
    state = TaskState.ACKNOWLEDGED if parent.state == TaskState.ASSIGNED.value else TaskState(parent.state)
    move(parent, state, actor=actor, at=at, what=Verb.BREAK_DOWN.value, words=task.title, content={"number": number})
    return task.id


@transaction.atomic
def add_task(*, actor: Actor, directive_id: UUID, wish: TaskInput, at: datetime) -> UUID:
    """One more task of a directive that runs. Raises DirectiveNotFound, NotYours, LeadMissing and so on."""
    directive = access.directive_for(actor, directive_id, lock=True)
    if not access.may_add_task(actor, directive):
        raise NotYours
    lead_id, due_on = _checked(actor, wish, at)
    number = child_number(parent="", count=_last_part(directive.tasks.filter(parent=None)) + 1)
    agency_id = directive.agency_id
    task = _task(
        directive, wish, parent=None, number=number, agency_id=agency_id, lead_id=lead_id, due_on=due_on, at=at
    )
    _assign(task, wish, actor=actor, at=at)
    return task.id


def _last_part(siblings: QuerySet[Task]) -> int:
    """The highest last part of their numbers, 0 without any: 1.3 may stand without a 1.2, and what is retired stays."""
    return max((position(number) for number in siblings.values_list("number", flat=True)), default=0)


def _checked(actor: Actor, wish: TaskInput, at: datetime) -> tuple[int, date]:
    if not wish.title:
        raise TextMissing(field="text")
    if wish.lead_id is None:
        raise LeadMissing(field="lead_id")
    reached = access.reach(actor)
    if wish.lead_id not in reached:
        raise LeadOutOfReach(field="lead_id")
    if not set(wish.supporting) <= {one.id for one in directory.get_agencies(agency_ids=wish.supporting).values()}:
        raise LeadOutOfReach(field="supporting")
    if wish.due_on is None:
        raise DueMissing(field="due_on")
    if wish.due_on < local(at).date():
        raise DueInThePast(field="due_on")
    _check_particulars(wish)
    return wish.lead_id, wish.due_on


def _check_particulars(wish: TaskInput) -> None:
    if any(not one.indicator or not one.unit for one in wish.targets):
        raise QuantityUnnamed(field="indicator" if not wish.targets[0].indicator else "unit")
    if wish.track and not StageTrack.objects.filter(code=wish.track, retired_at=None).exists():
        raise StageUnknown(field="track")


def _task(
    directive: Directive,
    wish: TaskInput,
    *,
    parent: Task | None,
    number: str,
    agency_id: int,
    lead_id: int,
    due_on: date,
    at: datetime,
) -> Task:
    return Task(
        id=uuid7(),
        directive=directive,
        parent=parent,
        number=number,
        position=position(number),
        code=f"{directive.code}/{number}",
        title=wish.title,
        result=wish.result,
        lead_id=lead_id,
        agency_id=agency_id,
        supporting=sorted(set(wish.supporting) - {lead_id}),
        due_on=due_on,
        due_kind=DueKind.DAY.value,
        due_at=due_moment(due_on),
        state="",
        track=wish.track,
        given_at=at,
        moved_at=at,
        folded=fold(f"{wish.title} {wish.result} {directive.symbol} {directive.title} {directive.issuer}"),
    )


def _assign(task: Task, wish: TaskInput, *, actor: Actor, at: datetime) -> None:
    content = {"due_on": task.due_on.isoformat() if task.due_on else ""}
    move(task, TaskState.ASSIGNED, actor=actor, at=at, what="assigned", content=content)
    TaskTarget.objects.bulk_create(
        TaskTarget(
            task=task, year=one.year, quarter=one.quarter, indicator=one.indicator, unit=one.unit, target=one.target
        )
        for one in wish.targets
    )


def _headline(text: str) -> str:
    """The first sentence, as far as a line holds it."""
    first = text.strip().splitlines()[0]
    return first if len(first) <= 200 else first[:199].rsplit(" ", 1)[0] + "…"


def _take_code(agency_id: int, at: datetime) -> str:
    year = local(at).year
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [agency_id, year])
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an upsert with RETURNING always answers
    return directive_code(agency=directory.get_agency(agency_id=agency_id).code, year=year, count=int(row[0]))
