"""Programmes and projects: items by year by source, sums checked against what documents state."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from honglam.directives import access
from honglam.directives.contracts import (
    FUND_LABELS,
    FundSource,
    LineOfMoney,
    MoneyKind,
    ProgrammeNotFound,
    ProgrammeView,
    ProjectView,
    SumView,
)
from honglam.directives.models import MoneyLine, Programme, Project
from honglam.directives.queries.agencies import unit_ref
from honglam.directives.rules.sums import Finding, check_total, explain_columns, explain_total, missing
from honglam.directory import api as directory
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor
from honglam.ui.formats import format_money

Key = tuple[MoneyKind, FundSource]


def list_programmes(*, actor: Actor) -> list[ProgrammeView]:
    """Every programme in sight. Three queries."""
    rows = list(access.programmes_of(actor).order_by("-last_year", "code"))
    return _programmes(actor, rows)


def get_programme(*, actor: Actor, code: str) -> ProgrammeView:
    """One programme. Raises ProgrammeNotFound."""
    rows = list(access.programmes_of(actor).filter(code=nfc(code)))
    if not rows:
        raise ProgrammeNotFound
    return _programmes(actor, rows)[0]


def get_project(*, actor: Actor, project_id: UUID) -> ProjectView:
    """One project with every line of its money. Raises ProgrammeNotFound."""
    row = access.project_for(actor, project_id)
    return _project(actor, row, row.programme, list(_lines([row.id])))


def _programmes(actor: Actor, rows: Sequence[Programme]) -> list[ProgrammeView]:
    codes = [row.code for row in rows]
    projects = list(Project.objects.filter(programme_id__in=codes, retired_at=None).order_by("position", "code"))
    lines: dict[UUID, list[MoneyLine]] = defaultdict(list)
    for line in _lines([one.id for one in projects]):
        lines[line.project_id].append(line)
    return [
        _programme(row, [_project(actor, one, row, lines[one.id]) for one in projects if one.programme_id == row.code])
        for row in rows
    ]


def _lines(project_ids: Iterable[UUID]) -> "Iterable[MoneyLine]":
    found = MoneyLine.objects.filter(project_id__in=list(project_ids), retired_at=None)
    return found.order_by("year", "source", "id")


def _programme(row: Programme, projects: Sequence[ProjectView]) -> ProgrammeView:
    by_year: dict[tuple[int, MoneyKind], int] = defaultdict(int)
    for line in (line for one in projects for line in one.lines):
        by_year[(line.year or 0, line.kind)] += line.amount
    used = {source for one in projects for _, source in one.sums}
    checks = [_check(one, _column(projects, one)) for one in row.content.get("totals", [])]
    return ProgrammeView(
        code=row.code,
        title=row.title,
        first_year=row.first_year,
        last_year=row.last_year,
        agency=unit_ref(row.agency_id),
        symbol=str(row.content.get("symbol", "")),
        document=", ".join(str(row.content[name]) for name in ("document", "place") if row.content.get(name)),
        projects=tuple(projects),
        sources=tuple(source for source in FundSource if source in used),
        years=tuple(sorted({year for year, _ in by_year})),
        by_year=by_year,
        requested=sum(one.requested for one in projects),
        granted=sum(one.granted for one in projects),
        spent=sum(one.spent for one in projects),
        missing=sum(one.missing for one in projects),
        checks=tuple(_together(checks)),
        provisional=bool(row.content.get("provisional", False)),
    )


def _project(actor: Actor, row: Project, programme: Programme, lines: Sequence[MoneyLine]) -> ProjectView:
    sums: dict[Key, int] = defaultdict(int)
    years: dict[MoneyKind, dict[int | None, int]] = {kind: defaultdict(int) for kind in MoneyKind}
    for line in lines:
        kind = MoneyKind(line.kind)
        sums[(kind, FundSource(line.source))] += line.amount
        years[kind][line.year] += line.amount
    totals = {kind: sum(amounts.values()) for kind, amounts in years.items()}
    return ProjectView(
        id=row.id,
        code=row.code,
        number=str(row.content.get("number", "")),
        title=row.title,
        lead=_lead(row.content),
        condition=str(row.content.get("condition", "")),
        period=str(row.content.get("period", "")),
        programme_code=programme.code,
        programme_title=programme.title,
        sums=dict(sums),
        requested=totals[MoneyKind.REQUESTED],
        granted=totals[MoneyKind.GRANTED],
        spent=totals[MoneyKind.SPENT],
        missing=missing(years[MoneyKind.REQUESTED], years[MoneyKind.GRANTED]),
        lines=tuple(_line(line) for line in lines),
        checks=tuple(_check(one, _cell(lines, one)) for one in row.content.get("totals", [])),
        may_record=access.may_record_money(actor, programme),
    )


def _lead(content: Mapping[str, Any]) -> str:
    names = [directory.get_agency_by_code(code=code).name for code in content.get("leads", [])]
    return ", ".join([*names, *([content["lead_words"]] if content.get("lead_words") else [])])


def _line(row: MoneyLine) -> LineOfMoney:
    return LineOfMoney(
        id=row.pk,
        year=row.year,
        source=FundSource(row.source),
        kind=MoneyKind(row.kind),
        amount=row.amount,
        document=row.document,
        note=row.note,
        by=row.recorded_by,
        at=row.recorded_at,
    )


def _column(projects: Sequence[ProjectView], total: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The parts of a column's total: each project's sum of that kind, from that source if one is named."""
    kind, source = MoneyKind(total["kind"]), total.get("source")
    found = []
    for one in projects:
        amount = sum(value for (of, by), value in one.sums.items() if of is kind and source in (None, by.value))
        if amount:
            found.append((f"{one.number}. {one.title}" if one.number else one.title, amount))
    return found


def _cell(lines: Sequence[MoneyLine], total: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The parts of a cell's total: the lines of that kind and source."""
    kind, source = total["kind"], total.get("source")
    return [
        (" ".join(part for part in (str(line.year or ""), line.note) if part) or line.document, line.amount)
        for line in lines
        if line.kind == kind and source in (None, line.source)
    ]


def _check(total: Mapping[str, Any], parts: list[tuple[str, int]]) -> SumView:
    stated, at_least = int(total["amount"]), bool(total.get("at_least", False))
    agrees = check_total(stated, parts, at_least=at_least)
    return SumView(
        kind=MoneyKind(total["kind"]),
        source=FundSource(total["source"]) if total.get("source") else None,
        place=str(total.get("place", "")),
        parts=tuple(parts),
        computed=sum(amount for _, amount in parts) if parts else None,
        stated=stated,
        at_least=at_least,
        agrees=agrees,
        findings=() if agrees is not False else tuple(map(_spoken, explain_total(stated, parts))),
    )


def _together(checks: Sequence[SumView]) -> list[SumView]:
    """What only two columns side by side explain is said at the last of them."""
    wrong = [one for one in checks if one.agrees is False and one.source is not None]
    columns = {_name(one): (one.stated, one.parts) for one in wrong if one.source}
    said = tuple(map(_spoken, explain_columns(columns)))
    if not said or not wrong:
        return list(checks)
    last = wrong[-1]
    return [_with(one, said) if one is last else one for one in checks]


def _with(check: SumView, said: tuple[str, ...]) -> SumView:
    return SumView(**{**vars(check), "findings": (*check.findings, *said)})


def _name(check: SumView) -> str:
    return gettext(FUND_LABELS[check.source]) if check.source else ""


def _spoken(finding: Finding) -> str:
    params = {name: format_money(value) if name == "money" else value for name, value in finding.params.items()}
    return gettext(finding.text) % params
