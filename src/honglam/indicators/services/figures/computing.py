"""Values that the product computes itself: from measures and other indicators, with every input kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from honglam.indicators import access
from honglam.indicators.contracts import (
    DecidedByHand,
    Definition,
    Figure,
    GroundWords,
    NothingToCompute,
    NothingToDivide,
    ScopeRef,
    SourceKind,
    Span,
    ValueEntry,
)
from honglam.indicators.models import Computation, Indicator, IndicatorValue
from honglam.indicators.queries.figures.computed import Run, computed, definition_then
from honglam.indicators.queries.figures.values import standing, taken_over
from honglam.indicators.rules.figures.formulas import Computed
from honglam.indicators.services.figures.late import note_computed
from honglam.indicators.services.figures.subjects import scope_of
from honglam.indicators.services.figures.writing import check_span, put_ground, put_values
from honglam.kernel import audit
from honglam.kernel.values import Actor


@transaction.atomic
def compute_value(*, actor: Actor, indicator: str, scope: ScopeRef, span: Span, at: datetime) -> UUID:
    """Compute an indicator for an agency or for the whole province, and keep the value with all that went into it.

    Measures are counted now; other indicators are computed in turn, and where they have no formula the value that
    stands for the same subject and time is taken. It takes the place of what was computed before for the same, and is
    public only when all that went into it is, or when somebody stood by what it takes the place of.

    Raises IndicatorNotFound, NoVersionThen, NoFormula, WrongSpan, NothingToCompute (what is not known is named),
    NothingToDivide, DecidedByHand.
    """
    row = access.indicator_for(actor=actor, code=indicator)
    check_span(span)
    return keep_computed(actor=actor, code=row.code, scope=scope, span=span, at=at)


def keep_computed(*, actor: Actor, code: str, scope: ScopeRef, span: Span, at: datetime) -> UUID:
    """The same for whoever has been allowed to ask: a report keeps the numbers that it says. Inside a transaction."""
    run = Run(scope=scope, span=span, at=at)
    definition = definition_then(code, span)
    found = computed(definition, run)
    if found.value is None:
        missing = sorted({*run.missing, *found.missing})
        if found.denominator == 0:
            raise NothingToDivide(field="span", name=definition.denominator)
        raise NothingToCompute(field="span", missing=", ".join(missing) or definition.formula)
    entry = ValueEntry(indicator=code, scope=scope, span=span, figure=Figure(value=found.value))
    former = _former(entry, definition)
    confirmed = former is not None and Computation.objects.filter(value=former, confirmed=True).exists()
    public = definition.public and (run.public or confirmed)
    ground = GroundWords(kind=SourceKind.EVENTS, reference=at.isoformat(), public=public)
    (value,) = put_values(put_ground(actor, ground, at), [entry], save=False)
    value.corrects = former
    value.save(force_insert=True)
    note_computed(span)
    computation_of(value.id, definition, found, run, confirmed=confirmed).save(force_insert=True)
    detail = {"value_id": str(value.id), "value": str(found.value), "last_on": span.last_on.isoformat()}
    audit.record(
        actor=actor,
        action="indicators.value_computed",
        subject_kind="indicator",
        subject_id=code,
        at=at,
        detail=detail,
    )
    return value.id


def hold_indicators(codes: Iterable[str]) -> None:
    """Hold these indicators until the transaction ends, in the one order in which everybody takes several.

    Whoever will keep values of several holds them all first: two that took them one by one, each in the order of its
    own page, would wait for each other for ever.
    """
    list(Indicator.objects.select_for_update(no_key=True).filter(code__in=codes).order_by("id").values_list("id"))


def _former(entry: ValueEntry, definition: Definition) -> IndicatorValue | None:
    """The value computed before for the same, whose place the new one takes. One computation of an indicator at a time.

    Raises DecidedByHand where somebody corrected or withdrew what had been computed: that stands.
    """
    hold_indicators({entry.indicator})
    same = IndicatorValue.objects.filter(
        indicator__code=entry.indicator,
        scope=scope_of(entry.scope, definition, entry.span.last_on),
        nature=entry.nature.value,
        first_on=entry.span.first_on,
        last_on=entry.span.last_on,
    )
    if taken_over(same).exists():
        raise DecidedByHand(field="span")
    return standing(same).filter(ground__kind=SourceKind.EVENTS.value).order_by("-id").first()


def computation_of(
    value_id: UUID, definition: Definition, found: Computed, run: Run, *, confirmed: bool
) -> Computation:
    """The row, not yet written, that says how a value came about. `confirmed`: somebody stood by it before."""
    sides = (f"({one})" if " " in one else one for one in (definition.numerator, definition.denominator))
    formula = definition.formula or " ÷ ".join(sides)
    return Computation(
        value_id=value_id,
        formula=formula,
        numerator=found.numerator,
        denominator=found.denominator,
        inputs=inputs_of(run),
        confirmed=confirmed,
    )


def inputs_of(run: Run) -> Mapping[str, str]:
    """What was read, as it is kept: exact numbers as text."""
    return {name: str(number) for name, number in sorted(run.known.items())}
