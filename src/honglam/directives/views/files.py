"""Tables as files."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext

from honglam.directives.contracts import STATE_LABELS, TaskSummary
from honglam.ui.formats import format_date
from honglam.ui.sheets import Cell, as_csv, as_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(kind: str, name: str, title: str, rows: Sequence[Sequence[Cell]]) -> HttpResponse:
    """The rows as `csv` or `xlsx`; the first is their head."""
    body, media = (as_csv(rows), CSV) if kind == "csv" else (as_xlsx(title, rows, 1), XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=media, headers=headers)


def rows_of(tasks: Iterable[TaskSummary]) -> list[list[Cell]]:
    """One line a task."""
    head = (
        *(gettext("Code"), gettext("Number"), gettext("Task"), gettext("Directive"), gettext("Source")),
        *(gettext("Lead unit"), gettext("Due day"), gettext("State"), gettext("Days late"), gettext("Progress")),
    )
    rows: list[list[Cell]] = [list(head)]
    for one in tasks:
        due = format_date(one.due_on) if one.due_on else ""
        state = gettext(STATE_LABELS[one.state])
        rows.append(
            [
                one.code,
                one.number,
                one.title,
                one.directive,
                one.source,
                one.lead.name,
                due,
                state,
                one.late_days,
                one.why,
            ]
        )
    return rows


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, kept by nobody on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
