"""Indicators against each other: formulas, ratios, what cannot be exceeded, and what a ratio silently implies."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise, product

from honglam.indicators.contracts import Bound, Definition, Fault, FindingKind, Nature, Severity, Span, Unit
from honglam.indicators.rules.checking.said import Said, called, grouped, plain, shown, when
from honglam.indicators.rules.figures.comparing import Interval, interval, meet
from honglam.indicators.rules.figures.formulas import compute, names_of, rounded, value_of
from honglam.indicators.rules.figures.spans import overlap
from honglam.kernel.values import text_noop

MOST_INPUTS = 6
_NAME = re.compile(r"[a-zA-Z_][\w.]*")
_FAR = Decimal(10) ** 15
JUMP = 2
WHOLE = Decimal(100)
COUNTED = frozenset({Unit.COUNT, Unit.EACH, Unit.PERCENT})
"""Units in which nothing is below zero."""


class Neighbours:
    """Standing values by what a number may be compared with: the same subject on the same day, or from one source.

    Looked up, not searched: a month of four hundred agencies has as many values as it has inputs.
    """

    def __init__(self, values: Mapping[str, Sequence[Said]]) -> None:
        self.values = values
        self._by_day: dict[tuple[str, str, date], list[Said]] = defaultdict(list)
        self._by_source: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
        for name, said in values.items():
            for one in said:
                self._by_day[name, one.place, one.span.last_on].append(one)
                if one.span.is_moment:
                    self._by_source[name, one.place, one.source].append(one)

    def of(self, code: str) -> Sequence[Said]:
        """What stands of an indicator."""
        return self.values.get(code, ())

    def near(self, name: str, one: Said) -> list[Said]:
        """The values of an indicator that speak of the subject and time of another's, or stand beside it."""
        same_day = [
            said for said in self._by_day.get((name, one.place, one.span.last_on), ()) if overlap(said.span, one.span)
        ]
        beside = self._by_source.get((name, one.place, one.source), []) if one.span.is_moment else []
        return [said for said in (*same_day, *beside) if said.part in {one.part, ""}]


def formulas(definition: Definition, known: Neighbours) -> Iterator[Fault]:
    """A number that its own formula does not give, from inputs of the same source where it gives them."""
    names = names_of(definition.expressions)
    for one in known.of(definition.code):
        inputs = _inputs(names, one, known)
        if not definition.expressions or inputs is None:
            continue
        corners = [compute(definition, corner).value for corner in _corners(inputs)]
        results = [corner for corner in corners if corner is not None]
        told = results and len(results) == len(corners)  # a corner without a number may be as large as it likes
        if told and not meet((min(results) - _SMALL, max(results) + _SMALL), interval(one.figure)):
            middle = compute(definition, {name: said.amount for name, said in inputs.items()}).value
            yield Fault(
                kind=FindingKind.FORMULA,
                severity=Severity.ERROR,
                key=_key(FindingKind.FORMULA, one),
                message=text_noop("The formula gives another number."),
                params={},
                arithmetic=f"{_spelled(definition, inputs)} = {plain(rounded(middle or results[0], 2))} ≠ "
                + called(one.indicator, shown(one)),
                indicator=one.indicator,
                values=(one.value_id, *(said.value_id for said in inputs.values())),
            )


_SMALL = Decimal("0.005")


def limits(definition: Definition, known: Neighbours) -> Iterator[Fault]:
    """More than there can be, or less; shares above a hundred and counts below nothing."""
    for one in known.of(definition.code):
        if one.figure.unit not in {None, one.unit}:
            continue
        yield from _natural(definition, one)
        for source, above in ((definition.limit, True), (definition.least, False)):
            inputs = _inputs(names_of([source]), one, known) if source else None
            if inputs is None:
                continue
            edge = value_of(source, {name: said.amount for name, said in inputs.items()})
            if edge is not None and ((one.allowed[0] >= edge and one.amount > edge) if above else one.amount < edge):
                yield _beyond(one, source, edge, inputs, above=above)


def _natural(definition: Definition, one: Said) -> Iterator[Fault]:
    share, counted = definition.unit is Unit.PERCENT, definition.unit in COUNTED
    if share and one.amount > WHOLE:
        yield _beyond(one, "100%", WHOLE, {}, above=True)
    if counted and one.amount < 0:
        yield _beyond(one, "0", Decimal(0), {}, above=False)


