"""What measures say of every agency of a round, in a handful of queries; normalised criteria look at all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from honglam.directory.contracts import AgencyView
from honglam.indicators.contracts import CriteriaSet, Criterion, Group, Measured, Period, Standing, Subject
from honglam.indicators.queries.scores import ask, read_by, terms
from honglam.indicators.rules.appraisal.keeping import measured_of
from honglam.indicators.rules.appraisal.points import normalised
from honglam.indicators.rules.scoring import names_of, rounded, score_items
from honglam.kernel.measures import MeasureAsked
from honglam.kernel.measures import known as known_measures

Sheet = list[tuple[Group, Criterion, Measured]]


def measure(
    *, criteria_set: CriteriaSet, agencies: Sequence[AgencyView], period: Period, at: datetime
) -> dict[int, Sheet]:
    """Each agency's criteria with what was measured, in the set's order."""
    codes = {name for group in criteria_set.groups for one in group.criteria for name in names_of(one)}
    asked: MeasureAsked = ask(period, at, tuple(agency.id for agency in agencies))
    values = read_by(codes, asked, "agency") if codes else {}
    words = terms()
    shares = {code for code, one in known_measures().items() if one.share}
    zeros = {code: 0.0 for one in values.values() for code in one if code not in shares}
    sheets: dict[int, Sheet] = {}
    for agency in agencies:
        level = agency.level.value
        known = zeros | dict(values.get(agency.id, {}))
        applying = criteria_set.criteria_for(Subject.AGENCY, level, agency.kind.value)
        items = score_items(applying, known, words, places=criteria_set.places, level=level)
        sheets[agency.id] = [(item.group, item.criterion, measured_of(item)) for item in items]
    return _compared(sheets, criteria_set.places)


def _compared(sheets: Mapping[int, Sheet], places: int) -> dict[int, Sheet]:
    ratios: dict[str, list[Decimal]] = {}
    for sheet in sheets.values():
        for _, criterion, measured in sheet:
            if criterion.normalised and (ratio := _ratio(measured)) is not None:
                ratios.setdefault(criterion.code, []).append(ratio)
    return {
        key: [(group, one, _between(one, measured, ratios.get(one.code, []), places)) for group, one, measured in sheet]
        for key, sheet in sheets.items()
    }


def _between(criterion: Criterion, measured: Measured, ratios: Sequence[Decimal], places: int) -> Measured:
    ratio = _ratio(measured) if criterion.normalised else None
    if ratio is None:
        return measured
    least, most = min(ratios), max(ratios)
    points = rounded(normalised(ratio, least, most, Decimal(str(criterion.max))), places)
    return replace(measured, points=points, least=least, most=most)


def _ratio(measured: Measured) -> Decimal | None:
    if measured.standing is not Standing.SCORED or measured.numerator is None or not measured.denominator:
        return None
    return measured.numerator / measured.denominator
