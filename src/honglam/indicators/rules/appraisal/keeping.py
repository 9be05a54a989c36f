"""Answers and measured inputs as plain JSON, and back: decimals as text, so that no digit is lost on the way."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from honglam.indicators.contracts import Given, ItemScore, Measured, Standing, Term

_NUMBERS = ("amount", "part", "whole", "points")


def given_to_json(given: Given) -> dict[str, Any]:
    """Only what was said."""
    found: dict[str, Any] = {
        name: format(value, "f") for name in _NUMBERS if (value := getattr(given, name)) is not None
    }
    if given.met is not None:
        found["met"] = given.met
    if given.skipped:
        found["skipped"] = True
    return found


def given_from_json(kept: Mapping[str, Any]) -> Given:
    """An answer as it was kept."""
    numbers = {name: Decimal(kept[name]) for name in _NUMBERS if name in kept}
    return Given(skipped=bool(kept.get("skipped")), met=kept.get("met"), **numbers)


def measured_to_json(measured: Measured) -> dict[str, Any]:
    """What measures said, words included: labels may change, the sheet does not."""
    plain = asdict(measured) | {"standing": measured.standing.value, "terms": [asdict(one) for one in measured.terms]}
    return {key: format(value, "f") if isinstance(value, Decimal) else value for key, value in plain.items()}


def measured_from_json(kept: Mapping[str, Any]) -> Measured:
    """The same as it was."""
    numbers = {
        name: None if kept[name] is None else Decimal(kept[name])
        for name in ("points", "numerator", "denominator", "least", "most")
    }
    terms = tuple(Term(**one) for one in kept["terms"])
    return Measured(standing=Standing(kept["standing"]), terms=terms, **numbers)


def measured_of(item: ItemScore) -> Measured:
    """A live score as a sheet keeps it."""

    def exact(number: float | None) -> Decimal | None:
        return None if number is None else Decimal(str(number))

    return Measured(
        standing=item.standing,
        points=exact(item.score),
        numerator=exact(item.numerator),
        denominator=exact(item.denominator),
        terms=item.terms,
    )
