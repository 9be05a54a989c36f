"""Criteria sets, scores, tables of reports, the report on online services."""

from datetime import date, datetime
from uuid import UUID

from honglam.indicators.contracts import CriteriaSet, Period, ReportView, Scorecard, Table, TableKind
from honglam.indicators.queries import behind as _behind
from honglam.indicators.queries import reports, scores, sets, tables
from honglam.indicators.rules.tables import TITLES
from honglam.indicators.services import reporting
from honglam.kernel.measures import BehindRow
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def list_sets(*, on: date) -> list[CriteriaSet]:
    """Criteria sets in force on a day, in the pack's order."""
    return sets.list_sets(on=on)


def get_set(*, index: str, on: date) -> CriteriaSet:
    """The version of a set in force on a day. Raises SetNotFound."""
    return sets.get_set(index=index, on=on)


def cut_off_day(*, on: date) -> int:
    """The last day of administrative months; 0 where the pack names none."""
    return sets.cut_off_day(on=on)


def score_province(*, criteria_set: CriteriaSet, period: Period, at: datetime) -> Scorecard:
    """The whole province, from its own sums."""
    return scores.score_province(criteria_set=criteria_set, period=period, at=at)


def score_agency(*, criteria_set: CriteriaSet, agency_id: int, period: Period, at: datetime) -> Scorecard:
    """One agency. Raises SubjectNotFound."""
    return scores.score_agency(criteria_set=criteria_set, agency_id=agency_id, period=period, at=at)


def score_agencies(*, criteria_set: CriteriaSet, period: Period, at: datetime) -> list[Scorecard]:
    """Every agency with work in the period, ranked."""
    return scores.score_agencies(criteria_set=criteria_set, period=period, at=at)


def score_officers(
    *, actor: Actor, criteria_set: CriteriaSet, agency_id: int, period: Period, at: datetime
) -> list[Scorecard]:
    """An agency's officers, for whoever oversees it. Raises SubjectNotFound."""
    return scores.score_officers(actor=actor, criteria_set=criteria_set, agency_id=agency_id, period=period, at=at)


def score_dossier(
    *, actor: Actor, criteria_set: CriteriaSet, dossier_id: UUID, period: Period, at: datetime
) -> Scorecard:
    """One dossier, for whoever may see it. Raises SubjectNotFound."""
    return scores.score_dossier(actor=actor, criteria_set=criteria_set, dossier_id=dossier_id, period=period, at=at)


def list_behind(
    *, actor: Actor, measure: str, period: Period, agency_id: int | None, at: datetime, after: str | None = None
) -> Page[BehindRow]:
    """The rows that a measure counts, as far as the actor may see them. Raises SubjectNotFound for no such measure."""
    return _behind.list_behind(actor=actor, measure=measure, period=period, agency_id=agency_id, at=at, after=after)


def get_table(*, kind: TableKind, period: Period, agency_id: int | None, at: datetime, procedure: str = "") -> Table:
    """A report as rows and columns, for the province or one agency; `procedure`: the steps of one (TIMES only)."""
    return tables.get_table(kind=kind, period=period, agency_id=agency_id, at=at, procedure=procedure)


def list_tables() -> list[tuple[str, str]]:
    """The reports that are always at hand: code and title, an English msgid."""
    return [(kind.value, TITLES[kind][0]) for kind in TableKind]


def get_late_units(*, period: Period, agency_id: int | None, at: datetime) -> Table:
    """Steps finished late, by unit and kind of step."""
    return tables.get_late_units(period=period, agency_id=agency_id, at=at)


def list_reports(*, actor: Actor) -> list[ReportView]:
    """The online-service reports of the agencies that the actor oversees, newest first."""
    return reports.list_reports(actor=actor)


def get_report(*, actor: Actor, report_id: UUID) -> ReportView:
    """One report. Raises ReportNotFound."""
    return reports.get_report(actor=actor, report_id=report_id)


def remark_report(*, actor: Actor, report_id: UUID, number: str, remarks: str, at: datetime) -> ReportView:
    """Say in words what the figures cannot. Raises ReportNotFound, ReportApproved."""
    return reporting.remark_report(actor=actor, report_id=report_id, number=number, remarks=remarks, at=at)


def approve_report(*, actor: Actor, report_id: UUID, at: datetime) -> ReportView:
    """Answer for the report; from then on it stays. Raises ReportNotFound, ReportApproved."""
    return reporting.approve_report(actor=actor, report_id=report_id, at=at)
