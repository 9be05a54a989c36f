"""Templates, read from their rows."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import msgspec
from django.db.models import Min, Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, AgencyView, Level
from honglam.indicators import access
from honglam.indicators.contracts import FormPlan, FormTemplate, OpenableTemplate, Period
from honglam.indicators.models import FormTemplateRow, ReportingRound
from honglam.indicators.queries.sets import cut_off_day, working_day_from
from honglam.indicators.rules.periods import period_before, period_of
from honglam.indicators.rules.rounds.cells import plan_of
from honglam.kernel.values import Actor


def plan_for(row: FormTemplateRow) -> FormPlan:
    """The template of a row with its cells."""
    return plan_of_content(row.content)


def plan_of_content(content: dict[str, Any]) -> FormPlan:
    """The template from its JSON, with its cells."""
    return _plan(msgspec.json.encode(content))


def in_force(rows: QuerySet[FormTemplateRow], on: date) -> QuerySet[FormTemplateRow]:
    """The versions that hold on a day."""
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def last_period(template: FormTemplate, on: date) -> Period:
    """The period of the template that ended last before a day, by the cut-off where it goes by that."""
    cut_off = cut_off_day(on=on) if template.administrative else 0
    return period_before(period_of(template.frequency, on, cut_off))


def due_day(template: FormTemplate, period: Period) -> date:
    """The last day on which a report is on time; a day without work gives way to the next that has some."""
    day = period.last_on + timedelta(days=template.due_days)
    return working_day_from(day)


def reporting_agencies(template: FormTemplate, on: date) -> list[AgencyView]:
    """Who has to report on a day, each once; the receiver does not report to itself."""
    found: dict[int, AgencyView] = {}
    for one in template.assigned:
        for agency in _named(one.agency, on) if one.agency else _of_kind(one.kind, one.level, on):
            if not agency.is_internal and agency.code != template.receiver:
                found.setdefault(agency.id, agency)
    return sorted(found.values(), key=lambda agency: (agency.sort_key, agency.id))


def rounds_over(code: str, period: Period) -> QuerySet[ReportingRound]:
    """The rounds that ask for a period already: of the very days, or of the same kind and going under the same month.

    After another cut-off a quarter has other days; asked for again, it would be reported twice.
    """
    alike = Q(kind=period.kind.value, last_on__year=period.last_on.year, last_on__month=period.last_on.month)
    return ReportingRound.objects.filter(alike | Q(first_on=period.first_on, last_on=period.last_on), code=code)


def is_timely(row: FormTemplateRow, template: FormTemplate, period: Period, on: date) -> bool:
    """Whether a period may be asked for unasked: it ended since there is such a template, and the day on which its
    report is due has not passed. Of a time long over every agency would be late at once."""
    began = FormTemplateRow.objects.filter(code=row.code).aggregate(day=Min("valid_from"))["day"]
    return period.last_on >= began and due_day(template, period) >= on


def list_openable(*, actor: Actor, on: date) -> list[OpenableTemplate]:
    """The templates whose reports the actor's agency receives, each with the period that ended last."""
    found = []
    for row in in_force(access.templates_of(actor), on).order_by("code"):
        template = plan_for(row).template
        period = last_period(template, on)
        found.append(
            OpenableTemplate(
                template=template,
                period=period,
                due_on=due_day(template, period),
                agencies=len(reporting_agencies(template, on)),
                open_already=rounds_over(row.code, period).exists(),
            )
        )
    return found


def _of_kind(kind: str, level: str, on: date) -> list[AgencyView]:
    return directory.list_agencies(
        on=on, kind=AgencyKind(kind) if kind else None, level=Level(level) if level else None
    )


def _named(code: str, on: date) -> list[AgencyView]:
    agency = directory.find_agency_by_code(code=code)
    heir = directory.successor_of(agency_id=agency.id, on=on) if agency else None
    return [heir] if heir else []


@lru_cache(maxsize=32)
def _plan(content: bytes) -> FormPlan:
    plain: dict[str, Any] = msgspec.json.decode(content)
    if plain.get("source"):
        plain["source"] = {"dated" if name == "date" else name: text for name, text in plain["source"].items()}
    return plan_of(msgspec.convert(plain, FormTemplate, strict=False))
