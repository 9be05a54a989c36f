"""Claims of growth against their base: the base that is stated, or the one that the claim implies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from honglam.indicators.contracts import Definition, Fault, FindingKind, Severity, Span, Unit
from honglam.indicators.rules.checking.said import Claim, Said, grouped, plain, shown, when
from honglam.indicators.rules.figures.comparing import Interval, decimals, interval, meet
from honglam.indicators.rules.figures.formulas import rounded
from honglam.indicators.rules.figures.spans import overlap
from honglam.kernel.values import text_noop


@dataclass(frozen=True, kw_only=True)
class Implied:
    """The base that a claim implies, with the value it starts from."""

    claim: Claim
    now: Said
    base: Interval
    spelled: str


def growth(
    definitions: Mapping[str, Definition], claims: Iterable[Claim], known: Mapping[str, Sequence[Said]]
) -> Iterator[Fault]:
    """Each claim against the value of its base time; then the implied bases of one indicator against each other."""
    implied = [found for claim in claims if (found := _imply(claim, known.get(claim.indicator, ()))) is not None]
    for one in implied:
        yield from _against_base(one, known.get(one.claim.indicator, ()))
        yield from _unclear(one, definitions[one.claim.indicator])
    for _, same in grouped(implied, lambda one: (one.claim.indicator, one.claim.place, one.claim.part)):
        if definitions[same[0].claim.indicator].accumulates:
            yield from _in_order(same)


def _imply(claim: Claim, values: Sequence[Said]) -> Implied | None:
    mine = [one for one in values if _about(one, claim) and overlap(one.span, claim.span)]
    if not mine:
        return None
    now = min(mine, key=lambda one: (one.source != claim.source, str(one.value_id)))
    if claim.kind == "plus":
        base = (now.amount - claim.amount, now.amount - claim.amount)
        spelled = f"{shown(now)} − {plain(claim.amount)} = {plain(base[0])}"
    else:
        half = Decimal(5).scaleb(-decimals(claim.amount) - 1)
        ends = [_divided(now.amount, claim, by) for by in (claim.amount - half, claim.amount + half)]
        base = (min(ends), max(ends))
        spelled = f"{shown(now)} ÷ {_factor(claim)} = {plain(rounded(_divided(now.amount, claim, claim.amount), 1))}"
    return Implied(claim=claim, now=now, base=base, spelled=f"{when(claim.base)}: {spelled}")


def _divided(amount: Decimal, claim: Claim, by: Decimal) -> Decimal:
    return amount / (by if claim.kind == "times" else 1 + by / 100)


def _factor(claim: Claim) -> str:
    return plain(claim.amount) if claim.kind == "times" else plain(1 + claim.amount / 100)


def _about(one: Said, claim: Claim) -> bool:
    return (one.place, one.part) == (claim.place, claim.part)


def _against_base(one: Implied, values: Sequence[Said]) -> Iterator[Fault]:
    for base in values:
        if _about(base, one.claim) and overlap(base.span, one.claim.base):
            low, high = interval(base.figure)
            wide = (one.base[0] - Decimal("0.0000005"), one.base[1] + Decimal("0.0000005"))
            if not meet(wide, (low, high)):
                yield _fault(
                    FindingKind.GROWTH,
                    Severity.ERROR,
                    one,
                    text_noop("The growth does not lead from the stated base to the stated value."),
                    f"{one.spelled} ≠ {shown(base)}",
                    base,
                )


def _unclear(one: Implied, definition: Definition) -> Iterator[Fault]:
    if one.claim.kind == "percent" and definition.unit is Unit.PERCENT:
        points = one.now.amount - one.claim.amount
        yield _fault(
            FindingKind.GROWTH_UNCLEAR,
            Severity.NOTE,
            one,
            text_noop("A share that grew by so many per cent: of itself, or by points?"),
            f"{one.spelled}; {shown(one.now)} − {plain(one.claim.amount)} = {plain(points)}",
        )


def _in_order(same: Sequence[Implied]) -> Iterator[Fault]:
    """Bases of a stock that only grows have to grow as well, whoever implies them."""
    ordered = sorted(same, key=lambda one: one.claim.base.last_on)
    for earlier, later in pairwise(ordered):
        if earlier.claim.base.last_on < later.claim.base.last_on and later.base[1] < earlier.base[0]:
            yield Fault(
                kind=FindingKind.GROWTH,
                severity=Severity.WARNING,
                key=_key(FindingKind.GROWTH, later, when(earlier.claim.base)),
                message=text_noop("Two claims of growth imply bases that cannot follow each other."),
                params={},
                arithmetic=f"{earlier.spelled}; {later.spelled}",
                indicator=later.claim.indicator,
                values=(earlier.now.value_id, later.now.value_id),
                claims=(earlier.claim.ground_id, later.claim.ground_id),
            )


def _fault(
    kind: FindingKind, severity: Severity, one: Implied, message: str, arithmetic: str, base: Said | None = None
) -> Fault:
    sides = (one.now.value_id, base.value_id) if base else (one.now.value_id,)
    return Fault(
        kind=kind,
        severity=severity,
        key=_key(kind, one, one.claim.source),
        message=message,
        params={},
        arithmetic=arithmetic,
        indicator=one.claim.indicator,
        values=sides,
        claims=(one.claim.ground_id,),
    )


def _key(kind: FindingKind, one: Implied, *more: str) -> str:
    claim: Claim = one.claim
    span: Span = claim.base
    return "|".join((kind.value, claim.indicator, claim.place, claim.part, when(claim.span), when(span), *more))
