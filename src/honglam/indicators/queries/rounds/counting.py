"""Numbers that the system counted itself and proposes: for many agencies at once, or for one."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from honglam.indicators.contracts import Counted, FormCell, FormPlan, Period, ScopeRef, Span
from honglam.indicators.queries.figures.inputs import read_measures
from honglam.indicators.rules.figures.formulas import names_of, rounded
from honglam.indicators.rules.rounds.judging import nested
from honglam.kernel import measures
from honglam.kernel.expressions import ExpressionError, evaluate, parse
from honglam.kernel.measures import MeasureAsked

By = Mapping[str, Counted]


def count_forms(plan: FormPlan, period: Period, at: datetime) -> dict[int, dict[str, Counted]]:
    """What was counted for every agency that has anything, by cell; one reading of each source."""
    cells = _prefilled(plan)
    names = names_of(cell.prefill for cell in cells)
    asked = MeasureAsked(first_on=period.first_on, last_on=period.last_on, at=at)
    by_agency: dict[int, dict[str, Decimal]] = {}
    for source in measures.sources_of(set(names)):
        if "agency" in source.dimensions:
            for row in source.read_by(asked=asked, dimension="agency"):
                known = {name: Decimal(str(row.values[name])) for name in names if name in row.values}
                by_agency.setdefault(int(str(row.key)), {}).update(known)
    return {agency: _counted(cells, known, at) for agency, known in by_agency.items()}


def count_form(plan: FormPlan, agency_id: int, period: Period, at: datetime) -> dict[str, Counted]:
    """What is counted for one agency now, zeros included."""
    cells = _prefilled(plan)
    span = Span(first_on=period.first_on, last_on=period.last_on)
    names = set(names_of(cell.prefill for cell in cells))
    return _counted(cells, read_measures(names, ScopeRef(agency_id=agency_id), span, at), at)


def to_json(counted: By) -> dict[str, dict[str, str]]:
    """As a row keeps it."""
    return {
        address: {"value": str(one.value), "source": one.source, "at": one.at.isoformat()}
        for address, one in counted.items()
    }


def from_json(kept: Mapping[str, Mapping[str, str]]) -> dict[str, Counted]:
    """Back from a row."""
    return {
        address: Counted(value=Decimal(one["value"]), source=one["source"], at=datetime.fromisoformat(one["at"]))
        for address, one in kept.items()
    }


def _prefilled(plan: FormPlan) -> list[FormCell]:
    return [cell for cell in plan.cells.values() if cell.prefill]


def _counted(cells: list[FormCell], known: Mapping[str, Decimal], at: datetime) -> dict[str, Counted]:
    found = {}
    variables = nested(known)
    for cell in cells:
        names = names_of([cell.prefill])
        if names <= known.keys():
            try:
                value = evaluate(parse(cell.prefill), variables)
            except ExpressionError:
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                number = rounded(Decimal(str(value)))
                found[cell.address] = Counted(value=number, source=", ".join(sorted(names)), at=at)
    return found
