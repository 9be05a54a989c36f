"""What formulas are fed with: measures of other blocks, and values that stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.indicators.contracts import Bound, Definition, Figure, Nature, ScopeRef, Span
from honglam.indicators.models import IndicatorValue
from honglam.indicators.queries.figures.values import figure_of, standing
from honglam.indicators.rules.figures.comparing import compatible
from honglam.indicators.rules.figures.units import factor, turns
from honglam.kernel import measures
from honglam.kernel.measures import MeasureAsked


def read_measures(names: set[str], scope: ScopeRef, span: Span, at: datetime) -> dict[str, Decimal]:
    """These measures as totals of an agency, or of the province where the area is the whole of it; others are unknown.

    A measure that its source leaves out counts nothing, but a share of nothing is not known; nor is one that nobody
    registered.
    """
    agency_ids = _agencies(scope, span)
    if not names or agency_ids is False or scope.part:
        return {}
    first = span.first_on or span.last_on
    asked = MeasureAsked(
        first_on=first, last_on=span.last_on, at=at, agency_ids=None if agency_ids is True else agency_ids
    )
    found: dict[str, Decimal] = {}
    for source in measures.sources_of(names):
        values = source.read(asked=asked)
        mine = [one for name in names if (one := measures.find(name)) is not None and one.source is source]
        told = [one.code for one in mine if one.code in values or not one.share]
        found |= {code: Decimal(str(values.get(code, 0))) for code in told}
    return found


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A number that stands, in the dictionary's unit, and whether everybody may read it."""

    number: Decimal
    public: bool


def read_standing(definition: Definition, scope: ScopeRef, span: Span) -> Standing | None:
    """The exact number that stands for this subject and time; None where there is none, or where sayings contradict.

    “More than 120” or a number in a unit that cannot be turned is nothing to calculate with.
    """
    rows = standing(IndicatorValue.objects.filter(indicator__code=definition.code, nature=Nature.ACTUAL.value))
    rows = rows.filter(first_on=span.first_on, last_on=span.last_on, scope__part=scope.part)
    if scope.agency_id is not None:
        rows = rows.filter(scope__agency=scope.agency_id)
    elif scope.area:
        rows = rows.filter(scope__area__code=scope.area)
    else:
        rows = rows.filter(scope__external=scope.external)
    found = [
        (said, row.indicator.public and row.ground.public)
        for row in rows.select_related("indicator", "ground")
        if (said := figure_of(row)) is not None
    ]
    return agreed(found, definition)


def agreed(found: Sequence[tuple[Figure, bool]], definition: Definition) -> Standing | None:
    """The one number that all sayings of a subject and time allow; each with whether everybody may read it."""
    exact = [
        (said, public) for said, public in found if said.bound is Bound.EXACT and turns(said.unit, definition.unit)
    ]
    if not exact or any(
        said is not exact[0][0] and not compatible(exact[0][0], said, definition.unit) for said, _ in found
    ):
        return None
    numbers = {said.value * factor(said.unit, definition.unit) for said, _ in exact}
    return Standing(number=numbers.pop(), public=any(public for _, public in exact)) if len(numbers) == 1 else None


def _agencies(scope: ScopeRef, span: Span) -> tuple[int, ...] | bool:
    """The agencies asked about; True for everybody's work, False where no measure can tell."""
    if scope.agency_id is not None:
        return (scope.agency_id,)
    unit = directory.find_unit(code=scope.area, on=span.last_on) if scope.area else None
    return unit is not None and unit.level is Level.PROVINCE
