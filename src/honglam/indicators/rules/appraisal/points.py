"""What an answer is worth. Every way of scoring is one small function; all of it exact decimals, rounded once."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from honglam.indicators.contracts import (
    Criterion,
    Given,
    Judging,
    Measured,
    ScoreMissing,
    ScoreNotPossible,
    Standing,
)
from honglam.indicators.rules.scoring import points, rounded

HUNDRED, NONE = Decimal(100), Decimal(0)


def judging_of(criterion: Criterion) -> Judging:
    """How people score it. What is measured, or absent from the figures, is scored in points where people say more."""
    return criterion.judged or Judging.POINTS


def is_measured(criterion: Criterion) -> bool:
    """Whether figures of the product score it."""
    return bool(criterion.expressions)


def points_of(criterion: Criterion, given: Given, measured: Measured, places: int) -> Decimal | None:
    """The points of an answer; None where the criterion does not apply here, or figures found nothing to count.

    Raises ScoreMissing for no answer at all, ScoreNotPossible for one that cannot be.
    """
    if given.skipped and criterion.skippable:
        return None
    if is_measured(criterion) and given.points is None:
        if measured.standing is Standing.NOT_MEASURED:
            raise ScoreMissing(field=f"{criterion.code}.points", number=criterion.code)
        return measured.points
    return rounded(_WAYS[judging_of(criterion)](criterion, given), places)


def normalised(value: Decimal, least: Decimal, most: Decimal, maximum: Decimal) -> Decimal:
    """ICT Index: max × (x − min) ÷ (max − min) over all agencies of the round; all alike means all points."""
    return maximum if most == least else maximum * (value - least) / (most - least)


def _points(criterion: Criterion, given: Given) -> Decimal:
    return _within(criterion, "points", given.points, _most(criterion))


def _met(criterion: Criterion, given: Given) -> Decimal:
    if given.met is None:
        raise ScoreMissing(field=f"{criterion.code}.met", number=criterion.code)
    return _most(criterion) if given.met else NONE


def _ratio(criterion: Criterion, given: Given) -> Decimal:
    whole = _within(criterion, "whole", given.whole, None)
    part = _within(criterion, "part", given.part, whole)
    return points(part / whole, _most(criterion), criterion.target) if whole else NONE


def _bands(criterion: Criterion, given: Given) -> Decimal:
    amount = _within(criterion, "amount", given.amount, None)
    reached = [Decimal(str(one.points)) for one in criterion.steps if amount >= Decimal(str(one.at_least))]
    return max(reached, default=NONE)


def _survey(criterion: Criterion, given: Given) -> Decimal:
    share = _within(criterion, "amount", given.amount, HUNDRED)
    return points(share / HUNDRED, _most(criterion), criterion.target)


def _deduction(criterion: Criterion, given: Given) -> Decimal:
    faults = _within(criterion, "amount", given.amount, None)
    return max(_most(criterion) - faults * Decimal(str(criterion.each)), NONE)


_WAYS: Mapping[Judging, Callable[[Criterion, Given], Decimal]] = {
    Judging.POINTS: _points,
    Judging.BOOLEAN: _met,
    Judging.RATIO: _ratio,
    Judging.BANDS: _bands,
    Judging.SURVEY: _survey,
    Judging.DEDUCTION: _deduction,
}


def _most(criterion: Criterion) -> Decimal:
    return Decimal(str(criterion.max))


def _within(criterion: Criterion, field: str, number: Decimal | None, most: Decimal | None) -> Decimal:
    place = f"{criterion.code}.{field}"
    if number is None:
        raise ScoreMissing(field=place, number=criterion.code)
    limit = Decimal(10) ** 12 if most is None else most
    if not NONE <= number <= limit:
        raise ScoreNotPossible(field=place, number=criterion.code, most=format(limit.normalize(), "f"))
    return number
