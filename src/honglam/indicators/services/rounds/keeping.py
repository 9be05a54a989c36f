"""What a round says of indicators, kept: said once, then succeeded where it came to say something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from honglam.indicators.contracts import Figure, GroundWords, ValueCorrected, ValueEntry
from honglam.indicators.models import IndicatorValue
from honglam.indicators.queries.figures.values import figure_of, newest_ids
from honglam.indicators.services.figures.late import note_said
from honglam.indicators.services.figures.values import note_values, succeed
from honglam.indicators.services.figures.writing import put_ground, put_values
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class Kept:
    """`ids`: the value that each cell last became; `new`: those that are new now."""

    ids: dict[str, str]
    new: list[UUID]


def keep(
    ids: Mapping[str, str], said: Mapping[str, ValueEntry], ground: GroundWords, *, actor: Actor, at: datetime
) -> Kept:
    """Keep what cells say. `ids`: the values that they became before; a cell that says no more is withdrawn.

    Whether a cell changed is told by what it said itself. Somebody may have corrected its value by hand since: that
    stands as long as the cell says the same, and the newest row of the line is succeeded when it says something else.
    Raises ValueCorrected where somebody corrects by hand at this very moment.
    """
    own = IndicatorValue.objects.in_bulk([UUID(key) for key in ids.values()])
    before = {address: figure_of(own[UUID(key)]) for address, key in ids.items()}
    now = {address: said[address].figure if address in said else None for address in before}
    changed = [address for address, figure in now.items() if _number(figure) != _number(before[address])]
    fresh = [address for address in said if address not in before]
    if not changed and not fresh:
        return Kept(ids=dict(ids), new=[])
    newest = _newest({address: UUID(ids[address]) for address in changed})
    kept = put_ground(actor, ground, at)
    rows = dict(zip(fresh, put_values(kept, [said[address] for address in fresh], save=False), strict=True))
    rows |= {address: succeed(newest[address], now[address], kept.id) for address in changed}
    _insert(list(rows.values()), at)
    for action, made in (
        ("indicators.values_recorded", [said[address].indicator for address in fresh]),
        ("indicators.values_corrected", [newest[address].indicator.code for address in changed]),
    ):
        note_values(actor, action, made, ground.reference, at)
    return Kept(ids={**ids, **{key: str(row.id) for key, row in rows.items()}}, new=[row.id for row in rows.values()])


def _number(figure: Figure | None) -> object:
    """What is compared. Not the unit: a value does not repeat the dictionary's, a cell may name it."""
    return figure and (figure.value, figure.bound, figure.upper)


def _newest(ids: Mapping[str, UUID]) -> dict[str, IndicatorValue]:
    """The row at the end of each line of corrections, locked as a correction by hand locks it."""
    ends = newest_ids(list(ids.values()))
    rows = IndicatorValue.objects.select_related("indicator", "version").select_for_update(of=("self",))
    found = {row.id: row for row in rows.filter(id__in=ends.values()).order_by("id")}
    return {address: found[ends[key]] for address, key in ids.items()}


def _insert(rows: list[IndicatorValue], at: datetime) -> None:
    try:
        with transaction.atomic():
            IndicatorValue.objects.bulk_create(rows, batch_size=2000)
    except IntegrityError as fault:  # somebody was quicker
        raise ValueCorrected from fault
    note_said(rows, at)
