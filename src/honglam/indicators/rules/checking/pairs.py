"""One thing said twice: two numbers for one time, a part of a time above the whole, a stock that falls."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from honglam.indicators.contracts import Bound, Definition, Fault, FindingKind, Nature, Severity, Unit
from honglam.indicators.rules.checking.said import Said, grouped, shown, when
from honglam.indicators.rules.figures.comparing import compatible
from honglam.indicators.rules.figures.spans import overlap
from honglam.indicators.rules.figures.units import turns
from honglam.kernel.values import text_noop

ADDED = frozenset({Unit.COUNT, Unit.DONG, Unit.MILLION_DONG})
"""Units of what adds up over time."""


def _subject(one: Said) -> tuple[str, str, str, str]:
    return one.indicator, one.place, one.part, one.nature.value


def _key(kind: FindingKind, one: Said, *more: str) -> str:
    return "|".join((kind.value, one.indicator, one.place, one.part, one.nature.value, *more))


def two_values(values: Iterable[Said]) -> Iterator[Fault]:
    """The same subject and time, numbers that cannot both be right."""
    for _, same in grouped(values, lambda one: (*_subject(one), one.span.last_on)):
        sides = _at_odds(same)
        if sides:
            numbers = " ≠ ".join(dict.fromkeys(shown(one) for one in sides))
            yield Fault(
                kind=FindingKind.TWO_VALUES,
                severity=Severity.ERROR,
                key=_key(FindingKind.TWO_VALUES, same[0], sides[0].span.last_on.isoformat()),
                message=text_noop("One thing has different values for the same time."),
                params={},
                arithmetic=f"{when(sides[0].span)}: {numbers}",
                indicator=same[0].indicator,
                values=tuple(one.value_id for one in sides),
            )


def _at_odds(same: Sequence[Said]) -> list[Said]:
    found: dict[object, Said] = {}
    for one, other in combinations(same, 2):
        if overlap(one.span, other.span) and not compatible(one.figure, other.figure, one.unit):
            found |= {one.value_id: one, other.value_id: other}
    return list(found.values())


def lower_bounds(values: Iterable[Said]) -> Iterator[Fault]:
    """“More than 350” and “more than 550” of one year: not a contradiction, but one of them says too little."""
    bounded = [one for one in values if one.figure.bound is Bound.ABOVE]
    for _, same in grouped(bounded, lambda one: (*_subject(one), one.span)):
        numbers = {one.amount for one in same}
        if len(numbers) > 1 and max(numbers) > min(numbers) * 11 / 10:
            yield Fault(
                kind=FindingKind.LOWER_BOUNDS,
                severity=Severity.NOTE,
                key=_key(FindingKind.LOWER_BOUNDS, same[0], when(same[0].span)),
                message=text_noop("Two sources give different lower bounds for the same thing and time."),
                params={},
                arithmetic=f"{when(same[0].span)}: " + ", ".join(sorted({shown(one) for one in same})),
                indicator=same[0].indicator,
                values=tuple(one.value_id for one in same),
            )


def nested(values: Iterable[Said]) -> Iterator[Fault]:
    """Less time cannot hold more: what is counted in a part of a period is at most what the period holds."""
    counted = [one for one in values if one.unit in ADDED and not one.span.is_moment]
    for _, same in grouped(counted, _subject):
        for part, whole in _within(same):
            if part.allowed[0] >= whole.allowed[1]:
                yield Fault(
                    kind=FindingKind.NESTED,
                    severity=Severity.WARNING,
                    key=_key(FindingKind.NESTED, part, when(part.span), when(whole.span), shown(part), shown(whole)),
                    message=text_noop("A part of the time has more than the whole of it."),
                    params={},
                    arithmetic=f"{when(part.span)}: {shown(part)} > {when(whole.span)}: {shown(whole)}",
                    indicator=part.indicator,
                    values=(part.value_id, whole.value_id),
                )


def _within(periods: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Each period with those that hold it. One walk over time: only what has begun and is not over can hold another."""
    begun: list[tuple[date, date, Said]] = []
    for first, last, one in sorted(_dated(periods), key=lambda item: (item[0], -item[1].toordinal())):
        begun = [item for item in begun if item[1] >= first]
        yield from ((one, whole) for begins, ends, whole in begun if last <= ends and (begins, ends) != (first, last))
        begun.append((first, last, one))


