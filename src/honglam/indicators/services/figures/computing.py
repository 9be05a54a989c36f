"""Values that the product computes itself: from measures and other indicators, with every input kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    Definition,
    Figure,
    GroundWords,
    NoFormula,
    NothingToCompute,
    NothingToDivide,
    NoVersionThen,
    ScopeRef,
    SourceKind,
    Span,
    ValueEntry,
)
from honglam.indicators.models import Computation, Indicator, IndicatorValue
from honglam.indicators.queries.figures.dictionary import definition_of, versions_on
from honglam.indicators.queries.figures.inputs import read_measures, read_standing
from honglam.indicators.queries.figures.values import standing
from honglam.indicators.rules.figures.formulas import Computed, compute, is_measure, names_of
from honglam.indicators.services.figures.writing import check_span, put_ground, put_values
from honglam.kernel import audit
from honglam.kernel.values import Actor


@dataclass
class _Run:
    """One computation: what is asked, what is known of it so far."""

    scope: ScopeRef
    span: Span
    at: datetime
    known: dict[str, Decimal] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    public: bool = True


@transaction.atomic
def compute_value(*, actor: Actor, indicator: str, scope: ScopeRef, span: Span, at: datetime) -> UUID:
    """Compute an indicator for an agency or for the whole province, and keep the value with all that went into it.

    Measures are counted now; other indicators are computed in turn, and where they have no formula the value that
    stands for the same subject and time is taken. It takes the place of what was computed before for the same, and is
    public only when all that went into it is. Raises IndicatorNotFound, NoVersionThen, NoFormula, WrongSpan,
    NothingToCompute (what is not known is named), NothingToDivide.
    """
    row = access.indicator_for(actor=actor, code=indicator)
    check_span(span)
    run = _Run(scope=scope, span=span, at=at)
    definition = _definition(row.code, span)
    found = _computed(definition, run)
    if found.value is None:
        missing = sorted({*run.missing, *found.missing})
        if found.denominator == 0:
            raise NothingToDivide(field="span", name=definition.denominator)
        raise NothingToCompute(field="span", missing=", ".join(missing) or definition.formula)
    public = definition.public and run.public
    ground = GroundWords(kind=SourceKind.EVENTS, reference=at.isoformat(), public=public)
    entry = ValueEntry(indicator=row.code, scope=scope, span=span, figure=Figure(value=found.value))
    value = _put(actor, ground, entry, at)
    _keep(value.id, definition, found, run)
    detail = {"value_id": str(value.id), "value": str(found.value), "last_on": span.last_on.isoformat()}
    audit.record(
        actor=actor,
        action="indicators.value_computed",
        subject_kind="indicator",
        subject_id=row.code,
        at=at,
        detail=detail,
    )
    return value.id


def _put(actor: Actor, ground: GroundWords, entry: ValueEntry, at: datetime) -> IndicatorValue:
    """The value, in the place of the one computed before. One computation of an indicator at a time."""
    Indicator.objects.select_for_update(no_key=True).get(code=entry.indicator)
    row = put_values(put_ground(actor, ground, at), [entry], save=False)[0]
    same = IndicatorValue.objects.filter(
        indicator=row.indicator_id,
        scope=row.scope_id,
        nature=row.nature,
        first_on=row.first_on,
        last_on=row.last_on,
        ground__kind=SourceKind.EVENTS.value,
    )
    row.corrects = standing(same).order_by("-id").first()
    row.save(force_insert=True)
    return row


def _definition(code: str, span: Span) -> Definition:
    ids = set(Indicator.objects.filter(code=code).values_list("id", flat=True))
    for version in versions_on(ids, span.last_on).values():
        return definition_of(code, version)
    raise NoVersionThen(field="indicator")


def _computed(definition: Definition, run: _Run) -> Computed:
    if not definition.expressions:
        raise NoFormula(field="indicator")
    names = names_of(definition.expressions)
    wanted = {name for name in names if is_measure(name)} - run.known.keys()
    run.known |= read_measures(wanted, run.scope, run.span, run.at)
    for name in sorted(names - run.known.keys()):
        found = None if is_measure(name) else _indicator(name, run)
        if found is None:
            run.missing.add(name)
        else:
            run.known[name] = found
    return compute(definition, {name: run.known[name] for name in names if name in run.known})


def _indicator(code: str, run: _Run) -> Decimal | None:
    """Another indicator's number. The pack has refused circles, so this ends."""
    definition = _definition(code, run.span)
    found = _computed(definition, run).value if definition.expressions else None
    if found is not None:
        run.public = run.public and definition.public
        return found
    said = read_standing(definition, run.scope, run.span)
    if said is None:
        return None
    run.public = run.public and said.public
    return said.number


def _keep(value_id: UUID, definition: Definition, found: Computed, run: _Run) -> None:
    inputs: Mapping[str, str] = {name: str(number) for name, number in sorted(run.known.items())}
    formula = definition.formula or f"{definition.numerator} ÷ {definition.denominator}"
    Computation.objects.create(
        value_id=value_id,
        formula=formula,
        numerator=found.numerator,
        denominator=found.denominator,
        inputs=inputs,
    )
