"""Tables as rows of files; the first row is their head."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from honglam.directives.contracts import (
    ADDRESSEE_LABELS,
    ANSWER_LABELS,
    FUND_LABELS,
    MONEY_LABELS,
    RECORD_LABELS,
    STATE_LABELS,
    LineOfMoney,
    PlanView,
    ProgrammeView,
    RecommendationView,
    SumView,
    TaskSummary,
)
from honglam.kernel.paging import Page
from honglam.ui.formats import format_date
from honglam.ui.sheets import Cell


def rows_of(tasks: Iterable[TaskSummary]) -> list[list[Cell]]:
    """One line a task."""
    head = (
        *(gettext("Code"), gettext("Number"), gettext("Task"), gettext("Directive"), gettext("Source")),
        *(gettext("Lead unit"), gettext("Due day"), gettext("State"), gettext("Days late"), gettext("Progress")),
    )
    rows: list[list[Cell]] = [list(head)]
    for one in tasks:
        due = format_date(one.due_on) if one.due_on else ""
        rows.append(
            [
                one.code,
                one.number,
                one.title,
                one.directive,
                one.source,
                one.lead.name,
                due,
                _state_of(one),
                one.late_days,
                one.why,
            ]
        )
    return rows


def _state_of(one: TaskSummary) -> str:
    return gettext((RECORD_LABELS if one.record else STATE_LABELS)[one.state])


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser, kept by nobody on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def marked(rows: list[list[Cell]], page: Page[Any]) -> list[list[Cell]]:
    """The rows; where the list goes on behind them, a last line says so: a file is read as the whole."""
    if page.next_cursor is None:
        return rows
    words = gettext("The list goes on: only its first %(count)s entries are in this file.")
    return [*rows, [words % {"count": len(page.items)}]]


def plan_rows(plans: Iterable[PlanView]) -> list[list[Cell]]:
    """One line a plan, then one an item."""
    head = (
        gettext("Plan"),
        gettext("Years"),
        gettext("Item"),
        gettext("Lead unit"),
        gettext("State"),
        gettext("Done, %"),
    )
    rows: list[list[Cell]] = [list(head)]
    for plan in plans:
        years = f"{plan.first_year}–{plan.last_year}" if plan.last_year != plan.first_year else str(plan.first_year)
        rows.append([plan.title, years, "", plan.agency.name, f"{plan.done}/{plan.counted}", plan.percent])
        rows += [["", "", f"{one.number}. {one.title}", one.lead.name, _state_of(one), None] for one in plan.tasks]
    return rows


def programme_rows(programme: ProgrammeView) -> list[list[Cell]]:
    """One line a sum, then the totals with their arithmetic."""
    head = (
        *(gettext("No."), gettext("Project"), gettext("Lead unit"), gettext("Condition"), gettext("Year")),
        *(gettext("What is said"), gettext("Source of money"), gettext("Amount in đồng"), gettext("Document")),
    )
    rows: list[list[Cell]] = [list(head)]
    for one in programme.projects:
        start: list[Cell] = [one.number, one.title, one.lead, one.condition]
        rows += [[*start, *_money_cells(line)] for line in one.lines] or [[*start, None, "", "", None, ""]]
    for check in programme.checks:
        rows += _check_rows(check)
    return rows


def _money_cells(line: LineOfMoney) -> list[Cell]:
    said, source = gettext(MONEY_LABELS[line.kind]), gettext(FUND_LABELS[line.source])
    return [line.year, said, source, line.amount, line.document]


def _check_rows(check: SumView) -> list[list[Cell]]:
    said = gettext(MONEY_LABELS[check.kind])
    source = gettext(FUND_LABELS[check.source]) if check.source else gettext("All sources")
    return [
        ["", gettext("Total as stated"), "", "", None, said, source, check.stated, check.place],
        ["", gettext("Sum of the parts"), "", "", None, said, source, check.computed, " ".join(check.findings)],
    ]


def recommendation_rows(found: Iterable[RecommendationView]) -> list[list[Cell]]:
    """One line a recommendation."""
    head = (
        *(gettext("Recommendation"), gettext("Asked of"), gettext("Raised by"), gettext("Document"), gettext("Place")),
        *(gettext("Date"), gettext("Answer"), gettext("Days waited")),
    )
    rows: list[list[Cell]] = [list(head)]
    for one in found:
        asked = f"{one.addressed_to} ({gettext(ADDRESSEE_LABELS[one.addressee])})"
        answer = gettext(ANSWER_LABELS[one.answer])
        date = format_date(one.raised_on) if one.raised_on else ""
        rows.append([one.text, asked, one.agency.name, one.document, one.place, date, answer, one.waits])
    return rows
