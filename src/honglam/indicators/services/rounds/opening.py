"""Rounds opened: by the receiver, or by the system where the template says so. Every agency gets its form at once."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.directory.contracts import AgencyView
from honglam.indicators import access
from honglam.indicators.contracts import (
    Counted,
    DueBeforePeriodEnds,
    FormContent,
    FormPlan,
    FormState,
    NobodyAssigned,
    Period,
    PeriodNotOver,
    RoundExists,
    TemplateNotFound,
)
from honglam.indicators.models import FormLine, FormTemplateRow, ReportingRound, RoundForm
from honglam.indicators.queries.rounds.counting import count_forms, to_json
from honglam.indicators.queries.rounds.reading import content_json
from honglam.indicators.queries.rounds.templates import (
    due_day,
    in_force,
    is_timely,
    last_period,
    plan_for,
    reporting_agencies,
    rounds_over,
)
from honglam.indicators.rules.numbers import write_number
from honglam.indicators.rules.rounds.judging import judge
from honglam.indicators.services.rounds.moving import moved, watch, write_line
from honglam.kernel import audit, events
from honglam.kernel.clock import local, local_midnight
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor


@transaction.atomic
def open_round(*, actor: Actor, code: str, period: Period, due_on: date | None, at: datetime) -> UUID:
    """Ask every assigned agency for a report on a period that is over.

    `due_on` None: the template's own day. Raises TemplateNotFound (also for whoever does not receive it),
    PeriodNotOver, DueBeforePeriodEnds, NobodyAssigned, RoundExists.
    """
    on = local(at).date()
    template = in_force(access.templates_of(actor), on).filter(code=code.replace("\0", "")).first()
    if template is None:
        raise TemplateNotFound
    plan = plan_for(template)
    if period.last_on >= on:
        raise PeriodNotOver(field="period")
    due = due_on or due_day(plan.template, period)
    if due <= period.last_on:
        raise DueBeforePeriodEnds(field="due_on")
    agencies = reporting_agencies(plan.template, on)
    if not agencies:
        raise NobodyAssigned
    if rounds_over(template.code, period).exists():
        raise RoundExists(field="period")
    row = _round(template, period, due, actor, at)
    forms = _forms(row, plan, agencies, at)
    lines = [_line(form, actor, at) for form in forms]
    RoundForm.objects.bulk_create(forms)
    FormLine.objects.bulk_create(lines)
    detail = {"code": row.code, "last_on": row.last_on.isoformat(), "due_on": due.isoformat(), "forms": len(forms)}
    audit.record(
        actor=actor,
        action="indicators.round_opened",
        subject_kind="reporting_round",
        subject_id=row.id,
        at=at,
        detail=detail,
    )
    events.publish_many([moved(form, actor, "assigned", "") for form in forms], at=at)
    return row.id


def open_due_rounds(*, at: datetime) -> int:
    """Open the round of the period that ended last for each automatic template that has none; returns how many.

    What was due before anybody could have been asked is left to its receiver, who opens it with another day.
    """
    on, opened = local(at).date(), 0
    for row in in_force(access.templates_of(SYSTEM), on):
        template = plan_for(row).template
        period = last_period(template, on)
        if not template.automatic or not is_timely(row, template, period, on):
            continue
        if not rounds_over(row.code, period).exists() and reporting_agencies(template, on):
            open_round(actor=SYSTEM, code=row.code, period=period, due_on=None, at=at)
            opened += 1
    return opened


def _round(template: FormTemplateRow, period: Period, due: date, actor: Actor, at: datetime) -> ReportingRound:
    try:
        with transaction.atomic():
            return ReportingRound.objects.create(
                template=template,
                code=template.code,
                kind=period.kind.value,
                first_on=period.first_on,
                last_on=period.last_on,
                cut_off=period.cut_off,
                due_on=due,
                receiver_id=template.receiver_id,
                opened_at=at,
                opened_by=actor.name,
            )
    except IntegrityError as fault:
        raise RoundExists(field="period") from fault


def _forms(row: ReportingRound, plan: FormPlan, agencies: list[AgencyView], at: datetime) -> list[RoundForm]:
    """A form for each agency, with what the system counted already written in."""
    period = Period(kind=plan.template.frequency, first_on=row.first_on, last_on=row.last_on, cut_off=row.cut_off)
    counted = count_forms(plan, period, at)
    return [_form(row, plan, agency, counted.get(agency.id, {}), at) for agency in agencies]


def _form(
    row: ReportingRound, plan: FormPlan, agency: AgencyView, counted: dict[str, Counted], at: datetime
) -> RoundForm:
    content = FormContent(cells={address: write_number(one.value) for address, one in counted.items()})
    judged = judge(plan, content, counted=counted)
    form = RoundForm(
        id=uuid7(),
        round=row,
        agency_id=agency.id,
        receiver_id=row.receiver_id,
        sort_key=agency.sort_key[:700],
        state=FormState.ASSIGNED.value,
        content=content_json(content),
        counted=to_json(counted),
        errors=len(judged.errors),
        warnings=len(judged.unexplained),
        due_on=row.due_on,
        until_on=row.due_on,
        due_at=local_midnight(row.due_on + timedelta(days=1)),
        line_count=1,
    )
    watch(form, at)
    return form


def _line(form: RoundForm, actor: Actor, at: datetime) -> FormLine:
    return write_line(form, source="", actor=actor, at=at, what="assigned", words="", detail={}, save=False)