def _beyond(one: Said, source: str, edge: Decimal, inputs: Mapping[str, Said], *, above: bool) -> Fault:
    spelled = source if not inputs else f"{source} = {plain(rounded(edge, 2))}"
    return Fault(
        kind=FindingKind.LIMIT,
        severity=Severity.ERROR,
        key=_key(FindingKind.LIMIT, one),
        message=text_noop("More than there can be.") if above else text_noop("Less than there can be."),
        params={},
        arithmetic=f"{called(one.part or one.indicator, shown(one))} {'>' if above else '<'} {spelled}",
        indicator=one.indicator,
        values=(one.value_id, *(said.value_id for said in inputs.values())),
    )


def implied(definition: Definition, known: Neighbours) -> Iterator[Fault]:
    """What a ratio and its numerator say of a denominator that nobody states: does it stay of one size?"""
    if not (definition.denominator and definition.unit is Unit.PERCENT):
        return
    found = []
    for one in known.of(definition.code):
        top = _inputs(names_of([definition.numerator]), one, known)
        bottom = _inputs(names_of([definition.denominator]), one, known)
        if one.figure.bound is Bound.EXACT and one.amount and top and bottom is None and not one.span.is_moment:
            above = value_of(definition.numerator, {name: said.amount for name, said in top.items()})
            # None of something that is five per cent: no denominator fits, and none can be compared with others.
            if above is not None and above * one.amount > 0:
                found.append((one, next(iter(top.values())), above * 100 / one.amount))
    for _, same in grouped(found, lambda item: (item[0].place, item[0].part)):
        for earlier, later in pairwise(sorted(same, key=lambda item: item[0].span.last_on)):
            paces = [whole / _days(one.span) for one, _, whole in (earlier, later)]
            if max(paces) > JUMP * min(paces):
                yield _uneven(definition, earlier, later, max(paces) / min(paces))


Whole = tuple[Said, Said, Decimal]


def _uneven(definition: Definition, earlier: Whole, later: Whole, times: Decimal) -> Fault:
    sides = [
        f"{when(one.span)}: {called(top.indicator, shown(top))} ÷ {called(one.indicator, shown(one))} % = "
        + called(definition.denominator, plain(rounded(whole, 0)))
        for one, top, whole in (earlier, later)
    ]
    one = later[0]
    return Fault(
        kind=FindingKind.IMPLIED,
        severity=Severity.WARNING,
        key=_key(FindingKind.IMPLIED, one, when(earlier[0].span)),
        message=text_noop("The denominators that these shares imply are not of one size: %(times)s times a day."),
        params={"times": plain(rounded(times, 1)), "name": definition.denominator},
        arithmetic="; ".join(sides),
        indicator=definition.code,
        values=tuple(said.value_id for item in (earlier, later) for said in item[:2]),
    )


def _days(span: Span) -> int:
    return (span.last_on - span.first_on).days + 1 if span.first_on else 1


def _inputs(names: Iterable[str], one: Said, known: Neighbours) -> dict[str, Said] | None:
    """For each name the value of the same subject and time, of the same source first; None where one is not known."""
    found: dict[str, Said] = {}
    for name in sorted(names):
        candidates = known.near(name, one)
        if not candidates or one.nature is not Nature.ACTUAL:
            return None
        found[name] = min(candidates, key=lambda said: _rank(said, one))
    return found if len(found) <= MOST_INPUTS else None


def _rank(said: Said, one: Said) -> tuple[bool, bool, bool, str]:
    return not overlap(said.span, one.span), said.source != one.source, said.part != one.part, str(said.value_id)


def _corners(inputs: Mapping[str, Said]) -> Iterator[dict[str, Decimal]]:
    ends: list[Interval] = [
        (said.amount, said.amount) if said.figure.bound is Bound.EXACT else _reachable(said.allowed)
        for said in inputs.values()
    ]
    for corner in product(*(dict.fromkeys(end) for end in ends)):
        yield dict(zip(inputs, corner, strict=True))


def _reachable(allowed: Interval) -> Interval:
    """“More than 120” has no end; arithmetic goes on with one that the expression language still bears."""
    return max(allowed[0], -_FAR), min(allowed[1], _FAR)


def _spelled(definition: Definition, inputs: Mapping[str, Said]) -> str:
    source = definition.formula or f"({definition.numerator}) ÷ ({definition.denominator})"
    source = _NAME.sub(lambda one: _value(one.group(), inputs), source)
    return source.replace("*", "×").replace(" / ", " ÷ ")


def _value(name: str, inputs: Mapping[str, Said]) -> str:
    return called(name, shown(inputs[name])) if name in inputs else name


def _key(kind: FindingKind, one: Said, *more: str) -> str:
    return "|".join((kind.value, one.indicator, one.place, one.part, when(one.span), one.source, *more))
