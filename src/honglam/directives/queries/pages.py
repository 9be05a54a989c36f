"""One task's page and one directive's board."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from honglam.directives import access
from honglam.directives.contracts import (
    DirectiveNotFound,
    DirectiveView,
    LineFile,
    LineView,
    SourceKind,
    SourceView,
    StageView,
    TargetView,
    TaskState,
    TaskView,
    TreeNode,
    Verb,
)
from honglam.directives.models import Directive, StageTrack, Task, TaskLine
from honglam.directives.queries.agencies import unit_ref
from honglam.directives.queries.holders import list_holders
from honglam.directives.queries.tasks import OPEN, is_done, summary
from honglam.directives.rules.explaining import Part, explain
from honglam.directives.rules.moves import Standing, open_moves
from honglam.directives.rules.numbers import depth
from honglam.files import api as files
from honglam.files.contracts import StoredFile
from honglam.kernel.clock import local
from honglam.kernel.values import Actor


def get_task(*, actor: Actor, task_id: UUID, at: datetime) -> TaskView:
    """One task with its tree, history, evidence and what the actor may do. Raises TaskNotFound."""
    row, today = access.task_for(actor, task_id), local(at).date()
    whole = list(access.tasks_of_directive(actor, row.directive).select_related("directive"))
    children = [one for one in whole if one.parent_id == row.id]
    acts = open_moves(standing_of(row, row.children.all()), access.parts_of(actor, row))
    parent = next((one for one in whole if one.id == row.parent_id), None)
    return TaskView(
        summary=summary(row, today),
        result=row.result,
        supporting=tuple(unit_ref(one) for one in row.supporting),
        giver=unit_ref(row.agency_id),
        given_name=row.directive.given_name,
        source=source_view(row.directive),
        stated=_stated(row),
        pause_cause=row.pause_cause,
        asked_due_on=row.asked_due_on,
        asked_reason=row.asked_reason,
        explained=explained(children, today),
        parent=summary(parent, today) if parent else None,
        tree=tree_of(_family(whole, row), today),
        targets=tuple(_target(one) for one in row.targets.order_by("year", "quarter", "indicator")),
        stages=_stages(row),
        lines=_lines(row.lines.order_by("-line")),
        acts=acts,
        holders=list_holders(row.lead_id, at) if Verb.HOLD in acts else (),
    )


def get_directive(*, actor: Actor, directive_id: UUID, at: datetime) -> DirectiveView:
    """A directive's board: all of it for its giver's side, else the tasks in sight. Raises DirectiveNotFound."""
    row, today = access.directive_for(actor, directive_id), local(at).date()
    tasks = list(access.tasks_of_directive(actor, row).select_related("directive"))
    tops = [summary(one, today) for one in sorted(tasks, key=_order) if one.parent_id is None]
    columns = [
        (state.value, tuple(one for one in tops if one.state is state and one.record is record))
        for state in TaskState
        for record in (True, False)
    ]
    counted = [one for one in tops if one.state is not TaskState.CANCELLED]
    return DirectiveView(
        id=row.id,
        code=row.code,
        title=row.title,
        text=row.text,
        source=source_view(row),
        agency=unit_ref(row.agency_id),
        given_name=row.given_name,
        given_at=row.given_at,
        record=row.record and all(one.record for one in tasks),
        provisional=row.provisional,
        tree=tree_of(tasks, today),
        columns=tuple(column for column in columns if column[1]),
        done=sum(is_done(one.state, record=one.record) for one in counted),
        total=len(counted),
        may_add=access.may_add_task(actor, row),
    )


def get_directive_by_code(*, actor: Actor, code: str, at: datetime) -> DirectiveView:
    """The board of the directive that bears a code. Raises DirectiveNotFound."""
    row = Directive.objects.filter(code=code, retired_at=None).only("id").first()
    if row is None:
        raise DirectiveNotFound
    return get_directive(actor=actor, directive_id=row.id, at=at)


def source_view(row: Directive) -> SourceView:
    """Where a directive is written."""
    return SourceView(
        kind=SourceKind(row.source_kind),
        symbol=row.symbol,
        issued_on=row.issued_on,
        issuer=row.issuer,
        place=row.place,
        quote=row.quote,
    )


def standing_of(row: Task, children: Iterable[Task]) -> Standing:
    """What of a task decides which moves are open.

    Parts that were only read in an old document, or that the pack no longer states, keep nothing waiting.
    """
    live = [one for one in children if not one.record and one.retired_at is None]
    return Standing(
        state=TaskState(row.state),
        paused=row.paused_since is not None,
        record=row.record,
        extension_asked=row.asked_due_on is not None,
        open_children=sum(one.state in OPEN for one in live),
        has_track=bool(row.track),
    )


def explained(children: Iterable[Task], on: date) -> str:
    """The sentences of the rules, spoken."""
    views = [summary(one, on) for one in children]
    parts = [
        Part(title=one.title, lead=one.lead.name, state=one.state, late_days=one.late_days, paused=one.paused)
        for one in views
    ]
    return " ".join(gettext(one.text) % one.params for one in explain(parts))


def tree_of(rows: Iterable[Task], on: date) -> tuple[TreeNode, ...]:
    """Tasks depth first, in the order of their numbers."""
    by_parent: dict[UUID | None, list[Task]] = {}
    known = list(rows)
    ids = {one.id for one in known}
    for one in sorted(known, key=_order):
        by_parent.setdefault(one.parent_id if one.parent_id in ids else None, []).append(one)
    found: list[TreeNode] = []

    def walk(parent: UUID | None, level: int) -> None:
        for one in by_parent.get(parent, ()):
            found.append(TreeNode(task=summary(one, on), depth=level))
            walk(one.id, level + 1)

    walk(None, 0)
    return tuple(found)


def _order(row: Task) -> tuple[int, int, str]:
    return depth(row.number), row.position, row.number


def _family(whole: list[Task], row: Task) -> list[Task]:
    """The task with everything above and below it; nothing where it stands alone."""
    by_id = {one.id: one for one in whole}
    kept, up = {row.id}, by_id[row.id].parent_id
    while up is not None and up in by_id:
        kept.add(up)
        up = by_id[up].parent_id
    grown = True
    while grown:
        below = {one.id for one in whole if one.parent_id in kept and one.number.startswith(f"{row.number}.")}
        grown = not below <= kept
        kept |= below
    return [one for one in whole if one.id in kept] if len(kept) > 1 else []


def _stated(row: Task) -> dict[str, str]:
    """What the document says, where and in which words; the pack's own shape otherwise stays inside."""
    stated = row.stated.get("stated") or {}
    words = {name: str(row.stated.get(name, "")) for name in ("place", "quote", "note")}
    said = {name: str(stated.get(name, "")) for name in ("progress", "document", "on")}
    return words | said | {"said_at": str(stated.get("place", ""))}


