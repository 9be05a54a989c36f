"""Reports as rows and columns, each from one reading of the measures."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level
from honglam.indicators.contracts import Check, Column, Line, Period, SubjectNotFound, Table, TableKind
from honglam.indicators.queries.scores import Values, ask, read_by, read_total
from honglam.indicators.rules.tables import (
    LATE,
    LATE_UNITS,
    LEVELS,
    NOTES,
    ONLINE,
    OVERVIEW,
    STEP_NOTES,
    STEP_TIMES,
    STEP_TITLE,
    TIMES,
    TITLES,
    UNUSED,
    cell,
    check_overview,
    summed,
)
from honglam.kernel import measures
from honglam.kernel.measures import MeasureRow, MeasureSource

_SOURCE = "dossiers.settled"


def get_table(*, kind: TableKind, period: Period, agency_id: int | None, at: datetime, procedure: str = "") -> Table:
    """The report for the province, or for one agency. Raises SubjectNotFound for no such agency."""
    if agency_id is not None and not directory.get_agencies(agency_ids=[agency_id]):
        raise SubjectNotFound
    if kind is TableKind.TIMES and procedure:
        return _step_times(period, agency_id, at, procedure)
    return _MAKERS[kind](period, agency_id, at)


def _by_agency(period: Period, agency_id: int | None, at: datetime, codes: set[str]) -> list[tuple[int, Values]]:
    asked = ask(period, at, None if agency_id is None else (agency_id,))
    found = read_by(codes, asked, "agency")
    return [(key, values) for key, values in found.items() if isinstance(key, int)]


def _overview(period: Period, agency_id: int | None, at: datetime) -> Table:
    lines, checks = _agency_lines(OVERVIEW, period, agency_id, at)
    return _table(TableKind.OVERVIEW, period, OVERVIEW, lines, checks)


def _late(period: Period, agency_id: int | None, at: datetime) -> Table:
    """07a and 07b: settled late and open late by agency; then where time was lost, by unit."""
    lines, _ = _agency_lines(LATE, period, agency_id, at)
    return _table(TableKind.LATE, period, LATE, lines, ())


def get_late_units(*, period: Period, agency_id: int | None, at: datetime) -> Table:
    """Steps finished late by unit and kind of step: the causes of 07a and 07b, as far as the product knows them."""
    rows = _grouped(period, agency_id, at, "late")
    lines = tuple(
        Line(label=row.label, values=tuple(row.values.get(column.code) for column in LATE_UNITS)) for row in rows
    )
    return _table(TableKind.LATE, period, LATE_UNITS, lines, ())


def _online(period: Period, agency_id: int | None, at: datetime) -> Table:
    lines, _ = _agency_lines(ONLINE, period, agency_id, at)
    return _table(TableKind.ONLINE, period, ONLINE, lines, ())


def _times(period: Period, agency_id: int | None, at: datetime) -> Table:
    """The slowest procedures first."""
    rows = _grouped(period, agency_id, at, "time")
    ordered = sorted(rows, key=lambda row: -row.values.get("dossiers.hours_p90", 0))
    return _table(TableKind.TIMES, period, TIMES, tuple(_keyed(row, TIMES) for row in ordered), ())


def _step_times(period: Period, agency_id: int | None, at: datetime, procedure: str) -> Table:
    """The steps of one procedure. What the product names itself has no code of its own; its name stands alone."""
    rows = _grouped(period, agency_id, at, f"time:{procedure}")
    lines = tuple(_keyed(row if row.key != row.label else replace(row, key=""), STEP_TIMES) for row in rows)
    made = _table(TableKind.TIMES, period, STEP_TIMES, lines, ())
    return replace(made, title=STEP_TITLE, notes=STEP_NOTES, procedure=procedure)


def _keyed(row: MeasureRow, columns: tuple[Column, ...]) -> Line:
    return Line(label=row.label, values=(str(row.key), *(row.values.get(column.code) for column in columns[1:])))


def _unused(period: Period, agency_id: int | None, at: datetime) -> Table:
    rows = _grouped(period, agency_id, at, "unused")
    lines = tuple(Line(label=row.label, values=(str(row.key),)) for row in rows)
    return _table(TableKind.UNUSED, period, UNUSED, lines, ())


def _grouped(period: Period, agency_id: int | None, at: datetime, dimension: str) -> list[MeasureRow]:
    measure = measures.find(_SOURCE)
    if measure is None:
        return []
    source: MeasureSource = measure.source
    return source.read_by(asked=ask(period, at, None if agency_id is None else (agency_id,)), dimension=dimension)


def _agency_lines(
    columns: tuple[Column, ...], period: Period, agency_id: int | None, at: datetime
) -> tuple[tuple[Line, ...], tuple[Check, ...]]:
    codes = {column.measure for column in columns if column.measure} | {_SOURCE}
    found = _by_agency(period, agency_id, at, codes)
    known = directory.get_agencies(agency_ids=[key for key, _ in found])
    lines: list[Line] = []
    checks: list[Check] = []
    for level in Level:
        inside = sorted(
            (known[key].sort_key, known[key].name, key, values)
            for key, values in found
            if key in known and known[key].level is level and _has_line(known[key].kind, columns, values)
        )
        shown = [(name, key, values) for _, name, key, values in inside]
        lines += [
            Line(label=name, values=tuple(cell(column, values) for column in columns), agency_id=key)
            for name, key, values in shown
        ]
        if len(shown) > 1:
            total = summed(values for _, _, values in shown)
            lines.append(_sum_line(LEVELS[level.value], columns, total))
        checks += [check_overview(name, values) for name, _, values in shown]
    if agency_id is None:
        total = read_total(codes, ask(period, at))  # a service that many offer counts once
        lines.append(_sum_line(LEVELS[""], columns, total))
        checks.append(check_overview(LEVELS[""], total))
    return tuple(lines), tuple(checks)


def _has_line(kind: AgencyKind, columns: tuple[Column, ...], values: Values) -> bool:
    """Agencies with any work. A one-stop settles nothing: it stands where the table counts what it does, its steps."""
    if kind is AgencyKind.ONE_STOP:
        return any(cell(column, values) for column in columns)
    return any(values.values())


def _sum_line(label: str, columns: tuple[Column, ...], values: Values) -> Line:
    return Line(label=label, values=tuple(cell(column, values) for column in columns), sum=True)


def _table(
    kind: TableKind, period: Period, columns: tuple[Column, ...], lines: tuple[Line, ...], checks: tuple[Check, ...]
) -> Table:
    title, form = TITLES[kind]
    return Table(
        kind=kind,
        title=title,
        period=period,
        columns=columns,
        lines=lines,
        notes=NOTES[kind],
        checks=checks,
        form=form,
        provisional=kind is TableKind.LATE,
    )


_MAKERS: Mapping[TableKind, Callable[[Period, int | None, datetime], Table]] = {
    TableKind.OVERVIEW: _overview,
    TableKind.LATE: _late,
    TableKind.ONLINE: _online,
    TableKind.TIMES: _times,
    TableKind.UNUSED: _unused,
}
