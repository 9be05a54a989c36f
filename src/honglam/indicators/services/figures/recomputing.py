"""A month computed again after late data: everything that the product had computed for it, in a handful of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from honglam.indicators.contracts import (
    Definition,
    Figure,
    GroundWords,
    Nature,
    NoVersionThen,
    Recomputed,
    SourceKind,
    Span,
)
from honglam.indicators.models import Computation, Ground, Indicator, IndicatorValue
from honglam.indicators.queries.figures.computed import Run, computed
from honglam.indicators.queries.figures.month import Kept, Month, read_month
from honglam.indicators.rules.figures.formulas import Computed
from honglam.indicators.services.figures.computing import computation_of, inputs_of
from honglam.indicators.services.figures.late import heard
from honglam.indicators.services.figures.values import note_values
from honglam.indicators.services.figures.writing import check_span, figure_columns, put_ground
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor

TOGETHER = 2000


@dataclass(frozen=True, kw_only=True)
class _Again:
    """A value computed again. What somebody stood by stays for everybody to see, whatever it rests on; nothing else."""

    kept: Kept
    definition: Definition
    found: Computed
    run: Run

    @property
    def public(self) -> bool:
        return self.definition.public and (self.run.public or self.kept.confirmed)

    @property
    def differs(self) -> bool:
        turned = self.public is not self.kept.public
        return turned or self.found.value != self.kept.value or inputs_of(self.run) != self.kept.inputs


@transaction.atomic
def recompute_values(*, actor: Actor, span: Span, at: datetime) -> Recomputed:
    """Compute again what was computed for these days; what comes out otherwise, or of other numbers, takes its place.

    So does what rested on something inside that everybody may read by now, or the other way round. The same arithmetic
    as `compute_value`, one value after the other, would give. What can no longer be computed stays as it stands and is
    counted. One recomputation at a time. Raises WrongSpan.
    """
    check_span(span)
    list(Indicator.objects.select_for_update(no_key=True).filter(retired_at=None).order_by("id").values_list("id"))
    month, lost = read_month(span, at), 0
    changed: list[_Again] = []
    for kept in month.kept:
        one = _again(kept, month)
        lost += one is None
        if one is not None and one.differs:
            changed.append(one)
    for public in (True, False):
        _write(actor, [one for one in changed if one.public is public], month, public=public)
    return Recomputed(seen=len(month.kept), changed=len(changed), lost=lost)


def recompute_late(*, first_on: date | None, last_on: date, at: datetime) -> Recomputed:
    """Compute a time again because something was said of it since: the job that `note_said` asked for.

    What is said while it runs asks for another; so that is let go first, in a transaction of its own, or whoever says
    it would wait for this one to end.
    """
    heard(first_on=first_on, last_on=last_on)
    return recompute_values(actor=SYSTEM, span=Span(first_on=first_on, last_on=last_on), at=at)


def _again(kept: Kept, month: Month) -> _Again | None:
    run = Run(scope=kept.scope, span=month.span, at=month.at, reader=month)
    try:
        definition = month.definition(kept.indicator, month.span)
    except NoVersionThen:
        return None
    if not definition.expressions:
        return None
    found = computed(definition, run)
    return None if found.value is None else _Again(kept=kept, definition=definition, found=found, run=run)


def _write(actor: Actor, changed: list[_Again], month: Month, *, public: bool) -> None:
    if not changed:
        return
    reference = month.at.isoformat()
    ground = put_ground(actor, GroundWords(kind=SourceKind.EVENTS, reference=reference, public=public), month.at)
    rows = [_row(one, month, ground) for one in changed]
    IndicatorValue.objects.bulk_create(rows, batch_size=TOGETHER)
    Computation.objects.bulk_create(
        [
            computation_of(row.id, one.definition, one.found, one.run, confirmed=one.kept.confirmed)
            for row, one in zip(rows, changed, strict=True)
        ],
        batch_size=TOGETHER,
    )
    codes = [one.kept.indicator for one in changed]
    note_values(actor, "indicators.values_computed", codes, reference, month.at)


def _row(one: _Again, month: Month, ground: Ground) -> IndicatorValue:
    assert one.found.value is not None  # noqa: S101 - what could not be computed was left out
    version = month.versions[one.kept.indicator]
    return IndicatorValue(
        id=uuid7(),
        indicator_id=version.indicator_id,
        version_id=version.pk,
        scope_id=one.kept.scope_id,
        nature=Nature.ACTUAL.value,
        first_on=month.span.first_on,
        last_on=month.span.last_on,
        ground=ground,
        corrects_id=one.kept.id,
        **figure_columns(Figure(value=one.found.value), one.definition),
    )
