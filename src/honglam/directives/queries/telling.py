"""What the block tells reports, row by row: the tasks of a plan, the money of a programme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q
from django.utils.translation import gettext

from honglam.directives import access
from honglam.directives.contracts import (
    ANSWER_LABELS,
    RECORD_LABELS,
    STATE_LABELS,
    Answer,
    FundSource,
    LineOfMoney,
    MoneyKind,
    ProgrammeView,
    ProjectView,
    TaskState,
    Verb,
)
from honglam.directives.models import Recommendation, Task, TaskLine
from honglam.directives.queries.agencies import unit_ref
from honglam.directives.queries.money import get_programme, list_programmes
from honglam.directives.rules.moves import SHARE
from honglam.directives.rules.numbers import place_of
from honglam.kernel.clock import local_midnight
from honglam.kernel.tables import TableAsked, TableCell, TableRow
from honglam.kernel.values import text_noop
from honglam.ui.formats import format_date, format_number

MOST = 1000
"""Rows of one table at most; one that would be longer says that it is not whole."""
_SAYS = frozenset({Verb.REPORT.value, Verb.FINISH.value})
"""Lines in which the lead says how far it is; the others name officers and parts, or are the giver's words."""
WRITTEN = timedelta(days=31)
"""By when after a period its report is written."""
MILLION = 10**6
_DONE = frozenset({TaskState.REPORTED_DONE, TaskState.CLOSED})
_TAKEN_UP = TaskLine.objects.filter(what=Verb.TAKE_UP.value)


@dataclass(frozen=True)
class TaskTable:
    """Tasks of one directive (`of` its code), else all that were due in the period or run on after it."""

    columns: Mapping[str, str] = field(
        default_factory=lambda: {
            "number": text_noop("No."),
            "title": text_noop("Task"),
            "lead": text_noop("Lead unit"),
            "due": text_noop("Due day"),
            "state": text_noop("State"),
            "done": text_noop("Done"),
            "progress": text_noop("Progress"),
            "directive": text_noop("Directive"),
        }
    )

    def read_rows(self, *, asked: TableAsked) -> list[TableRow]:
        """In the order of their numbers, as they stood when the period ended. Three queries."""
        end = local_midnight(asked.last_on + timedelta(days=1))
        rows = access.tasks_of(asked.actor).select_related("directive")
        if asked.of:
            # What was taken up since stood in the old document then, and does so in its report.
            old = Q(directive__record=True, directive__given_at__lt=end)
            taken = Exists(_TAKEN_UP.filter(task=OuterRef("pk")))
            given = Q(record=True) | Q(given_at__lt=end) | (old & Q(taken))
            rows = rows.filter(given, directive__code=asked.of)
        else:
            ran = Q(closed_at=None) | Q(closed_at__gte=local_midnight(asked.first_on))
            rows = rows.filter(ran, record=False, given_at__lt=end)
        known = list(rows.order_by("directive__code", "position", "id")[: MOST + 1])
        found = sorted(known[:MOST], key=lambda row: (row.directive.code, place_of(row.number)))
        lines, read = _lines_until(found, end), _only_read(found, end)
        return [*(_task(row, lines.get(row.id, ()), row.id in read) for row in found), *_cut(known)]


@dataclass(frozen=True)
class MoneyTable:
    """Projects of one programme (`of` its code), else of every programme of the period's years."""

    columns: Mapping[str, str] = field(
        default_factory=lambda: {
            "number": text_noop("No."),
            "title": text_noop("Project"),
            "lead": text_noop("Lead unit"),
            "condition": text_noop("Condition"),
            "period": text_noop("Time"),
            "programme": text_noop("Granted by the programme"),
            "other": text_noop("Granted from other sources"),
            "granted": text_noop("Granted"),
            "requested": text_noop("Requested"),
            "spent": text_noop("Spent"),
        }
    )

    def read_rows(self, *, asked: TableAsked) -> list[TableRow]:
        """Project by project, then the sums, then what the document states where it does not follow."""
        if asked.of:
            found = [get_programme(actor=asked.actor, code=asked.of)] if _has(asked) else []
        else:
            first, last = asked.first_on.year, asked.last_on.year
            known = list_programmes(actor=asked.actor)
            found = [one for one in known if one.first_year <= last and one.last_year >= first]
        return [row for one in found for row in _programme(one)]