def _dated(periods: Sequence[Said]) -> Iterator[tuple[date, date, Said]]:
    for one in periods:
        if one.span.first_on is not None:
            yield one.span.first_on, one.span.last_on, one


def falls(definition: Definition, values: Iterable[Said]) -> Iterator[Fault]:
    """A stock that only grows was smaller later."""
    if not definition.accumulates:
        return
    actual = [one for one in values if one.nature is Nature.ACTUAL]
    for _, same in grouped(actual, _subject):
        days = [list(found) for _, found in grouped(same, lambda one: one.span.last_on.isoformat())]
        for earlier, later in pairwise(days):
            before = max(earlier, key=lambda one: one.allowed[0])
            after = max(later, key=lambda one: one.allowed[1])
            if after.allowed[1] <= before.allowed[0]:
                yield Fault(
                    kind=FindingKind.FALLS,
                    severity=Severity.WARNING,
                    key=_key(FindingKind.FALLS, before, when(before.span), when(after.span)),
                    message=text_noop("What should only grow is smaller later."),
                    params={},
                    arithmetic=f"{when(before.span)}: {shown(before)} > {when(after.span)}: {shown(after)}",
                    indicator=before.indicator,
                    values=(before.value_id, after.value_id),
                )


def mixed_times(values: Iterable[Said]) -> Iterator[Fault]:
    """A number “up to a day” beside numbers of periods: from which day it counts, nobody says."""
    counted = [one for one in values if one.unit in ADDED]
    for _, same in grouped(counted, _subject):
        moments = [one for one in same if one.span.is_moment]
        if moments and len(moments) < len(same) and not all(one.part for one in same):
            first = next(one for one in same if not one.span.is_moment)
            days = ", ".join(f"{when(one.span)}: {shown(one)}" for one in moments)
            yield Fault(
                kind=FindingKind.MIXED_TIMES,
                severity=Severity.NOTE,
                key=_key(FindingKind.MIXED_TIMES, moments[0], ",".join(when(one.span) for one in moments)),
                message=text_noop("Counted up to a day without saying from when, while other values are of periods."),
                params={},
                arithmetic=f"{days}; {when(first.span)}: {shown(first)}",
                indicator=first.indicator,
                values=(*(one.value_id for one in moments), first.value_id),
            )


def enumerations(values: Iterable[Said]) -> Iterator[Fault]:
    """So many are announced, another number is named."""
    for one in values:
        if one.named and one.figure.bound is Bound.EXACT and len(one.named) != one.figure.value:
            yield Fault(
                kind=FindingKind.ENUMERATION,
                severity=Severity.WARNING,
                key=_key(FindingKind.ENUMERATION, one, when(one.span), one.source),
                message=text_noop("The number is not that of the things that are named: %(named)s."),
                params={"named": ", ".join(one.named)},
                arithmetic=f"{shown(one)} ≠ {len(one.named)}",
                indicator=one.indicator,
                values=(one.value_id,),
            )


def units(values: Iterable[Said]) -> Iterator[Fault]:
    """Said in a unit that cannot be turned into the dictionary's; one finding for each source."""
    foreign = [one for one in values if _foreign(one)]
    for _, same in grouped(foreign, lambda one: (one.indicator, one.place, one.span)):
        numbers = ", ".join(f"{one.part or one.indicator}: {shown(one)} {_sign(one)}" for one in same)
        yield Fault(
            kind=FindingKind.UNIT,
            severity=Severity.WARNING,
            key=_key(FindingKind.UNIT, same[0], when(same[0].span)),
            message=text_noop("The unit is not that of the indicator."),
            params={},
            arithmetic=numbers,
            indicator=same[0].indicator,
            values=tuple(one.value_id for one in same),
        )


def _foreign(one: Said) -> bool:
    return not turns(one.figure.unit, one.unit)


def _sign(one: Said) -> str:
    said = one.figure.unit
    return "%" if said is Unit.PERCENT else said.value if said else ""
