"""Targets: how they stand and where their figures lead."""

from datetime import date

from honglam.indicators.contracts import TargetPage, TargetState
from honglam.indicators.queries.figures import targets
from honglam.kernel.values import Actor


def list_targets(
    *,
    actor: Actor,
    on: date,
    indicator: str = "",
    state: TargetState | None = None,
    after: str = "",
    most: int | None = targets.PAGE,
) -> TargetPage:
    """A page of the targets that stand, those that need somebody first, judged by the figures up to a day.

    `most` None: all of them, for a file. Raises BadCursor.
    """
    return targets.list_targets(actor=actor, on=on, indicator=indicator, state=state, after=after, most=most)
