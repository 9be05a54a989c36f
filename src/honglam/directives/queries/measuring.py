"""What the block counts about tasks and money, for whoever scores and reports; and the rows behind each number."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext

from honglam.directives import access
from honglam.directives.contracts import MONEY_LABELS, STATE_LABELS, MoneyKind, TaskState
from honglam.directives.models import MoneyLine, Task
from honglam.directives.queries.agencies import carrier_on, unit_ref, with_inherited
from honglam.directives.queries.tasks import OPEN, behind
from honglam.kernel.clock import VIETNAM, local, local_midnight
from honglam.kernel.counting import count_rows, count_rows_by, page_behind
from honglam.kernel.measures import BehindRow, MeasureAsked, MeasureRow
from honglam.kernel.paging import Page, decode_id, decode_number
from honglam.kernel.values import Actor

TASKS, PROJECTS = "directives", "projects"
_DONE = TruncDate("done_at", tzinfo=VIETNAM)


@dataclass(frozen=True)
class TaskMeasures:
    """Tasks by lead unit, or by whoever carried its work when the period ended; records are never counted."""

    dimensions: frozenset[str] = field(default=frozenset({"agency"}))

    def read(self, *, asked: MeasureAsked) -> dict[str, float]:
        """Totals; nothing for single officers or dossiers. One query."""
        if asked.person_id is not None or asked.subject_id is not None:
            return {}
        return count_rows(_tasks(asked), prefix=TASKS, conditions=_conditions(asked))

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """By the unit that carries the work. One query."""
        del dimension
        return _folded(
            count_rows_by(_tasks(asked), prefix=TASKS, conditions=_conditions(asked), owner="lead_id"), _until(asked)
        )

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """Tasks are not scored one by one."""
        del actor, subject_id, at
        return None

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The tasks that the measure counts and the actor may see, in the order of their ids."""
        rows = access.tasks_of(actor).annotate(done_on=_DONE)
        rows = rows.filter(_conditions(asked)[code.partition(".")[2]], record=False)
        rows = _led(rows, asked)
        if after:
            rows = rows.filter(id__gt=decode_id(after))
        return page_behind(rows, limit=limit, tell=_behind)


@dataclass(frozen=True)
class ProjectMeasures:
    """Money of projects by the agency that answers for the programme."""

    dimensions: frozenset[str] = field(default=frozenset({"agency"}))

    def read(self, *, asked: MeasureAsked) -> dict[str, float]:
        """Totals over the years of the period. One query."""
        if asked.person_id is not None or asked.subject_id is not None:
            return {}
        found = dict(_lines(asked).values_list("kind").annotate(total=Sum("amount")))
        return {f"{PROJECTS}.{kind.value}": float(found.get(kind.value, 0)) for kind in MoneyKind}

    def read_by(self, *, asked: MeasureAsked, dimension: str) -> list[MeasureRow]:
        """By agency. One query."""
        del dimension
        owner = "project__programme__agency_id"
        rows: dict[int, dict[str, float]] = {}
        for agency_id, kind, total in _lines(asked).values_list(owner, "kind").annotate(total=Sum("amount")):
            rows.setdefault(agency_id, {f"{PROJECTS}.{one.value}": 0.0 for one in MoneyKind})
            rows[agency_id][f"{PROJECTS}.{kind}"] = float(total)
        return [MeasureRow(key=agency_id, values=values) for agency_id, values in sorted(rows.items())]

    def find_subject(self, *, actor: Actor, subject_id: UUID, at: datetime) -> BehindRow | None:
        """Projects are not scored one by one."""
        del actor, subject_id, at
        return None

    def list_behind(
        self, *, actor: Actor, code: str, asked: MeasureAsked, after: str | None, limit: int
    ) -> Page[BehindRow]:
        """The lines that make up the sum, as far as the actor may see their programmes."""
        rows = _lines(asked).filter(kind=code.partition(".")[2], project__programme__in=access.programmes_of(actor))
        if after:
            rows = rows.filter(id__gt=decode_number(after))
        return page_behind(rows.select_related("project__programme"), limit=limit, tell=_behind_money)


def _tasks(asked: MeasureAsked) -> QuerySet[Any]:
    return _led(Task.objects.filter(record=False, retired_at=None).annotate(done_on=_DONE), asked)


def _led(rows: QuerySet[Any], asked: MeasureAsked) -> QuerySet[Any]:
    """What the agencies lead, and what those led that are over and whose work they carried when the period ended."""
    if asked.agency_ids is None:
        return rows
    return rows.filter(lead_id__in=with_inherited(asked.agency_ids, _until(asked)))


def _folded(rows: list[MeasureRow], on: date) -> list[MeasureRow]:
    """What units led that are over counts for whoever carries it; a table would name nobody's work otherwise."""
    found: dict[int, dict[str, float]] = {}
    for row in rows:
        assert isinstance(row.key, int)  # noqa: S101 - the column is a unit's id
        sums = found.setdefault(carrier_on(row.key, on), dict.fromkeys(row.values, 0.0))
        for name, number in row.values.items():
            sums[name] += number
    return [MeasureRow(key=unit_id, values=found[unit_id]) for unit_id in sorted(found)]


def _until(asked: MeasureAsked) -> date:
    """The last day of the period that is no day to come."""
    return min(asked.last_on, local(asked.at).date())


def _conditions(asked: MeasureAsked) -> dict[str, Q]:
    start, end = local_midnight(asked.first_on), local_midnight(asked.last_on + timedelta(days=1))
    due = Q(due_on__gte=asked.first_on, due_on__lte=asked.last_on) & ~Q(state=TaskState.CANCELLED.value)
    closed = Q(state=TaskState.CLOSED.value)
    return {
        "tasks_given": Q(given_at__gte=start, given_at__lt=end),
        "tasks_due": due,
        "tasks_done_on_time": due & closed & Q(done_on__lte=F("due_on")),
        "tasks_done_late": due & closed & Q(done_on__gt=F("due_on")),
        "tasks_late": behind(_until(asked)) & (Q(state__in=OPEN) | Q(closed_at__gte=end)),
        "tasks_running": Q(state__in=OPEN),
    }


def _lines(asked: MeasureAsked) -> QuerySet[MoneyLine]:
    years = range(asked.first_on.year, asked.last_on.year + 1)
    rows = MoneyLine.objects.filter(
        retired_at=None, year__in=list(years), project__retired_at=None, project__programme__retired_at=None
    )
    return rows if asked.agency_ids is None else rows.filter(project__programme__agency_id__in=asked.agency_ids)


def _behind(row: Task) -> BehindRow:
    return BehindRow(
        code=row.code,
        title=row.title,
        person=row.holder_name,
        agency=unit_ref(row.lead_id).name,
        url=f"/can-bo/nhiem-vu/{row.id}/",
        status=gettext(STATE_LABELS[TaskState(row.state)]),
        due_at=row.due_at,
        at=row.given_at,
    )


def _behind_money(row: MoneyLine) -> BehindRow:
    return BehindRow(
        code=row.project.code,
        title=row.project.title,
        person=row.recorded_by,
        agency=unit_ref(row.project.programme.agency_id).name,
        url=f"/can-bo/kinh-phi/du-an/{row.project_id}/",
        status=gettext(MONEY_LABELS[MoneyKind(row.kind)]),
        at=row.recorded_at,
    )
