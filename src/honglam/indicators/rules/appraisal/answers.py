"""Whether a whole sheet of answers may be handed over: every fault at its own field, in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from honglam.indicators.contracts import (
    Criterion,
    EvidenceMissing,
    Given,
    Judging,
    Measured,
    ScoreMissing,
    ScoreReasonMissing,
)
from honglam.indicators.rules.appraisal.points import is_measured, points_of
from honglam.kernel.values import DomainError, FieldError


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One criterion's answer with what stands beside it. `beside`: the points that a verdict is compared with."""

    criterion: Criterion
    given: Given
    measured: Measured
    reason: str
    evidence: int = 0
    beside: Decimal | None = None


def claim(answer: Answer, places: int, *, whole: bool) -> tuple[Decimal | None, DomainError | None]:
    """An agency's points for one criterion and what is wrong with them; unless `whole`, gaps are no fault yet.

    Surveys are the appraiser's to bring. Points beside a measured value need a reason, points that ask for evidence a
    file or words that say where it is.
    """
    rule = answer.criterion
    if rule.judged is Judging.SURVEY:
        return None, None
    try:
        points = points_of(rule, answer.given, answer.measured, places)
    except ScoreMissing as gap:
        return None, gap if whole else None
    except DomainError as fault:
        return None, fault
    beyond = is_measured(rule) and answer.given.points is not None and points != answer.measured.points
    if whole and (beyond or answer.given.skipped) and not answer.reason:
        return points, ScoreReasonMissing(field=f"{rule.code}.reason", number=rule.code)
    if whole and rule.evidence and points and not answer.evidence and not answer.reason:
        return points, EvidenceMissing(field=f"{rule.code}.reason", number=rule.code)
    return points, None


def verdict(
    answer: Answer, places: int, *, whole: bool, handed_in: bool = True
) -> tuple[Decimal | None, DomainError | None]:
    """The appraiser's points for one criterion; where they differ from the agency's, with a reason.

    Of an agency that did not hand in nothing is claimed: the appraiser's own answer stands for itself; a reason is
    asked for other points than were measured, and for a criterion that is left out.
    """
    rule = answer.criterion
    try:
        points = points_of(rule, answer.given, answer.measured, places)
    except ScoreMissing as gap:
        return None, gap if whole else None
    except DomainError as fault:
        return None, fault
    unlike = rule.judged is not Judging.SURVEY and points != answer.beside
    if not handed_in:
        unlike = points != answer.measured.points if is_measured(rule) else answer.given.skipped
    if whole and unlike and not answer.reason:
        return points, ScoreReasonMissing(field=f"{rule.code}.reason", number=rule.code)
    return points, None


def as_fields(faults: Iterable[DomainError]) -> list[FieldError]:
    """Refusals as faults at their fields."""
    return [FieldError(field=one.field or "", code=one.code, message=one.message, params=one.params) for one in faults]
