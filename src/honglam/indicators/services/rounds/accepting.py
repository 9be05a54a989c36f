"""What an accepted form becomes: values of indicators with the round, the edition and the person behind them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from honglam.indicators.contracts import (
    CellType,
    Figure,
    FormCell,
    FormPlan,
    GroundWords,
    ScopeRef,
    SourceKind,
    Span,
    Unit,
    ValueEntry,
)
from honglam.indicators.models import FormEdition, IndicatorValue, RoundForm
from honglam.indicators.queries.rounds.pasts import numbers
from honglam.indicators.queries.rounds.templates import plan_for
from honglam.indicators.services.figures.values import record_values, succeed
from honglam.indicators.services.figures.writing import put_ground
from honglam.kernel.values import Actor


def keep_values(form: RoundForm, *, actor: Actor, at: datetime) -> list[UUID]:
    """Keep the bound cells of the edition at hand as values; what an earlier edition said is corrected, never changed.

    Gives the values that are new. A number that stayed the same stays as it was said.
    """
    plan = plan_for(form.round.template)
    edition = FormEdition.objects.get(form=form, number=form.edition)
    said = {address: value for address, value in numbers(edition.values).items() if plan.cells[address].indicator}
    ground = _ground(form, plan, edition)
    old = _standing(form)
    fresh = {address: value for address, value in said.items() if address not in old}
    new = dict(zip(fresh, _record(form, plan, fresh, ground, actor, at), strict=True))
    changed = {address: row for address, row in old.items() if row.value != said.get(address)}
    if changed:
        kept = put_ground(actor, ground, at)
        for address, row in changed.items():
            value = said.get(address)
            figure = None if value is None else figure_of(plan.cells[address], value)
            successor = succeed(row, figure, kept.id)
            successor.save(force_insert=True)
            new[address] = successor.id
    form.value_ids = {**{address: str(row.id) for address, row in old.items()}, **{k: str(v) for k, v in new.items()}}
    return list(new.values())


def entries_for(plan: FormPlan, said: Mapping[str, Decimal], scope: ScopeRef, span: Span) -> list[ValueEntry]:
    """The values of cells, about somebody, for a period or for its last day."""
    return [
        ValueEntry(
            indicator=plan.cells[address].indicator,
            scope=ScopeRef(agency_id=scope.agency_id, area=scope.area, part=plan.cells[address].part),
            span=Span(first_on=None, last_on=span.last_on) if plan.cells[address].moment else span,
            figure=figure_of(plan.cells[address], value),
        )
        for address, value in said.items()
    ]


def figure_of(cell: FormCell, value: Decimal) -> Figure:
    """A number as it was said: đồng stay đồng, also where the dictionary counts in millions."""
    return Figure(value=value, unit=Unit.DONG if cell.type is CellType.DONG else None)


def span_of(form: RoundForm) -> Span:
    """The days that the form is about."""
    return Span(first_on=form.round.first_on, last_on=form.round.last_on)


def _record(
    form: RoundForm, plan: FormPlan, fresh: Mapping[str, Decimal], ground: GroundWords, actor: Actor, at: datetime
) -> list[UUID]:
    if not fresh:
        return []
    entries = entries_for(plan, fresh, ScopeRef(agency_id=form.agency_id), span_of(form))
    return record_values(actor=actor, entries=entries, ground=ground, at=at)


def _standing(form: RoundForm) -> dict[str, IndicatorValue]:
    """The values that the form's earlier editions left, each as it stands now, withdrawn ones included.

    Somebody may have corrected a value by hand since; the newest row of its line is the one to succeed.
    """
    rows = {
        row.id: row
        for row in IndicatorValue.objects.filter(id__in=form.value_ids.values()).select_related("indicator", "version")
    }
    later = {
        row.corrects_id: row
        for row in IndicatorValue.objects.filter(corrects_id__in=rows).select_related("indicator", "version")
    }
    found = {}
    for address, key in form.value_ids.items():
        row = rows[UUID(key)]
        while row.id in later:
            row = later[row.id]
            if row.id not in later:
                later |= {one.corrects_id: one for one in IndicatorValue.objects.filter(corrects=row)}
        found[address] = row
    return found


def _ground(form: RoundForm, plan: FormPlan, edition: FormEdition) -> GroundWords:
    return GroundWords(
        kind=SourceKind.REPORTING,
        note=f"{plan.template.title}; {edition.approved_by}, {edition.approved_title}".rstrip(", "),
        reference=f"round:{form.round_id} form:{form.id} edition:{edition.number}",
        public=plan.template.public,
    )
