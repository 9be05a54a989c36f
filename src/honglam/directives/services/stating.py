"""What the pack states of directives, tasks, escalation and stages; what people made of it on screens stays theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.directives.contracts import TaskState
from honglam.directives.models import Directive, EscalationStep, StageTrack, Task, TaskLine, TaskTarget
from honglam.directives.rules.numbers import position
from honglam.directives.services.moving import due_moment, move, scope_anew, watch_anew
from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

_BY_ITSELF = ("recorded", "reminded")
"""Lines of history that no person wrote."""


@dataclass(frozen=True, kw_only=True)
class DirectiveData:
    """A directive of the pack; `content` is its shape as it came, for the way back."""

    code: str
    title: str
    kind: str
    symbol: str
    issued_on: date | None
    issuer: str
    agency: str
    place: str
    quote: str
    given_on: date | None
    record: bool
    provisional: bool
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TaskData:
    """A task of the pack; `state` and `latest` are how its document says that it stood."""

    code: str
    directive: str
    number: str
    title: str
    lead: str
    supporting: Sequence[str]
    due_on: date | None
    due_kind: str
    result: str
    track: str
    stage: str
    state: str
    latest: str
    provisional: bool
    targets: Sequence[Mapping[str, Any]]
    content: dict[str, Any]


@transaction.atomic
def put_directive(*, actor: Actor, data: DirectiveData, at: datetime) -> None:
    """Make or change a directive of the pack."""
    agency = directory.get_agency_by_code(code=data.agency)
    Directive.objects.update_or_create(
        code=data.code,
        defaults={
            "title": data.title,
            "text": data.quote,
            "source_kind": data.kind,
            "symbol": data.symbol,
            "issued_on": data.issued_on,
            "issuer": data.issuer,
            "agency_id": agency.id,
            "place": data.place,
            "quote": data.quote,
            "record": data.record,
            "provisional": data.provisional,
            "stated": data.content,
            "from_pack": True,
            "folded": fold(f"{data.title} {data.symbol} {data.issuer} {data.quote}"),
            "retired_at": None,
            "given_at": local_midnight(data.given_on) if data.given_on else at,
        },
    )
    _record(actor, "directive_stated", "directive", data.code, at)


@transaction.atomic
def put_task(*, actor: Actor, data: TaskData, at: datetime) -> None:
    """Make or change a task of the pack. How it stands is set once; afterwards it is what people made of it."""
    owner = Directive.objects.get(code=data.directive)
    task = Task.objects.filter(code=data.code).first()
    is_new = task is None
    if task is None:
        task = Task(code=data.code, directive=owner, number=data.number, state="", moved_at=at, from_pack=True)
        task.record, task.given_at = owner.record, owner.given_at
    untouched = is_new or task.line_count <= TaskLine.objects.filter(task=task, what__in=_BY_ITSELF).count()
    _define(task, owner, data)
    if untouched:
        # A day that people were given more is not taken back because the pack mends a word.
        task.due_on, task.due_kind, task.due_at = data.due_on, data.due_kind, due_moment(data.due_on)
        task.record, task.stage, task.latest = owner.record, data.stage, data.latest
        state = TaskState(data.state) if data.state else TaskState.ASSIGNED
    else:
        state = TaskState(task.state)
    move(task, state, actor=actor, at=at, what="recorded")
    _put_targets(task, data.targets)
    if is_new:
        return
    _record(actor, "task_stated", "directive_task", str(task.id), at)


@transaction.atomic
def put_definition(*, actor: Actor, kind: str, content: dict[str, Any], at: datetime) -> None:
    """Make or change a step of escalation or a track of stages."""
    fields = {"source": content.get("source"), "provisional": content.get("provisional", False), "retired_at": None}
    if kind == "escalation_step":
        fields |= {name: content.get(name) for name in ("days", "tells", "valid_from", "valid_to")}
        EscalationStep.objects.update_or_create(code=content["code"], defaults=fields)
        watch_anew(local(at).date())
    else:
        fields |= {"title": content["title"], "stages": content["stages"]}
        StageTrack.objects.update_or_create(code=content["code"], defaults=fields)
    _record(actor, f"{kind}_put", kind, content["code"], at)


@transaction.atomic
def retire(*, actor: Actor, kind: str, code: str, at: datetime) -> None:
    """The pack does not state it any more; nothing is deleted."""
    tables: dict[str, Any] = {
        "escalation_step": EscalationStep,
        "stage_track": StageTrack,
        "directive": Directive,
        "directive_task": Task,
    }
    tables[kind].objects.filter(code=code).update(retired_at=at)
    if kind == "escalation_step":
        watch_anew(local(at).date())
    if kind == "directive_task":
        for task in Task.objects.filter(code=code):
            scope_anew(task)
    _record(actor, f"{kind}_retired", kind, code, at)


def _define(task: Task, owner: Directive, data: TaskData) -> None:
    parent = data.number.rpartition(".")[0]
    task.parent = Task.objects.get(code=f"{data.directive}/{parent}") if parent else None
    task.position = position(data.number)
    task.title, task.result, task.track = data.title, data.result, data.track
    _lead(task, directory.get_agency_by_code(code=data.lead).id)
    task.agency_id = task.parent.lead_id if task.parent else owner.agency_id
    task.supporting = sorted({directory.get_agency_by_code(code=one).id for one in data.supporting} - {task.lead_id})
    task.provisional, task.stated, task.retired_at = data.provisional, data.content, None
    task.folded = fold(f"{data.title} {data.result} {owner.symbol} {owner.title} {owner.issuer}")


def _lead(task: Task, lead_id: int) -> None:
    """Another unit leads: whoever held it in the old one holds it no longer."""
    if task.lead_id != lead_id:
        task.holder_id, task.holder_name = None, ""
    task.lead_id = lead_id


def _put_targets(task: Task, targets: Sequence[Mapping[str, Any]]) -> None:
    kept = set()
    for one in targets:
        found, _ = TaskTarget.objects.update_or_create(
            task=task,
            year=one["year"],
            quarter=one["quarter"],
            indicator=one["indicator"],
            defaults={"unit": one["unit"], "target": one.get("target"), "stated": one.get("stated")},
        )
        kept.add(found.pk)
    TaskTarget.objects.filter(task=task, actual=None).exclude(pk__in=kept).delete()


def _record(actor: Actor, what: str, kind: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=f"directives.{what}", subject_kind=kind, subject_id=code, at=at)
