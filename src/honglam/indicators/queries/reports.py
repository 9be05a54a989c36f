"""Periodic reports as their readers see them, and the figures of which a new one is made."""

from datetime import datetime
from typing import Any
from uuid import UUID

from honglam.directory import api as directory
from honglam.indicators import access
from honglam.indicators.contracts import Period, PeriodKind, ReportState, ReportView, TableKind
from honglam.indicators.models import Report
from honglam.indicators.queries.scores import ask, read_total
from honglam.indicators.queries.tables import get_late_units, get_table
from honglam.indicators.rules.periods import period_before
from honglam.indicators.rules.tables import LATE, ONLINE, OVERVIEW, cell
from honglam.kernel.values import Actor

SHOWN = 100


def list_reports(*, actor: Actor) -> list[ReportView]:
    """The newest reports of agencies in the actor's sight. One query."""
    wanted = access.agencies_in_sight(actor) | {own for own in (access.own_agency(actor),) if own}
    rows = Report.objects.filter(agency_id__in=wanted).order_by("-last_on", "agency_id")[:SHOWN]
    return [report_view(row, actor) for row in rows]


def get_report(*, actor: Actor, report_id: UUID) -> ReportView:
    """One report, or ReportNotFound."""
    return report_view(access.report_for(actor=actor, report_id=report_id), actor)


def report_view(row: Report, actor: Actor) -> ReportView:
    """A row as a value; `may_approve` for whoever answers for the agency, as long as it is a draft."""
    draft = row.state == ReportState.DRAFT.value
    return ReportView(
        id=row.id,
        agency_id=row.agency_id,
        agency_name=directory.get_agency(agency_id=row.agency_id).name,
        period=Period(kind=PeriodKind(row.kind), first_on=row.first_on, last_on=row.last_on, cut_off=row.cut_off),
        state=ReportState(row.state),
        number=row.number,
        figures=row.figures,
        remarks=row.remarks,
        made_at=row.made_at,
        approved_at=row.approved_at,
        approved_by=row.approved_by,
        may_approve=draft and access.may_sign(actor, row.agency_id),
    )


def figures_of(*, agency_id: int, period: Period, at: datetime) -> dict[str, Any]:
    """The snapshot of which a report is made: this period, the one before, procedures, where time was lost."""
    codes = {column.measure for column in (*OVERVIEW, *ONLINE) if column.measure}
    now = read_total(codes, ask(period, at, (agency_id,)))
    before = read_total(codes, ask(period_before(period), at, (agency_id,)))
    unused = get_table(kind=TableKind.UNUSED, period=period, agency_id=agency_id, at=at)
    units = get_late_units(period=period, agency_id=agency_id, at=at)
    return {
        "now": _shown(now),
        "before": _shown(before),
        "unused": [[line.values[0], line.label] for line in unused.lines],
        "late_units": [[line.label, *line.values] for line in units.lines],
        "read_at": at.isoformat(),
    }


def _shown(values: dict[str, float]) -> dict[str, float | None]:
    columns = {column.code: column for column in (*OVERVIEW, *ONLINE, *LATE)}
    rated = {name: values.get(f"dossiers.{name}", 0.0) for name in ("rated", "rated_very", "rated_satisfied")}
    cases = {name: values.get(f"feedback.{name}", 0.0) for name in ("received", "settled", "settled_on_time")}
    return {
        **{code: cell(column, values) for code, column in columns.items()},
        **{f"dossiers.{name}": value for name, value in rated.items()},
        **{f"feedback.{name}": value for name, value in cases.items()},
    }
