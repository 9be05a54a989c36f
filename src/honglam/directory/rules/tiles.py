"""A map of tiles: each unit one square near its true neighbours, so that a small ward is seen as well as a large one.

No boundaries are needed, only a point for each unit. Cells are as many as the land's shape needs; units are put on the
nearest free cell, those in the thick of it first, and then change places as long as that brings both nearer to where
they lie. The same points always give the same map.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from math import cos, hypot, radians, sqrt

Cell = tuple[int, int]
"""Row from the north, column from the west."""
Point = tuple[float, float]
_NEAR = 3
_ROUNDS = 40
_CLOSER = 1.5
"""Less empty land between the tiles: on a telephone each of them must still be wide enough for a thumb."""


def place_tiles(points: Mapping[str, Point]) -> dict[str, Cell]:
    """A cell of its own for each code; `points` are latitude and longitude in degrees."""
    return dict(_placed(tuple(sorted((code, *point) for code, point in points.items()))))


@lru_cache(maxsize=8)
def _placed(points: tuple[tuple[str, float, float], ...]) -> tuple[tuple[str, Cell], ...]:
    if not points:
        return ()
    wanted = _on_the_grid(points)
    placed: dict[str, Cell] = {}
    taken: dict[Cell, str] = {}
    for code in _thickest_first(wanted):
        cell = _nearest_free(wanted[code], taken)
        placed[code], taken[cell] = cell, code
    _change_places(placed, wanted)
    top, left = min(row for row, _ in placed.values()), min(column for _, column in placed.values())
    return tuple((code, (row - top, column - left)) for code, (row, column) in sorted(placed.items()))


def _on_the_grid(points: tuple[tuple[str, float, float], ...]) -> dict[str, Point]:
    """Where each unit would like to be: as many cells to the square as there are units to the same area."""
    middle = sum(lat for _, lat, _ in points) / len(points)
    flat = {code: (-lat, lon * cos(radians(middle))) for code, lat, lon in points}
    gaps = sorted(_distance_to_next(code, flat) for code in flat)
    step = (gaps[len(gaps) // 2] * _CLOSER if gaps else 0.0) or 1.0
    north, west = min(y for y, _ in flat.values()), min(x for _, x in flat.values())
    return {code: ((y - north) / step, (x - west) / step) for code, (y, x) in flat.items()}


def _distance_to_next(code: str, flat: Mapping[str, Point]) -> float:
    """Mean distance to the nearest few: one pair that lies close together must not set the measure."""
    here = flat[code]
    near = sorted(_apart(here, there) for other, there in flat.items() if other != code)[:_NEAR]
    return sum(near) / len(near) if near else 0.0


def _thickest_first(wanted: Mapping[str, Point]) -> list[str]:
    return sorted(wanted, key=lambda code: (_distance_to_next(code, wanted), code))


def _nearest_free(point: Point, taken: Mapping[Cell, str]) -> Cell:
    """The free cell nearest to a point, looked for in growing squares around it."""
    row, column = round(point[0]), round(point[1])
    for reach in range(1, 2 + int(sqrt(len(taken))) * 2):
        around = range(-reach, reach + 1)
        free = [(row + down, column + right) for down in around for right in around]
        free = [cell for cell in free if cell not in taken]
        if free:
            return min(free, key=lambda cell: (_apart(point, cell), cell))
    raise AssertionError("a square larger than all that is taken has a free cell")


def _change_places(placed: dict[str, Cell], wanted: Mapping[str, Point]) -> None:
    """Pairs swap while that shortens the way of both together."""
    for _ in range(_ROUNDS):
        better = False
        for one, other in combinations(sorted(placed), 2):
            now = _way(wanted[one], placed[one]) + _way(wanted[other], placed[other])
            then = _way(wanted[one], placed[other]) + _way(wanted[other], placed[one])
            if then < now - 1e-9:
                placed[one], placed[other] = placed[other], placed[one]
                better = True
        if not better:
            return


def _way(point: Point, cell: Cell) -> float:
    return _apart(point, cell) ** 2


def _apart(one: Point, other: Point | Cell) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
