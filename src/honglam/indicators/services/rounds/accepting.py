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
from honglam.indicators.models import FormEdition, RoundForm
from honglam.indicators.queries.rounds.pasts import numbers
from honglam.indicators.queries.rounds.templates import plan_for
from honglam.indicators.services.rounds.keeping import keep
from honglam.kernel.values import Actor


def keep_values(form: RoundForm, *, actor: Actor, at: datetime) -> list[UUID]:
    """Keep the bound cells of the edition at hand as values; what an earlier edition said is corrected, never changed.

    Gives the values that are new. A number that stayed the same stays as it was said.
    """
    plan = plan_for(form.round.template)
    edition = FormEdition.objects.get(form=form, number=form.edition)
    numbered = {address: value for address, value in numbers(edition.values).items() if plan.cells[address].indicator}
    said = entries_for(plan, numbered, ScopeRef(agency_id=form.agency_id), span_of(form))
    kept = keep(form.value_ids, said, _ground(form, plan, edition), actor=actor, at=at)
    form.value_ids = kept.ids
    return kept.new


def entries_for(plan: FormPlan, said: Mapping[str, Decimal], scope: ScopeRef, span: Span) -> dict[str, ValueEntry]:
    """The values of cells by address, about somebody, for a period or for its last day."""
    return {
        address: ValueEntry(
            indicator=plan.cells[address].indicator,
            scope=ScopeRef(agency_id=scope.agency_id, area=scope.area, part=plan.cells[address].part),
            span=Span(first_on=None, last_on=span.last_on) if plan.cells[address].moment else span,
            figure=figure_of(plan.cells[address], value),
        )
        for address, value in said.items()
    }


def figure_of(cell: FormCell, value: Decimal) -> Figure:
    """A number as it was said: đồng stay đồng, also where the dictionary counts in millions."""
    return Figure(value=value, unit=Unit.DONG if cell.type is CellType.DONG else None)


def span_of(form: RoundForm) -> Span:
    """The days that the form is about."""
    return Span(first_on=form.round.first_on, last_on=form.round.last_on)


def _ground(form: RoundForm, plan: FormPlan, edition: FormEdition) -> GroundWords:
    return GroundWords(
        kind=SourceKind.REPORTING,
        note=f"{plan.template.title}; {edition.approved_by}, {edition.approved_title}".rstrip(", "),
        reference=f"round:{form.round_id} form:{form.id} edition:{edition.number}",
        public=plan.template.public,
    )
