"""The communes of a day as a map of tiles."""

from datetime import date

from honglam.directory.contracts import Level, TileView
from honglam.directory.models import AdministrativeUnit
from honglam.directory.queries.units import list_units
from honglam.directory.rules.places import bare_name
from honglam.directory.rules.tiles import place_tiles


def list_tiles(on: date) -> list[TileView]:
    """Every commune in force whose place is known, by row and column; one query."""
    units = {unit.id: unit for unit in list_units(on=on, level=Level.COMMUNE)}
    rows = AdministrativeUnit.objects.filter(id__in=units).values_list("id", "lat", "lon")
    points = {units[key].code: (lat, lon) for key, lat, lon in rows if lat is not None and lon is not None}
    cells = place_tiles(points)
    found = [
        TileView(code=unit.code, name=unit.name, short=_initials(bare_name(unit)), row=row, column=column)
        for unit in units.values()
        if unit.code in cells
        for row, column in [cells[unit.code]]
    ]
    return sorted(found, key=lambda tile: (tile.row, tile.column))


def _initials(name: str) -> str:
    """`can lộc` → `CL`; a number stays whole (`sơn kim 1` → `SK1`)."""
    return "".join(word if word.isdigit() else word[:1] for word in name.split()).upper()
