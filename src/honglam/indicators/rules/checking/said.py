"""What the rules look at: values, claims and citations without their tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from honglam.indicators.contracts import Figure, Nature, Span, Unit
from honglam.indicators.rules.figures.comparing import Interval, interval
from honglam.indicators.rules.figures.spans import write_span
from honglam.indicators.rules.figures.units import factor

T = TypeVar("T")
TOTAL = "__total__"
"""In the place of a code: the whole of what is added up."""
_ONE_CODE = re.compile(r"[a-zA-Z_][\w.]*")
_CALLED = re.compile(r"[^\s\[\]()|]+\[([^\]]*)\]")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One standing value. `place` is the subject without its part; `named`: what the sentence enumerates."""

    value_id: UUID
    indicator: str
    place: str
    part: str
    span: Span
    nature: Nature
    figure: Figure
    unit: Unit
    source: str
    named: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The number in the dictionary's unit, where money was said in another."""
        return self.figure.value * factor(self.figure.unit, self.unit)

    @property
    def allowed(self) -> Interval:
        """The numbers that the saying allows, in the dictionary's unit."""
        low, high = interval(self.figure)
        by = factor(self.figure.unit, self.unit)
        return low * by, high * by


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A word that something grew, from a base time."""

    indicator: str
    place: str
    part: str
    span: Span
    base: Span
    kind: str
    amount: Decimal
    source: str
    ground_id: UUID


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A document as named in a sentence, and as the register describes it."""

    citation_id: int
    document: str
    title: str
    symbol: str
    dated: date | None
    issuer: str
    known_symbol: str
    known_dated: date | None
    known_issuer: str


def grouped(items: Iterable[T], key: Any) -> Iterator[tuple[Any, list[T]]]:
    """Items by key, in the order of keys."""
    ordered = sorted(items, key=lambda item: str(key(item)))
    for _, found in groupby(ordered, key=lambda item: str(key(item))):
        listed = list(found)
        yield key(listed[0]), listed


def plain(number: Decimal) -> str:
    """`1995`, `4.92`: digits without an exponent and without needless zeros."""
    text = f"{number.normalize():f}"
    return text.rstrip("0").rstrip(".") if "." in text and len(text) > 18 else text


def shown(said: Said) -> str:
    """The number as it was said, in signs: `> 480`, `≈ 5`, `2–3`, `1995`."""
    figure = said.figure
    signs: Mapping[str, str] = {"about": "≈ ", "above": "> ", "below": "< ", "order": "~ "}
    if figure.upper is not None:
        return f"{plain(figure.value)}–{plain(figure.upper)}"
    return f"{signs.get(figure.bound.value, '')}{plain(figure.value)}"


def when(span: Span) -> str:
    """A time in signs."""
    return write_span(span)


def called(code: str, number: str) -> str:
    """A number with the code of what it is of: `desktops[52]`; the number alone where a formula says what it is of."""
    return f"{code}[{number}]" if _ONE_CODE.fullmatch(code) else number


def bare(arithmetic: str) -> str:
    """The same without what the numbers are of: what makes two calculations one and the same."""
    return _CALLED.sub(r"\1", arithmetic)
