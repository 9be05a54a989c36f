"""From points to a place: what applies is put on the whole scale, equal ones share a rank (1, 1, 3)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from honglam.indicators.contracts import CriteriaSet, Subject, Tally
from honglam.indicators.rules.scoring import grade, rounded

K = TypeVar("K")


def tally(criteria_set: CriteriaSet, won: Decimal, applying: Decimal) -> Tally:
    """Points won and the maxima of what has points, as one number; what has none is left out of both sides."""
    scale = criteria_set.scale(Subject.AGENCY)
    total = Decimal(str(scale.total)) if scale else applying
    rated = rounded(won / applying * total, max(criteria_set.places, 1)) if applying else None
    return Tally(points=won, applying=applying, rated=rated, band=grade(scale.bands if scale else (), rated))


def ranked(tallies: Mapping[K, Tally]) -> dict[K, Tally]:
    """Each with its rank: one more than there are better ones; whoever has no points has none."""
    rates = [one.rated for one in tallies.values() if one.rated is not None]
    return {
        key: one if one.rated is None else replace(one, rank=1 + sum(other > one.rated for other in rates))
        for key, one in tallies.items()
    }
