"""Targets: how they stand and where their figures lead."""

from datetime import date

from honglam.indicators.contracts import TargetView
from honglam.indicators.queries.figures import targets
from honglam.kernel.values import Actor


def list_targets(*, actor: Actor, on: date, indicator: str = "") -> list[TargetView]:
    """Every target that stands, those that need somebody first, judged by the figures up to a day."""
    return targets.list_targets(actor=actor, on=on, indicator=indicator)
