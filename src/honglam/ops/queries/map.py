"""The communes as a map: the agencies' figures laid on the tiles of the land."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, Level
from honglam.dossiers.contracts import CountRow, Measure
from honglam.kernel.clock import local
from honglam.ops.contracts import Figures, MapTile
from honglam.ops.rules import settled_of


def list_map(*, figures: Figures, at: datetime) -> list[MapTile]:
    """One tile a commune. What several agencies of a commune settled counts together; it leads to its committee.

    Where the committee counted nothing itself, it leads to the agency of the commune that settled most.
    """
    agencies = directory.get_agencies(agency_ids=[row.key for row in figures.by_agency])
    by_unit: dict[str, list[CountRow]] = defaultdict(list)
    for row in figures.by_agency:
        agency = agencies.get(row.key)
        if agency is not None and agency.level is Level.COMMUNE:
            by_unit[agency.unit_code].append(row)
    for rows in by_unit.values():
        rows.sort(
            key=lambda row: (agencies[row.key].kind is not AgencyKind.COMMITTEE, -settled_of(row.counts).total, row.key)
        )
    return [
        MapTile(
            name=tile.name,
            short=tile.short,
            row=tile.row,
            column=tile.column,
            agency_id=by_unit[tile.code][0].key if by_unit.get(tile.code) else None,
            in_time_share=_in_time(by_unit.get(tile.code, ())),
        )
        for tile in directory.list_tiles(on=local(at).date())
    ]


def _in_time(rows: Iterable[CountRow]) -> float | None:
    together: Counter[Measure] = Counter()
    for row in rows:
        together.update(row.counts)
    return settled_of(together).in_time_share
