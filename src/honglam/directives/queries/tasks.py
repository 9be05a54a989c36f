"""Tasks as lists show them: one query, by key, names from memory."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from honglam.directives import access
from honglam.directives.contracts import (
    OPEN_STATES,
    DueKind,
    SourceKind,
    TaskFilter,
    TasksAsked,
    TaskState,
    TaskSummary,
)
from honglam.directives.models import Task
from honglam.directives.queries.agencies import ids_under, unit_ref
from honglam.directives.rules.dates import SOON_DAYS, late_days
from honglam.kernel.clock import local
from honglam.kernel.paging import Page, decode_moment, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor

OPEN = [one.value for one in OPEN_STATES]


def list_tasks(*, actor: Actor, asked: TasksAsked, at: datetime, after: str | None, limit: int) -> Page[TaskSummary]:
    """A page of tasks, what is due first. Raises BadCursor."""
    return page_of(narrowed(access.tasks_of(actor), actor, asked, at), at=at, after=after, limit=limit)


def page_of(rows: QuerySet[Task], *, at: datetime, after: str | None, limit: int) -> Page[TaskSummary]:
    """Tasks with their directives at hand, in the order of due times and by key. Raises BadCursor."""
    if after:
        moment, last = decode_moment(after)
        rows = rows.filter(Q(due_at__gt=moment) | Q(due_at=moment, id__gt=last))
    found = list(rows.order_by("due_at", "id")[: limit + 1])
    last_row = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last_row.due_at.isoformat(), str(last_row.id)) if last_row else None
    today = local(at).date()
    return Page(items=[summary(row, today) for row in found[:limit]], next_cursor=cursor)


def narrowed(rows: QuerySet[Task], actor: Actor, asked: TasksAsked, at: datetime) -> QuerySet[Task]:
    """Only those that are asked for."""
    rows = _standing(rows.select_related("directive"), asked.show, at)
    if asked.lead_id is not None:
        rows = rows.filter(lead_id__in=ids_under(asked.lead_id, local(at).date()))
    if asked.source in set(SourceKind):
        rows = rows.filter(directive__source_kind=asked.source)
    if asked.mine:
        rows = rows.filter(holder_id=actor.id)
    if asked.directive_id is not None:
        rows = rows.filter(directive_id=asked.directive_id)
    for word in fold(asked.words).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows


def running(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Live and not over: what the partial index holds in the order of due times."""
    return rows.filter(record=False, closed_at=None)


def behind(on: date) -> Q:
    """Past their day, and not reported as done by it: how long the giver takes to accept is not the lead's delay.

    What stands still by a stated cause is not late.
    """
    return Q(due_on__lt=on, paused_since=None) & (Q(done_at=None) | Q(done_at__gte=F("due_at")))


def soon(on: date) -> Q:
    """Due within days, and somebody still has to do it: not what was reported as done, nor what stands still."""
    return Q(due_on__gte=on, due_on__lte=on + timedelta(days=SOON_DAYS), paused_since=None, done_at=None)


def late(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    """Those that run and are behind."""
    return running(rows).filter(behind(on))


def is_done(state: TaskState, *, record: bool) -> bool:
    """Accepted and closed; of an old document, which knows no acceptance, what it states as done."""
    return state is TaskState.CLOSED or (record and state is TaskState.REPORTED_DONE)


def summary(row: Task, on: date) -> TaskSummary:
    """A task in a list. `row.directive` is loaded."""
    state, ended = TaskState(row.state), row.done_at or row.closed_at
    measured = local(ended).date() if ended else on
    still = row.paused_since is not None or row.record or state is TaskState.CANCELLED
    return TaskSummary(
        id=row.id,
        directive_id=row.directive_id,
        code=row.code,
        number=row.number,
        title=row.title,
        directive=row.directive.title,
        source=row.directive.symbol,
        lead=unit_ref(row.lead_id),
        state=state,
        due_on=row.due_on,
        due_kind=DueKind(row.due_kind),
        late_days=0 if still else late_days(row.due_on, measured),
        days_left=(row.due_on - on).days if row.due_on and not ended and not row.record else None,
        paused=row.paused_since is not None,
        holder_name=row.holder_name,
        stage=f"{row.track}/{row.stage}" if row.stage else "",
        latest=row.latest,
        why=row.pause_cause if row.paused_since else row.latest,
        record=row.record,
        asked_due_on=row.asked_due_on,
        provisional=row.provisional,
    )


def _standing(rows: QuerySet[Task], show: str, at: datetime) -> QuerySet[Task]:
    today = local(at).date()
    if show == TaskFilter.RECORD:
        return rows.filter(record=True)
    if show == TaskFilter.CLOSED:
        return rows.filter(record=False).exclude(state__in=OPEN)
    if show == TaskFilter.LATE:
        return late(rows, today)
    if show == TaskFilter.SOON:
        return running(rows).filter(soon(today))
    if show == TaskFilter.WAITING:
        asked = Q(state=TaskState.REPORTED_DONE.value) | Q(asked_due_on__isnull=False)
        return running(rows).filter(asked)
    return running(rows)
