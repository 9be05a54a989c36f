"""What no shape can say of a criteria set: formulas that parse, one way to score, sums that agree, versions apart."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from honglam.indicators.contracts import Judging, Subject
from honglam.indicators.pack_section.shapes import CriteriaSetShape, CriterionShape
from honglam.kernel.expressions import ExpressionError, parse
from honglam.kernel.values import text_noop
from honglam.pack.api import PackError, Record

_DEFAULT = (Subject.PROVINCE, Subject.AGENCY)


def check_set(record: Record[CriteriaSetShape]) -> Iterator[PackError]:
    """Every fault of one set by itself."""
    value = record.value
    if value.valid_to and value.valid_to < value.valid_from:
        message = text_noop("The set ends before it begins.")
        yield record.error("valid_to", "set_wrong_order", message)
    seen: set[str] = set()
    for at, group in enumerate(value.groups):
        for position, criterion in enumerate(group.criteria):
            path = f"groups[{at}].criteria[{position}]"
            if criterion.code in seen:
                message = text_noop("The criterion %(code)s stands twice in this set.")
                yield record.error(f"{path}.code", "criterion_twice", message, code=criterion.code)
            seen.add(criterion.code)
            yield from _check_criterion(record, path, criterion)
    yield from _check_sums(record)


def check_versions(records: list[Record[CriteriaSetShape]]) -> Iterator[PackError]:
    """Two versions of one index on one day would give two scores."""
    by_index: dict[str, list[Record[CriteriaSetShape]]] = {}
    for record in records:
        by_index.setdefault(record.value.index, []).append(record)
    for versions in by_index.values():
        ordered = sorted(versions, key=lambda one: one.value.valid_from)
        for earlier, later in pairwise(ordered):
            if (earlier.value.valid_to or date.max) >= later.value.valid_from:
                message = text_noop("The sets %(code)s and %(other)s hold on the same days.")
                codes = {"code": later.value.code, "other": earlier.value.code}
                yield later.error("valid_from", "sets_overlap", message, **codes)


def _check_criterion(record: Record[CriteriaSetShape], path: str, criterion: CriterionShape) -> Iterator[PackError]:
    measured = bool(criterion.numerator and criterion.denominator)
    ways = sum((measured, bool(criterion.rungs), bool(criterion.absent), criterion.judged is not None))
    if ways != 1 or bool(criterion.numerator) != bool(criterion.denominator):
        message = text_noop("Say how %(code)s is scored: numerator and denominator, rungs, who judges, or why absent.")
        yield record.error(path, "criterion_ways", message, code=criterion.code)
    texts = {"numerator": criterion.numerator, "denominator": criterion.denominator, "needs": criterion.needs}
    texts |= {f"rungs[{at}].when": rung.when for at, rung in enumerate(criterion.rungs)}
    for place, text in texts.items():
        try:
            if text:
                parse(text)
        except ExpressionError as fault:
            message = text_noop("This formula cannot be read: %(problem)s")
            yield record.error(f"{path}.{place}", "formula", message, problem=str(fault))
    yield from _check_judging(record, path, criterion)
    for at, rung in enumerate(criterion.rungs):
        if rung.points > criterion.max:
            message = text_noop("%(points)s points are more than the maximum of %(max)s.")
            values = {"points": rung.points, "max": criterion.max}
            yield record.error(f"{path}.rungs[{at}].points", "points_over", message, **values)


def _check_judging(record: Record[CriteriaSetShape], path: str, criterion: CriterionShape) -> Iterator[PackError]:
    needs = {Judging.BANDS: bool(criterion.steps), Judging.DEDUCTION: criterion.each > 0}
    wrong = criterion.judged in needs and not needs[criterion.judged]
    if wrong or (criterion.normalised and not criterion.numerator):
        message = text_noop("%(code)s lacks what its way of scoring needs: steps, points per fault, or both sides.")
        yield record.error(path, "criterion_judging", message, code=criterion.code)
    for at, step in enumerate(criterion.steps):
        if step.points > criterion.max:
            message = text_noop("%(points)s points are more than the maximum of %(max)s.")
            values = {"points": step.points, "max": criterion.max}
            yield record.error(f"{path}.steps[{at}].points", "points_over", message, **values)


def _check_sums(record: Record[CriteriaSetShape]) -> Iterator[PackError]:
    for at, scale in enumerate(record.value.scales):
        most = sum(
            criterion.max
            for group in record.value.groups
            for criterion in group.criteria
            if scale.subject in (criterion.subjects or _DEFAULT)
        )
        if abs(most - scale.total) > 1e-9:
            message = text_noop("The maxima add up to %(sum)s, not to %(total)s.")
            yield record.error(f"scales[{at}].total", "maxima", message, sum=most, total=scale.total)
