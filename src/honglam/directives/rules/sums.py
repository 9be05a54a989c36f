"""Does a stated total follow from its parts? And where it does not: what would explain it. Whole đồng only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honglam.kernel.values import text_noop

Parts = Sequence[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A sentence with its numbers; money stands in đồng and is written out by the entrance."""

    text: str
    params: Mapping[str, Any]


def check_total(stated: int, parts: Parts, *, at_least: bool = False) -> bool | None:
    """Whether the total follows; None where no part has an amount. `at_least`: the document says “more than”."""
    if not parts:
        return None
    computed = sum(amount for _, amount in parts)
    return computed >= stated if at_least else computed == stated


def explain_total(stated: int, parts: Parts) -> list[Finding]:
    """What would explain a total that does not follow: a part counted elsewhere, the whole counted several times."""
    computed = sum(amount for _, amount in parts)
    if not parts or computed == stated:
        return []
    found = []
    for label, amount in parts:
        if amount and computed - stated == amount:
            text = text_noop("The difference is exactly the amount of “%(part)s”: it may stand in the wrong column.")
            found.append(Finding(text=text, params={"part": label}))
    for times in (2, 3):
        if computed and stated == times * computed:
            text = text_noop("The total stated is exactly %(times)s times the sum of its parts.")
            found.append(Finding(text=text, params={"times": times}))
    return found


def explain_columns(columns: Mapping[str, tuple[int, Parts]]) -> list[Finding]:
    """Two columns that are both wrong: a part that moves from one to the other mends the first. And the second?"""
    found = []
    for giver, (stated, parts) in columns.items():
        over = sum(amount for _, amount in parts) - stated
        moved = [(label, amount) for label, amount in parts if over and amount == over]
        for taker, (taker_stated, taker_parts) in columns.items():
            if taker == giver or not moved:
                continue
            label, amount = moved[0]
            together = sum(one for _, one in taker_parts) + amount
            if together == taker_stated:
                text = text_noop("With “%(part)s” moved to “%(taker)s”, both columns follow from their parts.")
                found.append(Finding(text=text, params={"part": label, "taker": taker}))
            elif together and taker_stated == 2 * together:
                text = text_noop(
                    "With “%(part)s” moved from “%(giver)s” to “%(taker)s”, the first column follows, the second would"
                    " be %(money)s: the total stated is exactly twice that."
                )
                params = {"part": label, "giver": giver, "taker": taker, "money": together}
                found.append(Finding(text=text, params=params))
    return found


def missing(requested: Mapping[int | None, int], granted: Mapping[int | None, int]) -> int:
    """What was requested and not granted, year by year: too much in one year does not make up for another."""
    return sum(max(0, amount - granted.get(year, 0)) for year, amount in requested.items())


def completion(done: int, counted: int) -> float | None:
    """Per cent of the items that are done; None where there is nothing to count."""
    return round(100 * done / counted, 1) if counted else None