def _target(row: Any) -> TargetView:
    return TargetView(
        id=row.id,
        year=row.year,
        quarter=row.quarter,
        indicator=row.indicator,
        unit=row.unit,
        target=row.target,
        actual=row.actual if row.actual is not None else row.stated,
    )


def _stages(row: Task) -> tuple[StageView, ...]:
    track = StageTrack.objects.filter(code=row.track).first() if row.track else None
    if track is None:
        return ()
    codes = [one["code"] for one in track.stages]
    reached = codes.index(row.stage) if row.stage in codes else -1
    states = ["done" if place < reached else "now" if place == reached else "next" for place in range(len(codes))]
    return tuple(
        StageView(code=one["code"], title=one["title"], state=state)
        for one, state in zip(track.stages, states, strict=True)
    )


def _lines(rows: Iterable[TaskLine]) -> tuple[LineView, ...]:
    lines = list(rows)
    wanted = [one for line in lines for one in line.file_ids]
    known = {one.id: one for one in files.get_many(file_ids=wanted)} if wanted else {}
    return tuple(_line(line, known) for line in lines)


def _line(row: TaskLine, known: Mapping[UUID, StoredFile]) -> LineView:
    due = row.content.get("due_on")
    return LineView(
        number=row.line,
        at=row.at,
        what=row.what,
        state_to=TaskState(row.state_to),
        actor_name=row.actor_name,
        place=unit_ref(row.unit_id).name if row.unit_id else "",
        words=row.words,
        due_on=date.fromisoformat(due) if due else None,
        stage=str(row.content.get("stage", "")),
        files=tuple(
            LineFile(id=one, name=known[one].name, size=known[one].size) for one in row.file_ids if one in known
        ),
    )
