"""The map of tiles: each unit a square of its own near its true neighbours, always the same."""

import csv
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from honglam.directory.rules.tiles import place_tiles
from tests.database import ROOT

PLACES = st.dictionaries(
    st.text("0123456789", min_size=5, max_size=5),
    st.tuples(st.floats(8, 23.5), st.floats(102, 110)),
    max_size=30,
)


@given(PLACES)
def test_every_unit_has_a_cell_of_its_own(points: dict[str, tuple[float, float]]) -> None:
    cells = place_tiles(points)
    assert cells.keys() == points.keys()
    assert len(set(cells.values())) == len(points)
    assert not points or (min(row for row, _ in cells.values()), min(column for _, column in cells.values())) == (0, 0)
    assert place_tiles(dict(reversed(points.items()))) == cells


def test_two_at_one_place_still_get_two_cells() -> None:
    cells = place_tiles({"1": (18.0, 105.0), "2": (18.0, 105.0)})
    (one, other) = cells.values()
    assert abs(one[0] - other[0]) + abs(one[1] - other[1]) in (1, 2)


def test_north_stays_north_and_west_stays_west() -> None:
    """On the real communes: where two lie clearly apart (some 9 km), their tiles stand the same way round."""
    with (ROOT / "packs" / "ha_tinh" / "administrative_units" / "units.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] == "commune" and row["valid_from"] == "2025-07-01"]
    points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows}
    cells = place_tiles(points)
    kept = []
    for one, other in combinations(points, 2):
        for axis, turned in ((0, -1), (1, 1)):
            apart = (points[one][axis] - points[other][axis]) * turned
            if abs(apart) > 0.08:
                kept.append(apart * (cells[one][axis] - cells[other][axis]) > 0)
    assert len(points) == 69
    assert sum(kept) / len(kept) > 0.95
    assert max(column for _, column in cells.values()) < 14, "narrow enough for a telephone"
