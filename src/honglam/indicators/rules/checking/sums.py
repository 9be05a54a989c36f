"""Totals against their parts, as far as one source gives both."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from honglam.indicators.contracts import Definition, Fault, FindingKind, Severity, Span
from honglam.indicators.rules.checking.said import TOTAL, Said, called, grouped, plain, shown, when
from honglam.kernel.values import text_noop

FEWEST = 2
"""One part alone is no division of the whole; it only cannot exceed it."""


def sums(definition: Definition, values: Iterable[Said]) -> Iterator[Fault]:
    """Every whole of which a source also gives parts."""
    codes = [part.code for part in definition.parts]
    for _, same in grouped(values, lambda one: (one.place, one.nature, one.source)):
        for whole in {one.part for one in same} & {"", *codes}:
            below = [code for code in codes if code.rpartition(".")[0] == whole]
            parts = [one for one in same if one.part in below]
            for total in (one for one in same if one.part == whole):
                yield from _of_total(total, [one for one in parts if _fits(one, total, parts)], below)


def _fits(part: Said, total: Said, parts: Sequence[Said]) -> bool:
    """Of the total's own time; or the only number of this part beside one that is: a table pays by years."""
    if part.span == total.span:
        return True
    alone = sum(one.part == part.part for one in parts) == 1
    periods = not part.span.is_moment and not total.span.is_moment
    return alone and periods and any(not _outside(one.span, total.span) for one in parts)


def _of_total(total: Said, parts: Sequence[Said], below: Sequence[str]) -> Iterator[Fault]:
    if len({one.part for one in parts}) < FEWEST:
        yield from (_larger(one, total) for one in parts if one.allowed[0] >= total.allowed[1])
        return
    low = sum((_least(one)[0] for one in parts), Decimal(0))
    high = sum((_least(one)[1] for one in parts), Decimal(0))
    reached = total.allowed[0] < high + Decimal("0.0000005") and low - Decimal("0.0000005") < total.allowed[1]
    if not reached:
        yield _unequal(total, parts, complete=len({one.part for one in parts}) == len(below))
    for one in parts:
        if _outside(one.span, total.span):
            yield _late(one, total)


def _least(one: Said) -> tuple[Decimal, Decimal]:
    """An exact part is that number itself: roundings of many parts must not hide a difference."""
    return (one.amount, one.amount) if one.figure.bound.value == "exact" else one.allowed


def _unequal(total: Said, parts: Sequence[Said], *, complete: bool) -> Fault:
    added = sum((one.amount for one in parts), Decimal(0))
    lacking = total.amount - added
    terms = " + ".join(called(one.part, plain(one.amount)) for one in parts)
    whole = called(total.part or TOTAL, plain(total.amount))
    arithmetic = f"{terms} = {plain(added)} ≠ {whole} ({'+' if lacking > 0 else ''}{plain(lacking)})"
    same = [one.part for one in parts if one.amount == abs(lacking)]
    if same:
        arithmetic += f"; |{plain(lacking)}| = {same[0]}"
    return Fault(
        kind=FindingKind.SUM,
        severity=Severity.ERROR if complete or added > total.amount else Severity.WARNING,
        key="|".join(
            (FindingKind.SUM.value, total.indicator, total.place, total.part, total.source, plain(total.amount))
        ),
        message=text_noop("The parts do not add up to the total."),
        params={},
        arithmetic=arithmetic,
        indicator=total.indicator,
        values=(total.value_id, *(one.value_id for one in parts)),
    )


def _larger(part: Said, total: Said) -> Fault:
    return Fault(
        kind=FindingKind.SUM,
        severity=Severity.ERROR,
        key="|".join((FindingKind.SUM.value, part.indicator, part.place, part.part, part.source, "larger")),
        message=text_noop("A part is larger than the whole."),
        params={},
        arithmetic=f"{part.part}: {shown(part)} > {called(total.part or TOTAL, shown(total))}",
        indicator=part.indicator,
        values=(part.value_id, total.value_id),
    )


def _outside(part: Span, whole: Span) -> bool:
    if part.first_on is None or whole.first_on is None:
        return False
    return part.first_on < whole.first_on or part.last_on > whole.last_on


def _late(part: Said, total: Said) -> Fault:
    return Fault(
        kind=FindingKind.PART_OUTSIDE,
        severity=Severity.WARNING,
        key="|".join((FindingKind.PART_OUTSIDE.value, part.indicator, part.place, part.part, part.source)),
        message=text_noop("A part lies outside the time of its whole."),
        params={},
        arithmetic=f"{part.part}: {when(part.span)} ∉ {when(total.span)}",
        indicator=part.indicator,
        values=(part.value_id, total.value_id),
    )