def _has(asked: TableAsked) -> bool:
    return access.programmes_of(asked.actor).filter(code=asked.of).exists()


def _lines_until(rows: Iterable[Task], end: datetime) -> dict[UUID, list[TaskLine]]:
    found: dict[UUID, list[TaskLine]] = defaultdict(list)
    live = [row.id for row in rows if not row.record]
    for line in TaskLine.objects.filter(task_id__in=live, at__lt=end).order_by("task_id", "line"):
        found[line.task_id].append(line)
    return found


def _only_read(rows: Iterable[Task], end: datetime) -> set[UUID]:
    """Which were only read in an old document then: those that are records, and those taken up since.

    What was made under one of them never was: it has no line of being taken up.
    """
    found = {row.id for row in rows if row.record}
    live = [row.id for row in rows if not row.record and row.directive.record]
    later = _TAKEN_UP.filter(task_id__in=live).values_list("task_id").annotate(first=Min("at"))
    return found | {task_id for task_id, first in later if first >= end}


def _task(row: Task, lines: Sequence[TaskLine], read: bool) -> TableRow:
    state = _stood(row, lines, read)
    url = f"/can-bo/nhiem-vu/{row.id}/"
    cells = {
        "number": TableCell(text=row.number),
        "title": TableCell(text=row.title, url=url),
        "lead": TableCell(text=unit_ref(row.lead_id).name),
        "due": TableCell(text=format_date(row.due_on) if row.due_on else ""),
        "state": TableCell(text=gettext((RECORD_LABELS if read else STATE_LABELS)[state])),
        "done": TableCell(text=gettext("Done") if state in _DONE else ""),
        "progress": TableCell(text=_said(lines) or stated_progress(row)),
        "directive": TableCell(text=row.directive.title),
    }
    return TableRow(key=row.code, cells=cells)


def _stood(row: Task, lines: Sequence[TaskLine], read: bool) -> TaskState:
    """How it stood by these lines; what was only read then without any, as the document states it."""
    if row.record:
        return TaskState(row.state)
    if lines:
        return TaskState(lines[-1].state_to)
    return TaskState((read and _stated(row).get("state")) or row.state)


def _stated(row: Task) -> Mapping[str, Any]:
    stated: Mapping[str, Any] = row.stated.get("stated") or {}
    return stated


def _said(lines: Sequence[TaskLine]) -> str:
    """What the lead said last of how far it is; a supporting unit only speaks of its share."""
    said = (line.words for line in reversed(lines) if line.what in _SAYS and not line.content.get(SHARE))
    return next(filter(None, said), "")


def _cut(rows: Sequence[object]) -> list[TableRow]:
    """A last row where there are more than a table takes: a report is read as the whole."""
    if len(rows) <= MOST:
        return []
    words = gettext("The table is cut off: only its first %(count)s rows stand here.") % {"count": MOST}
    return [TableRow(key="cut", cells={name: TableCell(text="…") for name in ("title", "text")}, remark=words)]


def stated_progress(row: Task) -> str:
    """What the document says of how far a task was; empty where it says nothing."""
    return str(_stated(row).get("progress") or "")


def _programme(one: ProgrammeView) -> list[TableRow]:
    rows = [_project(project) for project in one.projects]
    sums = {name: sum(getattr(_Sums(project), name) for project in one.projects) for name in _SUMS}
    url = f"/can-bo/kinh-phi/{one.code}/"
    cells = {name: _money(amount, url) for name, amount in sums.items()}
    rows.append(
        TableRow(key=f"{one.code}.total", cells={"title": TableCell(text=gettext("Total")), **cells}, total=True)
    )
    stated = {name: check.stated for name in _SUMS for check in one.checks if _is_of(check.kind, check.source, name)}
    differs = any(amount != sums[name] for name, amount in stated.items())
    if differs:
        words = TableCell(text=gettext("Total as the document states it"))
        cells = {name: _money(amount, url) for name, amount in stated.items()}
        remark = gettext("The totals that the document states do not follow from its lines.")
        rows.append(TableRow(key=f"{one.code}.stated", cells={"title": words, **cells}, total=True, remark=remark))
    return rows


