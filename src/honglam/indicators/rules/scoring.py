"""Scores from formulas and measured values. No guess: what is not measured or cannot be divided has no score.

QĐ 766/QĐ-TTg: `max` when the ratio reaches its target, else `max × ratio / target`; without a target `max × ratio`.
TT 01/2018/TT-VPCP Đ13–15: points on average, or points by conditions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from honglam.indicators.contracts import (
    Band,
    CriteriaSet,
    Criterion,
    Group,
    ItemScore,
    Scorecard,
    Standing,
    Subject,
    Term,
)
from honglam.indicators.contracts.periods import Period
from honglam.indicators.contracts.scores import Values
from honglam.kernel.expressions import Expression, ExpressionError, evaluate, holds, parse
from honglam.kernel.text import sort_key

LEVEL = "level"
"""The one name in a formula that is no measure: the level of the agency that is scored."""


@lru_cache(maxsize=2048)
def parsed(text: str) -> Expression:
    """An expression, read once."""
    return parse(text)


def names_of(criterion: Criterion) -> tuple[str, ...]:
    """The measures that a criterion's formulas name, in the order of their first appearance."""
    return _names(tuple(criterion.expressions))


@lru_cache(maxsize=2048)
def _names(expressions: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(name for text in expressions for name in sorted(parsed(text).names))
    found.pop(LEVEL, None)
    return tuple(found)


def score_items(
    asked: Iterable[tuple[Group, Criterion]],
    values: Values,
    terms: Mapping[str, Term],
    *,
    places: int,
    level: str = "",
) -> list[ItemScore]:
    """The scores of one subject's criteria. `terms`: every measure that anybody registered, by its code."""
    variables = as_variables(values) | {LEVEL: level}
    return [_score_item(group, criterion, values, variables, terms, places) for group, criterion in asked]


class _Outcome(NamedTuple):
    """What came out of one criterion."""

    standing: Standing
    score: float | None = None
    rung: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    ratio: float | None = None


_NOT_MEASURED, _NOTHING = _Outcome(Standing.NOT_MEASURED), _Outcome(Standing.NOTHING_TO_COUNT)


def _score_item(
    group: Group,
    criterion: Criterion,
    values: Values,
    variables: Mapping[str, object],
    terms: Mapping[str, Term],
    places: int,
) -> ItemScore:
    names = names_of(criterion)
    lacking = tuple(name for name in names if name not in terms or name not in values)
    found = _NOT_MEASURED if criterion.absent or lacking else _outcome(criterion, variables, places)
    return ItemScore(
        criterion=criterion,
        group=group,
        terms=tuple(terms[name].valued(values[name]) for name in names if name not in lacking),
        lacking=lacking,
        **found._asdict(),
    )


def _outcome(criterion: Criterion, variables: Mapping[str, object], places: int) -> _Outcome:
    try:
        return _by_rungs(criterion, variables) if criterion.rungs else _by_ratio(criterion, variables, places)
    except ExpressionError:
        return _NOTHING


def _by_rungs(criterion: Criterion, variables: Mapping[str, object]) -> _Outcome:
    if criterion.needs and not holds(parsed(criterion.needs), variables):
        return _NOTHING
    for position, rung in enumerate(criterion.rungs):
        if holds(parsed(rung.when), variables):
            return _Outcome(Standing.SCORED, score=rung.points, rung=position)
    return _Outcome(Standing.SCORED, score=0.0)


def _by_ratio(criterion: Criterion, variables: Mapping[str, object], places: int) -> _Outcome:
    above = Decimal(str(evaluate(parsed(criterion.numerator), variables)))
    below = Decimal(str(evaluate(parsed(criterion.denominator), variables)))
    if below <= 0:
        return _Outcome(Standing.NOTHING_TO_COUNT, numerator=float(above), denominator=float(below))
    ratio = above / below
    score = ratio if criterion.mean else points(ratio, Decimal(str(criterion.max)), criterion.target)
    return _Outcome(
        Standing.SCORED,
        score=float(rounded(score, places)),
        numerator=float(above),
        denominator=float(below),
        ratio=float(ratio),
    )


def points(ratio: Decimal, most: Decimal, target: float | None) -> Decimal:
    """QĐ 766: all points at the target, in proportion below it. A ratio counts within 0 and 1."""
    held = min(max(ratio, Decimal(0)), Decimal(1))
    if target is None:
        return most * held
    goal = Decimal(str(target)) / 100
    return most if held >= goal else most * held / goal


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as people round."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def as_variables(values: Values) -> dict[str, object]:
    """`dossiers.received` as the expressions see it: a name within a name."""
    found: dict[str, object] = {}
    for name, value in values.items():
        outer, _, inner = name.partition(".")
        held = found.setdefault(outer, {})
        if isinstance(held, dict):
            held[inner] = int(value) if value == int(value) else value
    return found


def add_up(
    criteria_set: CriteriaSet,
    subject: Subject,
    items: Sequence[ItemScore],
    *,
    subject_id: object,
    name: str,
    period: Period,
) -> Scorecard:
    """The items as one card. Criteria without figures are left out of the measured part (TT 01/2018 Đ15)."""
    scored = [item for item in items if item.standing is Standing.SCORED]
    score = sum((Decimal(str(item.score)) for item in scored), Decimal(0))
    measured = sum((Decimal(str(item.criterion.max)) for item in scored), Decimal(0))
    scale = criteria_set.scale(subject)
    total = Decimal(str(scale.total)) if scale else measured
    rated = rounded(score / measured * total, max(criteria_set.places, 1)) if measured else None
    return Scorecard(
        criteria_set=criteria_set,
        subject=subject,
        subject_id=subject_id,  # type: ignore[arg-type]
        name=name,
        period=period,
        items=tuple(items),
        score=float(score),
        measured=float(measured),
        total=float(total),
        rated=None if rated is None else float(rated),
        band=grade(scale.bands if scale else (), rated),
    )


def grade(bands: Iterable[Band], rated: Decimal | None) -> str:
    """The highest grade whose threshold is reached; nothing where nothing was measured."""
    if rated is None:
        return ""
    reached = [one for one in bands if rated >= Decimal(str(one.at_least))]
    return max(reached, key=lambda one: one.at_least).label if reached else ""


def ranked(cards: Iterable[Scorecard]) -> list[Scorecard]:
    """Best first, equal ones sharing a rank and the next one counting on (1, 2, 2, 4); the unscored last, unranked."""
    ordered = sorted(cards, key=lambda card: (card.rated is None, -(card.rated or 0), sort_key(card.name)))
    found: list[Scorecard] = []
    for position, card in enumerate(ordered, start=1):
        if card.rated is None:
            found.append(card)
            continue
        same = bool(found) and found[-1].rated == card.rated
        found.append(replace(card, rank=found[-1].rank if same else position))
    return found