class _Sums:
    """One project's money by column."""

    def __init__(self, one: ProjectView) -> None:
        granted = {source: amount for (kind, source), amount in one.sums.items() if kind is MoneyKind.GRANTED}
        self.programme = granted.get(FundSource.PROGRAMME, 0)
        self.granted = sum(granted.values())
        self.other = self.granted - self.programme
        self.requested, self.spent = one.requested, one.spent


_SUMS = ("programme", "other", "granted", "requested", "spent")


def _is_of(kind: MoneyKind, source: FundSource | None, name: str) -> bool:
    if kind is MoneyKind.GRANTED:
        if source is None:
            return name == "granted"
        return name == ("programme" if source is FundSource.PROGRAMME else "other")
    return source is None and name == kind.value


def _project(one: ProjectView) -> TableRow:
    sums, url = _Sums(one), f"/can-bo/kinh-phi/du-an/{one.id}/"
    texts = {"number": one.number, "lead": one.lead, "condition": one.condition, "period": one.period}
    money = {name: _money(getattr(sums, name), url, _years(one.lines, name)) for name in _SUMS}
    cells = {name: TableCell(text=text) for name, text in texts.items()}
    return TableRow(key=one.code, cells={**cells, "title": TableCell(text=one.title, url=url), **money})


def _money(amount: int, url: str, note: str = "") -> TableCell:
    if not amount:
        return TableCell()
    return TableCell(number=Decimal(amount), unit="dong", url=url, note=note)


def _years(lines: Sequence[LineOfMoney], name: str) -> str:
    """Year by year with what each line says, in million đồng: only where a column has years."""
    mine = [line for line in lines if _is_in(line, name)]
    if name == "requested" or not any(line.year for line in mine):
        return ""
    by_year: dict[int, list[str]] = defaultdict(list)
    for line in mine:
        words = format_number(Decimal(line.amount) / MILLION)
        by_year[line.year or 0].append(f"{words} ({line.note})" if line.note else words)
    head = gettext("Year %(year)s: %(words)s")
    return "; ".join(
        head % {"year": year, "words": ", ".join(parts)} if year else ", ".join(parts)
        for year, parts in by_year.items()
    )


def _is_in(line: LineOfMoney, name: str) -> bool:
    if name == "granted":
        return line.kind is MoneyKind.GRANTED
    return _is_of(line.kind, line.source, name) or (name == line.kind.value and name != "granted")


@dataclass(frozen=True)
class RecommendationTable:
    """Recommendations of the period's report, to whom `of` says (`centre`, `province`), else to both."""

    columns: Mapping[str, str] = field(
        default_factory=lambda: {
            "text": text_noop("Recommendation"),
            "addressed_to": text_noop("To whom"),
            "raised": text_noop("Raised on"),
            "answer": text_noop("Answer"),
        }
    )

    def read_rows(self, *, asked: TableAsked) -> list[TableRow]:
        """A report is written in the month after its period: what was raised by then stands in it. One query.

        The first day is the one after the last day of the report before: a recommendation stands in one of them.
        """
        first, last = asked.first_on + WRITTEN, asked.last_on + WRITTEN
        rows = access.recommendations_of(asked.actor).filter(raised_on__gte=first, raised_on__lte=last)
        if asked.of:
            rows = rows.filter(addressee=asked.of)
        found = list(rows.order_by("raised_on", "code")[: MOST + 1])
        return [*map(_recommendation, found[:MOST]), *_cut(found)]


def _recommendation(row: Recommendation) -> TableRow:
    url = f"/can-bo/kien-nghi/{row.id}/"
    cells = {
        "text": TableCell(text=row.text, url=url),
        "addressed_to": TableCell(text=row.addressed_to),
        "raised": TableCell(text=format_date(row.raised_on) if row.raised_on else ""),
        "answer": TableCell(text=gettext(ANSWER_LABELS[Answer(row.answer)]), url=url),
    }
    return TableRow(key=row.code, cells=cells)
